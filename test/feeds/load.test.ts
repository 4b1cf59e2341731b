import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { feedId, odsCode } from "#base";
import { sql } from "#db";
import type { Delivery, FileToLoad, RejectionLine } from "#feeds";
import { aFile, aFolder, ndjson } from "../builders/files.ts";
import { aClock, aHouse, aPlace, COUNCIL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, aRegistration } from "../builders/resources.ts";
import { aServiceRow, aSocialCareFile } from "../builders/social-care-file.ts";

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, people.superseded_number, record.entry,
      record.earlier, record.change, sharing.relationship, sharing.access_event, feeds.delivery, feeds.rejection,
      feeds.snapshot_entry, feeds.message,
      feeds.completeness restart identity`);
});

const quietly = () => undefined;

async function load(file: FileToLoad): Promise<Delivery> {
  const { deliveries, failures } = await house.feeds.load([file], quietly);
  expect(failures).toEqual([]);
  const [delivery] = deliveries;
  if (!delivery) throw new Error("Nothing was loaded.");
  return delivery;
}

/** Everything that a load leaves, but for when and by which delivery. */
async function content(): Promise<unknown> {
  const { db } = house;
  return {
    entries: await db.query(sql`
      select id, patient, version, ended, recorded, digest::text, content, refs, tokens::text from record.entry order by id`),
    earlier: await db.query(sql`select id, version, digest::text from record.earlier order by id, version`),
    changes: await db.query(sql`select entry, kind, count(*) from record.change group by 1, 2 order by 1, 2`),
    links: await db.query(sql`select patient, person, method from people.link order by patient`),
    relationships: await db.query(sql`
      select ground_entry, kind, organisation, person, starts, ends from sharing.relationship order by 1, 2, 3`),
    log: await db.query(sql`select kind, person, count(*) from sharing.access_event group by 1, 2 order by 1, 2`),
    rejections: await db.query(sql`select line, field, reason, value from feeds.rejection order by line, field`),
  };
}

/** Some people with many results, a line in between that cannot be read, and entries before their patients. */
function aLongExport(lines = 2600): string {
  const people = 20;
  const rows: object[] = [];
  for (let n = 0; n < people; n++) rows.push(aRegistration(`r${n}`, `p${n}`, PRACTICE));
  for (let n = 0; n < lines; n++) {
    if (n === 1300)
      for (let who = 0; who < people; who++)
        rows.push(aPatient(`p${who}`).born("1947-03-31").tracedAs(madeUpNumber(who)).resource);
    rows.push(anObservation(`o${n}`, `p${n % people}`, "2025-02-03", 60 + (n % 40)));
    if (n % 500 === 0) rows.push({ ...aCondition(`c${n}`, `p${n % people}`, "2019"), subject: undefined });
  }
  return ndjson(...rows);
}

/** Loads, and stops in the words of a crash after so many readings have been saved. */
async function loadAndStop(file: FileToLoad, after: number): Promise<void> {
  let readings = 0;
  const work = house.feeds.load([file], () => {
    readings += 1;
    if (readings === after) throw new Error("Somebody pulled the plug.");
  });
  await expect(work).rejects.toThrow("pulled the plug");
}

describe("loading a file", () => {
  it("counts what it did, adding up to what it read", async () => {
    const file = await aFile(house, "gp", PRACTICE, "a.ndjson", aLongExport());
    const seen: number[] = [];
    const { deliveries } = await house.feeds.load([file], (progress) => seen.push(progress.rowsRead));
    const [delivery] = deliveries;
    expect(delivery).toMatchObject({
      state: "loaded",
      source: PRACTICE,
      name: "a.ndjson",
      rowsRead: 2646,
      entries: 2640,
      created: 2640,
      updated: 0,
      earlier: 0,
      unchanged: 0,
      ended: 0,
      rowsRejected: 6,
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(2646);
  });

  it("a second time changes nothing, under whatever name", async () => {
    const text = aLongExport(40);
    await load(await aFile(house, "gp", PRACTICE, "a.ndjson", text));
    const before = await content();
    time.set("2026-05-04T10:00:00Z");
    const again = await load(await aFile(house, "gp", PRACTICE, "b.ndjson", text));
    expect(again).toMatchObject({ name: "a.ndjson", received: new Date("2026-05-03T10:00:00Z") });
    expect(await content()).toEqual(before);
    expect(await house.feeds.deliveries(feedId("gp"))).toHaveLength(1);
  });

  it("with one line more is another delivery, and saves that line only", async () => {
    const patient = aPatient("p").resource;
    const [one, two] = [anObservation("o1", "p", "2025-02-03"), anObservation("o2", "p", "2025-02-04")];
    const recorded = { meta: { lastUpdated: "2025-03-01T00:00:00Z" } };
    await load(
      await aFile(house, "gp", PRACTICE, "a.ndjson", ndjson({ ...patient, ...recorded }, { ...one, ...recorded })),
    );
    const text = ndjson({ ...patient, ...recorded }, { ...one, ...recorded }, { ...two, ...recorded });
    const delivery = await load(await aFile(house, "gp", PRACTICE, "b.ndjson", text));
    expect(delivery).toMatchObject({ entries: 3, created: 1, unchanged: 2, updated: 0 });
  });

  it.each([1, 2, 3])(
    "stopped after %i readings goes on, and leaves what an uninterrupted load leaves",
    async (after) => {
      const file = await aFile(house, "gp", PRACTICE, "a.ndjson", aLongExport());
      await loadAndStop(file, after);
      const [stopped] = await house.feeds.deliveries(feedId("gp"));
      expect(stopped).toMatchObject({ state: "received" });
      expect(stopped?.rowsRead).toBeGreaterThan(0);
      const resumed = await load(file);
      expect(resumed).toMatchObject({ state: "loaded", rowsRead: 2646, entries: 2640, created: 2640, rowsRejected: 6 });
      const interrupted = await content();
      await house.db.execute(sql`
      truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, record.entry, record.earlier, record.change,
        sharing.relationship, sharing.access_event, feeds.delivery, feeds.rejection, feeds.snapshot_entry, feeds.message,
      feeds.completeness restart identity`);
      await load(file);
      expect(await content()).toEqual(interrupted);
    },
  );

  it("that cannot be opened fails in words, and the others go on", async () => {
    const gone = await aFile(house, "gp", PRACTICE, "gone.ndjson", "");
    await rm(gone.path);
    const good = await aFile(house, "gp", PRACTICE, "good.ndjson", ndjson(aPatient("p").resource));
    const { deliveries, failures } = await house.feeds.load([gone, good], quietly);
    expect(deliveries.map((one) => one.name)).toEqual(["good.ndjson"]);
    expect(failures).toEqual([expect.stringMatching(/gone\.ndjson cannot be read \(ENOENT\)\. See that it exists/)]);
  });

  it("of a feed that the place does not have fails in words", () => {
    expect(house.feeds.fileOf("a.ndjson", feedId("none"), PRACTICE)).toMatchObject({
      ok: false,
      problem: { message: "This place has no feed none.", remedy: "Its feeds are: gp, social-care." },
    });
  });

  it("from a stranger is refused, and loaded once the place knows them", async () => {
    const stranger = odsCode("X99777");
    const file = await aFile(house, "gp", stranger, "a.ndjson", ndjson(aPatient("p").resource));
    const refused = await house.feeds.load([file], quietly);
    expect(refused.failures).toEqual([expect.stringContaining("X99777 is not an organisation of this place.")]);
    expect(await house.feeds.deliveries(feedId("gp"))).toMatchObject([{ state: "refused", rowsRead: 0 }]);
    expect((await house.feeds.load([file], quietly)).failures).toHaveLength(1);

    const place = aPlace();
    const known = [...place.organisations, { ods: stranger, name: "New Surgery", kind: "gp-practice" as const }];
    const wiser = await aHouse({ clock: time.clock, place: { ...place, organisations: known } });
    await wiser.feeds.load([{ ...file, source: PRACTICE }], quietly);
    expect((await wiser.feeds.load([file], quietly)).deliveries).toMatchObject([{ state: "loaded", created: 1 }]);
  });

  it("that was refused loads when it comes again after the place has learnt its sender", async () => {
    const file = await aFile(house, "gp", PRACTICE, "a.ndjson", ndjson(aPatient("p").resource));
    await load(file);
    await house.db.execute(sql`update feeds.delivery set state = 'refused'`);
    expect(await load(file)).toMatchObject({ state: "loaded" });
  });
});

describe("what a feed brought", () => {
  it("is told by source, with how fresh it is", async () => {
    await load(await aFile(house, "gp", PRACTICE, "a.ndjson", aLongExport(40)));
    time.set("2026-05-20T10:00:00Z");
    const [gp, social] = await house.feeds.states();
    expect(gp).toMatchObject({
      deliveries: 1,
      entries: 60,
      rowsRejected: 1,
      unfinished: 0,
      lastReceived: new Date("2026-05-03T10:00:00Z"),
      freshness: { arrived: [PRACTICE], missing: ["X99002"], late: [PRACTICE], ageDays: 17 },
    });
    expect(social).toMatchObject({ deliveries: 0, freshness: { arrived: [], missing: ["X99004"], late: [] } });
  });

  it("is unfinished while a load has stopped on the way", async () => {
    const file = await aFile(house, "gp", PRACTICE, "a.ndjson", aLongExport(40));
    await loadAndStop(file, 1);
    expect((await house.feeds.states())[0]?.unfinished).toBe(1);
  });

  it("shows what was refused by reason, with a row, and the looking is logged", async () => {
    const delivery = await load(await aFile(house, "gp", PRACTICE, "a.ndjson", aLongExport(600)));
    await house.db.execute(sql`delete from sharing.access_event`);
    const groups = await house.feeds.rejections(await house.mayList(), delivery.id);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ times: 2, lost: "row", lines: [22, 523] });
    expect(groups[0]?.example.row).toContain('"resourceType":"Condition"');
    const log = await house.db.query(sql<{ kind: string }>`select kind from sharing.access_event`);
    expect(log).toEqual([{ kind: "list" }]);
  });
});

describe("what was refused, line by line", () => {
  const linesOf = async (delivery: Delivery): Promise<readonly RejectionLine[]> => {
    const lines: RejectionLine[] = [];
    for await (const some of house.feeds.rejectionLines(await house.mayList(), delivery.id)) lines.push(...some);
    return lines;
  };

  it("is every line in order, without what stood in it, and the looking is logged once", async () => {
    const text = ndjson(aPatient("p").resource) + "Quillfeather\n".repeat(2100);
    const delivery = await load(await aFile(house, "gp", PRACTICE, "a.ndjson", text));
    await house.db.execute(sql`delete from sharing.access_event`);
    const lines = await linesOf(delivery);
    expect(lines.map((one) => one.line)).toEqual(Array.from({ length: 2100 }, (_, n) => n + 2));
    expect(lines[0]).toMatchObject({ field: "line", reason: "This line is not JSON.", lost: "row" });
    expect(JSON.stringify(lines)).not.toContain("Quillfeather");
    expect(await house.db.query(sql`select kind from sharing.access_event`)).toEqual([{ kind: "list" }]);
  });

  it("is nothing where everything was taken, and that look is logged too", async () => {
    const delivery = await load(await aFile(house, "gp", PRACTICE, "a.ndjson", ndjson(aPatient("p").resource)));
    await house.db.execute(sql`delete from sharing.access_event`);
    expect(await linesOf(delivery)).toEqual([]);
    expect(await house.db.query(sql`select kind from sharing.access_event`)).toEqual([{ kind: "list" }]);
  });

  it("counts a row with several faults once", async () => {
    const text = aSocialCareFile([aServiceRow(), aServiceRow({ eventType: "", start: "", gender: "f?" })]);
    const delivery = await load(await aFile(house, "social-care", COUNCIL, "CLD.csv", text));
    expect(delivery).toMatchObject({ rowsRead: 3, rowsRejected: 1, fieldsRejected: 0 });
    expect((await linesOf(delivery)).map((one) => [one.line, one.field])).toEqual([
      [3, "Event Type"],
      [3, "Event Start Date"],
    ]);
  });

  it("has every entry of a transaction that was refused whole", async () => {
    const put = (resource: { resourceType: string; id: string }) => ({
      resource,
      request: { method: "PUT", url: `${resource.resourceType}/${resource.id}` },
    });
    const bad = { ...aCondition("c", "p", "2019"), subject: undefined, id: "c" };
    const entry = [put(aPatient("p").resource), put(bad), put(aPatient("q").resource)];
    const text = JSON.stringify({ resourceType: "Bundle", type: "transaction", entry });
    const delivery = await load(await aFile(house, "gp", PRACTICE, "a.json", text));
    expect(delivery).toMatchObject({ rowsRead: 3, entries: 0, rowsRejected: 3 });
    expect((await linesOf(delivery)).map((one) => one.line)).toEqual([1, 2, 3]);
  });
});

describe("the files of a place", () => {
  it("are those in the folders of its feeds, by source and in order of name, hidden ones passed over", async () => {
    const first = await aFile(house, "gp", PRACTICE, "1.ndjson", "");
    const exports = first.path.replace(`/${PRACTICE}/1.ndjson`, "");
    await writeFile(first.path.replace("1.ndjson", "2.ndjson"), "");
    await writeFile(first.path.replace("1.ndjson", ".hidden"), "");
    const place = aPlace();
    const feeds = place.feeds.map((feed) => ({
      ...feed,
      folder: feed.format === "fhir-r4" ? (exports.split("/").at(-1) ?? "") : "none",
    }));
    const other = await aHouse({ clock: time.clock, place: { ...place, feeds } });
    const files = await other.feeds.filesIn(exports.split("/").slice(0, -1).join("/"));
    expect(files.map((one) => [one.source, one.path.split("/").at(-1), one.feed.id])).toEqual([
      [PRACTICE, "1.ndjson", "gp"],
      [PRACTICE, "2.ndjson", "gp"],
    ]);
  });
});

describe("what is no file", () => {
  it("is told by its path and not waited for: a folder, a pipe, a link that leads nowhere", async () => {
    const folder = await aFolder();
    await mkdir(join(folder, "a.ndjson"));
    execFileSync("mkfifo", [join(folder, "b.ndjson")]);
    await symlink(join(folder, "nowhere"), join(folder, "c.ndjson"));
    const feed = house.directory.place.feeds[0];
    if (!feed) throw new Error("The place has a feed.");
    const files = ["a", "b", "c"].map((name) => ({ path: join(folder, `${name}.ndjson`), feed, source: PRACTICE }));
    const { deliveries, failures } = await house.feeds.load(files, quietly);
    expect(deliveries).toEqual([]);
    for (const [at, { path }] of files.entries()) expect(failures[at]).toContain(path);
  });
});

describe("a text of any length", () => {
  it("does not stop a load", async () => {
    const long = randomBytes(20_000).toString("hex");
    const file = aSocialCareFile([aServiceRow({ person: long, familyName: long, postcode: long, practiceCode: long })]);
    const other = aRegistration("r1", "p1", long);
    expect((await load(await aFile(house, "social-care", COUNCIL, "long.csv", file))).state).toBe("loaded");
    expect(
      (await load(await aFile(house, "gp", PRACTICE, "long.ndjson", ndjson(aPatient("p1").resource, other)))).state,
    ).toBe("loaded");
  });
});

describe("an exports folder", () => {
  it("says what lies in it where no feed looks", async () => {
    const folder = await aFolder();
    for (const name of ["gp-fhir/X99001", "gp-records"]) await mkdir(join(folder, name), { recursive: true });
    const { place } = house.directory;
    house.directory.renew({ ...place, nationalOptOuts: { file: "opt-outs.dat", lists: "may-be-used" } });
    for (const name of ["place.json", "opt-outs.dat", "gp-fhir/stray.ndjson", "gp-fhir/X99001/a.ndjson"])
      await writeFile(join(folder, name), "");
    expect(await house.feeds.passedOverIn(folder)).toEqual(["gp-records", "gp-fhir/stray.ndjson"]);
  });
});

describe("the same file, loaded by two programs at once", () => {
  it("is counted once, and the one that comes second says so", async () => {
    const text = aLongExport();
    const file = await aFile(house, "gp", PRACTICE, "export.ndjson", text);
    const [one, other] = await Promise.all([house.feeds.load([file], quietly), house.feeds.load([file], quietly)]);
    const [delivery] = await house.feeds.deliveries(file.feed.id);
    const rows = text.trim().split("\n").length;
    expect(delivery).toMatchObject({ state: "loaded", rowsRead: rows, entries: rows - (delivery?.rowsRejected ?? 0) });
    for (const failure of [...one.failures, ...other.failures]) expect(failure).toContain("another program");
    expect(one.deliveries.length + other.deliveries.length).toBeGreaterThan(0);
  });
});
