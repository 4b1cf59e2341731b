import type { FeedId } from "#base";
import type { LoadParts } from "../load.ts";
import { messagesToday } from "./day.ts";
import { createReceiving } from "./receiving.ts";

/** Messages in, one by one. */
export const createMessages = (parts: LoadParts) => ({
  /** Takes one message that came over a connection; its receipt says what may be answered, and comes after the commit. */
  receive: createReceiving(parts),

  /** What came over connections today. */
  messagesToday: (feed: FeedId) => messagesToday(parts, feed),
});
