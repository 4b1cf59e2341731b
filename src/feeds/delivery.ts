import type { DeliveryId, FeedId, OdsCode } from "#base";

/** One file or batch received, and what became of it. The counts of entries add up to `entries`. */
export type Delivery = {
  readonly id: DeliveryId;
  readonly feed: FeedId;
  readonly source: OdsCode;
  readonly name: string;
  readonly bytes: number;
  readonly received: Date;
  /**
   * "received": being read, or stopped on the way; loading it again goes on where it stopped. "open": the messages of a
   * day, still being added to.
   */
  readonly state: "received" | "open" | "loaded" | "refused";
  readonly finished?: Date;
  /** When the source wrote the newest row of it. */
  readonly asAt?: Date;
  readonly rowsRead: number;
  readonly entries: number;
  readonly created: number;
  readonly updated: number;
  readonly earlier: number;
  readonly unchanged: number;
  /** Not taken, since what they are about was sealed or erased. */
  readonly barred: number;
  readonly ended: number;
  /** Of a snapshot: events that it left out, kept because it may not be whole. */
  readonly absentKept: number;
  /** Lines of which nothing was kept; however many faults a line has, it counts once. */
  readonly rowsRejected: number;
  /** Fields refused in lines that were kept. */
  readonly fieldsRejected: number;
};

/** Which line was refused and why, without what stood in it: can be sent to the source. */
export type RejectionLine = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly accepted: string;
  readonly lost: "row" | "field";
};

/** Rejections of a delivery with the same field and reason, and the first of them as an example. */
export type RejectionGroup = {
  readonly field: string;
  readonly reason: string;
  readonly accepted: string;
  readonly lost: "row" | "field";
  readonly times: number;
  readonly lines: readonly number[];
  readonly example: { readonly line: number; readonly value?: string; readonly row?: string };
};
