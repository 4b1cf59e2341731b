import type { EntryId } from "#base";
import type { Record } from "#record";
import type { SupplyPermit } from "#sharing";
import { beliefIn } from "./absence.ts";
import type { Delivery } from "./delivery.ts";
import type { Snapshot } from "./snapshot-store.ts";
import type { FeedsStore } from "./store.ts";

type SnapshotParts = { readonly store: FeedsStore; readonly record: Record };

/**
 * Ends what the older of two snapshots held and the newer does not, of the events within the newer's stretch of time:
 * where that can be believed. Else it is kept, and the newer goes on holding it, so that the next one is asked about it
 * too. Whichever comes first, the same has ended afterwards: one that comes late ends nothing that the newer one holds.
 * To be called in the transaction that finishes the delivery.
 */
export async function endAbsent(parts: SnapshotParts, delivery: Delivery, permit: SupplyPermit): Promise<void> {
  const { store, record } = parts;
  const { id, received } = delivery;
  const before = await store.snapshotBefore(id);
  if (!before) return;
  const present = await store.snapshot(id);
  if (!present) return store.forgetSnapshot(id);
  const [older, newer] = present.asAt < before.asAt ? [present, before] : [before, present];
  const { absent, belief } = await absentEvents(parts, permit, older, newer);
  if (belief === "believed") {
    const ending = { delivery: id, received, recorded: newer.asAt, within: newer.covers };
    await store.countEnded(id, await record.end(permit, absent, ending));
  } else {
    await store.keepAbsent(newer.id, older.id, absent, belief === "too-many");
  }
  await store.forgetSnapshot(older.id);
}

async function absentEvents({ store, record }: SnapshotParts, permit: SupplyPermit, older: Snapshot, newer: Snapshot) {
  const held = await store.heldBy(older.id, newer.id);
  const standing = await record.eventsWithin(permit, [...held.keys()], newer.covers);
  const absent: EntryId[] = standing.filter((entry) => held.get(entry) !== "present");
  const newlyAbsent = absent.filter((entry) => held.get(entry) === "newly-absent").length;
  return { absent, belief: beliefIn({ rowsLost: newer.rowsLost, held: standing.length, newlyAbsent }) };
}
