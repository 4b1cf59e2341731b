import { failed, succeeded, type Outcome, type Problem } from "#base";
import { attachDatabase, type Attachment, type Database } from "./database.ts";
import { startServer } from "./embedded/server.ts";
import { problemOf, unavailable } from "./problems.ts";
import { sql } from "kysely";

export type DatabaseSettings = {
  /** A PostgreSQL server to use (DATABASE_URL); none for the embedded one. */
  readonly url?: string;
  /** Holds the embedded server, in its subfolder postgres. */
  readonly dataFolder: string;
  /** Progress in words, when starting takes longer. */
  readonly log?: (line: string) => void;
  /** Most connections at a time; 10 unless given. */
  readonly connections?: number;
  /** Milliseconds after which a statement is given up; 0, never, unless given. */
  readonly statementTimeout?: number;
};

export const OLDEST_VERSION = 16;

/** The place's database: on the server given, or on the embedded one, which is started or adopted. */
export async function openDatabase(settings: DatabaseSettings): Promise<Outcome<Database>> {
  const attachment = await attachmentFor(settings);
  if (!attachment.ok) return attachment;
  const db = attachDatabase(attachment.value);
  const problem = await unfit(db);
  if (!problem) return succeeded(db);
  await db.close();
  return failed(problem);
}

async function attachmentFor(settings: DatabaseSettings): Promise<Outcome<Attachment>> {
  const shared = { connections: settings.connections ?? 10, statementTimeout: settings.statementTimeout ?? 0 };
  if (settings.url !== undefined && settings.url !== "") {
    const { url } = settings;
    if (!/^postgres(ql)?:/i.test(url) || !URL.canParse(url)) return failed(unreadable);
    return succeeded({ ...shared, url, embedded: false, revive: async () => false, leave: async () => undefined });
  }
  const server = await startServer(settings.dataFolder, settings.log ?? (() => undefined));
  if (!server.ok) return server;
  const { url, socketFolder, revive, leave } = server.value;
  return succeeded({
    ...shared,
    url,
    revive,
    leave,
    embedded: true,
    ...(socketFolder === undefined ? {} : { socketFolder }),
  });
}

const unreadable: Problem = {
  kind: "invalid",
  message: "DATABASE_URL cannot be read as an address.",
  remedy: "write it as postgresql://name:password@host:5432/database, special characters as %xx",
};

/** Why this server cannot carry us; undefined when it can. */
async function unfit(db: Database): Promise<Problem | undefined> {
  try {
    const { version, encoding } = await serverFacts(db);
    if (version < OLDEST_VERSION) {
      return unavailable(
        `The server is PostgreSQL ${version}, which is too old.`,
        `use version ${OLDEST_VERSION} or later`,
      );
    }
    if (encoding !== "UTF8") {
      return unavailable(
        `The database's encoding is ${encoding}.`,
        "make it anew: createdb -E UTF8 -T template0 <name>",
      );
    }
    return undefined;
  } catch (error) {
    const problem = problemOf(error);
    if (problem) return problem;
    throw error;
  }
}

export async function serverFacts(db: Database): Promise<{ version: number; encoding: string }> {
  const [facts] = await db.query(sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`);
  if (!facts) throw new Error("The server does not say its version");
  return facts;
}
