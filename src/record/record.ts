import {
  deliveryId,
  failed,
  succeeded,
  type CellId,
  type Clock,
  type EntryId,
  type Outcome,
  type PatientId,
  type Stretch,
} from "#base";
import type { People } from "#people";
import type { Directory } from "#place";
import { mustBeIssued, type PersonPermit, type Sharing, type SupplyPermit } from "#sharing";
import { createActs } from "./acts.ts";
import { cellReader, type CellFacts } from "./cells.ts";
import { createCopying } from "./copying.ts";
import { groundingFor } from "./grounding.ts";
import type { Heading } from "./heading-list.ts";
import { createRetaining } from "./retaining.ts";
import { createRulings } from "./ruling.ts";
import { createSaving } from "./saving.ts";
import { tokenOf } from "./search-columns.ts";
import type { ContentRow, HeadingRow, HeadingsWanted, RecordStore } from "./store.ts";

/** A person's entries by heading, newest event first. */
export type Headings = {
  readonly headings: readonly Heading[];
  /** When the reader looked at this person before, in an earlier sitting. */
  readonly lookedBefore?: Date;
};

/** One version of an entry with its FHIR content. */
export type EntryContent = Heading & {
  readonly content: string;
  readonly line: number;
  /** What kind of fact it is, for rulings on it. */
  readonly cell: CellId;
  /** The registration under which it is filed. */
  readonly patient: PatientId;
};

/** The present of a source and category, for counting. */
export type CellCount = {
  readonly source: string;
  readonly category: string;
  readonly entries: number;
  readonly received: Date;
};

export type Record = ReturnType<typeof createRecord>;

/** The one door for every entry: feeds and pages save through it, and nothing is read but with a permit. */
export function createRecord({
  store,
  people,
  sharing,
  directory,
  clock,
}: {
  store: RecordStore;
  people: People;
  sharing: Sharing;
  directory: Directory;
  clock: Clock;
}) {
  const cells = cellReader(sharing);
  const ground = groundingFor(store, sharing);
  const headings = async (permit: PersonPermit, wanted: HeadingsWanted): Promise<Headings> => {
    const { rows, lookedBefore } = await store.headings(permit, wanted);
    const cellOf = await cells(rows);
    return { headings: rows.map((row) => headingFrom(row, cellOf)), ...(lookedBefore && { lookedBefore }) };
  };
  return {
    ...createSaving({ store, people, ground, cells }),
    ...createRulings({ store, sharing, cells }),
    ...createActs({ store, people, sharing, ground, cells }),
    ...createRetaining({ store, people, sharing, ground, cells, directory, clock }),

    /** The source's ids of its own entries of this type that carry an identifier. */
    async findByIdentifier(
      permit: SupplyPermit,
      type: string,
      system: string,
      value: string,
    ): Promise<readonly string[]> {
      mustBeIssued(permit);
      return store.sourceIdsByToken(permit, type, tokenOf(`${type}.identifier`, system, value));
    },

    /** Of these entries, those that `end` would end: the source's events in a stretch of time that have not ended. */
    async eventsWithin(
      permit: SupplyPermit,
      entries: readonly EntryId[],
      within: Stretch,
    ): Promise<readonly EntryId[]> {
      mustBeIssued(permit);
      return entries.length === 0 ? [] : store.heldEventIds(permit, entries, within);
    },

    /** The person's entries by heading. */
    headings,

    ...createCopying({
      store,
      headings: async (permit) => (await headings(permit, { knownAt: undefined, resultsSince: undefined })).headings,
    }),

    /** An entry's versions, the current one first. */
    async versions(permit: PersonPermit, id: EntryId): Promise<Outcome<readonly EntryContent[]>> {
      const rows = await store.versions(permit, id);
      if (rows.length === 0) return failed({ kind: "not-found", message: "This person has no such entry." });
      const cellOf = await cells(rows);
      return succeeded(
        rows.map((row: ContentRow) => ({
          ...headingFrom(row, cellOf),
          ...{ content: row.content, line: row.line, patient: row.patient, cell: row.cell },
        })),
      );
    },

    /** How many entries of each source and category there are. Counts only. */
    async counts(): Promise<readonly CellCount[]> {
      const rows = await store.counts();
      const cellOf = await cells(rows);
      return rows.map(({ cell, entries, received }) => {
        const { source, category } = cellOf(cell);
        return { source, category, entries, received };
      });
    },
  };
}

function headingFrom(row: HeadingRow, cellOf: (cell: CellId) => CellFacts): Heading {
  const { source, category, sensitivity } = cellOf(row.cell);
  return {
    ...{ id: row.id, type: row.type, source, category, sensitivity },
    date: row.event_text ?? row.recorded.toISOString(),
    from: row.event_from ?? row.recorded,
    to: row.event_to ?? undefined,
    ...{ recorded: row.recorded, received: row.received, version: row.version, ended: row.ended },
    delivery: deliveryId(row.delivery),
    status: row.status ?? undefined,
    code: row.code ?? undefined,
    reason: row.reason ?? undefined,
    title: row.title,
    detail: row.detail ?? undefined,
    who: row.who ?? undefined,
    quantity: row.quantity ?? undefined,
    unit: row.unit ?? undefined,
    flag: row.flag ?? undefined,
    refs: row.refs,
  };
}
