export type { SaveCounts, SuppliedBatch, SuppliedEntry } from "./supplied.ts";
export type { Heading } from "./heading-list.ts";
export { holds } from "./heading-list.ts";
export type { CellCount, EntryContent, Headings, Record } from "./record.ts";
export { createRecord } from "./record.ts";
export { recordStore } from "./store.ts";
