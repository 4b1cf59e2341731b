import { Chance } from "./chance.ts";
import { ageOn, YEAR, type Day } from "./day.ts";
import type { Ethnicity, NameGroup } from "./ethnicity.ts";
import { NHS_NUMBERS, nhsNumbersOf } from "./made-up-numbers.ts";
import type { Member } from "./members.ts";
import { familyNameOf, namesOf, type Names } from "./names.ts";
import type { Person, Sex } from "./person.ts";
import type { Town } from "./town.ts";

/** Who somebody is from birth, as far as their household decides it. */
export type Identity = {
  readonly number: number;
  readonly ethnicity: Ethnicity;
  readonly group: NameGroup;
  readonly family: string;
};

type Facts = {
  readonly member: Member;
  readonly identity: Identity;
  readonly names: Names;
  readonly born: Day;
  readonly from: Day;
  readonly until: Day;
};

const MARRIED_WITH_NEW_NAME = 0.45;
const ADDRESS_WITHHELD = 0.003;
const ADOPTED = 0.006;
const GENDER_RECOGNISED = 0.002;

/** Marriage, adoption, gender recognition, a threat: what changes who someone is to those who keep records. */
export function changesOfIdentity(town: Town, facts: Facts): Pick<Person, "formerFamily" | "protection"> {
  const { member, identity, born, from, until } = facts;
  const chance = new Chance(town.seed, "identity", identity.number);
  const [marries, isProtected, when] = [chance.unit(), chance.unit(), chance.unit()];
  const age = ageOn(born, until);
  const told = until - from;
  if (told > YEAR) {
    const changed = from + Math.floor((0.2 + 0.6 * when) * told);
    if (member.part === "child" && age > 1 && isProtected < ADOPTED)
      return {
        protection: { kind: "adoption", former: formerIdentity(town, facts, member.sex, chance), until: changed },
      };
    if (age > 19 && isProtected < GENDER_RECOGNISED) {
      const sex = member.sex === "female" ? "male" : "female";
      const former = { ...formerIdentity(town, facts, sex, chance), family: identity.family };
      return { protection: { kind: "gender-recognition", former, until: changed } };
    }
  }
  if (isProtected > 1 - ADDRESS_WITHHELD) return { protection: { kind: "address" } };
  if (member.part !== "adult" || member.sex !== "female" || age < 22 || marries > MARRIED_WITH_NEW_NAME) return {};
  const married = until - Math.floor((0.02 + when) * 12 * YEAR);
  return { formerFamily: { family: familyNameOf(identity.group, chance), until: Math.max(married, born + 20 * YEAR) } };
}

function formerIdentity(town: Town, { identity, born }: Facts, sex: Sex, chance: Chance) {
  // From the far end of the numbers there are, so that nobody else of the town has it.
  const place = NHS_NUMBERS - 1 - identity.number;
  const nhsNumber = place >= town.settings.people ? nhsNumbersOf(place, town.seed).current : undefined;
  return {
    ...(nhsNumber === undefined ? {} : { nhsNumber }),
    given: namesOf(identity.group, sex, born, chance).given,
    family: familyNameOf(identity.group, chance),
    sex,
  };
}
