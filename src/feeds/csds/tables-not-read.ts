/** Tables of the data set that are known by their own unique id, and not read. */
const NOT_READ: Readonly<Record<string, string>> = {
  "000": "Header",
  "003": "Accommodation type",
  "006": "Social and personal circumstances",
  "007": "Employment status",
  "008": "Overseas visitor charging category",
  "103": "Other reason for referral",
  "104": "Referral to treatment",
  "105": "Onward referral",
  "301": "Group session",
  "401": "Special educational need",
  "402": "Safeguarding vulnerability factor",
  "404": "Assistive technology",
  "501": "Coded immunisation",
  "502": "Immunisation",
  "602": "Disability type",
  "603": "Newborn hearing screening",
  "604": "Blood spot result",
  "605": "Infant physical examination",
  "610": "Breastfeeding status",
  "611": "Observation",
  "613": "Anonymous self-assessment",
};

/** What a file is that is a table of the data set which is not read, by its header; else undefined. */
export function tableNotRead(header: readonly string[]): string | undefined {
  const number = header.map((name) => /^CYP(\d{3}) UNIQUE ID$/i.exec(name.trim())?.[1]).find(Boolean);
  const words = number === undefined ? undefined : NOT_READ[number];
  return words === undefined || number === undefined ? undefined : `${words} (CYP${number})`;
}
