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
  /** Each 64 hexadecimal digits. */
  readonly digest: string;
  readonly hash: string;
};

/** Where the chain ends: the last place that was given. */
export type ChainEnd = { readonly position: number; readonly hash: string };

/** Before the first row. */
export const START: ChainEnd = { position: 0, hash: "0".repeat(64) };

/** SHA-256 of the hash before and the row's digest, 64 bytes. */
export function hashAfter(before: string, digest: string): string {
  BOTH.write(before, 0, "hex");
  BOTH.write(digest, 32, "hex");
  return hash("sha256", BOTH, "hex");
}

/** Written over each time: millions of small buffers are given back far too late. */
const BOTH = Buffer.alloc(64);

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
