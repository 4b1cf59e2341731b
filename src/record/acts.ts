import { failed, succeeded, type ActId, type CellId, type EntryId, type OdsCode, type Outcome } from "#base";
import type { PatientId, Problem } from "#base";
import { mustBeIssued, readReason, type ActPermit, type ListPermit, type LookedAt } from "#sharing";
import type { Act, ActKind, Cause, Order } from "./act.ts";
import type { ActRow, CoveredRow, Extent } from "./acts-store.ts";
import type { Tombstone } from "./bars.ts";
import { createGivingBack, type ActParts } from "./giving-back.ts";
import type { RecordStore } from "./store.ts";

const MOST_ACTS = 500;

/** What is done to what: the inner part of an order, once it is known what it covers and its source is locked. */
export type Doing = {
  readonly kind: "seal" | "erase";
  readonly cause: Cause;
  readonly reason: string;
  readonly extent: Extent;
};

/** Sealing and erasing what feeds brought, by a named act that leaves a tombstone; undoing it; what was done. */
export function createActs(parts: ActParts) {
  const { store, cells } = parts;
  const givingBack = createGivingBack(parts);

  /** The source of these rows, locked: nothing of it is being saved until the transaction ends. */
  async function lockSourceOf(rows: readonly { cell: CellId }[]): Promise<OdsCode | undefined> {
    const cellOf = await cells(rows);
    const sources = [...new Set(rows.map((row) => cellOf(row.cell).source))];
    const [source] = sources;
    if (source === undefined || sources.length > 1) return undefined;
    await store.lockSource(source);
    return source;
  }

  async function findAct(permit: ListPermit, act: ActId): Promise<Outcome<Act>> {
    const [row] = await store.acts.acts(permit, { act, most: 1 });
    return row ? succeeded(actFrom(row)) : failed(NO_ACT);
  }

  return {
    /**
     * Seals or erases what an order names. Sealed: out of everyone's sight until another act gives it back. Erased: gone
     * for good. Either way deliveries do not bring it again.
     */
    async act(permit: ActPermit, order: Order): Promise<Outcome<ActId>> {
      mustBeIssued(permit);
      const { kind, cause, covers } = order;
      const reason = readReason(order.reason);
      if (!reason.ok) return reason;
      return store.inTransaction(async () => {
        const extent = extentOf(covers);
        const named = await store.acts.entriesOf(covers.person, extent);
        if (named.length === 0) return failed(NOTHING_THERE);
        if ((await lockSourceOf(named)) === undefined) return failed(SEVERAL_SOURCES);
        const rows = await store.acts.entriesOf(covers.person, extent);
        const wrong = faultIn(order, rows);
        if (wrong) return failed(wrong);
        return succeeded(await carryOut(parts, permit, { kind, cause, reason: reason.value, extent }, rows));
      });
    },

    /** Undoes an act: gives back what it sealed, or lets deliveries bring again what it erased. */
    async undo(permit: ActPermit, act: ActId, words: string): Promise<Outcome<ActId>> {
      mustBeIssued(permit);
      const reason = readReason(words);
      if (!reason.ok) return reason;
      return store.inTransaction(async () => {
        await lockSourceOf(await store.sealing.sealedCells(act));
        const found = await store.acts.lockedAct(act);
        const wrong = undoFault(found, ["seal", "erase"]);
        if (!found || wrong) return failed(wrong ?? NO_ACT);
        return succeeded(
          found.kind === "seal"
            ? await givingBack.unseal(permit, found, reason.value)
            : await givingBack.lift(permit, found, reason.value),
        );
      });
    },

    /** Makes a seal final: what it sealed is erased. */
    async eraseSealed(permit: ActPermit, act: ActId, words: string): Promise<Outcome<ActId>> {
      mustBeIssued(permit);
      const reason = readReason(words);
      if (!reason.ok) return reason;
      return store.inTransaction(async () => {
        await lockSourceOf(await store.sealing.sealedCells(act));
        const found = await store.acts.lockedAct(act);
        const wrong = undoFault(found, ["seal"]);
        if (!found || wrong) return failed(wrong ?? NO_ACT);
        return succeeded(await eraseSealedBy(parts, permit, found, reason.value));
      });
    },

    /** What was sealed, erased and given back: by whom, when and why, the newest first. */
    async acts(permit: ListPermit): Promise<readonly Act[]> {
      return (await store.acts.acts(permit, { most: MOST_ACTS })).map(actFrom);
    },

    findAct,
  };
}

/** Does what was decided: tombstones in, content out, and whoever must know told. The source is locked. */
export async function carryOut(
  { store, people, sharing, ground }: ActParts,
  permit: ActPermit,
  { kind, cause, reason, extent: { patients } }: Doing,
  rows: readonly CoveredRow[],
): Promise<ActId> {
  const entries = rows.map((row) => row.id);
  // With a registration go all versions of what is filed under it now, those too that were once filed elsewhere.
  const extent = { entries, patients };
  const counts = { entries: rows.length, registrations: patients.length };
  const act = await store.acts.insertAct(permit, { kind, cause, reason, ...counts, undoes: null });
  await store.acts.insertTombstones(act, await tombstonesFor({ store }, kind, cause, extent, rows));
  if (kind === "seal") await store.sealing.seal(act, extent);
  else {
    await store.sealing.erase(extent);
    await sharing.entriesErased(permit, entries);
  }
  await store.insertChanges(rows.map(({ id, patient }) => ({ entry: id, patient, kind: "withdrawn" })));
  await ground(entries, []);
  const left = patients.length === 0 ? [] : await people.withdraw(permit, patients, kind);
  await store.acts.logAct(permit, DONE[kind], [...new Set(rows.map((row) => row.patient))], left);
  return act;
}

/** What the log says that was done. */
export const DONE: Readonly<Record<ActKind, LookedAt>> = {
  seal: "sealed",
  unseal: "unsealed",
  erase: "erased",
  lift: "may come again",
};

async function tombstonesFor(
  { store }: Pick<ActParts, "store">,
  kind: "seal" | "erase",
  cause: Cause,
  { entries, patients }: Extent,
  rows: readonly CoveredRow[],
): Promise<readonly Omit<Tombstone, "act">[]> {
  const whole = patients.map((patient) => ({ entry: null, patient }));
  if (cause !== "wrong-person") return [...whole, ...rows.map(({ id }) => ({ entry: id, patient: null }))];
  // What is erased for good must not come back by an older version that was filed under somebody else.
  const under = kind === "erase" ? await store.acts.everFiledUnder(entries) : rows;
  return under.map(({ id, patient }) => ({ entry: id, patient }));
}

async function eraseSealedBy(
  { store, people, sharing }: ActParts,
  permit: ActPermit,
  seal: ActRow,
  reason: string,
): Promise<ActId> {
  const { cause, entries, registrations } = seal;
  const tombstones = await store.acts.tombstonesOf(seal.id);
  const sealed = await store.sealing.sealedBy(seal.id);
  const act = await store.acts.insertAct(permit, {
    ...{ kind: "erase", cause, reason, entries, registrations },
    undoes: seal.id,
  });
  await store.acts.insertTombstones(act, [...tombstones, ...(await alsoFiledUnder(store, cause, sealed, tombstones))]);
  await store.acts.liftTombstones(seal.id, act);
  await store.sealing.eraseSealedBy(seal.id, act);
  await sharing.entriesErased(permit, [...new Set(sealed.map((one) => one.id))]);
  const patients = tombstones.flatMap((one) => (one.entry === null && one.patient !== null ? one.patient : []));
  const left = patients.length === 0 ? [] : await people.withdraw(permit, patients, "erase");
  const concerned = tombstones.flatMap((one) => one.patient ?? []);
  await store.acts.logAct(permit, DONE.erase, [...concerned, ...sealed.flatMap((one) => one.patient ?? [])], left);
  return act;
}

/** Of entries under the wrong person: everybody else under whom they were once filed, but for whose they are by now. */
async function alsoFiledUnder(
  store: RecordStore,
  cause: Cause,
  sealed: readonly { id: EntryId; patient: PatientId | null }[],
  tombstones: readonly Tombstone[],
): Promise<readonly Omit<Tombstone, "act">[]> {
  if (cause !== "wrong-person") return [];
  const current = await store.acts.currentIn({ entries: sealed.map((one) => one.id), patients: [] });
  const passed = [...tombstones.map((one) => ({ id: one.entry, patient: one.patient })), ...current];
  const known = new Set(passed.map(({ id, patient }) => `${id ?? ""} ${patient ?? ""}`));
  return sealed.flatMap(({ id, patient }) => {
    const key = `${id} ${patient ?? ""}`;
    if (patient === null || known.has(key)) return [];
    known.add(key);
    return [{ entry: id, patient }];
  });
}

const extentOf = (covers: Order["covers"]): Extent =>
  "registration" in covers
    ? { entries: [], patients: [covers.registration] }
    : { entries: covers.entries, patients: [] };

function faultIn({ cause, covers }: Order, rows: readonly CoveredRow[]): Problem | undefined {
  if ("registration" in covers) {
    if (rows.length === 0) return NOTHING_THERE;
    return cause === "wrong-person" ? NOT_A_REGISTRATION : undefined;
  }
  if (rows.length < new Set(covers.entries).size) return NOTHING_THERE;
  return rows.some((row) => row.type === "Patient") ? WHOLE_REGISTRATION : undefined;
}

function undoFault(act: ActRow | undefined, kinds: readonly ActKind[]): Problem | undefined {
  if (!act) return NO_ACT;
  if (act.undone_by !== null) return UNDONE;
  return kinds.includes(act.kind) ? undefined : NOTHING_TO_UNDO;
}

function actFrom(row: ActRow): Act {
  const { undoes, undone_by: undoneBy, last_barred: lastBarred, ...rest } = row;
  return {
    ...rest,
    ...(undoes !== null && { undoes }),
    ...(undoneBy !== null && { undoneBy }),
    ...(lastBarred !== null && { lastBarred }),
  };
}

const NO_ACT: Problem = { kind: "not-found", message: "There is no such act." };
const NOTHING_THERE: Problem = {
  kind: "not-found",
  message: "This person has no such entry.",
  remedy: "It may have been sealed, erased or moved meanwhile: look at the record again.",
};
const SEVERAL_SOURCES: Problem = {
  kind: "invalid",
  message: "These entries come from several sources.",
  remedy: "Seal or erase those of each source in an act of its own.",
};
const NOT_A_REGISTRATION: Problem = {
  kind: "invalid",
  message: "A whole registration is not filed under the wrong person by an act.",
  remedy:
    "Name the entries that are about somebody else; a registration that is linked wrongly is put right by its link.",
};
const WHOLE_REGISTRATION: Problem = {
  kind: "invalid",
  message: "Who the person is, as a source says, cannot be taken out alone.",
  remedy: "Seal or erase everything that the source sent of this person.",
};
const UNDONE: Problem = { kind: "conflict", message: "This was undone, or made final, already." };
const NOTHING_TO_UNDO: Problem = {
  kind: "invalid",
  message: "This act cannot be undone.",
  remedy: "Seal or erase anew what it gave back.",
};
