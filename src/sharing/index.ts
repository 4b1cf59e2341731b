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
export type { ChoiceKind, Choosing, KeptChoice } from "./choice/kept-choice.ts";
export type { Agreement } from "./agreement/agreement.ts";
export { agreementsOf } from "./agreement/agreement.ts";
export { CLOSED_WORDS } from "./decision/words.ts";
export type { Asking } from "./permits.ts";
export type { Sharing } from "./sharing.ts";
export { createSharing } from "./sharing.ts";
export { sharingStore } from "./store.ts";
export { actingOf, readingAgainOf, readingOf, readingOfEach, writingOf } from "./log/writing-store.ts";
export type { AccessLog, Signing } from "./log/access-log.ts";
export { createAccessLog } from "./log/access-log.ts";
export { checkpointsIn } from "./log/checkpoint-file.ts";
export type { Checkpoint } from "./log/checkpoint.ts";
export { verifyExport } from "./log/export-verification.ts";
export type { Finding, Verification } from "./log/finding.ts";
export type { LogKey } from "./log/log-key.ts";
export { logKeyIn, publicKeyPath } from "./log/log-key.ts";
export { accessLogStore } from "./log/store.ts";
