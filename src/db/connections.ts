import pg from "pg";
import { connectionProblem, DatabaseUnavailable, isUnreachable, unavailable } from "./problems.ts";
import { valueTypes } from "./values.ts";

/** Other programs of ours on the same server are told by this name. */
export const APPLICATION_NAME = "wholestory";

export type ConnectionSettings = {
  /** Where the server is; holds the password. */
  readonly url: string;
  /** Folder of the server's Unix socket, which is a little faster than TCP. */
  readonly socketFolder?: string;
  readonly connections: number;
  /** Milliseconds after which the server gives up a statement; 0 for never. */
  readonly statementTimeout: number;
  /** Brings the server back when it is ours and went away; false when there is nothing to be done. */
  readonly revive: () => Promise<boolean>;
};

/** Lends connections. */
export type Connections = {
  readonly take: () => Promise<pg.PoolClient>;
  readonly where: string;
  readonly close: () => Promise<void>;
};

export function openConnections(settings: ConnectionSettings): Connections {
  const where = placeOf(settings.url);
  const pool = new pg.Pool({
    ...clientSettings(settings.url, settings.socketFolder),
    max: settings.connections,
    idleTimeoutMillis: 300_000,
    connectionTimeoutMillis: 30_000,
    ...(settings.statementTimeout > 0 ? { statement_timeout: settings.statementTimeout } : {}),
  });
  // A connection that breaks fails its query; without these the same news would also end the process.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  const take = async (): Promise<pg.PoolClient> => {
    try {
      return await pool.connect();
    } catch (error) {
      if (pool.totalCount >= settings.connections && isTimeout(error)) throw new DatabaseUnavailable(busy, error);
      if (isUnreachable(error) && (await settings.revive())) return pool.connect().catch(inWords(where));
      return inWords(where)(error);
    }
  };
  return { take, where, close: () => pool.end() };
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.message.startsWith("timeout exceeded");

const busy = unavailable("All connections of this program to the database are busy.", "try again in a moment");

const ignore = (): void => undefined;

/** Throws a connection failure as DatabaseUnavailable, and any other error as it is. */
export const inWords =
  (where: string) =>
  (error: unknown): never => {
    const problem = connectionProblem(error, where);
    throw problem ? new DatabaseUnavailable(problem, error) : error;
  };

export function clientSettings(url: string, socketFolder?: string): pg.ClientConfig {
  const shared = { application_name: APPLICATION_NAME, types: valueTypes, keepAlive: true };
  if (socketFolder === undefined) return { connectionString: url, ...shared };
  const parts = new URL(url);
  return {
    host: socketFolder,
    port: Number(parts.port),
    user: decodeURIComponent(parts.username),
    password: decodeURIComponent(parts.password),
    database: decodeURIComponent(parts.pathname.slice(1)),
    ...shared,
  };
}

/** Host, port and database, without name and password, as it may be shown. */
export function placeOf(url: string): string {
  try {
    const parts = new URL(url);
    return `${parts.hostname}${parts.port && `:${parts.port}`}${parts.pathname}`;
  } catch {
    return "an address that cannot be read";
  }
}
