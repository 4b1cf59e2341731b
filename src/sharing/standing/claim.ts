import type { ActorId, OdsCode, PersonId } from "#base";

/** What somebody took upon themselves to be let in: a relationship that nothing in the record shows, or an emergency. */
export type ClaimKind = "claimed" | "emergency";

const MINUTE = 60_000;

/** How long each opens a record, in milliseconds: until something in the record can show it, or the danger is over. */
export const CLAIM_LASTS: Readonly<Record<ClaimKind, number>> = {
  claimed: 30 * 24 * 60 * MINUTE,
  emergency: 60 * MINUTE,
};

/** What whoever looks at claims afterwards finds. */
export type ClaimOutcome = "proper" | "not proper";

/** What was found, and why, in words that say nothing about the person. */
export type ClaimFinding = { readonly outcome: ClaimOutcome; readonly words: string };

export type Claim = {
  readonly id: number;
  readonly kind: ClaimKind;
  readonly actor: ActorId;
  readonly organisation: OdsCode;
  readonly person: PersonId;
  /** In the words of whoever claimed. */
  readonly reason: string;
  readonly starts: Date;
  readonly ends: Date;
  readonly review?: ClaimFinding & { readonly by: ActorId; readonly at: Date };
};
