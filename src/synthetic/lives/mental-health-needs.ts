import type { Chance } from "./chance.ts";
import type { ConditionName } from "./condition-list.ts";
import { ageOn, YEAR, type Day } from "./day.ts";
import type { MentalHealthTeam } from "./mental-health-teams.ts";
import type { Person } from "./person.ts";

/** Why somebody was referred, by the national list of reasons. */
export type ReferralReason =
  | "psychosis"
  | "first-psychosis"
  | "bipolar-disorder"
  | "depression"
  | "anxiety"
  | "organic"
  | "substances"
  | "conduct"
  | "crisis"
  | "suspected-autism";

/** What brings somebody to a team, and how it stands by them. */
export type MentalHealthNeed = {
  readonly team: MentalHealthTeam;
  readonly on: Day;
  readonly from: "gp" | "self" | "hospital" | "school" | "police" | "own-team";
  readonly because: ReferralReason;
  /** ICD-10 of what is found, if something is. */
  readonly icd10?: string;
  /** Whether it lasts for years under the Care Programme Approach, with a coordinator and a plan. */
  readonly lasting?: boolean;
};

const ICD10 = {
  schizophrenia: "F209",
  "bipolar-disorder": "F319",
  depression: "F329",
  anxiety: "F419",
  dementia: "F03X",
  "alcohol-dependence": "F102",
  autism: "F840",
} as const;

/** Of those with the illness, how many a community team cares for. */
const UNDER_A_TEAM = { schizophrenia: 0.72, "bipolar-disorder": 0.42, depression: 0.02 } as const;

/** The stretches of care that somebody comes to need. The shares and yearly rates are ours. */
export function needsOf(person: Person, chance: Chance): readonly MentalHealthNeed[] {
  return [
    ...lastingNeeds(person, chance),
    ...passingNeeds(person, chance),
    ...memoryNeeds(person, chance),
    ...childhoodNeeds(person, chance),
  ]
    .filter(({ on }) => on <= person.until)
    .sort((one, other) => one.on - other.on);
}

const onsetOf = (person: Person, name: ConditionName): Day | undefined =>
  person.conditions.find((one) => one.name === name)?.onset;

/** Days within the told life, from a day on, at a yearly rate. */
function daysAtRate(person: Person, from: Day, yearly: number, chance: Chance): readonly Day[] {
  const start = Math.max(from, person.from);
  if (start >= person.until) return [];
  const span = person.until - start;
  return Array.from({ length: chance.count((yearly * span) / YEAR) }, () => Math.floor(start + chance.unit() * span));
}

function lastingNeeds(person: Person, chance: Chance): readonly MentalHealthNeed[] {
  const needs: MentalHealthNeed[] = [];
  for (const name of ["schizophrenia", "bipolar-disorder", "depression"] as const) {
    const onset = onsetOf(person, name);
    if (onset === undefined || ageOn(person.born, onset) < 14 || !chance.happens(UNDER_A_TEAM[name])) continue;
    // Who fell ill long ago has been with the team since before the time that is told.
    const known = Math.max(onset + chance.between(10, 120), person.from - chance.between(200, 1500));
    const isFirst = name === "schizophrenia" && onset > person.from && ageOn(person.born, onset) < 36;
    const because = isFirst ? "first-psychosis" : name === "schizophrenia" ? "psychosis" : name;
    const team = isFirst ? "early-intervention" : "community";
    const from = isFirst && chance.happens(0.3) ? "police" : "gp";
    needs.push({ ...{ team, because, from }, on: known, icd10: ICD10[name], lasting: true });
    break;
  }
  return needs;
}

function passingNeeds(person: Person, chance: Chance): readonly MentalHealthNeed[] {
  const of = (name: ConditionName, yearly: number, need: (on: Day) => MentalHealthNeed) => {
    const onset = onsetOf(person, name);
    return onset === undefined ? [] : daysAtRate(person, onset, yearly, chance).map(need);
  };
  const from = () => (chance.happens(0.6) ? ("gp" as const) : ("self" as const));
  const team = () => (chance.happens(0.55) ? ("therapy" as const) : ("primary-care" as const));
  return [
    ...of("depression", 0.06, (on) => ({
      ...{ on, team: team(), from: from(), because: "depression", icd10: ICD10.depression },
    })),
    ...of("anxiety", 0.05, (on) => ({ on, team: team(), from: from(), because: "anxiety", icd10: ICD10.anxiety })),
    ...of("alcohol-dependence", 0.06, (on) => ({
      ...{ on, team: "substances", from: from(), because: "substances", icd10: ICD10["alcohol-dependence"] },
    })),
    ...of("schizophrenia", 0.09, (on) => ({ on, team: "crisis", from: "own-team", because: "crisis" })),
    ...of("bipolar-disorder", 0.06, (on) => ({ on, team: "crisis", from: "own-team", because: "crisis" })),
    ...of("depression", 0.004, (on) => ({ on, team: "crisis", from: "hospital", because: "crisis" })),
  ];
}

function memoryNeeds(person: Person, chance: Chance): readonly MentalHealthNeed[] {
  const onset = onsetOf(person, "dementia");
  if (onset === undefined) return [];
  const needs: MentalHealthNeed[] = [];
  const on = onset - chance.between(40, 160);
  if (on >= person.from && chance.happens(0.8))
    needs.push({ team: "memory", on, from: "gp", because: "organic", icd10: ICD10.dementia });
  for (const day of daysAtRate(person, onset + 60, 0.035, chance))
    needs.push({ team: "older-people", on: day, from: "gp", because: "organic" });
  return needs;
}

function childhoodNeeds(person: Person, chance: Chance): readonly MentalHealthNeed[] {
  const [five, eighteen] = [person.born + 5 * YEAR, person.born + 18 * YEAR];
  const needs: MentalHealthNeed[] = [];
  const until = Math.min(person.until, eighteen);
  for (const day of daysAtRate(person, Math.ceil(five), 0.028, chance)) {
    if (day >= until) continue;
    const because = chance.pick(["anxiety", "anxiety", "depression", "conduct"] as const);
    needs.push({ team: "children", on: day, from: chance.pick(["gp", "school"] as const), because });
  }
  const autism = onsetOf(person, "autism");
  if (autism !== undefined && autism >= person.from && autism < until && chance.happens(0.6)) {
    const on = Math.max(person.from, autism - chance.between(200, 500));
    needs.push({ team: "neurodevelopment", on, from: "school", because: "suspected-autism", icd10: ICD10.autism });
  }
  return needs;
}
