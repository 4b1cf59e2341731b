import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { traceOf } from "#base";
import type { Receipt } from "#feeds";
import { createFramer, framed, type Frame } from "./frames.ts";

/** How much a connection may hold, and for how long. */
export type Limits = {
  /** Bytes of one message. */
  readonly longest: number;
  /** Messages that wait to be answered, and their bytes: beyond either no more is read. */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Milliseconds in which a message that has begun must end. */
  readonly messageMs: number;
  /** Milliseconds without a message after which a connection is closed. */
  readonly idleMs: number;
  /** Milliseconds in which a sender must take in what it is answered. */
  readonly answerMs: number;
};

export type ConnectionSettings = {
  readonly receive: (frame: Frame) => Promise<Receipt>;
  /** Takes one line without personal data. */
  readonly log: (line: string) => void;
  readonly limits: Limits;
};

/** One sender's connection. */
export type Connection = {
  /** Reads nothing more, answers what was received, and closes. */
  readonly finish: () => Promise<void>;
};

/** Milliseconds in which a sender may close its side after we closed ours. */
const FAREWELL = 1000;

/** Answers the messages of a connection in their order, each when it has been committed. */
export function serveConnection(socket: Socket, settings: ConnectionSettings): Connection {
  const { receive, log, limits } = settings;
  const framer = createFramer(limits.longest);
  const tally = createTally();
  let messages = 0;
  let bytes = 0;
  /** Settles when all that was received so far has been answered. Never fails. */
  let answered = Promise.resolve();
  let isEnding = false;
  let deadline: NodeJS.Timeout | undefined;

  const giveUp = (why: string): void => {
    log(why);
    socket.destroy();
  };
  const setDeadline = (): void => {
    clearTimeout(deadline);
    if (isEnding || socket.destroyed) return;
    deadline = framer.isInside()
      ? setTimeout(giveUp, limits.messageMs, "Closed: a message did not end with the end sign and a carriage return.")
      : setTimeout(giveUp, limits.idleMs, "Closed: nothing came for a long time.");
  };
  /** Stops reading while too much waits, so that the sender waits too. */
  const regulate = (): void => {
    if (isEnding) return;
    if (messages >= limits.waiting || bytes >= limits.waitingBytes) {
      clearTimeout(deadline);
      socket.pause();
    } else if (socket.isPaused() && messages <= limits.waiting / 2 && bytes <= limits.waitingBytes / 2) {
      setDeadline();
      socket.resume();
    }
  };
  const send = async (receipt: Receipt): Promise<void> => {
    tally.add(receipt.fate);
    if (receipt.fate !== "taken") log(`${showFate(receipt.fate)}. ${receipt.words}`);
    if (receipt.trace !== undefined) log(`Wholestory failed on a message. Where:\n${receipt.trace}`);
    for (const reply of receipt.replies) {
      if (socket.writable && !socket.write(framed(reply)) && !(await hasDrained(socket, limits.answerMs))) {
        giveUp("Closed: the sender does not take in its acknowledgements.");
      }
    }
  };
  const take = (frame: Frame): void => {
    messages++;
    bytes += frame.bytes.length;
    const receipt = receive(frame);
    // Where it fails, that is met when its turn comes.
    receipt.catch(() => undefined);
    answered = answered
      .then(async () => {
        await send(await receipt);
        messages--;
        bytes -= frame.bytes.length;
        regulate();
      })
      .catch((error: unknown) => giveUp(`Closed: Wholestory failed. Where:\n${traceOf(error)}`));
  };
  const finish = async (): Promise<void> => {
    isEnding = true;
    clearTimeout(deadline);
    socket.pause();
    await answered;
    if (socket.destroyed) return;
    socket.end();
    // Closed with bytes unread, the system would throw away what the sender has not yet taken in.
    socket.resume();
    await Promise.race([once(socket, "close"), wait(FAREWELL, undefined, { ref: false })]);
    socket.destroy();
  };

  socket.on("data", (piece: Buffer) => {
    if (isEnding) return;
    const wasInside = framer.isInside();
    const frames = framer.push(piece);
    // The time for a message counts from its first byte, however slowly the others come.
    if (!wasInside || frames.length > 0) setDeadline();
    frames.forEach(take);
    regulate();
  });
  socket.once("end", () => {
    if (!isEnding) void finish();
  });
  socket.on("error", (error: Error & { code?: string }) => log(`The connection broke (${error.code ?? error.name}).`));
  socket.once("close", () => {
    clearTimeout(deadline);
    log(`Closed. ${[tally.words(), ...strayWords(framer)].join(", ")}.`);
  });
  setDeadline();
  return { finish };
}

/** Whether what was written was taken in, or the connection is over anyway. */
async function hasDrained(socket: Socket, withinMs: number): Promise<boolean> {
  const stop = new AbortController();
  const { signal } = stop;
  const settled = ["drain", "close"].map((event) =>
    once(socket, event, { signal }).then(
      () => true,
      () => true,
    ),
  );
  const late = wait(withinMs, false, { signal }).catch(() => false);
  const inTime = await Promise.race([...settled, late]);
  stop.abort();
  return inTime;
}

/** Counts what became of a connection's messages. */
function createTally() {
  const counts = new Map<Receipt["fate"], number>();
  return {
    add: (fate: Receipt["fate"]): void => {
      counts.set(fate, (counts.get(fate) ?? 0) + 1);
    },
    words: (): string =>
      [...counts].map(([fate, count]) => `${String(count)} ${showFate(fate).toLowerCase()}`).join(", ") || "No message",
  };
}

function showFate(fate: Receipt["fate"]): string {
  switch (fate) {
    case "taken":
      return "Taken";
    case "refused":
      return "Refused";
    case "foreign":
      return "Not read";
    case "failed":
      return "Failed";
    case "unavailable":
      return "Put off";
    case "unknown-sender":
      return "From an unknown sender";
  }
}

function strayWords(framer: ReturnType<typeof createFramer>): readonly string[] {
  const { bytes, brokenOff } = framer.strays();
  const unfinished = brokenOff + (framer.isInside() ? 1 : 0);
  return [
    ...(bytes > 0 ? [`${String(bytes)} bytes outside of messages`] : []),
    ...(unfinished > 0 ? [`${String(unfinished)} broken off`] : []),
  ];
}
