export type { Category, Sensitivity } from "./category.ts";
export { CATEGORIES, SENSITIVITIES } from "./category.ts";
export type { Purpose, PurposeTerms } from "./purpose.ts";
export { isPurpose, PURPOSES } from "./purpose.ts";
export type { ActPermit, Actor, Among, Cells, ClosedSources, CohortPermit, LinkPermit } from "./permit.ts";
export type { ListPermit, Permit, PersonPermit, SupplyPermit } from "./permit.ts";
export { mustBeIssued } from "./permit.ts";
export { LONGEST_REASON, readReason } from "./reason.ts";
export type { Sight } from "./decision/sight.ts";
export type { Relationship, RelationshipKind } from "./standing/relationship.ts";
export type { Claim, ClaimFinding, ClaimKind, ClaimOutcome } from "./standing/claim.ts";
export { CLAIM_LASTS } from "./standing/claim.ts";
export type { ChoiceKind, Choosing, KeptChoice } from "./choice/kept-choice.ts";
export type { Agreement, Alike, Concern, Extent, FlowChange, MatrixCell } from "./agreement/index.ts";
export type { NoFlow, Opening, PartyChange, SharingMatrix, Viewer } from "./agreement/index.ts";
export { agreementsOf, concernsAbout, createOpenings, DAYS_OF_NOTICE, extentOf } from "./agreement/index.ts";
export { flowChanges, hasSigned, kindsUnder, lastChangeOf, partyOf, POSSIBLE } from "./agreement/index.ts";
export { purposesWithout, sharingMatrix, statusOf, withPartyChange } from "./agreement/index.ts";
export type {
  HeldRepresentation,
  ReadRepresentation,
  RepresentationFaults,
  RepresentationKind,
  WantedRepresentation,
} from "./representation/representation.ts";
export { LONGEST_EVIDENCE, LONGEST_NAME, REPRESENTATION_KINDS } from "./representation/representation.ts";
export { mayLetIn } from "./representation/representing.ts";
export { CLOSED_WORDS } from "./decision/words.ts";
export type { Asking } from "./permits.ts";
export type { Sharing } from "./sharing.ts";
export { createSharing } from "./sharing.ts";
export { sharingStore } from "./store.ts";
export type { AccessLog, Checkpoint, Finding, LogKey, Signing, Verification } from "./log/index.ts";
export type { AccessLine, Accesses, CaseState, HeldBack, IdsOf, LogCase, LogCaseWithLooks } from "./log/index.ts";
export type { LoggedLook, LogReading, LogWatch, LookedAt, LookOfDay, MonthRow, UnusualAccess } from "./log/index.ts";
export type { UnusualKind, UnusualOutcome, Waiting, WellKnownPerson, WithholdableLooks } from "./log/index.ts";
export { DAYS_TO_HOLD_BACK, isAbout, isHeldBack, LONGEST_CASE_WORDS, stateOf, UNUSUAL_KINDS } from "./log/index.ts";
export { accessLogStore, checkpointsIn, createAccessLog, createLogReading, logKeyIn } from "./log/index.ts";
export { actingOf, publicKeyPath, readingAgainOf, readingOf, readingOfEach } from "./log/index.ts";
export { createLogWatch, dayBefore, verifyExport, writingOf } from "./log/index.ts";
