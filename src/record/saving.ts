import type { DeliveryId, EntryId, OdsCode, Stretch } from "#base";
import type { People } from "#people";
import { mustBeIssued, type SupplyPermit } from "#sharing";
import type { CellFacts, CellReader } from "./cells.ts";
import { entryVersionOf, standsBefore, type EntryVersion } from "./entry.ts";
import { sift } from "./barring.ts";
import type { Grounding } from "./grounding.ts";
import { GROUNDING_TYPES, groundsOf, type Ground } from "./grounds.ts";
import { at, fieldsOf, textIn } from "./resource.ts";
import type { Change, CurrentVersion, NumberedVersion, RecordStore } from "./store.ts";
import type { SaveCounts, SuppliedBatch, SuppliedEntry } from "./supplied.ts";

/** When entries ended: by which delivery, and the stretch of time for which it speaks. */
export type Ending = {
  readonly delivery: DeliveryId;
  readonly received: Date;
  readonly recorded: Date;
  readonly within: Stretch;
};

const NOTHING: SaveCounts = { created: 0, updated: 0, earlier: 0, unchanged: 0, barred: 0 };

/** Writing: new versions in, superseded ones kept, and whoever must know told, in one transaction. */
export function createSaving({
  store,
  people,
  ground,
  cells,
}: {
  store: RecordStore;
  people: People;
  ground: Grounding;
  cells: CellReader;
}) {
  /** Saves versions of which no two are of the same entry. */
  async function saveRound(
    permit: SupplyPermit,
    round: readonly EntryVersion[],
    sealedNumbers: ReadonlyMap<EntryId, number>,
  ): Promise<SaveCounts> {
    const current = new Map((await store.currentVersions(round.map((one) => one.id))).map((row) => [row.id, row]));
    const whole = await completeDeletions(permit, round);
    const created: NumberedVersion[] = [];
    const updated: NumberedVersion[] = [];
    const overtaken: NumberedVersion[] = [];
    const confirmed: EntryVersion[] = [];
    let unchanged = round.length - whole.length;
    for (const version of whole) {
      const held = current.get(version.id);
      const sealed = sealedNumbers.get(version.id) ?? 0;
      if (held === undefined) created.push({ version, number: sealed + 1 });
      else if (held.digest === version.digest) {
        unchanged++;
        if (version.recorded > held.recorded) confirmed.push(version);
      } else (standsBefore(version, held) ? updated : overtaken).push(following(version, held, sealed));
    }
    if (confirmed.length > 0) await store.confirm(confirmed);
    const earlier = await keepEarlier(permit, overtaken);
    await replaceCurrent(permit, created, updated);
    return {
      created: created.length,
      updated: updated.length,
      earlier,
      unchanged: unchanged + overtaken.length - earlier,
      barred: 0,
    };
  }

  /**
   * Deletions with the content, patient and cell of what is held. A deletion of what is not held is kept as it is, so
   * that nothing older that comes later brings back what it took away.
   */
  async function completeDeletions(permit: SupplyPermit, round: readonly EntryVersion[]) {
    const bare = round.filter(isBareDeletion);
    if (bare.length === 0) return round;
    const held = new Map(
      (
        await store.heldContents(
          permit,
          bare.map((one) => one.id),
        )
      ).map((row) => [row.id, row]),
    );
    const cellOf = await cells([...held.values()]);
    return round.flatMap((version): readonly EntryVersion[] => {
      if (!isBareDeletion(version)) return [version];
      const row = held.get(version.id);
      if (!row) return version.supplied.onlyIfHeld ? [] : [version];
      const { recorded, line, delivery, received } = version;
      const ended = endedEntry(row, cellOf(row.cell), recorded, line);
      return [entryVersionOf(ended, row.cell, { source: permit.source, delivery, received })];
    });
  }

  async function keepEarlier(permit: SupplyPermit, overtaken: readonly NumberedVersion[]): Promise<number> {
    if (overtaken.length === 0) return 0;
    const known = await store.knownEarlier(overtaken.map((one) => one.version));
    const fresh = overtaken.filter((one) => !known.has(one.version.id));
    if (fresh.length === 0) return 0;
    await store.insertEarlier(fresh);
    await people.registerEarlier(permit, fresh.flatMap(patientIn));
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
    await store.insertChanges([
      ...created.flatMap((one) => changesOf(one, "created")),
      ...updated.flatMap((one) => changesOf(one, "updated")),
    ]);
    await people.register(permit, present.flatMap(patientIn));
    await tellGrounds(permit, present, updated);
  }

  async function tellGrounds(
    permit: SupplyPermit,
    present: readonly NumberedVersion[],
    updated: readonly NumberedVersion[],
  ): Promise<void> {
    const { source } = permit;
    const grounds = present.flatMap(({ version: { id, patient, cell, ended, supplied } }) =>
      patient === undefined || ended ? [] : groundsOf(source, { id, patient, cell }, fieldsOf(supplied.resource)),
    );
    grounds.push(...(await groundsWaitingFor(source, present)));
    await ground(
      updated.map((one) => one.version.id),
      grounds,
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
    return waiting.flatMap(({ content, ...entry }) =>
      justSaved.has(entry.id) ? [] : groundsOf(source, entry, JSON.parse(content) as ReturnType<typeof fieldsOf>),
    );
  }

  return {
    /**
     * Saves what a source sent: all of it or, on an exception, nothing. The same content again is no new version: it
     * only confirms the current one, if it was recorded later. A version recorded before the current one is kept as an
     * earlier version.
     */
    async save(permit: SupplyPermit, batch: SuppliedBatch): Promise<SaveCounts> {
      mustBeIssued(permit);
      const versions = batch.entries.map((one) =>
        entryVersionOf(one, permit.cellOf(one.category, one.sensitivity), batch),
      );
      return store.inTransaction(async () => {
        await store.lockSource(batch.source);
        const { open, barred, sealedNumbers } = await sift(store, versions, batch.received);
        const rounds = roundsOf(open);
        // A later round may move links: asked for after locks on them are held, it could wait for another that waits.
        if (rounds.length > 1) await people.lockLinks();
        let counts: SaveCounts = { ...NOTHING, barred };
        for (const round of rounds) counts = sum(counts, await saveRound(permit, round, sealedNumbers));
        const patients = new Set(open.flatMap((one) => one.patient ?? []));
        if (patients.size > 0) await store.logWriting(permit, [...patients]);
        return counts;
      });
    },

    /**
     * Ends events of the source that it no longer reports: of the entries given, those that are visits, requests or
     * packages of care within the stretch of time. They are kept, with a version that says so. Returns how many.
     */
    async end(permit: SupplyPermit, entries: readonly EntryId[], ending: Ending): Promise<number> {
      mustBeIssued(permit);
      if (entries.length === 0) return 0;
      const held = await store.heldEvents(permit, entries, ending.within);
      const cellOf = await cells(held);
      const { delivery, received, recorded } = ending;
      const ended = held.map((row, nth) => endedEntry(row, cellOf(row.cell), recorded, nth + 1));
      const counts = await this.save(permit, { source: permit.source, delivery, received, entries: ended });
      return counts.updated;
    },
  };
}

const sum = (a: SaveCounts, b: SaveCounts): SaveCounts => ({
  created: a.created + b.created,
  updated: a.updated + b.updated,
  earlier: a.earlier + b.earlier,
  unchanged: a.unchanged + b.unchanged,
  barred: a.barred + b.barred,
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

function subjectOf(fields: ReturnType<typeof fieldsOf>): string | undefined {
  const subject = fields["subject"] ?? fields["patient"] ?? fields["beneficiary"];
  return /^Patient\/(.+)$/.exec(textIn(at(subject, "reference")) ?? "")?.[1];
}

function following(version: EntryVersion, held: CurrentVersion, sealed: number): NumberedVersion {
  const moved = held.patient !== null && held.patient !== version.patient;
  return { version, number: Math.max(held.latest, sealed) + 1, ...(moved && { takenFrom: held.patient }) };
}

/** Whoever follows the record hears it for the patient who lost an entry too. */
function changesOf({ version, takenFrom }: NumberedVersion, how: "created" | "updated"): readonly Change[] {
  const entry = version.id;
  const kind = version.ended ? "ended" : how;
  const change: Change = { entry, patient: version.patient, kind };
  return takenFrom === undefined ? [change] : [{ entry, patient: takenFrom, kind: "moved" }, change];
}

/** A deletion says type and id, and nothing of what is deleted. */
const isBareDeletion = ({ ended, supplied }: EntryVersion): boolean =>
  ended && supplied.json === undefined && Object.keys(supplied.resource).length <= 2;

function endedEntry(
  { content }: { content: string },
  { category, sensitivity }: CellFacts,
  recorded: Date,
  line: number,
): SuppliedEntry {
  const resource = JSON.parse(content) as SuppliedEntry["resource"];
  const patient = resource.resourceType === "Patient" ? resource.id : subjectOf(fieldsOf(resource));
  return { resource, json: content, ...(patient && { patient }), category, sensitivity, recorded, line, ended: true };
}

function patientIn({ version: { supplied, recorded, ended } }: NumberedVersion) {
  const { resource } = supplied;
  if (ended || resource.resourceType !== "Patient") return [];
  return [{ resource: resource, recorded }];
}
