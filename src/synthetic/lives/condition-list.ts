import type { ConditionFacts } from "./condition-facts.ts";
import { CONDITIONS_OF_ALL_AGES } from "./conditions-of-all-ages.ts";
import { CONDITIONS_OF_LATER_LIFE } from "./conditions-of-later-life.ts";

export type { ConditionFacts } from "./condition-facts.ts";

/**
 * The long-term conditions of the made-up town. The shares are of the order of those in the Quality and Outcomes
 * Framework 2023-24 (London and England) and, by age, of Barnett et al., Lancet 2012; 380: 37-43, rounded by hand.
 * The order counts: a condition raises the chance only of those that stand after it.
 */
const LIST = { ...CONDITIONS_OF_ALL_AGES, ...CONDITIONS_OF_LATER_LIFE };

export type ConditionName = keyof typeof LIST | "frailty";

/** Frailty is reckoned from the others: see conditions.ts. */
export const CONDITIONS: Readonly<Record<Exclude<ConditionName, "frailty">, ConditionFacts>> = LIST;

export const CONDITION_NAMES = Object.keys(LIST) as readonly Exclude<ConditionName, "frailty">[];
