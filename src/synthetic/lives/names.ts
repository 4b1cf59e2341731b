import type { Chance } from "./chance.ts";
import { yearOf, type Day } from "./day.ts";
import { NAME_GROUPS, type Ethnicity, type NameGroup } from "./ethnicity.ts";
import { BRITISH_BY_BIRTH, FAMILY, GIVEN, NICKNAMES, type GivenNames } from "./name-lists.ts";
import type { Sex } from "./person.ts";

export type Names = { readonly given: string; readonly middle?: string; readonly knownAs?: string };

export const nameGroupOf = (ethnicity: Ethnicity, chance: Chance): NameGroup => chance.weighted(NAME_GROUPS[ethnicity]);

/** A family name; one in forty has two, joined by a hyphen. */
export function familyNameOf(group: NameGroup, chance: Chance): string {
  const name = chance.pick(FAMILY[group]);
  return chance.happens(0.025) ? `${name}-${chance.pick(FAMILY[group])}` : name;
}

/** Given and middle name and nickname, as were usual for the family's origin and, among the British, the year of birth. */
export function namesOf(group: NameGroup, sex: Sex, born: Day, chance: Chance): Names {
  const list = givenNames(group, born)[sex];
  const given = chance.pick(list);
  const middle = chance.pick(list);
  const hasMiddle = chance.happens(0.55) && middle !== given;
  const nicknames = NICKNAMES[given];
  const called = chance.happens(0.35);
  return {
    given,
    ...(hasMiddle ? { middle } : {}),
    ...(nicknames && called ? { knownAs: chance.pick(nicknames) } : {}),
  };
}

function givenNames(group: NameGroup, born: Day): GivenNames {
  if (group !== "british") return GIVEN[group];
  const year = yearOf(born);
  const names = BRITISH_BY_BIRTH.find((generation) => year < generation.before);
  if (!names) throw new Error(`No names for a birth in ${year}`);
  return names;
}
