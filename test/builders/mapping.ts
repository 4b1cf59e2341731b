import { feedId, mustSucceed, odsCode } from "#base";
import { readPlace, type FeedSettings, type Mapping } from "#place";

/** A mapping as an analyst writes it, in YAML or JSON, as the place's file understands it. */
export const aMapping = (written: object): Mapping => mappedFeed(written).mapping ?? ({} as never);

/** A feed of the charity with this mapping. */
export function mappedFeed(mapping: object, given: Partial<FeedSettings> = {}): FeedSettings {
  const feed = {
    id: "friends",
    name: "Befriending",
    format: "mapped",
    folder: "friends",
    organisations: ["X99005"],
    deliveries: "increments",
    expectedEveryDays: 31,
    mapping,
  };
  const organisations = [{ ods: "X99005", name: "Testborough Friends", kind: "voluntary" }];
  const place = { name: "Testborough", demonstration: true, organisations, staff: [], feeds: [feed] };
  const read = mustSucceed(readPlace(JSON.stringify(place), "place.json")).feeds[0];
  if (!read) throw new Error("The place has a feed.");
  return { ...read, ...given };
}

export const CHARITY = odsCode("X99005");
export const FRIENDS = feedId("friends");
