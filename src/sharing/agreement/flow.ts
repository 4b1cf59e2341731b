import type { OdsCode } from "#base";
import type { Category, Sensitivity } from "../category.ts";
import type { Purpose } from "../purpose.ts";
import { covers, hasSigned, partyOf, statusOf, type Agreement } from "./agreement.ts";

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

/** What agreements open to a receiver for a purpose on a day. `receiver`: none where it is the person. */
export function createFlowReader(
  agreements: readonly Agreement[],
  { receiver, purpose, day }: { receiver: OdsCode | undefined; purpose: Purpose; day: string },
): (source: OdsCode, category: Category, sensitivity: Sensitivity) => Flow {
  const concerned = agreements.filter(
    (one) => one.purposes.has(purpose) && (receiver === undefined || partyOf(one, receiver) !== undefined),
  );
  const standing = (agreement: Agreement, source: OdsCode): NoFlow | undefined => {
    const from = partyOf(agreement, source);
    if (!from) return "no agreement";
    if (statusOf(agreement, day) !== "in force") return "agreement has ended";
    if (!hasSigned(from, day)) return "source has not signed";
    const to = receiver === undefined ? undefined : partyOf(agreement, receiver);
    return to === undefined || hasSigned(to, day) ? undefined : "receiver has not signed";
  };
  return (source, category, sensitivity) => {
    const refusals = new Set<NoFlow>();
    for (const agreement of concerned) {
      const refusal = standing(agreement, source);
      if (refusal !== undefined) refusals.add(refusal);
      else if (covers(agreement, category, sensitivity)) return { open: true, agreement };
      else refusals.add("not in the agreement");
    }
    return { open: false, why: REASONS.find((one) => refusals.has(one)) ?? "no agreement" };
  };
}
