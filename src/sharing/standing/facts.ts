import type { PersonId } from "#base";
import type { Choices } from "../choice/choice.ts";
import type { Representation } from "../representation/representation.ts";
import type { Claim } from "./claim.ts";
import { isCurrent, type Relationship } from "./relationship.ts";
import type { Asker, RelationshipStanding } from "./standing.ts";

/** What is known of an asker and a person. */
export type Facts = {
  readonly person: PersonId;
  /** Of the asker's organisation with the person. */
  readonly relationships: readonly Pick<Relationship, "kind" | "starts" | "ends">[];
  readonly claims: readonly Pick<Claim, "kind" | "reason" | "starts" | "ends">[];
  readonly choices: Choices;
  readonly representations: readonly Representation[];
};

/** How the asker stands to the person at a moment, and why in a few words. */
export type StandingReason = { readonly relationship: RelationshipStanding; readonly because: string };

const BECAUSE: Readonly<Record<Relationship["kind"], string>> = {
  registration: "the person is registered there",
  stay: "the person is or lately was a patient there",
  referral: "the person was referred there",
  team: "it is part of the person's care",
};

/** Of a member of staff. */
export function relationshipIn({ relationships, claims }: Facts, at: Date): StandingReason {
  const current = relationships.find((one) => isCurrent(one, at));
  if (current) return { relationship: "current", because: BECAUSE[current.kind] };
  const open = claims.filter(({ starts, ends }) => starts <= at && at < ends);
  const claimed = open.find(({ kind }) => kind === "claimed");
  if (claimed) return { relationship: "claimed", because: `they said that they care for the person: ${said(claimed)}` };
  const emergency = open.find(({ kind }) => kind === "emergency");
  if (emergency)
    return { relationship: "emergency", because: `they said that it was an emergency: ${said(emergency)}` };
  return { relationship: "none", because: "nothing shows that they have to do with the person" };
}

/** Without the full stop at its end: it stands within a sentence. */
const said = ({ reason }: Pick<Claim, "reason">): string => reason.replace(/[.\s]+$/, "");

/** Of someone who is not staff: the person, or somebody whom they let in. None where they are neither at the moment. */
export function publicAskerIn({ representations }: Facts, at: Date): Asker | undefined {
  const open = representations.filter(({ starts, ends }) => starts <= at && (ends === undefined || at < ends));
  if (open.some(({ kind }) => kind === "self")) return { kind: "self" };
  if (open.length === 0) return undefined;
  return { kind: "proxy", scope: [...new Set(open.flatMap(({ scope }) => scope))].sort() };
}
