import { civilDay, failed, succeeded, type ActorId, type Clock, type Outcome, type PersonId } from "#base";
import type { Directory } from "#place";
import type { Refusal } from "../decision/decide.ts";
import { EMERGENCY_ROLES, viewsOf } from "../decision/role.ts";
import { refusalWords } from "../decision/words.ts";
import { issue, mustBeIssued, type ActPermit } from "../permit.ts";
import { PURPOSES } from "../purpose.ts";
import { readReason } from "../reason.ts";
import type { SharingStore } from "../store.ts";
import { CLAIM_LASTS, type Claim, type ClaimFinding, type ClaimKind } from "./claim.ts";

type Parts = { readonly store: SharingStore; readonly directory: Directory; readonly clock: Clock };

const MOST_CLAIMS = 200;

/** Lets people in by their own word, and has somebody look at it afterwards. */
export function createClaiming({ store, directory, clock }: Parts) {
  const refused = (why: Refusal): Outcome<never> =>
    failed({ kind: "refused", message: refusalWords(why, "direct-care", "").message });

  /** Which ways in by their own word are open to a member of staff. */
  function mayClaim(actor: ActorId): readonly ClaimKind[] {
    const staff = directory.staffMember(actor, civilDay(clock()));
    if (!staff || viewsOf(staff.role, "direct-care").length === 0) return [];
    const isEmergencyOpen = EMERGENCY_ROLES.has(staff.role);
    return [
      ...(directory.place.claims === true ? (["claimed"] as const) : []),
      ...(isEmergencyOpen ? (["emergency"] as const) : []),
    ];
  }

  return {
    mayClaim,

    /**
     * Says that somebody cares for a person, or that it is an emergency. It opens the record for a while, stands on the
     * log that the person reads, and waits to be looked at.
     */
    async claim(
      { actor, kind }: { readonly actor: ActorId; readonly kind: ClaimKind },
      person: PersonId,
      words: string,
    ): Promise<Outcome<Pick<Claim, "starts" | "ends">>> {
      const starts = clock();
      const staff = directory.staffMember(actor, civilDay(starts));
      if (!staff) return refused("unknown asker");
      if (!mayClaim(actor).includes(kind)) {
        return refused(kind === "emergency" ? "no emergency in this role" : "not in this role");
      }
      const reason = readReason(words);
      if (!reason.ok) return reason;
      const { id, name, organisation } = staff;
      const permit = issue<ActPermit>({
        ...{ kind: "act", purpose: "direct-care", at: starts, actor: { id, name, organisation } },
        reason: `${PURPOSES["direct-care"].words}, at ${directory.nameOf(organisation)}: they said so themselves.`,
      });
      const ends = new Date(starts.getTime() + CLAIM_LASTS[kind]);
      await store.claim(permit, { kind, actor, organisation, person, reason: reason.value, starts, ends });
      return succeeded({ starts, ends });
    },

    /** What waits to be looked at, emergencies first, or the last that was: ids of persons, and nothing of who they are. */
    async claims(permit: ActPermit, which: "waiting" | "reviewed"): Promise<readonly Claim[]> {
      mustBeIssued(permit);
      return store.claims(which, MOST_CLAIMS);
    },

    async findClaim(permit: ActPermit, id: number): Promise<Outcome<Claim>> {
      mustBeIssued(permit);
      const claim = await store.findClaim(id);
      return claim ? succeeded(claim) : failed({ kind: "not-found", message: "Nobody claimed this." });
    },

    /** Says what was found. What was not proper opens nothing any more. Nobody looks at what they claimed themselves. */
    async reviewClaim(permit: ActPermit, id: number, found: ClaimFinding): Promise<Outcome<void>> {
      mustBeIssued(permit);
      const words = readReason(found.words);
      if (!words.ok) return words;
      if (await store.review(permit, id, { ...found, words: words.value })) return succeeded(undefined);
      return failed({ kind: "conflict", message: "Somebody has looked at this already, or it is your own." });
    },
  };
}
