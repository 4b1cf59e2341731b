export type { Gender, Link, LinkMethod, Patient } from "./patient.ts";
export type { Person, PersonRegistration } from "./person.ts";
export type { Search, SearchFaults, SearchForm } from "./find.ts";
export { readSearch } from "./find.ts";
export type { CurrentPatient } from "./registering.ts";
export type { FoundPersons, LinkCount, People, SourceLinks } from "./people.ts";
export { createPeople } from "./people.ts";
export { peopleStore } from "./store.ts";
export type { MatchGrade, MatchWanted, PersonMatch } from "./match.ts";
export { patientResourceOf } from "./fhir.ts";
export type { Band, Estimate } from "./report/band.ts";
export type { GroupKind, LinkGroup } from "./report/link-group.ts";
export type { LinkReport } from "./report/report.ts";
export type { Sample, SampledStratum } from "./report/sample.ts";
export { safeCounts, type SafeCount } from "./report/small-number.ts";
export type { Learnt } from "./linking/learning.ts";
export type { ComparedRows } from "./linking/comparing.ts";
export type { ModelColumn, ModelView } from "./review/models.ts";
export type {
  Decision,
  LinkMove,
  PairForReview,
  Protection,
  QueuedPair,
  QueueReason,
  ReviewedRegistration,
  Verdict,
  Workload,
} from "./review/pair.ts";
export type { LinkEdge, PersonLinks } from "./review/person-links.ts";
export { FEWEST_DRAWN, MOST_DRAWN, SUGGESTED_DRAWN } from "./review/sampling.ts";
export type { ColumnKind } from "./matching/comparison.ts";
export type { Matching } from "./matching/match-all.ts";
export type { MatchModel } from "./matching/model.ts";
export { matchAll } from "./matching/match-all.ts";
export type { Column, MatchTable, Row } from "./matching/table.ts";
export { tableOf } from "./matching/table.ts";
export { REGISTRATION_COLUMNS, registrationRow } from "./matching/registration.ts";
export type { Tracing } from "./trace/trace-all.ts";
export { traceAll } from "./trace/trace-all.ts";
