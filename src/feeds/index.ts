export type { Delivery, RejectionGroup, RejectionLine } from "./delivery.ts";
export type { Freshness } from "./freshness.ts";
export type { Feeds, FeedSource, FeedState, LoadSummary } from "./feeds.ts";
export { createFeeds } from "./feeds.ts";
export type { FileToLoad, LoadProgress } from "./load.ts";
export type { LabelRule, CategoryRule, SensitivityRule } from "./labels/rule.ts";
export type { ReasonedLabel } from "./labels/labeller.ts";
export { checkLabelRules } from "./labels/place-rules.ts";
export { feedsStore } from "./store.ts";
