import { describe, expect, it } from "vitest";
import { deliveryId, feedId, odsCode } from "#base";
import type { Delivery, FeedState } from "#feeds";
import { directoryOf, type FeedSettings, type Place } from "#place";
import { coverageOf, coverageWords } from "./coverage.ts";
import { feedNeed, showAbsentKept } from "./feed-words.ts";

const HILL = odsCode("X99001");
const DALE = odsCode("X99002");
const feed: FeedSettings = {
  id: feedId("gp"),
  name: "GP records",
  format: "fhir-r4",
  folder: "gp",
  organisations: [HILL, DALE],
  deliveries: "increments",
  expectedEveryDays: 7,
};
const place: Place = {
  name: "Testborough",
  demonstration: true,
  organisations: [
    { ods: HILL, name: "Hill Surgery", kind: "gp-practice", people: 100 },
    { ods: DALE, name: "Dale Surgery", kind: "gp-practice" },
  ],
  staff: [],
  feeds: [feed],
};
const directory = directoryOf(place);

const aState = (changed: Partial<FeedState>): FeedState => ({
  feed,
  freshness: { arrived: [HILL, DALE], missing: [], late: [], ageDays: 1 },
  deliveries: 2,
  entries: 1000,
  rowsRejected: 0,
  fieldsRejected: 0,
  barred: 0,
  unfinished: 0,
  sources: [],
  complete: { count: 0, of: 0 },
  ...changed,
});

describe("What a feed needs", () => {
  it("is nothing when all is there, even with a few rows refused", () => {
    expect(feedNeed(aState({ rowsRejected: 20 }), directory, false).status).toBe("good");
  });

  it("is patience while files are being loaded", () => {
    expect(feedNeed(aState({ unfinished: 1 }), directory, true).status).toBe("waiting");
  });

  it("is an engineer when a load stopped on the way", () => {
    expect(feedNeed(aState({ unfinished: 1 }), directory, false)).toMatchObject({
      status: "act",
      words: expect.stringMatching(/^Engineer: 1 delivery stopped/) as string,
    });
  });

  it("is a word with the sender whose news is late, by name", () => {
    const late = aState({ freshness: { arrived: [HILL, DALE], missing: [], late: [DALE], ageDays: 9 } });
    expect(feedNeed(late, directory, false)).toEqual({
      status: "act",
      words: "Data quality: ask Dale Surgery for the next delivery",
    });
  });

  it("is a better export when more than one row in twenty is refused", () => {
    expect(feedNeed(aState({ rowsRejected: 60 }), directory, false).status).toBe("act");
  });

  it("is a whole file, where the last one left out what was kept all the same", () => {
    const brought = {
      deliveries: 2,
      entries: 90,
      rowsRejected: 1,
      fieldsRejected: 0,
      barred: 0,
      lastReceived: new Date(0),
    };
    const sources = [
      { ...brought, source: HILL, asAt: undefined, absentKept: 0 },
      { ...brought, source: DALE, asAt: undefined, absentKept: 31 },
    ];
    expect(feedNeed(aState({ sources }), directory, false)).toEqual({
      status: "act",
      words: "Data quality: 31 events absent but kept; ask Dale Surgery for a whole file",
    });
  });

  it("is not yet anybody's work when a sender has never sent", () => {
    const missing = aState({ freshness: { arrived: [HILL], missing: [DALE], late: [], ageDays: 1 } });
    expect(feedNeed(missing, directory, false)).toEqual({ status: "watch", words: "Nothing yet from Dale Surgery" });
  });
});

describe("What a snapshot left out", () => {
  const delivery: Delivery = {
    ...{ id: deliveryId(1), feed: feed.id, source: HILL, name: "a.csv", bytes: 1, received: new Date(0) },
    ...{
      state: "loaded",
      rowsRead: 90,
      entries: 88,
      created: 0,
      updated: 0,
      earlier: 0,
      unchanged: 88,
      barred: 0,
      ended: 0,
    },
    ...{ absentKept: 31, rowsRejected: 2, fieldsRejected: 0 },
  };

  it("and was kept is said with the reason and the end", () => {
    expect(showAbsentKept(delivery)).toBe(
      "31 events are absent from this file but were kept, because 2 rows could not be read. " +
        "They end when a whole file comes.",
    );
    expect(showAbsentKept({ ...delivery, rowsRejected: 0 })).toBe(
      "31 events are absent from this file but were kept, because so many at once look like a file cut short. " +
        "They end when the next whole file leaves them out too.",
    );
  });

  it("is not spoken of where nothing was kept", () => {
    expect(showAbsentKept({ ...delivery, absentKept: 0 })).toBeUndefined();
  });
});

describe("Coverage of people", () => {
  const counts = [{ source: HILL, patients: 98, linked: 3 }];

  it("is registrations of those whom the organisation serves", () => {
    expect(coverageWords(coverageOf([HILL], counts, directory))).toBe("98 of 100 (98%)");
  });

  it("is a count alone where somebody does not say whom they serve", () => {
    expect(coverageWords(coverageOf([HILL, DALE], counts, directory))).toBe("98");
  });
});
