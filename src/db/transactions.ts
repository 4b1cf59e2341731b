import { AsyncLocalStorage } from "node:async_hooks";
import type { PoolClient } from "pg";
import { inWords, type Connections } from "./connections.ts";
import { isWorthRetrying } from "./problems.ts";

/**
 * A transaction in the making. Everything asked of it runs on its own connection, one after the other. Statements that
 * are asked for at once are sent at once: none waits until the answer to the one before has travelled.
 * @see https://www.postgresql.org/docs/current/libpq-pipeline-mode.html
 */
type Transaction = {
  readonly client: PoolClient;
  /** Over when all that was asked is over. */
  tail: Promise<unknown>;
  /** Over when nothing is under way any more behind which nothing may be sent. */
  clear: Promise<unknown>;
  state: "open" | "over";
  /** Why it can only be rolled back: a part of it failed. */
  doom?: { readonly cause: unknown };
};

export type Transactions = {
  readonly inTransaction: <T>(work: () => Promise<T>, options?: TransactionOptions) => Promise<T>;
  readonly outsideTransaction: <T>(work: () => Promise<T>) => Promise<T>;
  /** Asks a statement on the ambient transaction's connection, or on any when there is none. */
  readonly onConnection: <T>(statement: Work<T>) => Promise<T>;
  /** The same for what goes back and forth with the server, as COPY does: while it lasts nothing else is sent. */
  readonly alone: <T>(work: Work<T>) => Promise<T>;
};

type Work<T> = (client: PoolClient) => Promise<T>;

export type TransactionOptions = {
  /** Do the work again, up to three times more, when PostgreSQL says that it collided with another transaction. */
  readonly retry?: boolean;
  /** Read one unmoving state of the whole database, and write nothing. */
  readonly snapshot?: boolean;
};

const RETRIES = 3;

export function ambientTransactions(connections: Connections): Transactions {
  const ambient = new AsyncLocalStorage<Transaction | undefined>();

  const inTransaction = async <T>(work: () => Promise<T>, options: TransactionOptions = {}): Promise<T> => {
    const outer = ambient.getStore();
    if (outer) return joined(outer, work);
    for (let attempt = 0; ; attempt++) {
      try {
        return await begun(work, options);
      } catch (error) {
        if (options.retry !== true || attempt === RETRIES || !isWorthRetrying(error)) throw error;
      }
    }
  };

  const begun = async <T>(work: () => Promise<T>, options: TransactionOptions): Promise<T> => {
    const client = await connections.take();
    const transaction: Transaction = { client, tail: NOTHING, clear: NOTHING, state: "open" };
    let broken = false;
    sendAtOnce(client, true);
    try {
      const start = options.snapshot === true ? "begin isolation level repeatable read read only" : "begin";
      void add(transaction, client.query(start));
      const result = await ambient.run(transaction, () => joined(transaction, work));
      await settled(transaction);
      if (transaction.doom && !hasFailed(result)) throw swallowed(transaction.doom.cause);
      const end = await client.query(transaction.doom ? "rollback" : "commit");
      if (!transaction.doom && end.command !== "COMMIT") throw swallowed(undefined);
      return result;
    } catch (error) {
      await settled(transaction);
      broken = await client.query("rollback").then(
        () => false,
        () => true,
      );
      return inWords(connections.where)(error);
    } finally {
      sendAtOnce(client, false);
      client.release(broken);
    }
  };

  const onConnection = async <T>(statement: Work<T>): Promise<T> => {
    const transaction = ambient.getStore();
    if (!transaction) return onAny(statement);
    if (transaction.state === "over") throw tooLate();
    const { client, clear } = transaction;
    return add(
      transaction,
      clear.then(() => statement(client)),
    ).catch(inWords(connections.where));
  };

  const alone = async <T>(work: Work<T>): Promise<T> => {
    const transaction = ambient.getStore();
    if (!transaction) return onAny(work);
    if (transaction.state === "over") throw tooLate();
    const { client, tail } = transaction;
    const turn = tail.then(() => {
      sendAtOnce(client, false);
      return work(client).finally(() => sendAtOnce(client, true));
    });
    transaction.clear = turn.catch(() => undefined);
    return add(transaction, turn).catch(inWords(connections.where));
  };

  const onAny = async <T>(work: Work<T>): Promise<T> => {
    const client = await connections.take();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // A statement's own error leaves the connection whole; a broken one the pool sees by itself.
      client.release(error instanceof Error && !("severity" in error));
      return inWords(connections.where)(error);
    }
  };

  return {
    inTransaction,
    outsideTransaction: (work) => ambient.run(undefined, work),
    onConnection,
    alone,
  };
}

const NOTHING: Promise<unknown> = Promise.resolve();

/** Counts something as asked of a transaction, which is doomed when it fails. */
function add<T>(transaction: Transaction, turn: Promise<T>): Promise<T> {
  const heard = turn.catch((cause: unknown) => {
    transaction.doom ??= { cause };
  });
  transaction.tail = Promise.all([transaction.tail, heard]);
  return turn;
}

/** Whether the driver sends a statement before the answer to the one before has come. It looks at this each time. */
function sendAtOnce(client: PoolClient, pipeline: boolean): void {
  Object.assign(client, { pipeline });
}

/** A part of a transaction: when it fails, the whole fails. */
async function joined<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  if (transaction.state === "over") throw tooLate();
  try {
    const result = await work();
    if (hasFailed(result)) transaction.doom ??= { cause: undefined };
    return result;
  } catch (cause) {
    transaction.doom ??= { cause };
    throw cause;
  }
}

/** Lets in nothing more, and waits for what is under way. */
async function settled(transaction: Transaction): Promise<void> {
  transaction.state = "over";
  await transaction.tail;
}

const hasFailed = (result: unknown): boolean =>
  typeof result === "object" && result !== null && "ok" in result && result.ok === false;

const tooLate = (): Error =>
  new Error("This transaction is over: await everything inside inTransaction, or leave it by outsideTransaction");

const swallowed = (cause: unknown): Error =>
  isWorthRetrying(cause) && cause instanceof Error
    ? cause
    : new Error(
        "A part of this transaction failed, so nothing of it was saved, although the whole was called a success",
        { cause },
      );
