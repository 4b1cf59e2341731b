export type { SaveCounts, SuppliedBatch, SuppliedEntry } from "./supplied.ts";
export type { Heading } from "./heading-list.ts";
export { holds } from "./heading-list.ts";
export type { CellCount, EntryContent, Headings, Record } from "./record.ts";
export { createRecord } from "./record.ts";
export { recordStore } from "./store.ts";
export type {
  Contribution,
  MedicineChange,
  Problem as UnitedProblem,
  RecordInAMinute,
  ResultSeries,
} from "./minute.ts";
export { recordInAMinute } from "./minute.ts";
export type { ChangeGroup, ChangeMeaning, TimelineFilter, TimelineGroup, TimelineGrouping } from "./timeline.ts";
export { CHANGE_MEANINGS, changesByMeaning, groupTimeline, timelineOf } from "./timeline.ts";
