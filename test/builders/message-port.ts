import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach } from "vitest";
import { feedId, mustSucceed, type Clock } from "#base";
import { createFeeds, feedsStore } from "#feeds";
import type { FeedSettings, MllpSettings } from "#place";
import { listenForMessages, type MllpListener, type MllpSettings as PortSettings } from "#server";
import { createFramer, framed } from "../../src/server/mllp/frames.ts";
import { aHouse, aPlace, HOSPITAL, type House } from "./house.ts";

export const ACUTE = feedId("acute-hl7");

/** The hospital's feed of messages. */
export const acuteFeed = (senders?: MllpSettings["senders"]): FeedSettings => ({
  ...{ id: ACUTE, name: "Hospital messages", format: "hl7-v2", folder: "acute", organisations: [HOSPITAL] },
  ...{ deliveries: "increments", expectedEveryDays: 1, mllp: { port: 2575, ...(senders && { senders }) } },
});

/** A house in which the hospital sends messages. */
export async function aMessageHouse(clock: Clock, feed: FeedSettings = acuteFeed()): Promise<House> {
  const place = aPlace();
  return aHouse({ clock, place: { ...place, feeds: [...place.feeds, feed] } });
}

/** The feeds of a house whose store or record is another: for what goes wrong beneath them. */
export const feedsOver = (house: House, instead: Partial<Parameters<typeof createFeeds>[0]>) =>
  createFeeds({ ...house, store: feedsStore(house.db), ...instead });

const open: { readonly close: () => unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A port that takes messages in, closed when the test is done, with what it wrote to its log. */
export async function aMessagePort(
  receive: PortSettings["receive"],
  settings: Partial<PortSettings> = {},
): Promise<MllpListener & { readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const listening = await listenForMessages({
    ...{ name: ACUTE, port: 0, receive, log: (line: string) => lines.push(line) },
    ...settings,
  });
  const listener = mustSucceed(listening);
  open.push(listener);
  return { ...listener, lines };
}

/** A sender that writes what it likes. */
export type RawSender = {
  readonly socket: Socket;
  /** Writes bytes as they are. */
  readonly write: (bytes: string | Buffer) => void;
  /** Sends messages in frames, all at once, without waiting. */
  readonly push: (...messages: readonly string[]) => void;
  /** The next acknowledgement; undefined where the connection ended first. */
  readonly next: () => Promise<string | undefined>;
  /** The next so many, or as many as come before the connection ends. */
  readonly take: (count: number) => Promise<readonly string[]>;
  readonly closed: Promise<unknown>;
};

export async function aSender(port: number, connected: Socket = connect({ port, noDelay: true })): Promise<RawSender> {
  const socket = connected;
  open.push({ close: () => socket.destroy() });
  const framer = createFramer(1 << 20);
  const answers: string[] = [];
  let wake: () => void = () => undefined;
  socket.on("data", (piece: Buffer) => {
    answers.push(...framer.push(piece).map(({ bytes }) => bytes.toString("utf8")));
    wake();
  });
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => socket.once("close", resolve)).then(() => wake());
  if (socket.connecting) await once(socket, "connect");
  const next = async (): Promise<string | undefined> => {
    while (answers.length === 0 && !socket.destroyed) await new Promise<void>((resolve) => (wake = resolve));
    return answers.shift();
  };
  return {
    socket,
    closed,
    next,
    write: (bytes) => socket.write(bytes),
    push: (...messages) => socket.write(Buffer.concat(messages.map(framed))),
    take: async (count) => {
      const taken: string[] = [];
      for (let one = await next(); one !== undefined; one = await next()) {
        taken.push(one);
        if (taken.length === count) break;
      }
      return taken;
    },
  };
}
