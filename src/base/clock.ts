/** Where "now" comes from. Passed in, so that a test or a replay can set it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock that stands still, for tests and made-up data. */
export const stoppedAt =
  (instant: Date | string): Clock =>
  () =>
    new Date(instant);
