import type { ActId, EntryId, PatientId } from "#base";
import type { People } from "#people";
import type { ActPermit, Sharing } from "#sharing";
import type { ActRow } from "./acts-store.ts";
import type { CellReader } from "./cells.ts";
import { standsBefore } from "./entry.ts";
import type { Grounding } from "./grounding.ts";
import type { SealedRow, VersionKey } from "./sealing-store.ts";
import { GROUNDING_TYPES, groundsOf } from "./grounds.ts";
import type { fieldsOf } from "./resource.ts";
import type { Change, CurrentVersion, RecordStore } from "./store.ts";

/** What acts need of the rest of the house. */
export type ActParts = {
  readonly store: RecordStore;
  readonly people: People;
  /** Told what was erased: what was ruled of it says no more why. */
  readonly sharing: Pick<Sharing, "entriesErased">;
  readonly ground: Grounding;
  readonly cells: CellReader;
};

/** The ways back: a seal undone, or an erasure that bars no longer. The act is held, and its source locked. */
export function createGivingBack({ store, people, ground, cells }: ActParts) {
  /** Gives back what only this act kept out of sight; what another one bars still, that one holds from now on. */
  async function unseal(permit: ActPermit, seal: ActRow, reason: string): Promise<ActId> {
    const tombstones = await store.acts.tombstonesOf(seal.id);
    const patients = tombstones.flatMap((one) => (one.entry === null && one.patient !== null ? one.patient : []));
    await store.sealing.handOver(seal.id);
    const sealed = await store.sealing.sealedBy(seal.id);
    const present = await store.currentVersions([...new Set(sealed.map((one) => one.id))]);
    const { back, overtaken } = standingAgain(sealed, present);
    const counts = { entries: back.length, registrations: patients.length };
    const { cause } = seal;
    const act = await store.acts.insertAct(permit, { kind: "unseal", cause, reason, ...counts, undoes: seal.id });
    await store.acts.liftTombstones(seal.id, act);
    if (overtaken.length > 0) await store.retire(overtaken.map((one) => one.id));
    await store.sealing.giveBack(seal.id, back);
    await store.insertChanges(changesOf(back, overtaken));
    const persons = patients.length === 0 ? [] : await people.restore(permit, patients);
    await groundAnew(back.map((one) => one.id));
    await store.acts.logAct(permit, "unsealed", concernedIn(sealed, patients), persons);
    return act;
  }

  /** Bars no longer what was erased: it comes again when its source sends it again. */
  async function lift(permit: ActPermit, erasure: ActRow, reason: string): Promise<ActId> {
    const { cause, entries, registrations } = erasure;
    const tombstones = await store.acts.tombstonesOf(erasure.id);
    const counts = { entries, registrations };
    const act = await store.acts.insertAct(permit, { kind: "lift", cause, reason, ...counts, undoes: erasure.id });
    await store.acts.liftTombstones(erasure.id, act);
    const concerned = tombstones.flatMap((one) => one.patient ?? []);
    await store.acts.logAct(permit, "may come again", [...new Set(concerned)], []);
    return act;
  }

  async function groundAnew(entries: readonly EntryId[]): Promise<void> {
    const rows = await store.sealing.groundingEntriesIn(entries, GROUNDING_TYPES);
    const cellOf = await cells(rows);
    const grounds = rows.flatMap(({ content, ...entry }) =>
      groundsOf(cellOf(entry.cell).source, entry, JSON.parse(content) as ReturnType<typeof fieldsOf>),
    );
    await ground(entries, grounds);
  }

  return { unseal, lift };
}

type Back = VersionKey & Pick<SealedRow, "patient">;

/**
 * Which sealed versions become current again, and which of today's give way to them: as ever, the one recorded last
 * counts.
 */
export function standingAgain(
  sealed: readonly SealedRow[],
  present: readonly CurrentVersion[],
): { readonly back: readonly Back[]; readonly overtaken: readonly CurrentVersion[] } {
  const today = new Map(present.map((one) => [one.id, one]));
  const back: Back[] = [];
  const overtaken: CurrentVersion[] = [];
  for (const own of Map.groupBy(sealed, (one) => one.id).values()) {
    const best = own.filter((one) => one.current).reduce(later, undefined);
    const rival = best && today.get(best.id);
    if (!best || (rival && !standsBefore(best, rival))) continue;
    back.push({ id: best.id, version: best.version, patient: best.patient });
    if (rival) overtaken.push(rival);
  }
  return { back, overtaken };
}

const later = (a: SealedRow | undefined, b: SealedRow): SealedRow => (a && !standsBefore(b, a) ? a : b);

/** Whoever lost an entry to one that came back hears it too. */
function changesOf(back: readonly Back[], overtaken: readonly CurrentVersion[]): readonly Change[] {
  const losers = new Map(overtaken.map((one) => [one.id, one.patient]));
  return back.flatMap(({ id, patient }): readonly Change[] => {
    const loser = losers.get(id) ?? undefined;
    const restored: Change = { entry: id, patient: patient ?? undefined, kind: "restored" };
    return loser === undefined || loser === patient
      ? [restored]
      : [{ entry: id, patient: loser, kind: "moved" }, restored];
  });
}

const concernedIn = (sealed: readonly SealedRow[], patients: readonly PatientId[]): readonly PatientId[] => [
  ...new Set([...sealed.flatMap((one) => one.patient ?? []), ...patients]),
];
