import { failed, succeeded, type Clock, type Outcome } from "#base";
import type { ActPermit } from "../../permit.ts";
import { readReason } from "../../reason.ts";
import type { AccessLogStore } from "../store.ts";
import type { LoggedLook } from "./look.ts";
import { mayBeHeldBack, readUntil } from "./withholding.ts";

const MOST = 200;
const DAY = 86_400_000;

/** Days back from today in which looks are offered to be held back. */
export const DAYS_TO_HOLD_BACK = 90;

/** What officers do to hold back from a person what they are not to know yet, by a decision of two. */
export function createHoldingBack({ store, clock }: { readonly store: AccessLogStore; readonly clock: Clock }) {
  /** One look that may be held back; that somebody looks at it is logged. */
  async function findWithholdable(permit: ActPermit, seq: number): Promise<Outcome<LoggedLook>> {
    await store.logLookToBeHeld(permit);
    const look = await store.findLook(permit, seq);
    if (!look) return failed(NO_SUCH_LOOK);
    return mayBeHeldBack(look) ? succeeded(look) : failed(NOT_TO_BE_HELD);
  }

  return {
    /** Looks of the last 90 days to protect somebody, or in an emergency: by number, when, who and why; of nobody named. */
    withholdable: (permit: ActPermit) =>
      store.withholdableSince(permit, new Date(clock().getTime() - DAYS_TO_HOLD_BACK * DAY), MOST),

    findWithholdable,

    /**
     * Holds back from the person until a day what one actor looked at, from this row of the log on: looks to protect
     * somebody from harm, or in an emergency. It holds for a week, then only where a second person has agreed. Answers
     * its number.
     */
    async holdBack(permit: ActPermit, seq: number, why: string, end: Date): Promise<Outcome<number>> {
      const reason = readReason(why);
      if (!reason.ok) return reason;
      const until = readUntil(end, clock());
      if (!until.ok) return until;
      const look = await findWithholdable(permit, seq);
      if (!look.ok) return look;
      return succeeded(await store.saveHeldBack(permit, seq, reason.value, until.value));
    },

    /** What waits for a second person to agree. */
    heldBackWaiting: (permit: ActPermit) => store.heldBackWaiting(permit, MOST),

    /** What two agreed to hold back, until its day. */
    heldBackNow: (permit: ActPermit) => store.heldBackNow(permit, MOST),

    /** Agrees that a row is held back, or not; never whoever asked for it. */
    async decideHeldBack(permit: ActPermit, id: number, agreed: boolean): Promise<Outcome<undefined>> {
      return (await store.decideHeldBack(permit, id, agreed)) ? succeeded(undefined) : failed(NOT_THEIRS_TO_DECIDE);
    },

    /** Lets the person be told from now on, before the day. */
    async endHeldBack(permit: ActPermit, id: number): Promise<Outcome<undefined>> {
      return (await store.endHeldBack(permit, id)) ? succeeded(undefined) : failed(NOT_HELD);
    },
  };
}

export const NO_SUCH_LOOK = {
  kind: "not-found" as const,
  message: "There is no such look on the log.",
  remedy: "Choose from the list of who has looked.",
};
const NOT_TO_BE_HELD = {
  kind: "refused" as const,
  message: "Only looks to protect somebody from harm, or in an emergency, can be held back.",
};
const NOT_THEIRS_TO_DECIDE = {
  kind: "conflict" as const,
  message: "Somebody has decided this already, or it was you who asked.",
  remedy: "Ask somebody else to decide.",
};
const NOT_HELD = { kind: "conflict" as const, message: "This is not held back any more." };
