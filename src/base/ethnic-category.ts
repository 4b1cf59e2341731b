/**
 * The ethnic categories of the census of 2001, as the NHS still codes them.
 * @see https://www.datadictionary.nhs.uk/data_elements/ethnic_category.html
 */
export const ETHNIC_CATEGORIES = {
  A: "White - British",
  B: "White - Irish",
  C: "White - Any other White background",
  D: "Mixed - White and Black Caribbean",
  E: "Mixed - White and Black African",
  F: "Mixed - White and Asian",
  G: "Mixed - Any other mixed background",
  H: "Asian or Asian British - Indian",
  J: "Asian or Asian British - Pakistani",
  K: "Asian or Asian British - Bangladeshi",
  L: "Asian or Asian British - Any other Asian background",
  M: "Black or Black British - Caribbean",
  N: "Black or Black British - African",
  P: "Black or Black British - Any other Black background",
  R: "Other Ethnic Groups - Chinese",
  S: "Other Ethnic Groups - Any other ethnic group",
  Z: "Not stated",
  "99": "Not known",
} as const;

export type EthnicCategory = keyof typeof ETHNIC_CATEGORIES;
