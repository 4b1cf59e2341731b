export type { CohortStore, Group } from "./cohort-store.ts";
export { cohortStore } from "./cohort-store.ts";
export type { Cohort, CohortMember, Cohorts, Registered, RegistrationsOf } from "./cohorts.ts";
export { createCohorts } from "./cohorts.ts";
export type { LeftOut } from "./left-out.ts";
export { LEFT_OUT } from "./left-out.ts";
export type { OptOuts } from "./opt-out.ts";
export { optOutsAt } from "./opt-out.ts";
export type { Pseudonym } from "./pseudonym.ts";
