import type { OdsCode } from "#base";
import type { FeedSettings } from "#place";

/** How fresh and how complete a feed is. */
export type Freshness = {
  /** Sources from whom anything has come, of those expected. */
  readonly arrived: readonly OdsCode[];
  readonly missing: readonly OdsCode[];
  /** Sources whose last delivery is older than the feed's rhythm allows. */
  readonly late: readonly OdsCode[];
  /** Whole days since the oldest of the sources' last deliveries; undefined where nothing has come. */
  readonly ageDays?: number;
};

const DAY = 86_400_000;

/** `lastReceived` gives the last delivery of each source that has sent any. */
export function freshnessOf(feed: FeedSettings, lastReceived: ReadonlyMap<OdsCode, Date>, now: Date): Freshness {
  const ageOf = (source: OdsCode): number | undefined => {
    const last = lastReceived.get(source);
    return last && Math.floor((now.getTime() - last.getTime()) / DAY);
  };
  const arrived = feed.organisations.filter((source) => lastReceived.has(source));
  const ages = arrived.map((source) => ageOf(source) ?? 0);
  return {
    arrived,
    missing: feed.organisations.filter((source) => !lastReceived.has(source)),
    late: arrived.filter((source) => (ageOf(source) ?? 0) > feed.expectedEveryDays),
    ...(ages.length > 0 && { ageDays: Math.max(...ages) }),
  };
}
