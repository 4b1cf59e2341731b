import type { Patient as FhirPatient } from "fhir/r4.js";
import {
  deliveryId,
  failed,
  succeeded,
  type CellId,
  type DeliveryId,
  type EntryId,
  type OdsCode,
  type Outcome,
  type Stretch,
} from "#base";
import type { People } from "#people";
import type { PersonPermit, Sharing, SupplyPermit } from "#sharing";
import { entryVersionOf, standsBefore, type EntryVersion } from "./entry.ts";
import { GROUNDING_TYPES, groundsOf, type Ground } from "./grounds.ts";
import type { Heading } from "./heading-list.ts";
import { at, fieldsOf, textIn } from "./resource.ts";
import { tokenOf } from "./search-columns.ts";
import type { ContentRow, HeadingRow, HeadingsWanted, NumberedVersion, RecordStore } from "./store.ts";
import type { SaveCounts, SuppliedBatch, SuppliedEntry } from "./supplied.ts";

/** A person's entries by heading, newest event first. */
export type Headings = {
  readonly headings: readonly Heading[];
  /** When the reader looked at this person before, in an earlier sitting. */
  readonly lookedBefore?: Date;
};

/** One version of an entry with its FHIR content. */
export type EntryContent = Heading & { readonly content: string; readonly line: number };

/** The present of a source and category, for counting. */
export type CellCount = {
  readonly source: string;
  readonly category: string;
  readonly entries: number;
  readonly received: Date;
};

/** When entries ended: by which delivery, and the stretch of time for which it speaks. */
export type Ending = {
  readonly delivery: DeliveryId;
  readonly received: Date;
  readonly recorded: Date;
  readonly within: Stretch;
};

const NOTHING: SaveCounts = { created: 0, updated: 0, earlier: 0, unchanged: 0 };

export type Record = ReturnType<typeof createRecord>;

/** The one door for every entry: feeds and pages save through it, and nothing is read but with a permit. */
export function createRecord({ store, people, sharing }: { store: RecordStore; people: People; sharing: Sharing }) {
  const cells = cellReader(sharing);

  /** Saves versions of which no two are of the same entry. */
  async function saveRound(permit: SupplyPermit, round: readonly EntryVersion[]): Promise<SaveCounts> {
    const current = new Map((await store.currentVersions(round.map((one) => one.id))).map((row) => [row.id, row]));
    const created: NumberedVersion[] = [];
    const updated: NumberedVersion[] = [];
    const overtaken: NumberedVersion[] = [];
    let unchanged = 0;
    for (const version of round) {
      const held = current.get(version.id);
      if (held === undefined) created.push({ version, number: 1 });
      else if (held.digest === version.digest) unchanged++;
      else (standsBefore(version, held) ? updated : overtaken).push({ version, number: held.latest + 1 });
    }
    const earlier = await keepEarlier(overtaken);
    await replaceCurrent(permit, created, updated);
    return {
      created: created.length,
      updated: updated.length,
      earlier,
      unchanged: unchanged + overtaken.length - earlier,
    };
  }

  async function keepEarlier(overtaken: readonly NumberedVersion[]): Promise<number> {
    if (overtaken.length === 0) return 0;
    const known = await store.knownEarlier(overtaken.map((one) => one.version));
    const fresh = overtaken.filter((one) => !known.has(one.version.id));
    if (fresh.length > 0) await store.insertEarlier(fresh);
    return fresh.length;
  }

  async function replaceCurrent(
    permit: SupplyPermit,
    created: readonly NumberedVersion[],
    updated: readonly NumberedVersion[],
  ): Promise<void> {
    if (updated.length > 0) await store.retire(updated.map((one) => one.version.id));
    const present = [...created, ...updated];
    if (present.length === 0) return;
    await store.insertCurrent(present);
    await store.insertChanges(
      present.map(({ version, number }) => ({
        entry: version.id,
        patient: version.patient,
        kind: version.ended ? "ended" : number === 1 ? "created" : "updated",
      })),
    );
    await people.register(permit, present.flatMap(patientIn));
    await tellGrounds(permit, present, updated);
  }

  async function tellGrounds(
    permit: SupplyPermit,
    present: readonly NumberedVersion[],
    updated: readonly NumberedVersion[],
  ): Promise<void> {
    const { source } = permit;
    const grounds = present.flatMap(({ version: { id, patient, ended, supplied } }) =>
      patient === undefined || ended ? [] : groundsOf(source, id, patient, fieldsOf(supplied.resource)),
    );
    grounds.push(...(await groundsWaitingFor(source, present)));
    const persons = await store.personsOf([...new Set(grounds.map((one) => one.groundPatient))]);
    await sharing.ground(
      updated.map((one) => one.version.id),
      grounds.flatMap((one) => {
        const person = persons.get(one.groundPatient);
        return person === undefined ? [] : [{ ...one, person }];
      }),
    );
  }

  /** Entries that came before their patient could not say whom they concern: they are asked again. */
  async function groundsWaitingFor(source: OdsCode, present: readonly NumberedVersion[]): Promise<readonly Ground[]> {
    const newcomers = present.flatMap(({ version, number }) =>
      version.type === "Patient" && number === 1 ? (version.patient ?? []) : [],
    );
    if (newcomers.length === 0) return [];
    const justSaved = new Set(present.map(({ version }) => version.id));
    const waiting = await store.groundingEntries(newcomers, GROUNDING_TYPES);
    return waiting.flatMap(({ id, patient, content }) =>
      justSaved.has(id) ? [] : groundsOf(source, id, patient, JSON.parse(content) as ReturnType<typeof fieldsOf>),
    );
  }

  return {
    /**
     * Saves what a source sent: all of it or, on an exception, nothing. The same content again changes nothing; a
     * version recorded before the current one is kept as an earlier version.
     */
    async save(permit: SupplyPermit, batch: SuppliedBatch): Promise<SaveCounts> {
      const versions = batch.entries.map((one) =>
        entryVersionOf(one, permit.cellOf(one.category, one.sensitivity), batch),
      );
      return store.inTransaction(async () => {
        await store.lockSource(batch.source);
        let counts = NOTHING;
        for (const round of roundsOf(versions)) counts = sum(counts, await saveRound(permit, round));
        const patients = new Set(versions.flatMap((one) => one.patient ?? []));
        if (patients.size > 0) await store.logWriting(permit, [...patients]);
        return counts;
      });
    },

    /**
     * Ends events of the source that it no longer reports: of the entries given, those that are visits, requests or
     * packages of care within the stretch of time. They are kept, with a version that says so. Returns how many.
     */
    async end(permit: SupplyPermit, entries: readonly EntryId[], ending: Ending): Promise<number> {
      if (entries.length === 0) return 0;
      const held = await store.heldEvents(permit, entries, ending.within);
      const cellOf = await cells(held);
      const { delivery, received, recorded } = ending;
      const ended = held.map((row, nth) => endedEntry(row, cellOf(row.cell), recorded, nth + 1));
      const counts = await this.save(permit, { source: permit.source, delivery, received, entries: ended });
      return counts.updated;
    },

    /** The source's ids of its own entries of this type that carry an identifier. */
    async findByIdentifier(
      permit: SupplyPermit,
      type: string,
      system: string,
      value: string,
    ): Promise<readonly string[]> {
      return store.sourceIdsByToken(permit, type, tokenOf(`${type}.identifier`, system, value));
    },

    /** The person's entries by heading. */
    async headings(permit: PersonPermit, wanted: HeadingsWanted): Promise<Headings> {
      const { rows, lookedBefore } = await store.headings(permit, wanted);
      const cellOf = await cells(rows);
      return {
        headings: rows.map((row) => headingFrom(row, cellOf)),
        ...(lookedBefore && { lookedBefore }),
      };
    },

    /** An entry's versions, the current one first. */
    async versions(permit: PersonPermit, id: EntryId): Promise<Outcome<readonly EntryContent[]>> {
      const rows = await store.versions(permit, id);
      if (rows.length === 0) return failed({ kind: "not-found", message: "This person has no such entry." });
      const cellOf = await cells(rows);
      return succeeded(
        rows.map((row: ContentRow) => ({ ...headingFrom(row, cellOf), content: row.content, line: row.line })),
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

const sum = (a: SaveCounts, b: SaveCounts): SaveCounts => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  earlier: a.earlier + b.earlier,
  unchanged: a.unchanged + b.unchanged,
});

/** A batch may hold several versions of an entry: the first of each, then the second of each, and so on. */
function roundsOf(versions: readonly EntryVersion[]): readonly (readonly EntryVersion[])[] {
  const rounds: EntryVersion[][] = [];
  const seen = new Map<EntryId, number>();
  for (const version of versions) {
    const nth = seen.get(version.id) ?? 0;
    seen.set(version.id, nth + 1);
    (rounds[nth] ??= []).push(version);
  }
  return rounds;
}

function endedEntry(
  { content }: { content: string },
  { category, sensitivity }: CellFacts,
  recorded: Date,
  line: number,
): SuppliedEntry {
  const resource = JSON.parse(content) as SuppliedEntry["resource"];
  const subject = textIn(at(fieldsOf(resource)["subject"], "reference"));
  const patient = /^Patient\/(.+)$/.exec(subject ?? "")?.[1];
  return { resource, json: content, ...(patient && { patient }), category, sensitivity, recorded, line, ended: true };
}

function patientIn({ version: { supplied, recorded, ended } }: NumberedVersion) {
  const { resource } = supplied;
  if (ended || resource.resourceType !== "Patient") return [];
  return [{ resource: resource as FhirPatient & { readonly id: string }, recorded }];
}

type CellFacts = Awaited<ReturnType<Sharing["cells"]>>[number];

/** What cells stand for. They are few and never change, so they are read once, and again when a new one turns up. */
function cellReader(sharing: Sharing) {
  let known = new Map<CellId, CellFacts>();
  return async (rows: readonly { cell: CellId }[]): Promise<(cell: CellId) => CellFacts> => {
    if (rows.some((row) => !known.has(row.cell))) {
      known = new Map((await sharing.cells()).map((cell) => [cell.id, cell]));
    }
    return (cell) => {
      const facts = known.get(cell);
      if (!facts) throw new Error(`No cell ${String(cell)}`);
      return facts;
    };
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
    title: row.title,
    detail: row.detail ?? undefined,
    who: row.who ?? undefined,
    quantity: row.quantity ?? undefined,
    unit: row.unit ?? undefined,
    flag: row.flag ?? undefined,
    refs: row.refs,
  };
}
