import type { DeliveryId, OdsCode } from "#base";
import type { LagCounts } from "./lag.ts";

/** One delivery as far as quality asks. */
export type DeliveryFigures = {
  readonly id: DeliveryId;
  readonly source: OdsCode;
  readonly received: Date;
  /** When the source wrote the newest of it. */
  readonly asAt: Date | null;
  readonly rowsRead: number;
  readonly entries: number;
  /** Entries that said again what was held already. */
  readonly unchanged: number;
  readonly rowsRejected: number;
  /** How often the same bytes came again. */
  readonly repeats: number;
  readonly lags: LagCounts;
};

/** How often a field was filled, in one delivery. */
export type FieldFigures = {
  readonly delivery: DeliveryId;
  readonly type: string;
  readonly field: string;
  readonly entries: number;
  readonly present: number;
};

/** How often something was so, of how many. */
export type Share = { readonly count: number; readonly of: number };

/** How good what one organisation sends by one feed is. */
export type SourceQuality = {
  readonly source: OdsCode;
  readonly deliveries: number;
  readonly rowsRejected: Share;
  /** Deliveries whose bytes had come before. */
  readonly repeated: number;
  /** Entries that said nothing new, of all. */
  readonly unchanged: Share;
  /** Entries written down longer before they came than the feed's rhythm allows; what came on the first day, which brings the past, is left out. */
  readonly late: Share;
  /** How often each key field is filled. */
  readonly fields: readonly FieldShare[];
  /** How complete each delivery was, the oldest first. */
  readonly trend: readonly { readonly received: Date; readonly complete: Share; readonly rows: number }[];
};

export type FieldShare = Share & { readonly type: string; readonly field: string };

/**
 * Puts together what is known of the deliveries of one feed, by source. Of a feed of snapshots the newest delivery
 * alone says how complete the source is: it holds all that the ones before it held.
 */
export function qualityOf(
  deliveries: readonly DeliveryFigures[],
  figures: readonly FieldFigures[],
  feed: { readonly deliveries: "increments" | "snapshot"; readonly lateAfterDays: number },
): readonly SourceQuality[] {
  const fieldsOf = Map.groupBy(figures, (one) => one.delivery);
  return [...Map.groupBy(deliveries, (one) => one.source)].map(([source, own]) => {
    const ordered = own.toSorted((a, b) => a.received.getTime() - b.received.getTime() || a.id - b.id);
    const counted = feed.deliveries === "snapshot" ? ordered.slice(-1) : ordered;
    const total = (count: (one: DeliveryFigures) => number) => ordered.reduce((sum, one) => sum + count(one), 0);
    return {
      source,
      deliveries: ordered.length,
      rowsRejected: { count: total((one) => one.rowsRejected), of: total((one) => one.rowsRead) },
      repeated: total((one) => one.repeats),
      unchanged: { count: total((one) => one.unchanged), of: total((one) => one.entries) },
      late: lateIn(afterFirstDay(ordered), feed.lateAfterDays),
      fields: sharesOf(counted.flatMap((one) => fieldsOf.get(one.id) ?? [])),
      trend: ordered.map((one) => ({
        received: one.asAt ?? one.received,
        complete: completeIn(fieldsOf.get(one.id) ?? []),
        rows: one.rowsRead,
      })),
    };
  });
}

/** How often key fields are filled, over all of them. */
export const completeIn = (fields: readonly Pick<FieldFigures, "entries" | "present">[]): Share => ({
  count: fields.reduce((sum, one) => sum + one.present, 0),
  of: fields.reduce((sum, one) => sum + one.entries, 0),
});

function sharesOf(figures: readonly FieldFigures[]): readonly FieldShare[] {
  const groups = Map.groupBy(figures, ({ type, field }) => `${type}\n${field}`);
  return [...groups.values()].flatMap((own) => {
    const [one] = own;
    return one ? [{ type: one.type, field: one.field, ...completeIn(own) }] : [];
  });
}

const DAY = 86_400_000;

/** A first delivery may be of several files: whatever came within a day of the first. */
function afterFirstDay(ordered: readonly DeliveryFigures[]): readonly DeliveryFigures[] {
  const first = ordered[0]?.received.getTime() ?? 0;
  return ordered.filter(({ received }) => received.getTime() >= first + DAY);
}

/** Days up to which each class of lag counts; the last has no end. */
const CLASSES = [1, 7, 31, 92, Infinity] as const;

function lateIn(deliveries: readonly DeliveryFigures[], afterDays: number): Share {
  let [count, of] = [0, 0];
  for (const { lags } of deliveries) {
    for (const [place, entries] of lags.entries()) {
      of += entries;
      // A class counts as late where even its earliest entries are: those of the class before are not.
      if ((CLASSES[place - 1] ?? 0) >= afterDays) count += entries;
    }
  }
  return { count, of };
}
