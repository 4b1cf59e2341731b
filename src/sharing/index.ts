export type { Category, Sensitivity } from "./category.ts";
export { CATEGORIES, SENSITIVITIES } from "./category.ts";
export type { Purpose } from "./purpose.ts";
export { PURPOSES } from "./purpose.ts";
export type {
  ActPermit,
  Actor,
  Among,
  Cells,
  ClosedSources,
  CohortPermit,
  LinkPermit,
  ListPermit,
  Permit,
  PersonPermit,
  SupplyPermit,
} from "./permit.ts";
export { mustBeIssued } from "./permit.ts";
export { LONGEST_REASON, readReason } from "./reason.ts";
export type { Relationship, RelationshipKind } from "./standing/relationship.ts";
export type { Claim, ClaimKind, ClaimOutcome } from "./standing/claim.ts";
export { CLAIM_LASTS } from "./standing/claim.ts";
export type { ChoiceKind, Choosing, KeptChoice } from "./choice/kept-choice.ts";
export type { Agreement } from "./agreement/agreement.ts";
export { agreementsOf } from "./agreement/agreement.ts";
export { CLOSED_WORDS } from "./decision/words.ts";
export type { Asking } from "./permits.ts";
export type { Sharing } from "./sharing.ts";
export { createSharing } from "./sharing.ts";
export { sharingStore } from "./store.ts";
export type { AccessLog, Checkpoint, Finding, LogKey, Signing, Verification } from "./log/index.ts";
export type { AccessLine, Accesses, LogCase, LogReading } from "./log/index.ts";
export { accessLogStore, checkpointsIn, createAccessLog, createLogReading, logKeyIn } from "./log/index.ts";
export { actingOf, publicKeyPath, readingAgainOf, readingOf, readingOfEach } from "./log/index.ts";
export { verifyExport, writingOf } from "./log/index.ts";
