import type { Ethnicity } from "../../lives/ethnicity.ts";
import type { Chance } from "../../lives/chance.ts";

/** Ethnicity in the words of Client Level Data (census of 2021). */
export const ETHNICITY_WORDS: Readonly<Record<Ethnicity, string>> = {
  A: "White - English, Welsh, Scottish, Northern Irish or British",
  B: "White - Irish",
  C: "White - Any other White background",
  D: "Mixed or multiple ethnic groups - White and Black Caribbean",
  E: "Mixed or multiple ethnic groups - White and Black African",
  F: "Mixed or multiple ethnic groups - White and Asian",
  G: "Mixed or multiple ethnic groups - Any other Mixed or multiple ethnic background",
  H: "Asian or Asian British - Indian",
  J: "Asian or Asian British - Pakistani",
  K: "Asian or Asian British - Bangladeshi",
  L: "Asian or Asian British - Any other Asian background",
  M: "Black, Black British, Caribbean or African - Caribbean",
  N: "Black, Black British, Caribbean or African - African",
  P: "Black, Black British, Caribbean or African - Any other Black, Black British or Caribbean background",
  R: "Asian or Asian British - Chinese",
  S: "Other ethnic group - Any other ethnic group",
  Z: "No data - Undeclared or Not known",
};

/** Spellings of values that are seen in councils' files, as NHS England's own code has had to allow for them. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "NFA - Support ended - other reason": [
    "NFA - Support ended: Other reason",
    "NFA \u2013 Support ended \u2013 other reason",
  ],
  "NFA - No services offered - other reason": ["NFA - No services offered: Other reason"],
  "Admitted to Hospital": ["Admitted to hospital"],
  "NFA- Other": ["NFA - Other"],
};

/** Another way of writing a value that means the same: one that has been seen, or other capitals. */
export function respelt(value: string, chance: Chance): string {
  const seen = SPELLINGS[value];
  return seen ? chance.pick(seen) : chance.happens(0.5) ? value.toLowerCase() : value.replace(" - ", " \u2013 ");
}

/** Made-up providers; their ids are not in the form of the Care Quality Commission's. */
export const PROVIDERS: readonly string[] = [
  "Northbank Reablement Team",
  "Kestrel Home Care",
  "Willowbrook Support at Home",
  "Lantern Care",
  "Hearthside Homecare",
  "Southmere Independent Living",
  "Bright Steps Care",
  "Ferry House Residential Home",
  "The Limes Care Home",
  "Oakhaven Nursing Home",
  "Marlowe Court Nursing Home",
];
