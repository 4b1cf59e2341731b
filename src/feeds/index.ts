export type { Delivery, RejectionGroup, RejectionLine } from "./delivery.ts";
export type { Freshness } from "./freshness.ts";
export type { Feeds, FeedSource, FeedState, LoadSummary } from "./feeds.ts";
export { createFeeds } from "./feeds.ts";
export type { FileToLoad, LoadProgress } from "./load.ts";
export { feedsStore } from "./store.ts";
