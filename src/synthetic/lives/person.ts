import type { Address } from "./address.ts";
import type { ConditionName } from "./condition-list.ts";
import type { Day } from "./day.ts";
import type { Ethnicity } from "./ethnicity.ts";

export type Sex = "female" | "male";

/** One made-up person: who they are, and what decides how their life goes. Days count from 1970-01-01. */
export type Person = {
  /** Counts from 0 in the town. */
  readonly number: number;
  readonly born: Day;
  readonly died?: Day;
  readonly sex: Sex;
  readonly ethnicity: Ethnicity;
  readonly given: string;
  readonly middle?: string;
  readonly family: string;
  /** What they are called for short. */
  readonly knownAs?: string;
  readonly nhsNumber?: string;
  /** A number that was superseded by the one above. */
  readonly formerNhsNumber?: string;
  /** The family name before a marriage within the time that is told or shortly before, and its last day. */
  readonly formerFamily?: { readonly family: string; readonly until: Day };
  /** Why part of their identity must be kept from most eyes. */
  readonly protection?: Protection;
  readonly landline: string;
  readonly mobile: string;
  readonly registrations: readonly Registration[];
  /** First and last day on which something can be told of them. */
  readonly from: Day;
  readonly until: Day;
  readonly conditions: readonly Condition[];
  readonly smoking: Smoking;
  /** How much more, or less, than others they turn to services; 1 is the mean. */
  readonly use: number;
  readonly frailty: Frailty;
  readonly livesAlone: boolean;
  readonly address: Address;
  /** Where the household lived before it moved within the town. */
  readonly earlierAddress?: { readonly address: Address; readonly until: Day };
  /** Days on which she gave birth within the time that is told. */
  readonly births: readonly Day[];
};

/**
 * "address": at risk; where they live is withheld. The others: somebody adopted, or whose gender was recognised, has a
 * new NHS number and name from the day after `until`; whoever they were before must never be linked to them or shown.
 */
export type Protection =
  | { readonly kind: "address" }
  | { readonly kind: "adoption" | "gender-recognition"; readonly former: FormerIdentity; readonly until: Day };

export type FormerIdentity = {
  readonly nhsNumber?: string;
  readonly given: string;
  readonly family: string;
  readonly sex: Sex;
};

export type Registration = {
  readonly ods: string;
  readonly from: Day;
  readonly to?: Day;
};

export type Condition = {
  readonly name: ConditionName;
  readonly onset: Day;
};

export type Smoking = "never" | "former" | "current";
export type Frailty = "fit" | "mild" | "moderate" | "severe";

export type Household = {
  /** Counts from 0 in the town. */
  readonly index: number;
  /** Code of the practice with which it is registered. */
  readonly practice: string;
  /** Local-authority code of its council. */
  readonly council: string;
  readonly address: Address;
  readonly people: readonly Person[];
};

/** Whether they had the condition on that day. */
export const hasOn = (person: Person, name: ConditionName, day: Day): boolean =>
  person.conditions.some((condition) => condition.name === name && condition.onset <= day);

export const has = (person: Person, name: ConditionName): boolean => hasOn(person, name, person.until);
