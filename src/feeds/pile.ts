import type { SuppliedEntry } from "#record";
import type { Reading, Rejection } from "./adapter.ts";

/** What one row came to: usually one entry. */
export type Taken = {
  readonly entry?: SuppliedEntry;
  readonly entries?: readonly SuppliedEntry[];
  readonly rejections: readonly Rejection[];
};

/** Entries and rejections that wait until there are enough to save together. */
export type Pile = {
  /** `line`: all rows up to it have been read. */
  readonly add: (line: number, taken: Taken) => void;
  readonly isFull: () => boolean;
  readonly isWorthYielding: () => boolean;
  readonly isEmpty: () => boolean;
  /** All of it as one reading; the pile is empty afterwards. */
  readonly take: () => Reading;
};

const FULL = 1000;
const WORTH_YIELDING = 500;

export function createPile(resumeAfter: number): Pile {
  let entries: SuppliedEntry[] = [];
  let rejections: Rejection[] = [];
  let line = resumeAfter;
  let yielded = resumeAfter;
  return {
    add: (at, taken) => {
      line = at;
      if (taken.entry) entries.push(taken.entry);
      if (taken.entries) entries.push(...taken.entries);
      if (taken.rejections.length > 0) rejections.push(...taken.rejections);
    },
    isFull: () => entries.length >= FULL || rejections.length >= FULL,
    isWorthYielding: () => entries.length >= WORTH_YIELDING,
    isEmpty: () => line === yielded,
    take: () => {
      const reading = { line, entries, rejections };
      entries = [];
      rejections = [];
      yielded = line;
      return reading;
    },
  };
}
