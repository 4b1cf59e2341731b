export type { Outcome, Problem, ProblemKind } from "./outcome.ts";
export { failed, impossible, mustSucceed, succeeded } from "./outcome.ts";
export type { ActId, ActorId, CellId, DeliveryId, EntryId, FeedId, OdsCode, PatientId, PersonId } from "./ids.ts";
export {
  actId,
  actorId,
  cellId,
  deliveryId,
  entryIdIn,
  entryIdOf,
  feedId,
  isPublicActor,
  newPublicActor,
  odsCode,
  patientIdIn,
  patientIdOf,
  personIdFoundedBy,
  personIdIn,
  uuidV5,
  uuidV7,
} from "./ids.ts";
export type { Clock } from "./clock.ts";
export { civilDay, civilStart, stoppedAt, systemClock } from "./clock.ts";
export type { NhsNumber } from "./nhs-number.ts";
export { checkDigit, isTestNhsNumber, readNhsNumber, showNhsNumber } from "./nhs-number.ts";
export type { Stretch } from "./fhir-date.ts";
export { stretchOf } from "./fhir-date.ts";
export { traceOf } from "./trace.ts";
export type { FhirObject } from "./fhir-r4/members.ts";
export { fhirJsonOf, hasDigitsToKeep, parseFhirJson } from "./fhir-r4/digits.ts";
export type { HeldFile } from "./fhir-r4/attachments.ts";
export { filesIn, holdsFile } from "./fhir-r4/attachments.ts";
export type { XmlFault } from "./fhir-r4/xml-fault.ts";
export { parseXml } from "./fhir-r4/xml-parsing.ts";
export { fhirOfXml, readFhirXml } from "./fhir-r4/xml-reading.ts";
export { xmlOfFhir } from "./fhir-r4/xml-writing.ts";
export type { EthnicCategory } from "./ethnic-category.ts";
export { ETHNIC_CATEGORIES } from "./ethnic-category.ts";
