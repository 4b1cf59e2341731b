import { civilDay, mustSucceed, type FeedId } from "#base";
import type { LoadParts } from "../load.ts";
import type { Channel, OpenDay } from "./channel.ts";

const LONG_DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "long" });

/** The day of a moment, and what its delivery is called: "MLLP, 22 November 2026". */
export const dayOf = (moment: Date): { readonly day: string; readonly name: string } => ({
  day: civilDay(moment),
  name: `MLLP, ${LONG_DAY.format(moment)}`,
});

/** The access log shows a source's writing at the permit's time: none is used longer than this. Milliseconds. */
const PERMIT_LASTS = 60_000;

/** The open day of a channel: the one held, while it is today and its permit is fresh, else today's. */
export async function openDay(parts: LoadParts, channel: Channel, held: OpenDay | undefined): Promise<OpenDay> {
  const { sharing, clock, store } = parts;
  const now = clock();
  const { day, name } = dayOf(now);
  if (held?.day === day && now.getTime() - held.permit.at.getTime() < PERMIT_LASTS) return held;
  const { feed, source } = channel;
  const delivery =
    held?.day === day
      ? held.delivery
      : await store.journal.openDay({ feed: feed.id, source, name, key: `MLLP ${day}`, received: now });
  if (held?.day !== day) await finishEarlierDays(parts, channel, day);
  return { day, delivery, permit: mustSucceed(await sharing.maySupply(source, delivery)) };
}

/** Nothing is added any more to what came on days before this one, from whichever source of the feed. */
async function finishEarlierDays({ store, clock }: LoadParts, { feed }: Channel, today: string) {
  for (const { id, received } of await store.journal.openDeliveries(feed.id)) {
    if (civilDay(received) < today) await store.finish(id, "loaded", clock());
  }
}

/** The messages of a feed that came today from all its sources, and when the last of them did. */
export type MessagesToday = { readonly messages: number; readonly last: Date | undefined };

export async function messagesToday({ store, clock }: LoadParts, feed: FeedId): Promise<MessagesToday> {
  const today = civilDay(clock());
  const counts = (await store.journal.openCounts(feed)).filter((one) => civilDay(one.since) === today);
  const times = counts.flatMap((one) => one.last ?? []).sort((a, b) => a.getTime() - b.getTime());
  return { messages: counts.reduce((sum, one) => sum + one.messages, 0), last: times.at(-1) };
}
