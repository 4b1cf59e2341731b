import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createFramer, framed } from "../../src/server/mllp/frames.ts";

const PROGRAM = new URL("../../bin/wholestory", import.meta.url).pathname;

/** The running program, which takes in messages on a port. */
export type ServingProgram = {
  readonly port: number;
  /** kill -9, of the database under it too where that is said: as when the power goes. */
  readonly kill: (victim: "program" | "both") => Promise<void>;
  /** Asks it to end, and waits. Returns its exit code and what it printed. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly printed: string }>;
};

const placeText = (port: number): string => `
name: Testborough
demonstration: true
organisations: [{ ods: X99003, name: Testborough Hospital, kind: acute-trust }]
staff: []
feeds:
  - { id: acute-hl7, name: Messages, format: hl7-v2, folder: acute, organisations: [X99003], deliveries: increments,
      expectedEveryDays: 1, mllp: { port: ${port} } }
`;

/** A port that nobody uses at the moment. */
export async function aFreePort(): Promise<number> {
  const server = createServer().listen({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

const running = new Set<ChildProcess>();

// A test that failed has not ended its program.
afterAll(() => {
  for (const program of running) program.kill("SIGKILL");
});

/** Starts the real program over a data folder; ready when it takes connections. */
export async function serveMessages(dataFolder: string, port: number): Promise<ServingProgram> {
  const place = join(dataFolder, "place.yaml");
  await writeFile(place, placeText(port));
  const program = spawn(PROGRAM, ["serve", "--place", place, "--port", "0"], {
    env: { ...process.env, WHOLESTORY_DATA: dataFolder, DATABASE_URL: "", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(program);
  const ended = once(program, "exit").then(() => running.delete(program));
  const printed = printedBy(program);
  while (!printed().includes("Messages come in")) {
    if (program.exitCode !== null) throw new Error(`The program ended: ${printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    kill: async (victim) => {
      if (victim === "both") process.kill(databaseOf(dataFolder), "SIGKILL");
      program.kill("SIGKILL");
      await ended;
    },
    stop: async () => {
      program.kill("SIGTERM");
      await ended;
      return { code: program.exitCode, printed: printed() };
    },
  };
}

function printedBy(program: ChildProcess): () => string {
  let text = "";
  for (const stream of [program.stdout, program.stderr]) stream?.on("data", (piece: Buffer) => (text += String(piece)));
  return () => text;
}

const databaseOf = (dataFolder: string): number =>
  Number(readFileSync(`${dataFolder}/postgres/cluster/postmaster.pid`, "utf8").split("\n")[0]);

/**
 * Sends messages in their order, so many at a time without waiting, until all are answered or the connection ends.
 * Gives the answers, which are those of the first so many messages; `onAnswer` hears each.
 */
export async function sendInWindows(
  port: number,
  messages: readonly string[],
  window: number,
  onAnswer: (count: number) => void = () => undefined,
): Promise<readonly string[]> {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const framer = createFramer(1 << 20);
  const answers: string[] = [];
  let sent = 0;
  const fill = (): void => {
    while (sent < messages.length && sent < answers.length + window) socket.write(framed(messages[sent++] ?? ""));
    if (answers.length === messages.length) socket.end();
  };
  socket.on("data", (piece: Buffer) => {
    for (const { bytes } of framer.push(piece)) {
      answers.push(bytes.toString("utf8"));
      onAnswer(answers.length);
    }
    fill();
  });
  socket.on("error", () => undefined);
  socket.on("connect", fill);
  // Not by once: the error of a connection that broke comes before.
  await new Promise<void>((resolve) => socket.on("close", () => resolve()));
  return answers;
}
