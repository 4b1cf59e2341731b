import type { ActId, EntryId } from "#base";
import { barredBy } from "./bars.ts";
import type { EntryVersion } from "./entry.ts";
import type { RecordStore } from "./store.ts";

/** What may be saved of a batch, and what acts keep out. */
export type Sifted = {
  readonly open: readonly EntryVersion[];
  readonly barred: number;
  /** Of entries with sealed versions, the highest number given to one: the next version counts on from it. */
  readonly sealedNumbers: ReadonlyMap<EntryId, number>;
};

/**
 * Holds versions against the tombstones. To be called once the source is locked: an act waits for the same lock, so that
 * what is sealed or erased while a load runs is barred from its next batch on.
 */
export async function sift(store: RecordStore, versions: readonly EntryVersion[], at: Date): Promise<Sifted> {
  const { acts } = store;
  if (versions.length === 0 || !(await acts.anythingBarred())) {
    return { open: versions, barred: 0, sealedNumbers: new Map() };
  }
  const entries = [...new Set(versions.map((one) => one.id))];
  const patients = [...new Set(versions.flatMap((one) => one.patient ?? []))];
  const tombstones = await acts.tombstonesOver({ entries, patients });
  const sealed = new Map((await store.sealing.sealedStandings(entries)).map((one) => [one.id, one]));
  const named = tombstones.flatMap((one) => (one.entry === null || one.patient === null ? [] : one.entry));
  const held = new Set((await acts.currentIn({ entries: named, patients: [] })).map((one) => one.id));
  const barring = versions.map((one) =>
    barredBy(one, tombstones, { sealed: sealed.get(one.id), held: held.has(one.id) }),
  );
  const times = Map.groupBy(
    barring.filter((act) => act !== undefined),
    (act) => act,
  );
  if (times.size > 0) await acts.countBarred([...times].map(timesOf), at);
  return {
    open: versions.filter((_, nth) => barring[nth] === undefined),
    barred: barring.filter((act) => act !== undefined).length,
    sealedNumbers: new Map([...sealed].map(([id, { latest }]) => [id, latest])),
  };
}

const timesOf = ([act, own]: readonly [ActId, readonly ActId[]]) => ({ act, times: own.length });
