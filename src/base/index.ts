export type { Outcome, Problem, ProblemKind } from "./outcome.ts";
export { failed, impossible, mustSucceed, succeeded } from "./outcome.ts";
export type { ActorId, CellId, DeliveryId, EntryId, FeedId, OdsCode, PatientId, PersonId } from "./ids.ts";
export {
  actorId,
  cellId,
  deliveryId,
  entryIdIn,
  entryIdOf,
  feedId,
  odsCode,
  patientIdOf,
  personIdFoundedBy,
  personIdIn,
  uuidV5,
} from "./ids.ts";
export type { Clock } from "./clock.ts";
export { civilDay, stoppedAt, systemClock } from "./clock.ts";
export type { NhsNumber } from "./nhs-number.ts";
export { checkDigit, isTestNhsNumber, readNhsNumber, showNhsNumber } from "./nhs-number.ts";
export type { Stretch } from "./fhir-date.ts";
export { stretchOf } from "./fhir-date.ts";
export { traceOf } from "./trace.ts";
