/**
 * Codes of Read version 2 that older notes still carry beside those of SNOMED CT: a handful of the most common.
 * @see https://isd.digital.nhs.uk (Read v2, retired)
 */
export const READ_CODES: Readonly<Record<string, string>> = {
  "44054006": "C10F.",
  "59621000": "G20..",
  "195967001": "H33..",
  "13645005": "H3...",
  "266919005": "1371.",
  "8517006": "137S.",
  "77176002": "137R.",
  "27113001": "22A..",
  "50373000": "229..",
  "60621009": "22K..",
  "271649006": "2469.",
  "271650006": "246A.",
  "1000731000000107": "44J3.",
};

/** What is noted by a code of the supplier's own alone, by the code of SNOMED CT that it would have. */
export const LOCAL_ALONE: Readonly<Record<string, string>> = { "160573003": "EMISNQAL51" };
