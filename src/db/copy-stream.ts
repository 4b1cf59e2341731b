import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from, to } from "pg-copy-streams";
import { copyAtOnce } from "./whole-copy.ts";

/** Rows in COPY's text format, cut anywhere; each row ends with a newline. */
export type CopyRows = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const PIECE = 256 * 1024;
/** Bytes: a batch of a load. */
const AT_ONCE = 8 * 1024 * 1024;

/** Sends rows into `schema.table (columns)`; answers how many arrived. */
export async function copyInto(client: PoolClient, target: string, rows: CopyRows): Promise<number> {
  const statement = `copy ${target} from stdin`;
  const whole = typeof rows === "string" ? Buffer.from(rows, "utf8") : rows;
  if (whole instanceof Uint8Array && whole.length <= AT_ONCE) return copyAtOnce(client, statement, whole);
  const stream = client.query(from(statement, { highWaterMark: 4 * PIECE }));
  await pipeline(Readable.from(pieces(whole), { objectMode: true, highWaterMark: 2 }), stream);
  return stream.rowCount;
}

/** Writes the rows of `schema.table (columns)` or `(select ...)` into a stream and ends it; answers how many there were. */
export async function copyFrom(client: PoolClient, source: string, into: Writable): Promise<number> {
  const stream = client.query(to(`copy ${source} to stdout`));
  await pipeline(stream, into);
  return stream.rowCount;
}

/** The rows in pieces large enough to send: many small writes cost more than the rows themselves. */
async function* pieces(rows: Exclude<CopyRows, string>): AsyncGenerator<Uint8Array> {
  if (rows instanceof Uint8Array) {
    yield* cut(rows);
    return;
  }
  let waiting = "";
  for await (const chunk of rows) {
    if (typeof chunk !== "string") {
      if (waiting !== "") yield Buffer.from(waiting, "utf8");
      waiting = "";
      yield chunk;
    } else if ((waiting += chunk).length >= PIECE) {
      yield Buffer.from(waiting, "utf8");
      waiting = "";
    }
  }
  if (waiting !== "") yield Buffer.from(waiting, "utf8");
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
