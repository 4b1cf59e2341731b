import type { DeliveryId, OdsCode } from "#base";
import type { FeedSettings } from "#place";
import type { SupplyPermit } from "#sharing";

/** The messages of one source by one feed, however many connections they come over. */
export type Channel = {
  readonly feed: FeedSettings;
  readonly source: OdsCode;
  /** The day to which messages are being added; none before the first. */
  open?: OpenDay;
};

/** The delivery that takes a day's messages of a channel, and the leave to write from it. */
export type OpenDay = { readonly day: string; readonly delivery: DeliveryId; readonly permit: SupplyPermit };
