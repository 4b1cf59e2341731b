import type { OdsCode } from "#base";
import type { FeedSettings } from "#place";
import { freshnessOf, type Freshness } from "./freshness.ts";
import type { LoadParts } from "./load.ts";
import { completeIn, type Share } from "./quality/quality.ts";
import { recent } from "./recent.ts";
import type { FeedsStore } from "./store.ts";

/** A feed with what it brought. */
export type FeedState = {
  readonly feed: FeedSettings;
  readonly freshness: Freshness;
  readonly deliveries: number;
  readonly entries: number;
  readonly rowsRejected: number;
  readonly fieldsRejected: number;
  /** Entries not taken, since what they are about was sealed or erased. */
  readonly barred: number;
  /** Deliveries that are being read, or stopped on the way. */
  readonly unfinished: number;
  readonly lastReceived?: Date;
  readonly sources: readonly FeedSource[];
  /** How often key fields are filled, over all that has come. */
  readonly complete: Share;
};

/** What one organisation sent by a feed. */
export type FeedSource = {
  readonly source: OdsCode;
  readonly deliveries: number;
  readonly entries: number;
  readonly rowsRejected: number;
  readonly fieldsRejected: number;
  /** Entries not taken, since what they are about was sealed or erased. */
  readonly barred: number;
  readonly lastReceived: Date;
  /** When the source wrote the newest row that it sent. */
  readonly asAt: Date | undefined;
  /** Events that the newest snapshot left out, kept because it may not be whole. */
  readonly absentKept: number;
};

/** Says of each feed what came, from whom, and how fresh it is. */
export function createFeedStates({ store, directory, clock }: Pick<LoadParts, "store" | "directory" | "clock">) {
  async function states(): Promise<readonly FeedState[]> {
    const [rows, completeness] = await Promise.all([store.bySource(), store.completenessByFeed()]);
    return directory.place.feeds.map((feed) => ({
      ...stateOf(feed, rows, clock()),
      complete: completeIn(completeness.filter((row) => row.feed === feed.id)),
    }));
  }

  return {
    /** Every feed of the place: what came, from whom, how fresh, what was refused. */
    states,

    /** The same, up to two seconds old: for pages about other things, which say how fresh they are. */
    recentStates: recent(states, 2000),
  };
}

type Row = Awaited<ReturnType<FeedsStore["bySource"]>>[number];

function stateOf(feed: FeedSettings, all: readonly Row[], now: Date): Omit<FeedState, "complete"> {
  const rows = all.filter((row) => row.feed === feed.id);
  const sources = rows.map(sourceFrom);
  const newest = new Map(sources.map((one) => [one.source, one.asAt ?? one.lastReceived]));
  const lastReceived = sources.map((one) => one.lastReceived).sort((a, b) => b.getTime() - a.getTime())[0];
  const total = (count: (one: FeedSource) => number) => sources.reduce((sum, one) => sum + count(one), 0);
  return {
    feed,
    freshness: freshnessOf(feed, newest, now),
    deliveries: total((one) => one.deliveries),
    entries: total((one) => one.entries),
    rowsRejected: total((one) => one.rowsRejected),
    fieldsRejected: total((one) => one.fieldsRejected),
    barred: total((one) => one.barred),
    unfinished: rows.reduce((sum, row) => sum + row.unfinished, 0),
    ...(lastReceived && { lastReceived }),
    sources,
  };
}

function sourceFrom(row: Row): FeedSource {
  return {
    source: row.source,
    deliveries: row.deliveries,
    entries: row.entries,
    rowsRejected: row.rows_rejected,
    fieldsRejected: row.fields_rejected,
    barred: row.barred,
    lastReceived: row.last_received,
    asAt: row.as_at ?? undefined,
    absentKept: row.absent_kept,
  };
}
