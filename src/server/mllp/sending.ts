import { once } from "node:events";
import { connect } from "node:net";
import { failed, succeeded, type Outcome } from "#base";
import { createFramer, framed } from "./frames.ts";

/** A connection over which messages are sent. */
export type Sending = {
  /** Sends one message; gives what it is answered, or undefined where the connection ends or too much time passes. */
  readonly send: (message: string | Buffer) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
};

/** The longest acknowledgement that is read. */
const LONGEST = 1024 * 1024;
const ANSWER_MS = 30_000;

/** Connects to whoever listens for messages on a port of this machine. Answers come in the order of the messages. */
export async function connectToSend(port: number, host = "127.0.0.1"): Promise<Outcome<Sending>> {
  const socket = connect({ port, host, noDelay: true });
  try {
    await once(socket, "connect");
  } catch {
    return failed({
      kind: "unavailable",
      message: `Nobody takes messages on port ${String(port)}.`,
      remedy: "Start it: bin/wholestory serve --mllp FEED:PORT",
    });
  }
  const framer = createFramer(LONGEST);
  const waiting: ((answer: string | undefined) => void)[] = [];
  const giveUp = (): void => waiting.splice(0).forEach((answer) => answer(undefined));
  socket.on("data", (piece: Buffer) => {
    for (const { bytes } of framer.push(piece)) waiting.shift()?.(bytes.toString("utf8"));
  });
  socket.on("error", giveUp);
  socket.on("close", giveUp);
  return succeeded({
    send: async (message) => {
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      if (socket.destroyed || !socket.writable) return undefined;
      waiting.push(resolve);
      socket.write(framed(message));
      const late = setTimeout(() => socket.destroy(), ANSWER_MS);
      const answer = await promise;
      clearTimeout(late);
      return answer;
    },
    close: async () => {
      if (socket.destroyed) return;
      const closed = once(socket, "close");
      socket.end();
      await closed;
    },
  });
}
