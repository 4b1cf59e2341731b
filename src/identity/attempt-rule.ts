/** What is known of failed attempts under one name, or from one address. */
export type Attempts = {
  readonly failures: number;
  /** When the first of them was. */
  readonly since: Date;
  readonly last: Date;
  readonly pausedUntil: Date | undefined;
};

/** How many failures are borne, how long a pause is then, and after how long all is forgotten. Milliseconds. */
export type AttemptRule = {
  readonly free: number;
  /** After the last free failure; doubled by each further one. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** Without a failure for so long, counting begins anew. */
  readonly forgottenAfter: number;
};

const MINUTE = 60_000;

/** Five in a row, then a minute, two, four … to an hour: a hundred guesses take four days, a slip costs nothing. */
export const BY_NAME: AttemptRule = {
  free: 5,
  firstPause: MINUTE,
  longestPause: 60 * MINUTE,
  forgottenAfter: 24 * 60 * MINUTE,
};

/** Against one password tried on many names. A hospital may stand behind one address, so it bears more. */
export const BY_ADDRESS: AttemptRule = {
  free: 100,
  firstPause: 5 * MINUTE,
  longestPause: 60 * MINUTE,
  forgottenAfter: 60 * MINUTE,
};

/** Until when no further attempt is heard; none where it may be made. */
export const pausedUntil = (attempts: Attempts | undefined, now: Date): Date | undefined =>
  attempts?.pausedUntil && attempts.pausedUntil > now ? attempts.pausedUntil : undefined;

/** What is known after one more failure. */
export function afterFailure(rule: AttemptRule, before: Attempts | undefined, now: Date): Attempts {
  const remembered = before && now.getTime() - before.last.getTime() < rule.forgottenAfter ? before : undefined;
  const failures = (remembered?.failures ?? 0) + 1;
  return { failures, since: remembered?.since ?? now, last: now, pausedUntil: pauseFrom(rule, failures, now) };
}

function pauseFrom(rule: AttemptRule, failures: number, now: Date): Date | undefined {
  if (failures < rule.free) return undefined;
  // Past 2³⁰ no pause is longer, and none must overflow.
  const doubled = rule.firstPause * 2 ** Math.min(failures - rule.free, 30);
  return new Date(now.getTime() + Math.min(doubled, rule.longestPause));
}
