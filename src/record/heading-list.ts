import type { DeliveryId, EntryId, OdsCode } from "#base";
import type { Category, Sensitivity } from "#sharing";
import type { HeadingText } from "./heading.ts";

/** An entry in one line, with where it came from and when. */
export type Heading = {
  readonly id: EntryId;
  /** FHIR resource type. */
  readonly type: string;
  readonly source: OdsCode;
  readonly category: Category;
  readonly sensitivity: Sensitivity;
  /** The event's start as the source wrote it ("2019", "2019-05", "2019-05-03T10:00:00Z"), else when it was recorded. */
  readonly date: string;
  readonly from: Date;
  /** The first moment after it; undefined while it goes on, or where the source does not say. */
  readonly to: Date | undefined;
  readonly recorded: Date;
  readonly received: Date;
  readonly delivery: DeliveryId;
  readonly version: number;
  readonly ended: boolean;
  readonly status: string | undefined;
  /** system|code: entries that speak of the same thing. */
  readonly code: string | undefined;
  /** system|code of why it was done or given. */
  readonly reason: string | undefined;
  readonly title: string;
  readonly detail: string | undefined;
  readonly who: string | undefined;
  readonly quantity: number | undefined;
  readonly unit: string | undefined;
  readonly flag: HeadingText["flag"];
  /** Entries that this one points at: its contact, its problem. */
  readonly refs: readonly EntryId[];
};

/** Mistakes and withdrawn entries are kept, but say nothing about the person. */
export const holds = (heading: Heading): boolean =>
  !heading.ended && heading.status !== "entered-in-error" && heading.status !== "refuted";
