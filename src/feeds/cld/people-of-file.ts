import type { Fault } from "../fault.ts";
import { COLUMNS } from "./columns.ts";
import { settleNhsNumber } from "./identity.ts";
import { demographicsOf, type Demographics } from "./patient.ts";
import type { CldRow } from "./row.ts";
import { FACT_KINDS, type FactKind } from "./social-fact.ts";

/** What a row adds to what the rows before it said of its person. */
export type News = {
  /** All that is known of the person now, if the row changed it. */
  readonly demographics?: Demographics;
  readonly facts: readonly { readonly kind: FactKind; readonly value: string }[];
  readonly faults: readonly Fault[];
};

/** Remembers each person of a file, so that a patient and each fact is given once, and again when it changes. */
export type PeopleOfFile = { readonly hear: (row: CldRow) => News };

type Known = {
  demographics: Demographics;
  /** The day of the newest row heard: older rows fill gaps but change nothing. */
  asOf: string;
  facts: Partial<Record<FactKind, { readonly value: string; readonly asOf: string }>>;
};

export function createPeopleOfFile(): PeopleOfFile {
  const people = new Map<string, Known>();
  return {
    hear: (row) => {
      const before = people.get(row.person);
      const known = before ?? { demographics: {}, asOf: row.start, facts: {} };
      if (!before) people.set(row.person, known);
      const { number, conflict } = settleNhsNumber(known.demographics.nhsNumber, row.nhsNumber);
      const said = { ...demographicsOf(row), ...(number === undefined ? {} : { nhsNumber: number }) };
      const isNewer = row.start >= known.asOf;
      const next = isNewer ? { ...known.demographics, ...said } : { ...said, ...known.demographics };
      const changed = !before || !isSame(known.demographics, next);
      known.demographics = next;
      if (isNewer) known.asOf = row.start;
      return {
        ...(changed ? { demographics: next } : {}),
        facts: newFacts(row, known),
        faults: conflict ? [conflictFault(row)] : [],
      };
    },
  };
}

function isSame(a: Demographics, b: Demographics): boolean {
  const names = Object.keys(b) as (keyof Demographics)[];
  return names.every((name) => a[name] === b[name]);
}

/** Facts that the row says anew. What is known is not made unknown again; an older value is given once, as history. */
function newFacts(row: CldRow, known: Known): News["facts"] {
  return FACT_KINDS.flatMap((kind) => {
    const value = row[kind];
    const current = known.facts[kind];
    if (value === undefined || value === current?.value || (current && value === "Unknown")) return [];
    if (!current || row.start >= current.asOf) known.facts[kind] = { value, asOf: row.start };
    return [{ kind, value }];
  });
}

const conflictFault = (row: CldRow): Fault => ({
  path: COLUMNS.nhsNumber,
  reason: "An earlier row of this file gives this person another NHS number.",
  accepted: "One NHS number for each LA Person Unique Identifier",
  value: row.nhsNumber,
});
