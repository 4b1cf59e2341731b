import { hash } from "node:crypto";
import {
  entryIdOf,
  patientIdOf,
  type CellId,
  type DeliveryId,
  type EntryId,
  type OdsCode,
  type PatientId,
} from "#base";
import { eventOf, type Event } from "./event.ts";
import { headingOf, type HeadingText } from "./heading.ts";
import { fieldsOf } from "./resource.ts";
import { referencesIn, tokensOf } from "./search-columns.ts";
import type { SuppliedEntry } from "./supplied.ts";

/** A version of an entry, ready to be stored. */
export type EntryVersion = {
  readonly id: EntryId;
  readonly type: string;
  readonly patient: PatientId | undefined;
  readonly cell: CellId;
  readonly event: Event;
  readonly recorded: Date;
  readonly received: Date;
  readonly delivery: DeliveryId;
  readonly line: number;
  readonly ended: boolean;
  readonly digest: number;
  readonly heading: HeadingText;
  readonly tokens: readonly number[];
  readonly refs: readonly EntryId[];
  readonly content: string;
  readonly supplied: SuppliedEntry;
};

/** What is the same for every entry of a batch. */
export type BatchFacts = { readonly source: OdsCode; readonly delivery: DeliveryId; readonly received: Date };

export function entryVersionOf(supplied: SuppliedEntry, cell: CellId, batch: BatchFacts): EntryVersion {
  const { resource, patient, ended = false } = supplied;
  const fields = fieldsOf(resource);
  const content = supplied.json ?? JSON.stringify(resource);
  return {
    id: entryIdOf(batch.source, resource.resourceType, resource.id),
    type: resource.resourceType,
    patient: patient === undefined ? undefined : patientIdOf(batch.source, patient),
    cell,
    event: eventOf(fields),
    recorded: supplied.recorded,
    received: batch.received,
    delivery: batch.delivery,
    line: supplied.line,
    ended,
    digest: digestOf(content, cell, ended),
    heading: headingOf(fields),
    tokens: tokensOf(fields),
    refs: referencesIn(content, batch.source),
    content,
    supplied,
  };
}

/** 52 bits: compared only with the digest of the same entry's current version. */
const digestOf = (content: string, cell: CellId, ended: boolean): number =>
  parseInt(hash("sha1", `${cell}${ended ? "-" : "+"}${content}`, "hex").slice(0, 13), 16);

/** Which version counts: the one recorded last, then the one delivered last, then the one that stood last. */
export type Standing = { readonly recorded: Date; readonly delivery: number; readonly line: number };

/** True when `one` stands before `other`: it was recorded, delivered or listed later. */
export const standsBefore = (one: Standing, other: Standing): boolean =>
  (one.recorded.getTime() - other.recorded.getTime() || one.delivery - other.delivery || one.line - other.line) > 0;
