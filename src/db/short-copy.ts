import type { Connection, PoolClient, Submittable } from "pg";

/**
 * A COPY of a few rows that goes out in one packet: the statement, its rows and their end, without waiting to be asked
 * for them. The server takes them in their order; where the statement is refused it passes over the rest.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export function copyAtOnce(client: PoolClient, statement: string, rows: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    const query: Submittable & Handlers = {
      submit: (given) => {
        const connection = given as CopyingConnection;
        connection.stream.cork();
        connection.query(statement);
        connection.sendCopyFromChunk(rows);
        connection.endCopyFrom();
        connection.stream.uncork();
      },
      handleCopyInResponse: () => undefined,
      // "COPY 12"
      handleCommandComplete: ({ text }) => (count = Number(text.slice(text.lastIndexOf(" ") + 1))),
      handleReadyForQuery: () => resolve(count),
      handleError: reject,
    };
    client.query(query);
  });
}

/** The driver's types leave out what it has for COPY. */
type CopyingConnection = Connection & {
  readonly sendCopyFromChunk: (rows: Uint8Array) => void;
  readonly endCopyFrom: () => void;
};

/** What the driver asks of a query that it has sent. */
type Handlers = {
  readonly handleCopyInResponse: () => void;
  readonly handleCommandComplete: (message: { readonly text: string }) => void;
  readonly handleReadyForQuery: () => void;
  readonly handleError: (error: Error) => void;
};
