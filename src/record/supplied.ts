import type { FhirResource } from "fhir/r4.js";
import type { DeliveryId, OdsCode } from "#base";
import type { Category, Sensitivity } from "#sharing";

/**
 * One FHIR R4 resource on its way into the record, in its source's own ids: `resource.id` is the source's id and
 * references are relative ("Patient/123"), so that the entry's id, and those it points at, follow from the source.
 */
export type SuppliedEntry = {
  readonly resource: FhirResource & { readonly id: string };
  /** The resource's JSON exactly as received, when nothing in it was changed; spares writing it anew. */
  readonly json?: string;
  /** The source's id of the patient whom it is about; none for organisations, staff, places, kinds of medicine. */
  readonly patient?: string;
  readonly category: Category;
  readonly sensitivity: Sensitivity;
  /** When the source wrote it down, or its file was made. */
  readonly recorded: Date;
  /** Where in the delivery it stood, from 1: a line, or an entry of a Bundle. */
  readonly line: number;
  /**
   * The source says that this no longer holds: a deletion, or an absence from a snapshot. A deletion may give no more
   * than type and id: then what is held ends with the content that it has, and where nothing is held it is remembered.
   */
  readonly ended?: boolean;
  /**
   * Of a deletion by type and id: where nothing is held, it is forgotten. For what a newer row of a source leaves out
   * and an older one may never have said.
   */
  readonly onlyIfHeld?: true;
};

/** What is saved together. Everything in it has one source and came in one delivery. */
export type SuppliedBatch = {
  readonly source: OdsCode;
  readonly delivery: DeliveryId;
  readonly received: Date;
  readonly entries: readonly SuppliedEntry[];
};

/** What saving a batch did. The parts add up to the number of entries given. */
export type SaveCounts = {
  readonly created: number;
  /** A newer version became current. */
  readonly updated: number;
  /** Older than what was current already: kept as an earlier version. */
  readonly earlier: number;
  /** The same content as the current version: nothing written. */
  readonly unchanged: number;
  /** Not taken, since an act sealed or erased this entry or its patient: nothing written. */
  readonly barred: number;
};
