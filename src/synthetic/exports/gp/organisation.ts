import type { Organization, Practitioner } from "fhir/r4.js";
import type { Day } from "../../lives/day.ts";
import { Chance } from "../../lives/chance.ts";
import { CITY_MIX } from "../../lives/ethnicity.ts";
import { familyNameOf, nameGroupOf, namesOf } from "../../lives/names.ts";
import { CLOSED_PRACTICE, SUCCESSOR, type Practice, type Town } from "../../lives/town.ts";
import { CLINICIANS } from "../../lives/visits.ts";
import { metaAt, ODS_CODE } from "./fhir.ts";

/** The practice itself, the one that it took over, and its clinicians: what stands at the start of its file. */
export function organisationEntries(town: Town, practice: Practice): readonly (Organization | Practitioner)[] {
  const organisations = [organisation(practice.ods, practice.name, true, town.from)];
  if (practice.index === SUCCESSOR)
    organisations.push(organisation(CLOSED_PRACTICE.ods, CLOSED_PRACTICE.name, false, town.from));
  return [...organisations, ...clinicians(town, practice)];
}

const organisation = (ods: string, name: string, active: boolean, day: Day): Organization => ({
  resourceType: "Organization",
  id: ods,
  meta: metaAt(day),
  identifier: [{ system: ODS_CODE, value: ods }],
  active,
  name,
});

function clinicians(town: Town, practice: Practice): readonly Practitioner[] {
  return Object.entries(CLINICIANS).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, n) => clinician(town, practice, kind, n)),
  );
}

function clinician(town: Town, practice: Practice, kind: string, n: number): Practitioner {
  const chance = new Chance(town.seed, "practice", 5_000_000 + practice.index * 100 + kind.length * 10 + n);
  const group = nameGroupOf(chance.weighted(CITY_MIX), chance);
  const sex = chance.happens(0.58) ? "female" : "male";
  const { given } = namesOf(group, sex, town.asAt - chance.between(28, 62) * 365, chance);
  return {
    resourceType: "Practitioner",
    id: `${kind}${n + 1}`,
    meta: metaAt(town.from),
    active: true,
    name: [
      {
        family: familyNameOf(group, chance),
        given: [given],
        prefix: [kind === "gp" ? "Dr" : sex === "female" ? "Ms" : "Mr"],
      },
    ],
    qualification: [
      {
        code: {
          text: kind === "gp" ? "General practitioner" : kind === "nurse" ? "Practice nurse" : "Clinical pharmacist",
        },
      },
    ],
  };
}
