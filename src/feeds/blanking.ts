import { failed, succeeded, type DeliveryId, type Outcome } from "#base";
import { mustBeIssued, readReason, type ActPermit } from "#sharing";
import type { BlankingRow } from "./blanking-store.ts";
import type { FeedsStore } from "./store.ts";

/** Who removed what was kept with the refusals of a delivery, when and why, and of how many. */
export type Blanking = Readonly<BlankingRow>;

/** Refused rows are kept as they came, so that they can be put right: until an act removes what stood in them. */
export function createBlanking({ store }: { readonly store: FeedsStore }) {
  return {
    /**
     * Removes the values and rows that are kept with what was refused of a delivery; line, field and reason stay.
     * Returns of how many refusals. What of the same delivery is refused later is kept again.
     */
    async blankRejections(permit: ActPermit, delivery: DeliveryId, words: string): Promise<Outcome<number>> {
      mustBeIssued(permit);
      const reason = readReason(words);
      if (!reason.ok) return reason;
      if (!(await store.delivery(delivery))) {
        return failed({ kind: "not-found", message: "There is no such delivery." });
      }
      return succeeded(await store.blankRejections(permit, delivery, reason.value));
    },

    /** Who removed what stood in the refusals of a delivery, the last first. */
    blankings: (delivery: DeliveryId): Promise<readonly Blanking[]> => store.blankings(delivery),
  };
}
