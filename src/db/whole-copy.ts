import type { Connection, PoolClient, Submittable } from "pg";

/**
 * A COPY whose rows are all there, sent as one piece: the statement, its rows and their end, without waiting to be asked
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
        connection.stream.write(headOf(rows));
        connection.stream.write(rows);
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

const COPY_DATA = "d".charCodeAt(0);
/** The length counts itself, four bytes, and what follows. The driver's own would copy the rows first. */
function headOf(rows: Uint8Array): Uint8Array {
  const head = Buffer.allocUnsafe(5);
  head[0] = COPY_DATA;
  head.writeUInt32BE(rows.length + 4, 1);
  return head;
}

/** The driver's types leave out what it has for COPY. */
type CopyingConnection = Connection & {
  readonly endCopyFrom: () => void;
};

/** What the driver asks of a query that it has sent. */
type Handlers = {
  readonly handleCopyInResponse: () => void;
  readonly handleCommandComplete: (message: { readonly text: string }) => void;
  readonly handleReadyForQuery: () => void;
  readonly handleError: (error: Error) => void;
};
