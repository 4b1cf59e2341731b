/** A made-up hospital's messages, in the words of their standard. */
export type MessageFields = {
  /** MSH-9, such as "ADT^A01". */
  readonly type: string;
  /** MSH-7 and EVN-2. */
  readonly written?: string;
  readonly control?: string;
  /** PV1-19 and PV1-44, PV1-45. */
  readonly visit?: string;
  readonly admitted?: string;
  readonly discharged?: string;
  readonly patient?: string;
  /** Segments after these. */
  readonly more?: readonly string[];
};

/** A segment from its fields by number: aSegment("PV1", { 2: "I", 19: "V1" }). */
export function aSegment(name: string, fields: Readonly<Record<number, string>>): string {
  const last = Math.max(0, ...Object.keys(fields).map(Number));
  return [name, ...Array.from({ length: last }, (_, at) => fields[at + 1] ?? "")].join("|");
}

export const aHeader = (type: string, written = "20250520103000", control = "M1", more = ""): string =>
  `MSH|^~\\&|PAS|XT901|WHOLESTORY|XP901|${written}||${type}|${control}|P|2.4${more}`;

/** Somebody: number, name, birth, sex and an address. */
export const aPid = (patient = "0012345", more: Readonly<Record<number, string>> = {}): string =>
  aSegment("PID", {
    1: "1",
    3: `${patient}^^^XT901^MR~9990000018^^^NHS^NH`,
    5: "Okafor^Ada^Ngozi^^Ms^^L",
    7: "19470331",
    8: "F",
    11: "14 Elm Road^^Northbank^^ZZ1 1AA^^H",
    13: "01632 960001^PRN^PH",
    32: "NSTS01",
    ...more,
  });

export const aVisit = ({
  visit = "S1",
  admitted = "202505200915",
  discharged = "",
  ...more
}: {
  visit?: string;
  admitted?: string;
  discharged?: string;
  more?: Readonly<Record<number, string>>;
}): string =>
  aSegment("PV1", {
    1: "1",
    2: "I",
    3: "Ward 4^^Bed 2",
    4: "21",
    10: "300",
    19: visit,
    44: admitted,
    45: discharged,
    ...more.more,
  });

/** A message about a visit: MSH, EVN, PID, PV1 and what follows, each segment ended by CR. */
export function aMessage(fields: MessageFields): string {
  const { type, written = "20250520103000", control = "M1", patient, visit, admitted, discharged, more = [] } = fields;
  const event = type.split("^")[1] ?? "";
  return segments(
    aHeader(type, written, control),
    aSegment("EVN", { 1: event, 2: written }),
    aPid(patient),
    aVisit({
      ...(visit !== undefined && { visit }),
      ...(admitted !== undefined && { admitted }),
      ...(discharged !== undefined && { discharged }),
    }),
    ...more,
  );
}

export const segments = (...lines: readonly string[]): string => lines.map((line) => `${line}\r`).join("");
