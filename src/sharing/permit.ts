import type { ActorId, CellId, DeliveryId, OdsCode, PersonId } from "#base";
import type { Category, Sensitivity } from "./category.ts";
import type { Closed } from "./decision/decide.ts";
import type { LookedAt } from "./log/looked-at.ts";
import type { Purpose } from "./purpose.ts";
import type { Asker, RelationshipStanding, Standing } from "./standing/standing.ts";

/** Who acts, from where. Always known. */
export type Actor = {
  readonly id: ActorId;
  readonly name: string;
  /** Of people themselves, and of whom they let in: the public, who belong to none. */
  readonly organisation: OdsCode | "public";
};

/** Which kinds of fact a permit opens: (source organisation × category × sensitivity), interned. */
export type Cells = readonly CellId[];

/** What stays closed to whoever may read: why, and whose facts. How private they are is not told. */
export type ClosedSources = { readonly why: Closed; readonly sources: readonly OdsCode[] };

/**
 * A kind of fact of which something ordinary may be closed to whoever reads, for another reason than that its holder does
 * not share: so that nobody takes what they may not see for what is not there. How private it is is not told, nor whether
 * there is any.
 */
export type ClosedKind = {
  readonly category: Category;
  readonly why: ClosedKindReason;
  /** Nothing ordinary of this kind is open. */
  readonly wholly: boolean;
};

/** Not needed in the role or not among what was let into; not opened in an emergency; the person objects. */
export type ClosedKindReason = Extract<Closed, "role" | "emergency" | "objection">;

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
  readonly what: LookedAt;
  readonly actor: Actor;
  readonly person: PersonId;
  readonly cells: Cells;
  /** What people see of their own record only entry by entry, where a ruling shows it. */
  readonly onceReleased: Cells;
  /** Whose registrations may be read: who the person is, as these sources say. */
  readonly sources: readonly OdsCode[];
  readonly closed: readonly ClosedSources[];
  readonly closedKinds: readonly ClosedKind[];
  /** Who reads: staff, the person, or somebody whom they let in; and what that rests on. */
  readonly asker: Asker["kind"];
  readonly relationship: RelationshipStanding;
};

/** One actor may be shown many persons: a search, a caseload. Each person shown is logged. */
export type ListPermit = Made & {
  readonly kind: "list";
  readonly what: LookedAt;
  readonly actor: Actor;
  /** What at most is opened of anybody; of each person, what sharing.among says. */
  readonly cells: Cells;
  readonly sources: readonly OdsCode[];
  /** The purpose is one for which whoever asks must have to do with each person: ask sharing.among before showing any. */
  readonly needsRelationship: boolean;
};

/** Of the persons of a list: who may be shown, by whose registrations. */
export type Among = {
  readonly shown: ReadonlyMap<PersonId, readonly OdsCode[]>;
  /** Who may not, and why not. */
  readonly hidden: readonly { readonly person: PersonId; readonly why: string }[];
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

/** A group of persons may be studied without names, opt-outs applied: whom of them, cohorts.cohort says. */
export type CohortPermit = Made & {
  readonly kind: "cohort";
  readonly what: LookedAt;
  readonly actor: Actor;
  readonly asker: Standing["asker"];
  /** What at most is opened of anybody. */
  readonly cells: Cells;
  readonly sources: readonly OdsCode[];
  /** Of whom nothing is opened, and why. */
  readonly notTakingPart: readonly ClosedSources[];
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
