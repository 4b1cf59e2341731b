import { CLAIM_LASTS, type Claim, type ClaimKind, type ClaimOutcome } from "#sharing";
import { showDateTime } from "./parts/index.ts";

/** What somebody said to be let in. */
export function showClaimKind(kind: ClaimKind): string {
  switch (kind) {
    case "emergency":
      return "Emergency";
    case "claimed":
      return "Says that they care for the person";
  }
}

export function showClaimOutcome(outcome: ClaimOutcome): string {
  switch (outcome) {
    case "proper":
      return "Proper";
    case "not proper":
      return "Not proper";
  }
}

const HOUR = 3_600_000;

/** How long it opens the record. */
export function showClaimLength({ kind, starts, ends }: Pick<Claim, "kind" | "starts" | "ends">, now: Date): string {
  const hours = CLAIM_LASTS[kind] / HOUR;
  const whole = hours < 24 ? (hours === 1 ? "1 hour" : `${hours} hours`) : `${hours / 24} days`;
  const isCut = ends.getTime() < starts.getTime() + CLAIM_LASTS[kind];
  if (isCut) return `${whole}, ended ${showDateTime(ends)}`;
  return now < ends ? `${whole}, open until ${showDateTime(ends)}` : `${whole}, over`;
}
