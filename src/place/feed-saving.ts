import { isDeepStrictEqual } from "node:util";
import { failed, type Outcome, type Problem } from "#base";
import type { FeedSettings, Place } from "./place.ts";
import { rewritePlace, withItem, type Written } from "./place-rewriting.ts";

/** A feed as it is to be, and as it stood when whoever changes it began; `before` is none for a new feed. */
export type FeedChange = { readonly feed: FeedSettings; readonly before: FeedSettings | undefined };

/**
 * Writes a feed into the place's file. `known` is the place as the program read it: where the file or the feed has
 * changed since, nothing is written, and the answer is a conflict. Returns the place as it is now.
 */
export async function saveFeed(path: string, { feed, before }: FeedChange, known: Place): Promise<Outcome<Place>> {
  const present = known.feeds.find(({ id }) => id === feed.id);
  if (!isDeepStrictEqual(present, before)) return failed(CHANGED_MEANWHILE);
  return rewritePlace(path, known, (text) => withFeed(text, feed));
}

const CHANGED_MEANWHILE: Problem = {
  kind: "conflict",
  message: "Somebody else changed this feed meanwhile, or has made one of this id; nothing was saved.",
  remedy: "Look at the feed as it is now, and begin again.",
};

/** The text of a place's file with this feed in it, in place of the one of its id. */
export const withFeed = (text: string, feed: FeedSettings): string => withItem(text, "feeds", inShort(feed));

/** As a person writes it: a column without more to say is its heading, words without a code are words. */
function inShort({ mapping, ...feed }: FeedSettings): Written {
  return { ...feed, ...(mapping && { mapping: shortened(mapping) }) };
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const [only] = members;
  if (members.length === 1 && only && (only[0] === "column" || only[0] === "display")) return only[1];
  return Object.fromEntries(members.map(([name, member]) => [name, shortened(member)]));
}
