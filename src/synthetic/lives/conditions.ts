import type { Address } from "./address.ts";
import type { Chance } from "./chance.ts";
import { CONDITION_NAMES, CONDITIONS, type ConditionFacts, type ConditionName } from "./condition-list.ts";
import { ageOn, YEAR, type Day } from "./day.ts";
import type { Ethnicity } from "./ethnicity.ts";
import type { Condition, Frailty, Sex, Smoking } from "./person.ts";

/** What decides someone's risk of a condition. */
export type Risk = {
  readonly born: Day;
  readonly sex: Sex;
  readonly ethnicity: Ethnicity;
  readonly address: Address;
  readonly smoking: Smoking;
};

/** The long-term conditions that someone has by a day, each with its onset, in the order of the list. */
export function conditionsBy(day: Day, risk: Risk, chance: Chance): readonly Condition[] {
  const age = ageOn(risk.born, day);
  const conditions: Condition[] = [];
  for (const name of CONDITION_NAMES) {
    const facts = CONDITIONS[name];
    const draw = chance.unit();
    const share = shareAt(facts.curve, age);
    if (share === 0) continue;
    const multiplier = multiplierOf(facts, risk, conditions);
    if (draw >= Math.min(0.9, share * multiplier)) continue;
    const onsetAge = ageAtShare(facts.curve, draw / multiplier);
    conditions.push({ name, onset: Math.min(day, Math.round(risk.born + onsetAge * YEAR)) });
  }
  return conditions;
}

function multiplierOf(facts: ConditionFacts, risk: Risk, earlier: readonly Condition[]): number {
  let multiplier = (risk.sex === "female" ? facts.female : facts.male) ?? 1;
  if (facts.deprivation !== undefined) multiplier *= facts.deprivation ** ((5.5 - risk.address.decile) / 9);
  if (facts.southAsian !== undefined && "HJKL".includes(risk.ethnicity)) multiplier *= facts.southAsian;
  if (facts.black !== undefined && "MNPDE".includes(risk.ethnicity)) multiplier *= facts.black;
  if (risk.smoking === "current") multiplier *= facts.smoker ?? 1;
  if (risk.smoking === "never") multiplier *= facts.neverSmoked ?? 1;
  if (facts.after) for (const { name } of earlier) multiplier *= facts.after[name] ?? 1;
  return multiplier;
}

type Curve = ConditionFacts["curve"];

/** The share of people of an age who have it; nobody before the curve begins. */
function shareAt(curve: Curve, age: number): number {
  let before = curve[0];
  if (!before || age < before[0]) return 0;
  for (const point of curve) {
    if (age < point[0]) {
      const part = (age - before[0]) / (point[0] - before[0]);
      return before[1] + part * (point[1] - before[1]);
    }
    before = point;
  }
  return before[1];
}

/** The age at which the curve first reaches a share: who is likelier to have it got it earlier. */
function ageAtShare(curve: Curve, share: number): number {
  let before = curve[0];
  if (!before) return 0;
  if (share <= before[1]) return before[0];
  for (const point of curve) {
    if (point[1] >= share && point[1] > before[1]) {
      return before[0] + ((share - before[1]) / (point[1] - before[1])) * (point[0] - before[0]);
    }
    before = point;
  }
  return before[0];
}

const DEFICITS: Readonly<Partial<Record<ConditionName, number>>> = {
  dementia: 3,
  "parkinsons-disease": 2,
  "heart-failure": 2,
  stroke: 2,
  copd: 1.5,
  "hearing-loss": 0.7,
  obesity: 0.3,
  eczema: 0,
  migraine: 0,
  "reflux-disease": 0.3,
};

/** How frail someone of 65 or over is: a count of deficits in the manner of the electronic frailty index, with age. */
export function frailtyAt(age: number, conditions: readonly Condition[], chance: Chance): Frailty {
  if (age < 65) return "fit";
  let deficits = (age - 65) * 0.11 + chance.normal(0.4, 1);
  for (const { name } of conditions) deficits += DEFICITS[name] ?? 1;
  if (deficits < 4) return "fit";
  if (deficits < 7) return "mild";
  return deficits < 9.5 ? "moderate" : "severe";
}
