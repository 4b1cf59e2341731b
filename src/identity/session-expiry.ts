/** Milliseconds without a request after which a session ends, and after which it ends in any case: a working day. */
export const IDLE = 30 * 60_000;
export const LONGEST = 12 * 60 * 60_000;
/** Milliseconds between two times that a session's use is written down: most requests then write nothing. */
const NOTED_EVERY = 60_000;

export type SessionTimes = { readonly made: Date; readonly lastUsed: Date; readonly ends: Date };

/** The times of a session that begins now. */
export const beginning = (now: Date): SessionTimes => ({
  made: now,
  lastUsed: now,
  ends: new Date(now.getTime() + LONGEST),
});

/** When it ends if nobody uses it from now on. */
export const endOf = ({ lastUsed, ends }: SessionTimes): Date =>
  new Date(Math.min(lastUsed.getTime() + IDLE, ends.getTime()));

export const hasEnded = (times: SessionTimes, now: Date): boolean => endOf(times) <= now;

/** Whether its use now is to be written down. */
export const isToBeNoted = ({ lastUsed }: SessionTimes, now: Date): boolean =>
  now.getTime() - lastUsed.getTime() >= NOTED_EVERY;
