import type { Readable } from "node:stream";
import type { FeedId, OdsCode, Stretch } from "#base";
import type { OrganisationKind } from "#place";
import type { SuppliedEntry } from "#record";
import type { Labeller } from "./labels/labeller.ts";

/** Why one part of a delivery could not be taken: where, which field, what was wrong, what is accepted. */
export type Rejection = {
  /** Where it stood in the file, from 1: line, or entry of a Bundle. */
  readonly line: number;
  /** Column or FHIR path; "file" where the whole file is meant. */
  readonly field: string;
  /** One sentence without personal data, such as "The check digit of this NHS number is wrong". */
  readonly reason: string;
  readonly accepted: string;
  /** The value as received, shortened to 200 characters. Personal data: shown on the delivery's page only. */
  readonly value?: string;
  /** The row as received, shortened to 2,000 characters. Personal data: shown on the delivery's page only. */
  readonly row?: string;
  /** "row": nothing of the row was kept. "field": the rest of the row was kept. */
  readonly lost: "row" | "field";
};

/** One step of reading a delivery, in the order of the file. */
export type Reading = {
  /** Rows (lines, bundle entries) read so far, good and bad: the place from which a stopped load resumes. */
  readonly line: number;
  readonly entries: readonly SuppliedEntry[];
  readonly rejections: readonly Rejection[];
  /** Of a snapshot: the stretch of time for which these rows speak. What is absent in it has ended. */
  readonly covers?: Stretch;
};

/** What an adapter knows about the delivery it reads. */
export type DeliveryFacts = {
  readonly feed: FeedId;
  readonly source: OdsCode;
  /** What kind of organisation the source is: a rule for labels; undefined where the place does not know it. */
  readonly sourceKind?: OrganisationKind | undefined;
  /** Labels by the rules of the place; none: by the rules that hold everywhere. */
  readonly labeller?: Labeller;
  readonly fileName: string;
  /** When the delivery was received: the recorded time of rows that carry none of their own. */
  readonly received: Date;
  /** Today, for "a birth in the future". */
  readonly now: Date;
};

/**
 * Turns a file into entries. It never throws for what stands in the file: whatever cannot be read is a Rejection,
 * and the rest goes on. Bounded memory: it yields as it reads. Rows up to `resumeAfter` are passed over cheaply
 * (read, where later rows need what they say, but not yielded).
 */
export type Adapter = (bytes: Readable, facts: DeliveryFacts, resumeAfter: number) => AsyncIterable<Reading>;
