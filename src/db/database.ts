import type { Writable } from "node:stream";
import type { PoolClient, QueryConfig } from "pg";
import type { CompiledQuery, Kysely, QueryResult, RawBuilder } from "kysely";
import { ambientKysely } from "./dialect.ts";
import { parameterOf } from "./parameters.ts";
import { copyFrom, copyInto, type CopyRows } from "./copy-stream.ts";
import { openConnections, type ConnectionSettings } from "./connections.ts";
import { ambientTransactions, type TransactionOptions } from "./transactions.ts";

export type StatementOptions = {
  /** Prepared once on each connection under this name; for hot statements whose text never changes. */
  readonly name?: string;
};

/** The place's database, as every store sees it. */
export type Database = {
  /** Where it is. Holds the password: never write it to a log. */
  readonly url: string;
  /** Whether the server is our own, started and stopped by us. */
  readonly embedded: boolean;
  /** The rows that a statement gives. */
  readonly query: <Row>(statement: RawBuilder<Row>, options?: StatementOptions) => Promise<readonly Row[]>;
  /** How many rows a statement touched. */
  readonly execute: (statement: RawBuilder<unknown>, options?: StatementOptions) => Promise<number>;
  /** Kysely's typed builder. Its statements join the ambient transaction. */
  readonly kysely: <Schema>() => Kysely<Schema>;
  /**
   * Does the work so that all of it is saved or nothing. Every statement of any module inside joins; so do nested calls.
   * A failed outcome or an exception, of the whole or of any nested part, saves nothing.
   */
  readonly inTransaction: <T>(work: () => Promise<T>, options?: TransactionOptions) => Promise<T>;
  /**
   * Leaves the ambient transaction: for what must stay even when it is rolled back, such as a logged refusal.
   * Takes a connection of its own while the transaction still holds one.
   */
  readonly outsideTransaction: <T>(work: () => Promise<T>) => Promise<T>;
  /** Bulk rows in COPY's text format (see copyRows) into "schema.table (column, column)"; answers how many. */
  readonly copyIn: (target: string, rows: CopyRows) => Promise<number>;
  /** The same the other way: "schema.table (column)", or "(select ...)", into a stream; answers how many rows. */
  readonly copyOut: (source: string, into: Writable) => Promise<number>;
  /** Lets go of it. The last program to do so stops the embedded server. */
  readonly close: () => Promise<void>;
};

export type Attachment = ConnectionSettings & {
  readonly embedded: boolean;
  readonly leave: () => Promise<void>;
};

/** Speaks to a server that answers. */
export function attachDatabase(attachment: Attachment): Database {
  const connections = openConnections(attachment);
  const { inTransaction, outsideTransaction, onConnection, alone } = ambientTransactions(connections);
  const run = <Row>(statement: CompiledQuery, name?: string): Promise<QueryResult<Row>> =>
    onConnection((client) => answer<Row>(client, statement, name));
  const kysely = ambientKysely<unknown>(run);
  const ask = <Row>(statement: RawBuilder<Row>, options?: StatementOptions): Promise<QueryResult<Row>> =>
    run<Row>(statement.compile(kysely), options?.name);
  let closing: Promise<void> | undefined;
  return {
    url: attachment.url,
    embedded: attachment.embedded,
    query: async (statement, options) => (await ask(statement, options)).rows,
    execute: async (statement, options) => Number((await ask(statement, options)).numAffectedRows ?? 0n),
    kysely: <Schema>() => kysely as unknown as Kysely<Schema>,
    inTransaction,
    outsideTransaction,
    copyIn: (target, rows) => alone((client) => copyInto(client, target, rows)),
    copyOut: (source, into) => alone((client) => copyFrom(client, source, into)),
    close: () => (closing ??= connections.close().then(attachment.leave)),
  };
}

async function answer<Row>(client: PoolClient, statement: CompiledQuery, name?: string): Promise<QueryResult<Row>> {
  const config: QueryConfig = { text: statement.sql, values: statement.parameters.map(parameterOf) };
  if (name !== undefined) config.name = name;
  // Several statements in one text, as in a migration, give several results: the last one counts.
  const result = [await client.query(config)].flat().at(-1);
  return { rows: (result?.rows ?? []) as Row[], numAffectedRows: BigInt(result?.rowCount ?? 0) };
}
