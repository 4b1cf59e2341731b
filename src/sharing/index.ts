export type { Category, Sensitivity } from "./category.ts";
export { CATEGORIES, SENSITIVITIES } from "./category.ts";
export type { Purpose } from "./purpose.ts";
export { PURPOSES } from "./purpose.ts";
export type {
  ActPermit,
  Actor,
  Cells,
  CohortPermit,
  LinkPermit,
  ListPermit,
  Permit,
  PersonPermit,
  SupplyPermit,
} from "./permit.ts";
export { mustBeIssued } from "./permit.ts";
export { LONGEST_REASON, readReason } from "./reason.ts";
export type { Relationship, RelationshipKind } from "./relationship.ts";
export type { Asking, Sharing } from "./sharing.ts";
export { createSharing } from "./sharing.ts";
export { sharingStore } from "./store.ts";
export { actingOf, readingOf, readingOfEach, writingOf } from "./log/writing-store.ts";
