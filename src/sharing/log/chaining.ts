import { fieldOf, type EventFields } from "./access-event.ts";
import { chained } from "./chain.ts";
import type { ChainStore, DrawnTo } from "./chain-store.ts";

/** Rows that are given their places in one transaction: about a tenth of a second's work. */
const AT_ONCE = 2000;

/**
 * Gives every row whose transaction is over for everyone its place in the chain; answers how many. Where another
 * program does so at the same time, leaves it to that one.
 */
export async function chainAll(store: ChainStore): Promise<number> {
  let count = 0;
  for (;;) {
    const done = await store.aloneOrNot(() => chainSome(store));
    count += done ?? 0;
    if (done === undefined || done < AT_ONCE) return count;
  }
}

/** One batch, as the only one who does. Answers how many rows got a place. */
async function chainSome(store: ChainStore): Promise<number> {
  const drawn = await store.drawnTo();
  const events = drawn.isFromElsewhere ? await store.anyUnplaced(AT_ONCE) : await store.nextUnplaced(drawn, AT_ONCE);
  if (events.length > 0) await store.savePlaces(chained(await store.chainEnd(), events));
  const end = endOf(drawn, events);
  if (end) await store.saveDrawnTo(end);
  return events.length;
}

/**
 * How far the chain is drawn after these rows; undefined where it stays. Where they were the last, to the end of the
 * last transaction that is over. Over a database that came from another server every row gets its place, wherever its
 * number says that it belongs; from then on, the new server's numbers count.
 */
function endOf(
  drawn: DrawnTo & { readonly horizon: string; readonly isFromElsewhere: boolean },
  events: readonly EventFields[],
): DrawnTo | undefined {
  if (events.length < AT_ONCE) {
    const isNew = events.length > 0 || drawn.isFromElsewhere;
    return isNew ? { tx: String(BigInt(drawn.horizon) - 1n), seq: GREATEST } : undefined;
  }
  const last = drawn.isFromElsewhere ? undefined : events.at(-1);
  return last && { tx: fieldOf(last, "tx") ?? drawn.tx, seq: fieldOf(last, "seq") ?? drawn.seq };
}

/** The greatest number that a row can have. */
const GREATEST = "9223372036854775807";
