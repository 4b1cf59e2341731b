import { hash } from "node:crypto";
import type { EventFields } from "./access-event.ts";
import { digestOf, FORM } from "./canonical-form.ts";

/** A row's place in the chain. */
export type Place = {
  /** Counts up from 1 without gaps. */
  readonly position: number;
  /** The row's own number, in the order in which rows were begun. */
  readonly seq: string;
  readonly form: number;
  readonly digest: Buffer;
  readonly hash: Buffer;
};

/** Where the chain ends: the last place that was given. */
export type ChainEnd = { readonly position: number; readonly hash: Buffer };

/** Before the first row. */
export const START: ChainEnd = { position: 0, hash: Buffer.alloc(32) };

/** SHA-256 of the hash before and the row's digest, 64 bytes. */
export const hashAfter = (before: Buffer, digest: Buffer): Buffer =>
  hash("sha256", Buffer.concat([before, digest]), "buffer");

/** Gives rows the places that follow. */
export function chained(end: ChainEnd, events: readonly EventFields[]): readonly Place[] {
  let last = end;
  return events.map((event) => {
    const digest = digestOf(event);
    const place = {
      ...{ position: last.position + 1, seq: event[0] ?? "", form: FORM, digest },
      hash: hashAfter(last.hash, digest),
    };
    last = place;
    return place;
  });
}
