import type { ActorId, CellId, DeliveryId, OdsCode, PersonId } from "#base";
import type { Category, Sensitivity } from "./category.ts";
import type { Purpose } from "./purpose.ts";

/** Who acts, from where. Always known. */
export type Actor = {
  readonly id: ActorId;
  readonly name: string;
  readonly organisation: OdsCode;
};

/** Which kinds of fact a permit opens: (source organisation × category × sensitivity), interned. */
export type Cells = "all" | readonly CellId[];

declare const made: unique symbol;

type Made = {
  /** Only sharing makes permits: no other module can name this key. */
  readonly [made]: true;
  readonly purpose: Purpose;
  /** Why it was granted, in a sentence that the person understands. */
  readonly reason: string;
  readonly at: Date;
};

/** One actor may read one person, in one request. */
export type PersonPermit = Made & {
  readonly kind: "person";
  /** Names this permit in the log: however many statements a request reads with it, it is logged once. */
  readonly id: string;
  /** What is read, in the words of the pages: "record", "timeline". */
  readonly what: string;
  readonly actor: Actor;
  readonly person: PersonId;
  readonly cells: Cells;
};

/** One actor may be shown many persons: a search, a caseload. Each person shown is logged. */
export type ListPermit = Made & {
  readonly kind: "list";
  readonly what: string;
  readonly actor: Actor;
  readonly cells: Cells;
};

/** A source may write its own entries, from one delivery. */
export type SupplyPermit = Made & {
  readonly kind: "supply";
  readonly source: OdsCode;
  readonly delivery: DeliveryId;
  /** Every cell of this source. */
  readonly cells: readonly CellId[];
  /** The cell of what this source says, by category and sensitivity. */
  readonly cellOf: (category: Category, sensitivity: Sensitivity) => CellId;
};

/** One actor may seal or erase what feeds brought, or undo that, in one act. Each person concerned is logged. */
export type ActPermit = Made & {
  readonly kind: "act";
  readonly actor: Actor;
};

/** One actor may decide which registrations are one person's. Each person concerned is logged. */
export type LinkPermit = Made & {
  readonly kind: "link";
  readonly actor: Actor;
};

/** A group of persons may be studied without names, opt-outs applied. No rule grants it yet. */
export type CohortPermit = Made & {
  readonly kind: "cohort";
  readonly actor: Actor;
};

export type Permit = PersonPermit | ListPermit | SupplyPermit | ActPermit | LinkPermit | CohortPermit;

type Unmade<P extends Permit> = P extends Permit ? Omit<P, typeof made> : never;

const issued = new WeakSet<Permit>();

/** Issues a permit. Within sharing only: the face does not show it. */
export function issue<P extends Permit>(permit: Unmade<P>): P {
  const whole = Object.freeze(permit) as unknown as P;
  // What it opens, and to whom, cannot be widened afterwards.
  for (const part of Object.values(permit)) Object.freeze(part);
  issued.add(whole);
  return whole;
}

/**
 * Holds a permit to be one that sharing issued in this program: one that was put together elsewhere is worth nothing.
 * Throws where it is not: that is a bug, or worse.
 */
export function mustBeIssued(permit: Permit): void {
  if (!issued.has(permit)) throw new Error("This permit was not issued by sharing.");
}
