import type { ActId, ActorId, EntryId, OdsCode, PatientId, PersonId } from "#base";

/**
 * Why what feeds brought may be taken out of the record.
 * @see https://www.legislation.gov.uk/eur/2016/679/article/17 (right to erasure)
 */
export const CAUSES = {
  "wrong-person": "Filed under the wrong person",
  "erasure-order": "An order to erase",
  retention: "Kept for as long as it may be",
} as const;

export type Cause = keyof typeof CAUSES;

/** "unseal" undoes a seal. "lift" lets deliveries bring again what was erased; what was erased stays so until then. */
export type ActKind = "seal" | "unseal" | "erase" | "lift";

/** What somebody did: who, when and why. Never what it was that they sealed or erased. */
export type Act = {
  readonly id: ActId;
  readonly at: Date;
  readonly kind: ActKind;
  readonly cause: Cause;
  readonly actor: ActorId;
  readonly organisation: OdsCode;
  /** In the actor's own words. */
  readonly reason: string;
  readonly entries: number;
  /** Whole registrations of a person with a source, all of whose entries it covered. */
  readonly registrations: number;
  /** The act that this one undid, or made final. */
  readonly undoes?: ActId;
  /** The act that undid this one, or made it final. */
  readonly undoneBy?: ActId;
  /** How often deliveries have brought since what it bars, and when last. */
  readonly barred: number;
  readonly lastBarred?: Date;
};

/** What is to be sealed or erased: some entries of one source, or all that one source sent of a person. */
export type Covers =
  | { readonly person: PersonId; readonly entries: readonly EntryId[] }
  | { readonly person: PersonId; readonly registration: PatientId };

export type Order = {
  readonly kind: "seal" | "erase";
  /** What is due by retention is found by its rules, not ordered. */
  readonly cause: Exclude<Cause, "retention">;
  readonly reason: string;
  readonly covers: Covers;
};
