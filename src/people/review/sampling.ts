import { failed, succeeded, type Outcome } from "#base";
import { mustBeIssued, type LinkPermit } from "#sharing";
import { samplesIn, type Sample } from "../report/sample.ts";
import type { SampleStore } from "./sample-store.ts";

/** How many pairs may be drawn from a stratum. */
export const FEWEST_DRAWN = 10;
export const MOST_DRAWN = 500;
/** As many as suggested: where people find all of them right, at least 93 of 100 of the stratum are. */
export const SUGGESTED_DRAWN = 50;

/** Draws pairs at random for people to look at, so that what they say of them holds for all. */
export function createSampling({ store }: { readonly store: SampleStore }) {
  return {
    /**
     * Draws so many pairs of each stratum, or all that there are: pairs alike in weight and in whether they are joined.
     * `seed` is a whole number, kept with the day; an earlier check that is not finished is put by.
     */
    async drawSample(
      permit: LinkPermit,
      { seed, perStratum }: { readonly seed: number; readonly perStratum: number },
    ): Promise<Outcome<number>> {
      mustBeIssued(permit);
      if (!Number.isInteger(perStratum) || perStratum < FEWEST_DRAWN || perStratum > MOST_DRAWN) {
        const remedy = `Give a whole number from ${String(FEWEST_DRAWN)} to ${String(MOST_DRAWN)}.`;
        return failed({ kind: "invalid", message: "That many pairs cannot be drawn.", remedy });
      }
      const sample = await store.draw(permit, seed, perStratum);
      if (sample !== undefined) return succeeded(sample);
      return failed({ kind: "not-found", message: "No two registrations resemble each other: nothing can be drawn." });
    },

    /** Every random check that was drawn, the newest first. Counts only. */
    samples: async (): Promise<readonly Sample[]> => samplesIn(await store.rows()),
  };
}
