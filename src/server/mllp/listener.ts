import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { failed, succeeded, type Outcome } from "#base";
import type { Incoming, Receipt } from "#feeds";
import type { MllpTls } from "#place";
import { serveConnection, type Connection, type Limits } from "./connection.ts";

/** Where messages come in, and what becomes of them. */
export type MllpSettings = {
  /** What log lines call it. */
  readonly name: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly address?: string | undefined;
  readonly tls?: MllpTls | undefined;
  /** Takes one message; what is to be answered comes after the commit. */
  readonly receive: (incoming: Incoming) => Promise<Receipt>;
  readonly log: (line: string) => void;
  readonly limits?: Partial<Limits>;
};

/** A port that takes in messages. */
export type MllpListener = {
  readonly port: number;
  /** Takes no connection and no message any more, answers what was received, and closes. */
  readonly close: () => Promise<void>;
};

const MEGABYTE = 1024 * 1024;

const LIMITS: Limits = {
  longest: 5 * MEGABYTE,
  waiting: 32,
  waitingBytes: 8 * MEGABYTE,
  messageMs: 30_000,
  idleMs: 15 * 60_000,
  answerMs: 30_000,
};

/** Connections at a time: each may hold a message that is coming in. */
const MOST_CONNECTIONS = 64;
const HANDSHAKE_MS = 10_000;

/** Listens for messages of HL7 v2 in frames of the Minimal Lower Layer Protocol, on this machine unless said otherwise. */
export async function listenForMessages(settings: MllpSettings): Promise<Outcome<MllpListener>> {
  const { name, port, address = "127.0.0.1", tls } = settings;
  const server = await serverFor(settings.name, tls);
  if (!server.ok) return server;
  const listening = await bound(server.value, { name, port, address });
  if (!listening.ok) return listening;
  const connections = serveAll(server.value, settings);
  return succeeded({
    port: listening.value,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.value.close(() => resolve()));
      await Promise.all([...connections].map((one) => one.finish()));
      await closed;
    },
  });
}

const SOCKETS = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 } as const;

async function serverFor(name: string, tls: MllpTls | undefined): Promise<Outcome<Server>> {
  if (!tls) return succeeded(createServer(SOCKETS));
  try {
    return succeeded(createTlsServer({ ...SOCKETS, ...(await secretsOf(tls)), handshakeTimeout: HANDSHAKE_MS }));
  } catch {
    return failed({
      kind: "invalid",
      message: `The key or the certificate of ${name} cannot be used.`,
      remedy: `See that ${Object.values(tls).join(", ")} are PEM files that this program may read and that belong together.`,
    });
  }
}

async function secretsOf({ key, certificate, clients }: MllpTls): Promise<TlsOptions> {
  const own = { key: await readFile(key), cert: await readFile(certificate) };
  return clients === undefined ? own : { ...own, ca: await readFile(clients), requestCert: true };
}

/** Serves every connection that comes; returns those that are open, which change. */
function serveAll(server: Server, { name, tls, receive, log, limits }: MllpSettings): ReadonlySet<Connection> {
  const connections = new Set<Connection>();
  let count = 0;
  server.maxConnections = MOST_CONNECTIONS;
  const say = (words: string): void => log(`MLLP ${name}: ${words}`);
  const serve = (socket: Socket): void => {
    const number = ++count;
    const connection = serveConnection(socket, {
      receive: async ({ bytes, size }) => receive({ bytes, size }),
      log: (words) => say(`connection ${String(number)}: ${words}`),
      limits: { ...LIMITS, ...limits },
    });
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  };
  server.on(tls ? "secureConnection" : "connection", serve);
  server.on("error", (error: Error & { code?: string }) => say(`the port failed (${error.code ?? error.name}).`));
  server.on("drop", () => say(`a connection was turned away, since ${String(MOST_CONNECTIONS)} are open.`));
  server.on("tlsClientError", (error: Error & { code?: string }) =>
    say(`a connection was turned away (${error.code ?? error.name}).`),
  );
  return connections;
}

async function bound(
  server: Server,
  { name, port, address }: { readonly name: string; readonly port: number; readonly address: string },
): Promise<Outcome<number>> {
  try {
    server.listen({ port, host: address });
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const why = REASONS[String(code)];
    if (why === undefined) throw error;
    return failed({
      kind: "unavailable",
      message: `${name} cannot listen for messages: port ${String(port)} of ${address} ${why}.`,
      remedy:
        "Stop the other program, or give the feed another port (mllp.port in the place file, or --mllp FEED:PORT).",
    });
  }
  const own = server.address();
  return succeeded(typeof own === "object" && own !== null ? own.port : port);
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use by another program",
  EACCES: "may not be used by this account",
  EADDRNOTAVAIL: "is no address of this machine",
};
