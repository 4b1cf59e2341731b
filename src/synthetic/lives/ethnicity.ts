import type { Weighted } from "./chance.ts";

/**
 * Ethnic categories of the NHS Data Dictionary (ETHNIC CATEGORY CODE, from the 2001 census).
 * @see https://www.datadictionary.nhs.uk/attributes/ethnic_category_code.html
 */
export const ETHNICITIES = {
  A: "British, Mixed British",
  B: "Irish",
  C: "Any other White background",
  D: "White and Black Caribbean",
  E: "White and Black African",
  F: "White and Asian",
  G: "Any other mixed background",
  H: "Indian or British Indian",
  J: "Pakistani or British Pakistani",
  K: "Bangladeshi or British Bangladeshi",
  L: "Any other Asian background",
  M: "Caribbean",
  N: "African",
  P: "Any other Black background",
  R: "Chinese",
  S: "Any other ethnic group",
  Z: "Not stated",
} as const;

export type Ethnicity = keyof typeof ETHNICITIES;

/** The mix of a diverse city: of the order of London's and Birmingham's in the census of 2021, rounded. */
export const CITY_MIX: Weighted<Ethnicity> = [
  ["A", 42],
  ["C", 13],
  ["H", 9],
  ["J", 7],
  ["N", 8],
  ["M", 5],
  ["K", 4],
  ["L", 4],
  ["S", 3],
  ["B", 2],
  ["R", 1.5],
  ["P", 1.5],
];

/** Where someone's given and family names come from. */
export type NameGroup =
  | "british"
  | "irish"
  | "eastern-european"
  | "indian"
  | "muslim-south-asian"
  | "tamil"
  | "chinese"
  | "west-african"
  | "caribbean"
  | "arab"
  | "turkish";

export const NAME_GROUPS: Readonly<Record<Ethnicity, Weighted<NameGroup>>> = {
  A: [["british", 1]],
  B: [["irish", 1]],
  C: [
    ["eastern-european", 7],
    ["turkish", 2],
    ["irish", 1],
  ],
  D: [
    ["british", 2],
    ["caribbean", 1],
  ],
  E: [
    ["british", 1],
    ["west-african", 1],
  ],
  F: [
    ["british", 1],
    ["indian", 1],
  ],
  G: [["british", 1]],
  H: [["indian", 1]],
  J: [["muslim-south-asian", 1]],
  K: [["muslim-south-asian", 1]],
  L: [
    ["tamil", 3],
    ["muslim-south-asian", 1],
  ],
  M: [["caribbean", 1]],
  N: [["west-african", 1]],
  P: [
    ["caribbean", 1],
    ["west-african", 1],
  ],
  R: [["chinese", 1]],
  S: [
    ["arab", 2],
    ["turkish", 1],
  ],
  Z: [["british", 1]],
};

/** What a child is whose parents are of different ethnicities; the parents' own where no category says better. */
export function ethnicityOfChild(one: Ethnicity, other: Ethnicity): Ethnicity {
  if (one === other) return one;
  const pair = [one, other].sort().join("");
  if (/^[ABC][MP]$/.test(pair)) return "D";
  if (/^[ABC]N$/.test(pair)) return "E";
  if (/^[ABC][HJKLR]$/.test(pair)) return "F";
  return /^[ABC]{2}$/.test(pair) ? "C" : "G";
}
