import { failed, succeeded, type ActorId, type Outcome, type OdsCode, type Problem } from "#base";
import type { AgreementSettings } from "#place";

type WrittenParty = AgreementSettings["parties"][number];
type WrittenChange = NonNullable<AgreementSettings["changes"]>[number];

/** What is recorded of a party: that it signed, that it left (its first day outside), or that the last of these was a mistake. */
export type PartyChange =
  | { readonly kind: "signed"; readonly by: string; readonly on: string }
  | { readonly kind: "left"; readonly on: string }
  | { readonly kind: "mistake" };

/** Who records it, and when. */
export type Recording = { readonly actor: ActorId; readonly at: Date; readonly today: string };

/**
 * The agreement with a change recorded, how the party stood before kept beside it. A problem where it is no party, or
 * does not stand so that it could; where no one is named; or where the day cannot be.
 */
export function withPartyChange(
  agreement: AgreementSettings,
  { organisation, change }: { readonly organisation: OdsCode; readonly change: PartyChange },
  { actor, at, today }: Recording,
): Outcome<AgreementSettings> {
  const party = agreement.parties.find((one) => one.organisation === organisation);
  if (!party) return failed({ kind: "not-found", message: "The agreement has no such party." });
  const after = standingAfter(agreement, party, change, today);
  if (!after.ok) return after;
  const { organisation: _named, ...before } = party;
  const written: WrittenChange = { at: at.toISOString(), by: actor, organisation, what: change.kind, before };
  return succeeded({
    ...agreement,
    parties: agreement.parties.map((one) => (one === party ? { organisation, ...after.value } : one)),
    changes: [...(agreement.changes ?? []), written],
  });
}

/** What was recorded last of a party, where it can still be taken back. */
export function lastChangeOf(
  { changes = [] }: Pick<AgreementSettings, "changes">,
  organisation: OdsCode,
): WrittenChange | undefined {
  const last = changes.findLast((one) => one.organisation === organisation);
  return last?.what === "mistake" ? undefined : last;
}

type WrittenStanding = WrittenChange["before"];

function standingAfter(
  agreement: AgreementSettings,
  party: WrittenParty,
  change: PartyChange,
  today: string,
): Outcome<WrittenStanding> {
  const { signed, left } = party;
  switch (change.kind) {
    case "signed": {
      if (signed && left === undefined) return failed(conflict("It has signed already."));
      if (change.by.trim() === "") return failed(invalid("Name who signed."));
      if (change.on > today) return failed(invalid("A signature cannot be of a day to come."));
      return succeeded({ signed: { by: change.by.trim(), on: change.on } });
    }
    case "left": {
      if (!signed) return failed(conflict("It has not signed, so it cannot leave."));
      if (left !== undefined && left <= today) return failed(conflict("It has left already."));
      if (change.on < signed.on) return failed(invalid("It cannot have left before it signed."));
      return succeeded({ signed, left: change.on });
    }
    case "mistake": {
      const last = lastChangeOf(agreement, party.organisation);
      return last ? succeeded(last.before) : failed(conflict("Nothing that was recorded here can be taken back."));
    }
  }
}

const conflict = (message: string): Problem => ({ kind: "conflict", message });
const invalid = (message: string): Problem => ({ kind: "invalid", message });
