import { failed, succeeded, type Outcome } from "#base";

/** Looks of one actor that the person is not to see yet. */
export type Withholding = {
  readonly until: Date;
  readonly askedAt: Date;
  /** Whether a second person agreed; undefined where nobody has looked at it. */
  readonly agreed: boolean | undefined;
};

const DAY = 86_400_000;

/** Milliseconds for which a row is held back on one person's word, until a second agrees. */
export const ON_ONE_WORD = 7 * DAY;
/** Milliseconds for which a row may be held back at most; it can be asked for anew. */
export const LONGEST = 365 * DAY;

/** Whether a row is held back at a moment. What nobody agreed to holds for a week, what was not agreed to not at all. */
export function isHeldBack({ until, askedAt, agreed }: Withholding, now: Date): boolean {
  if (now >= until || agreed === false) return false;
  return agreed === true || now.getTime() < askedAt.getTime() + ON_ONE_WORD;
}

/** What of the log may be held back at all: looks to protect somebody from harm, and those in an emergency. */
export const mayBeHeldBack = (look: { readonly purpose: string; readonly isEmergency: boolean }): boolean =>
  look.purpose === "safeguarding" || look.isEmergency;

/** A look with what holds it back: of an officer's work on looks, whatever holds back any look at the person. */
export type Withholdable = {
  readonly purpose: string;
  readonly isEmergency: boolean;
  readonly isOversight: boolean;
  readonly withholdings: readonly Withholding[];
};

/** Whether the person is not shown a look at a moment. */
export const isHidden = (look: Withholdable, now: Date): boolean =>
  (mayBeHeldBack(look) || look.isOversight) && look.withholdings.some((one) => isHeldBack(one, now));

/** Until when a row is to be held back: after now, within a year. */
export function readUntil(until: Date, now: Date): Outcome<Date> {
  const ahead = until.getTime() - now.getTime();
  if (ahead > 0 && ahead <= LONGEST) return succeeded(until);
  return failed({
    kind: "invalid",
    message: "The end date cannot be used.",
    remedy: "Give a day after today, within a year.",
  });
}
