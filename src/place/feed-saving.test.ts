import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { feedId, failed, mustSucceed, odsCode, succeeded } from "#base";
import { directoryOf } from "./directory.ts";
import { saveFeed, withFeed } from "./feed-saving.ts";
import type { Mapping } from "./mapping.ts";
import { createPlaceKeeper } from "./place-keeper.ts";
import { readPlace, readPlaceFile } from "./place-file.ts";
import type { FeedSettings, StaffMember } from "./place.ts";

const YAML = `# The place of Testborough
name: Testborough
demonstration: true # made-up people only
organisations:
  - { ods: X99001, name: Befriending, kind: voluntary }
  - { ods: "901", name: A council, kind: council }
staff:
  - { id: an-engineer, name: An Engineer, role: engineer, organisation: X99001, from: "2020-01-01" }
  - { id: a-nurse, name: A Nurse, role: nurse, organisation: X99001, from: "2020-01-01" }
feeds:
  # They send when they can.
  - id: friends
    name: Befriending # as they call it
    format: mapped
    folder: friends
    organisations: [X99001]
    deliveries: increments
    expectedEveryDays: 31
    mapping:
      rowIs: contact
      person: { id: Ref }
      event: { date: Date, what: What }
  - { id: care, name: Care, format: cld-csv, folder: care, organisations: ["901"], deliveries: snapshot, expectedEveryDays: 92 }
`;

const mapping: Mapping = {
  rowIs: "contact",
  person: { name: { column: "Name", order: "given-first" }, born: { column: "Born" } },
  event: { date: { column: "Date" }, what: { column: "What", codes: { B: { display: "Befriending" } } } },
};
const aFeed = (id: string, given: Partial<FeedSettings> = {}): FeedSettings => ({
  id: feedId(id),
  name: "A new feed",
  format: "mapped",
  folder: id,
  organisations: [odsCode("901")],
  deliveries: "increments",
  expectedEveryDays: 7,
  mapping,
  ...given,
});

const placeIn = (text: string) => mustSucceed(readPlace(text, "place.yaml"));
const known = placeIn(YAML);
const friends = known.feeds[0]!;

describe("a place's file with a feed written into it", () => {
  it("has a new feed as it was given, and everything else as it was, comments and all", () => {
    const text = withFeed(YAML, aFeed("new"));
    expect(placeIn(text)).toEqual({ ...known, feeds: [...known.feeds, aFeed("new")] });
    // Lists on one line may get spaces within their brackets.
    const plain = text.replaceAll("[ ", "[").replaceAll(" ]", "]");
    for (const line of YAML.trim().split("\n")) expect(plain).toContain(line.trim());
    expect(text).toContain('organisations:\n      - "901"');
    expect(text).toContain("born: Born");
    expect(text).toContain("B: Befriending");
  });

  it("has a changed feed in its place, with the comments beside what stayed", () => {
    const changed = { ...friends, mapping, expectedEveryDays: 14 };
    const text = withFeed(YAML, changed);
    expect(placeIn(text)).toEqual({ ...known, feeds: [changed, known.feeds[1]] });
    expect(text).toContain("# They send when they can.");
    expect(text).toContain("name: Befriending # as they call it");
    expect(text.split("\n").length).toBeGreaterThan(YAML.split("\n").length);
  });

  it("may be the first, and may stand on one line so far", () => {
    const bare = YAML.replace(/feeds:[^]*/, "feeds: []\n");
    expect(placeIn(withFeed(bare, aFeed("new"))).feeds).toEqual([aFeed("new")]);
    const care = { ...known.feeds[1]!, expectedEveryDays: 31 };
    expect(placeIn(withFeed(YAML, care)).feeds[1]).toEqual(care);
    expect(placeIn(withFeed(YAML, { ...care, format: "mapped", mapping })).feeds[1]?.mapping).toEqual(mapping);
  });

  it("stays JSON where it is JSON", () => {
    const json = JSON.stringify(known, undefined, 2);
    const text = withFeed(json, aFeed("new"));
    expect(JSON.parse(text)).toMatchObject({ name: "Testborough" });
    expect(placeIn(text).feeds).toEqual([...known.feeds, aFeed("new")]);
    expect(placeIn(withFeed(json, { ...friends, name: "Friends" })).feeds[0]?.name).toBe("Friends");
  });
});

describe("saving a feed", () => {
  let folder: string;
  let path: string;
  const folders: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "place-"));
    folders.push(folder);
    path = join(folder, "place.yaml");
    await writeFile(path, YAML);
  });
  afterAll(async () => {
    for (const one of folders) await rm(one, { recursive: true });
  });
  const onDisk = () => readFile(path, "utf8");

  it("writes it, keeps the version before beside it, and leaves nothing else behind", async () => {
    const saved = mustSucceed(await saveFeed(path, { feed: aFeed("new"), before: undefined }, known));
    expect(saved.feeds.map(({ id }) => id)).toEqual(["friends", "care", "new"]);
    expect(mustSucceed(await readPlaceFile(path))).toEqual(saved);
    expect(await readFile(`${path}.before`, "utf8")).toBe(YAML);
    expect((await readdir(folder)).sort()).toEqual(["place.yaml", "place.yaml.before"]);
  });

  it("writes nothing where the file was changed since the program read it", async () => {
    await writeFile(path, YAML.replace("An Engineer", "Another Engineer"));
    const saved = await saveFeed(path, { feed: aFeed("new"), before: undefined }, known);
    expect(saved).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    expect(await onDisk()).not.toContain("new");
  });

  it("takes a change of comments and looks for none", async () => {
    await writeFile(path, `# Checked in May\n${YAML}`);
    expect((await saveFeed(path, { feed: aFeed("new"), before: undefined }, known)).ok).toBe(true);
    expect(await onDisk()).toContain("# Checked in May");
  });

  it("writes nothing over what somebody else saved meanwhile", async () => {
    const other = mustSucceed(await saveFeed(path, { feed: { ...friends, name: "Theirs" }, before: friends }, known));
    const late = await saveFeed(path, { feed: { ...friends, name: "Ours" }, before: friends }, other);
    expect(late).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    const twice = await saveFeed(path, { feed: aFeed("friends"), before: undefined }, other);
    expect(twice).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    expect(await onDisk()).toContain("Theirs");
  });

  it("writes nothing with which the program would not start again", async () => {
    const stray = aFeed("new", { organisations: [odsCode("X00000")] });
    const saved = await saveFeed(path, { feed: stray, before: undefined }, known);
    expect(saved.ok ? "" : saved.problem.message).toContain("feeds.new: no organisation has the code X00000");
    expect(await onDisk()).toBe(YAML);
  });

  it("says so where the file is gone", async () => {
    await rm(path);
    expect(await saveFeed(path, { feed: aFeed("new"), before: undefined }, known)).toMatchObject({
      problem: { kind: "unavailable" },
    });
  });

  describe("through the keeper of the place", () => {
    const [engineer, nurse] = known.staff as [StaffMember, StaffMember];
    const keeper = (check: () => ReturnType<typeof succeeded<undefined>> | ReturnType<typeof checkFailed> = fine) => {
      const directory = directoryOf(known);
      return { directory, keeper: createPlaceKeeper({ directory, path, check }) };
    };
    const fine = () => succeeded(undefined);
    const checkFailed = () => failed({ kind: "invalid" as const, message: "No such category." });

    it("is taken up at once by all who ask the directory", async () => {
      const { directory, keeper: own } = keeper();
      const feed = (id: string) => directory.feed(feedId(id));
      expect((await own.saveFeed(engineer, { feed: aFeed("new"), before: undefined })).ok).toBe(true);
      expect(feed("new")?.name).toBe("A new feed");
      expect(directory.place.feeds).toHaveLength(3);
    });

    it("is for data quality and engineers alone", async () => {
      const { keeper: own } = keeper();
      expect(own.mayChangeFeeds(nurse)).toBe(false);
      const refused = await own.saveFeed(nurse, { feed: aFeed("new"), before: undefined });
      expect(refused).toMatchObject({ ok: false, problem: { kind: "refused" } });
      expect(await onDisk()).toBe(YAML);
    });

    it("is held to what the modules above hold a place to", async () => {
      const { keeper: own } = keeper(checkFailed);
      const refused = await own.saveFeed(engineer, { feed: aFeed("new"), before: undefined });
      expect(refused).toMatchObject({ ok: false, problem: { message: "No such category." } });
      expect(await onDisk()).toBe(YAML);
    });

    it("lets two who save at once both be kept, or one be told", async () => {
      const { directory, keeper: own } = keeper();
      const both = await Promise.all([
        own.saveFeed(engineer, { feed: aFeed("one"), before: undefined }),
        own.saveFeed(engineer, { feed: aFeed("two"), before: undefined }),
        own.saveFeed(engineer, { feed: aFeed("two", { name: "Too late" }), before: undefined }),
      ]);
      expect(both.map(({ ok }) => ok)).toEqual([true, true, false]);
      expect(directory.place.feeds.map(({ id }) => id)).toEqual(["friends", "care", "one", "two"]);
      expect(mustSucceed(await readPlaceFile(path))).toEqual(directory.place);
    });
  });
});
