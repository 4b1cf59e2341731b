import { failed, succeeded, type NhsNumber, type Outcome } from "#base";
import { STALE_AFTER_DAYS, type NationalOptOuts, type OptOutList, type Place } from "#place";
import type { RefusalWords } from "../decision/words.ts";

/** What the list of national data opt-outs says of somebody with these NHS numbers. */
export type OptOutFinding = "may be used" | "opted out" | "no NHS number";

/** A list that may be relied on. */
export type OptOuts = {
  readonly lists: NationalOptOuts["lists"];
  readonly dated: Date;
  /** From this moment on it may not be relied on any more. */
  readonly staleFrom: Date;
  readonly of: (numbers: readonly NhsNumber[]) => OptOutFinding;
};

const DAY = 86_400_000;

/** What the place's list says at a moment; or why it may not be relied on, and what to do about it. */
export function optOutsAt(
  { nationalOptOuts, optOutList }: Pick<Place, "nationalOptOuts" | "optOutList">,
  at: Date,
): Outcome<OptOuts, RefusalWords> {
  if (nationalOptOuts === undefined || optOutList === undefined) return failed(NO_LIST);
  const { lists, staleAfterDays = STALE_AFTER_DAYS } = nationalOptOuts;
  const { dated } = optOutList;
  const staleFrom = new Date(dated.getTime() + staleAfterDays * DAY);
  // A day, since clocks of two machines differ.
  if (dated.getTime() > at.getTime() + DAY) return failed(FROM_THE_FUTURE);
  if (at >= staleFrom) return failed(staleWords(staleAfterDays));
  return succeeded({ lists, dated, staleFrom, of: (numbers) => findingIn(lists, optOutList, numbers) });
}

/** Somebody whom sources know by several numbers may be used only if none of them speaks against it. */
function findingIn(
  lists: NationalOptOuts["lists"],
  { numbers: listed }: OptOutList,
  numbers: readonly NhsNumber[],
): OptOutFinding {
  if (numbers.length === 0) return "no NHS number";
  switch (lists) {
    case "opted-out":
      return numbers.some((one) => listed.has(one)) ? "opted out" : "may be used";
    case "may-be-used":
      return numbers.every((one) => listed.has(one)) ? "may be used" : "opted out";
  }
}

const NO_LIST: RefusalWords = {
  message: "The place file names no list of national data opt-outs: nobody knows who is to be left out.",
  remedy: "Have the list put beside the place file and named there (nationalOptOuts), then start the program again.",
};

const FROM_THE_FUTURE: RefusalWords = {
  message: "The list of national data opt-outs is dated in the future: nobody knows how old it is.",
  remedy: "Have the clock of this machine and the time of the file put right, then start the program again.",
};

const staleWords = (days: number): RefusalWords => ({
  message: `The list of national data opt-outs is older than ${String(days)} days: people may have opted out since.`,
  remedy: "Have the NHS numbers checked again, put the new list in place of the old one, and start the program again.",
});
