import type { SaveCounts } from "#record";
import type { LoadParts } from "../load.ts";
import { stepOf } from "../step.ts";
import type { Channel, OpenDay } from "./channel.ts";
import { openDay } from "./day.ts";
import type { ReadMessage } from "./incoming.ts";
import { sortMessages, type FreshMessage, type Verdict } from "./journal.ts";

const NOTHING: SaveCounts = { created: 0, updated: 0, earlier: 0, unchanged: 0, barred: 0 };

/**
 * Saves messages of a channel in one transaction, with the journal's rows and the counts of the day's delivery. What
 * came of each is committed when it is returned. Throws where nothing of it could be saved.
 */
export async function saveMessages(
  parts: LoadParts,
  channel: Channel,
  messages: readonly ReadMessage[],
): Promise<readonly Verdict[]> {
  const { journal } = parts.store;
  const open = await openDay(parts, channel, channel.open);
  channel.open = open;
  const { delivery } = open;
  const wanted = {
    sha256: messages.map((one) => one.sha256),
    controlIds: messages.map((one) => one.controlId).filter((id) => id !== ""),
  };
  return parts.store.inTransaction(async () => {
    const lines = await journal.lines(delivery);
    const known = await journal.known(channel, delivery, wanted);
    const { fresh, again, verdicts } = sortMessages(messages, known, { delivery, lines });
    if (fresh.length > 0) await saveFresh(parts, open, fresh, lines);
    if (again.length > 0) await journal.countAgain(again);
    return verdicts;
  });
}

async function saveFresh(
  { store, record }: LoadParts,
  { delivery, permit }: OpenDay,
  fresh: readonly FreshMessage[],
  lines: number,
): Promise<void> {
  const received = fresh.at(-1)?.read.received ?? permit.at;
  const entries = fresh.flatMap(({ read, line }) => read.entries.map((one) => ({ ...one, line })));
  const { source } = permit;
  const counts = entries.length === 0 ? NOTHING : await record.save(permit, { source, delivery, received, entries });
  await store.journal.keep(delivery, fresh);
  const rejections = fresh.flatMap((one) => one.rejections);
  await store.advance(delivery, stepOf({ line: lines + fresh.length, entries, rejections }, counts, received));
}
