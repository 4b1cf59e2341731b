import { setImmediate } from "node:timers/promises";
import { traceOf } from "#base";
import type { FeedSettings } from "#place";
import type { DeliveryFacts } from "../adapter.ts";
import type { Labeller } from "../labels/labeller.ts";
import { labellerOf } from "../labels/place-rules.ts";
import type { LoadParts } from "../load.ts";
import { decodeMessage } from "./charset.ts";
import type { Channel } from "./channel.ts";
import { dayOf } from "./day.ts";
import { failing, readMessage, type Incoming, type ReadMessage } from "./incoming.ts";
import { receiptFor, type Receipt } from "./receipt.ts";
import { saveMessages } from "./saving.ts";
import { headerOf, sourceOf } from "./sender.ts";

/** What came of one message, or why it could not be looked at. */
type Settled = Pick<Receipt, "fate" | "words" | "trace">;
type Waiting = { readonly read: ReadMessage; readonly settle: (settled: Settled) => void };

/** The messages of a channel: those that wait, and whether some are being saved. */
type Queue = {
  readonly channel: Channel;
  waiting: Waiting[];
  isSaving: boolean;
  /** Called with every message that comes, while somebody waits for more. */
  heard?: (() => void) | undefined;
};

/** Messages saved together at most: what waits beyond them is saved next. */
const MOST_TOGETHER = 256;
/** Milliseconds for which senders that were just answered are given the time to send again. */
const GATHERING = 4;

/**
 * Takes messages in, one by one, from as many connections as there are. What comes of one is known, and may be
 * acknowledged, when it has been committed: those that wait for one source are saved together, in the order in which
 * they came. Never fails: why a message was not taken stands in its receipt.
 */
export function createReceiving(parts: LoadParts): (feed: FeedSettings, incoming: Incoming) => Promise<Receipt> {
  const queues = new Map<string, Queue>();
  const labeller = labellerOf(parts.directory.place);

  const queueOf = (feed: FeedSettings, source: Channel["source"]): Queue => {
    const key = `${feed.id} ${source}`;
    const queue: Queue = queues.get(key) ?? { channel: { feed, source }, waiting: [], isSaving: false };
    queues.set(key, queue);
    return queue;
  };

  return async (feed, incoming) => {
    const decoded = decodeMessage(incoming.bytes);
    const { text } = decoded;
    const header = headerOf(text);
    const answered = (settled: Settled): Receipt => receiptFor({ text, header, ...settled }, parts.clock());
    const source = sourceOf(header, feed, parts.directory);
    if (!source.ok) return answered({ fate: "unknown-sender", words: wordsOf(source.problem) });
    const queue = queueOf(feed, source.value);
    const read = readMessage(decoded, incoming, factsOf(parts, queue.channel, labeller));
    const { promise, resolve } = Promise.withResolvers<Settled>();
    queue.waiting.push({ read, settle: resolve });
    queue.heard?.();
    if (!queue.isSaving) void saveWaiting(parts, queue);
    return answered(await promise);
  };
}

const wordsOf = ({ message, remedy }: { readonly message: string; readonly remedy?: string }): string =>
  [message, remedy && `Accepted: ${remedy}`].filter(Boolean).join(" ");

function factsOf({ clock, directory }: LoadParts, { feed, source }: Channel, labeller: Labeller): DeliveryFacts {
  const received = clock();
  const sourceKind = directory.organisation(source)?.kind;
  return { feed: feed.id, source, sourceKind, labeller, fileName: dayOf(received).name, received, now: received };
}

/**
 * Saves what waits until nothing does. Never throws. A transaction costs much the same for one message as for many:
 * senders that wait for their answers send again at once, and what they send is saved together with what came
 * meanwhile.
 */
async function saveWaiting(parts: LoadParts, queue: Queue): Promise<void> {
  queue.isSaving = true;
  await setImmediate();
  while (queue.waiting.length > 0) {
    const group = queue.waiting.splice(0, MOST_TOGETHER);
    await saveTogether(parts, queue.channel, group);
    await asManyAs(queue.waiting.length + group.length, queue);
  }
  queue.isSaving = false;
}

/** Waits a moment until so many messages wait. */
async function asManyAs(count: number, queue: Queue): Promise<void> {
  if (queue.waiting.length >= count) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, GATHERING);
    queue.heard = () => {
      if (queue.waiting.length < count) return;
      clearTimeout(late);
      resolve();
    };
  });
  queue.heard = undefined;
}

/** Saves messages together; where that fails, each by itself, so that one that cannot be saved holds up no other. */
async function saveTogether(parts: LoadParts, channel: Channel, group: readonly Waiting[]): Promise<void> {
  try {
    const verdicts = await saveMessages(
      parts,
      channel,
      group.map((one) => one.read),
    );
    verdicts.forEach((verdict, at) => group[at]?.settle(withTrace(verdict, group[at].read.trace)));
  } catch (error) {
    const [first] = group;
    if (parts.store.journal.isAway(error)) for (const { settle } of group) settle(UNAVAILABLE);
    else if (group.length > 1) for (const one of group) await saveTogether(parts, channel, [one]);
    else if (first) first.settle(await afterFailure(parts, channel, first.read, traceOf(error)));
  }
}

const UNAVAILABLE: Settled = {
  fate: "unavailable",
  words: "The record cannot be reached at the moment. Send the message again.",
};

const withTrace = (settled: Settled, trace: string | undefined): Settled =>
  trace === undefined ? settled : { ...settled, trace };

/** Puts into the journal that the program failed on a message, so that it counts as come and not taken. */
async function afterFailure(parts: LoadParts, channel: Channel, read: ReadMessage, trace: string): Promise<Settled> {
  try {
    const [verdict = UNAVAILABLE] = await saveMessages(parts, channel, [{ ...read, ...failing(read) }]);
    return { ...verdict, trace };
  } catch {
    return { ...UNAVAILABLE, trace };
  }
}
