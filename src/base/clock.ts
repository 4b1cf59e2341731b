/** Where "now" comes from. Passed in, so that a test or a replay can set it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock that stands still, for tests and made-up data. */
export const stoppedAt =
  (instant: Date | string): Clock =>
  () =>
    new Date(instant);

const LONDON_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London", dateStyle: "short" });

/** The day on the wall in England at this moment, YYYY-MM-DD: roles, registrations and reviews are counted in such days. */
export const civilDay = (moment: Date): string => LONDON_DAY.format(moment);

const HOUR = 3_600_000;

/** The first moment of a day, YYYY-MM-DD, on the wall in England: in summer, an hour or two before it is by UTC. */
export function civilStart(day: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const starts = [2, 1, 0].map((ahead) => new Date(utc - ahead * HOUR));
  return starts.find((moment) => civilDay(moment) === day) ?? new Date(utc);
}
