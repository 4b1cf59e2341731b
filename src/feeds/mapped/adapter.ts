import type { FeedSettings } from "#place";
import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";

export const createMappedAdapter = (feed: FeedSettings): Adapter =>
  createTableAdapter({ accepted: feed.name, tables: () => [] });
