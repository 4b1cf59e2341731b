import type { CellId, EntryId, OdsCode, PatientId, PersonId } from "#base";

/** Why an organisation has to do with a person. */
export type RelationshipKind = "registration" | "referral" | "stay" | "team";

/** A relationship with what it stands on: it lives no longer than its ground. */
export type Relationship = {
  readonly kind: RelationshipKind;
  readonly organisation: OdsCode;
  readonly person: PersonId;
  readonly groundPatient: PatientId;
  readonly groundEntry: EntryId;
  /** Whoever may not see its ground is not told of it. */
  readonly groundCell: CellId;
  readonly starts?: Date;
  readonly ends?: Date;
};

const DAY = 86_400_000;

/** How long a relationship lasts, in days: after its end, and after its beginning where no end is known. */
type Decay = { readonly afterEnd: number; readonly afterBeginning: number };

/**
 * A registration lasts until it ends. After a stay comes the time in which those who go home call back, and in which
 * letters are written. A referral or a team of which nobody says that it is over is taken to be over after a year.
 */
const DECAY: Readonly<Record<RelationshipKind, Decay>> = {
  registration: { afterEnd: 0, afterBeginning: Infinity },
  stay: { afterEnd: 90, afterBeginning: 365 },
  referral: { afterEnd: 0, afterBeginning: 365 },
  team: { afterEnd: 0, afterBeginning: 365 },
};

/** Until when a relationship lasts; undefined where it lasts on. */
export function lastsUntil({ kind, starts, ends }: Pick<Relationship, "kind" | "starts" | "ends">): Date | undefined {
  const { afterEnd, afterBeginning } = DECAY[kind];
  if (ends !== undefined) return new Date(ends.getTime() + afterEnd * DAY);
  // Of what has no beginning nobody knows how old it is: it lasts only where it would for ever.
  if (afterBeginning === Infinity) return undefined;
  return new Date((starts?.getTime() ?? 0) + afterBeginning * DAY);
}

/** Whether an organisation has to do with the person at a moment. */
export function isCurrent(relationship: Pick<Relationship, "kind" | "starts" | "ends">, at: Date): boolean {
  const until = lastsUntil(relationship);
  return (relationship.starts === undefined || relationship.starts <= at) && (until === undefined || at < until);
}
