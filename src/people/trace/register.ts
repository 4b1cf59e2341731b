import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import type { Row } from "../matching/table.ts";
import { algorithmicKeysOf } from "./algorithmic-block.ts";
import { alphanumericKeysOf } from "./alphanumeric.ts";
import { nhsNumbersOf, tracedNumbersOf } from "./fields.ts";

/** Against whom records are traced: one entry a person, found by what records may share with it. */
export type Register = {
  readonly entries: readonly Row[];
  /** Entries by their NHS numbers, and by the keys of the alphanumeric and of the algorithmic trace. */
  readonly byNumber: Entries;
  readonly byAlphanumericKey: Entries;
  readonly byBlock: Entries;
};

type Entries = ReadonlyMap<string, readonly number[]>;

/** Entries. A key that more of them share tells nobody apart, so that nobody is looked for under it. */
const MOST_UNDER_A_KEY = 1_000;

/** `entries`: one for each person, each in a row with all that was ever said of them. */
export function registerOf(entries: readonly Row[]): Register {
  return {
    entries,
    byNumber: entriesBy(entries, nhsNumbersOf),
    byAlphanumericKey: entriesBy(entries, alphanumericKeysOf),
    byBlock: entriesBy(entries, (row) => algorithmicKeysOf(row).flat()),
  };
}

function entriesBy(entries: readonly Row[], keysOf: (row: Row) => readonly string[]): Entries {
  const by = new Map<string, number[]>();
  for (const [entry, row] of entries.entries()) {
    for (const key of keysOf(row)) {
      const found = by.get(key);
      if (found) found.push(entry);
      else by.set(key, [entry]);
    }
  }
  return by;
}

/** The entries under any of some keys, each once, in their order. */
export function entriesUnder(by: Entries, keys: readonly string[]): readonly number[] {
  const found = keys.map((key) => by.get(key) ?? []).filter(({ length }) => length <= MOST_UNDER_A_KEY);
  return [...new Set(found.flat())].sort((a, b) => a - b);
}

/**
 * Registrations with traced NHS numbers, as those of one person each: those that share a number, also one that was
 * superseded. Of the others, which cannot stand in a register, none is told.
 */
export function personsByNumber(rows: readonly Row[]): readonly (readonly number[])[] {
  const personOf = new Map<string, number[]>();
  for (const [row, one] of rows.entries()) {
    const numbers = tracedNumbersOf(one);
    if (numbers.length === 0) continue;
    const known = new Set(numbers.map((number) => personOf.get(number)).filter((person) => person !== undefined));
    const [person = [], ...others] = [...known].sort((a, b) => b.length - a.length);
    const added = [row, ...others.flat()];
    person.push(...added);
    for (const member of added) for (const number of tracedNumbersOf(rows[member] ?? [])) personOf.set(number, person);
  }
  return [...new Set(personOf.values())]
    .map((person) => [...person].sort((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b);
}

/** One person's entry: all that their registrations say; of NHS numbers, those that were traced. */
export function entryOf(rows: readonly Row[]): Row {
  const traced = unionOf(rows.map(tracedNumbersOf));
  return REGISTRATION_COLUMNS.map(({ kind }, column) =>
    kind === "nhs-number" ? traced : unionOf(rows.map((row) => row[column] ?? [])),
  );
}

const unionOf = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];
