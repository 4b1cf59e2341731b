/**
 * Ethnic categories as English services code them; short, for tables.
 * @see https://www.datadictionary.nhs.uk/data_elements/ethnic_category.html
 */
const ETHNIC_CATEGORIES: Readonly<Record<string, string>> = {
  A: "White: British",
  B: "White: Irish",
  C: "White: other",
  D: "Mixed: White and Black Caribbean",
  E: "Mixed: White and Black African",
  F: "Mixed: White and Asian",
  G: "Mixed: other",
  H: "Asian: Indian",
  J: "Asian: Pakistani",
  K: "Asian: Bangladeshi",
  L: "Asian: other",
  M: "Black: Caribbean",
  N: "Black: African",
  P: "Black: other",
  R: "Chinese",
  S: "Other",
  Z: "Not stated",
};

/** An ethnic category in words; the code itself where it is none of these. */
export const showEthnicCategory = (code: string): string => ETHNIC_CATEGORIES[code] ?? code;
