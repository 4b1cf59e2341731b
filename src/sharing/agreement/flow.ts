import type { OdsCode } from "#base";
import type { Category, Sensitivity } from "../category.ts";
import type { Purpose } from "../purpose.ts";
import { covers, hasSigned, statusOf, type Agreement } from "./agreement.ts";

/** Why an organisation's facts do not come to another one. */
export type NoFlow =
  "no agreement" | "source has not signed" | "receiver has not signed" | "agreement has ended" | "not in the agreement";

/** Whether facts of one kind may go from a source to a receiver, and by which agreement. */
export type Flow =
  { readonly open: true; readonly agreement: Agreement } | { readonly open: false; readonly why: NoFlow };

/** From the strongest to the weakest: what is told where several agreements say no in several ways. */
const REASONS: readonly NoFlow[] = [
  ...(["not in the agreement", "source has not signed", "receiver has not signed"] as const),
  ...(["agreement has ended", "no agreement"] as const),
];

/** How an organisation stands to an agreement on a day. */
export type PartyStanding = "no party" | "not signed" | "signed";

/** How an agreement stands on a day, with each of its parties: asked of many pairs. */
export function standingsUnder(agreement: Agreement, day: string): Standings {
  const parties = new Map(agreement.parties.map((one) => [one.organisation, hasSigned(one, day)]));
  return {
    isInForce: statusOf(agreement, day) === "in force",
    standingOf: (organisation) => {
      const isSigned = parties.get(organisation);
      return isSigned === undefined ? "no party" : isSigned ? "signed" : "not signed";
    },
  };
}

type Standings = {
  readonly isInForce: boolean;
  readonly standingOf: (organisation: OdsCode) => PartyStanding;
};

/** Why an agreement opens nothing of a source to a receiver (none: the person); undefined where it opens what it covers. */
export function refusalBetween(
  { isInForce, standingOf }: Standings,
  source: OdsCode,
  receiver: OdsCode | undefined,
): NoFlow | undefined {
  const from = standingOf(source);
  const to = receiver === undefined ? "signed" : standingOf(receiver);
  if (from === "no party" || to === "no party") return "no agreement";
  if (!isInForce) return "agreement has ended";
  if (from === "not signed") return "source has not signed";
  return to === "signed" ? undefined : "receiver has not signed";
}

/** What is told where agreements say no in several ways. */
export const strongestOf = (refusals: ReadonlySet<NoFlow>): NoFlow =>
  REASONS.find((one) => refusals.has(one)) ?? "no agreement";

/** What agreements open to a receiver for a purpose on a day. `receiver`: none where it is the person. */
export function createFlowReader(
  agreements: readonly Agreement[],
  { receiver, purpose, day }: { receiver: OdsCode | undefined; purpose: Purpose; day: string },
): (source: OdsCode, category: Category, sensitivity: Sensitivity) => Flow {
  const concerned = agreements
    .filter((one) => one.purposes.has(purpose))
    .map((agreement) => ({ agreement, standings: standingsUnder(agreement, day) }));
  return (source, category, sensitivity) => {
    const refusals = new Set<NoFlow>();
    for (const { agreement, standings } of concerned) {
      const refusal = refusalBetween(standings, source, receiver);
      if (refusal !== undefined) refusals.add(refusal);
      else if (covers(agreement, category, sensitivity)) return { open: true, agreement };
      else refusals.add("not in the agreement");
    }
    return { open: false, why: strongestOf(refusals) };
  };
}
