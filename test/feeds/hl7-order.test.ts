import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entryIdOf, feedId } from "#base";
import { sql } from "#db";
import { aFile } from "../builders/files.ts";
import { aHeader, aMessage, aPid, aSegment, segments } from "../builders/hl7-message.ts";
import { aClock, aHouse, aPlace, HOSPITAL, type House } from "../builders/house.ts";

const place = aPlace();
const HL7 = feedId("hospital-hl7");
const time = aClock("2025-06-01T10:00:00Z");
let house: House;

beforeAll(async () => {
  const feed = { id: HL7, name: "Hospital messages", format: "hl7-v2", folder: "hospital-hl7" } as const;
  const more = { organisations: [HOSPITAL], deliveries: "increments", expectedEveryDays: 7 } as const;
  house = await aHouse({ clock: time.clock, place: { ...place, feeds: [...place.feeds, { ...feed, ...more }] } });
});
/** As on the first day. */
const empty = () =>
  house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, record.entry, record.earlier, record.change,
      sharing.relationship, sharing.access_event, feeds.delivery restart identity cascade`);
beforeEach(empty);

const at = (type: string, written: string, more: Parameters<typeof aMessage>[0] | object = {}): string =>
  aMessage({ type, written, ...more });

const DISCHARGED = "202505221400";
const ADMISSION = at("ADT^A01", "20250520091600", { more: ["DG1|1||R074^Chest pain^I10|||A"] });
const DISCHARGE = at("ADT^A03", "20250522140500", {
  discharged: DISCHARGED,
  more: ["DG1|1||I219^Heart attack^I10|||F"],
});
const WITHDRAWN = at("ADT^A13", "20250522150000");
const CANCELLED = at("ADT^A11", "20250522160000");

/** Loads each of these as a delivery of its own, in this order. */
async function load(...files: readonly string[]): Promise<void> {
  for (const [nth, text] of files.entries()) {
    const { failures } = await house.feeds.load(
      [await aFile(house, HL7, HOSPITAL, `${String(nth)}.hl7`, text)],
      () => undefined,
    );
    expect(failures).toEqual([]);
  }
}

/** Everything that is current in the record, but for which delivery brought it. */
const present = () =>
  house.db.query(sql`
    select id, type, patient, ended, recorded, content from record.entry order by id`);

async function standing(type: string, id: string): Promise<unknown> {
  const rows = await house.db.query(sql<{ content: string; ended: boolean }>`
    select content, ended from record.entry where id = ${entryIdOf(HOSPITAL, type, id)}`);
  return rows[0] && { ...(JSON.parse(rows[0].content) as object), ended: rows[0].ended };
}

function* orders<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= 1) yield items;
  for (const [at, item] of items.entries()) {
    for (const rest of orders(items.toSpliced(at, 1))) yield [item, ...rest];
  }
}

describe("messages about one visit", () => {
  it("end in the same record, whatever order they arrive in", async () => {
    let expected: unknown;
    for (const order of orders([ADMISSION, DISCHARGE, WITHDRAWN])) {
      await empty();
      await load(...order);
      const found = await present();
      expected ??= found;
      expect(found).toEqual(expected);
    }
    expect(await standing("Encounter", "S1")).toMatchObject({
      status: "in-progress",
      period: { start: expect.any(String) as string },
    });
  });

  it("leave of the diagnoses that were thought of those that stood on discharge", async () => {
    const thought = ["R074^Chest pain", "I269^Clot in the lung", "J189^Pneumonia"];
    const more = thought.map((code, at) => `DG1|${String(at + 1)}||${code}^I10|||W`);
    await load(at("ADT^A01", "20250520091600", { more }), DISCHARGE);
    const held = await house.db.query(sql<{ title: string }>`
      select title from record.entry where type = 'Condition' and not ended`);
    expect(held.map(({ title }) => title)).toEqual(["Heart attack"]);
  });

  it("leave a visit finished once it is over, though the admission comes after", async () => {
    await load(DISCHARGE, ADMISSION);
    expect(await standing("Encounter", "S1")).toMatchObject({
      status: "finished",
      period: { start: "2025-05-20T09:15:00+01:00", end: "2025-05-22T14:00:00+01:00" },
    });
  });

  it("take back an admission, and what it said of the patient, though it is told after it was taken back", async () => {
    for (const files of [
      [ADMISSION, CANCELLED],
      [CANCELLED, ADMISSION],
    ]) {
      await empty();
      await load(...files);
      expect(await standing("Encounter", "S1")).toMatchObject({ status: "cancelled" });
      const conditions = await house.db.query(sql<{ ended: boolean }>`
        select ended from record.entry where type = 'Condition'`);
      expect(conditions.every(({ ended }) => ended)).toBe(true);
    }
  });

  it("are one relationship with the hospital, for as long as the stay lasts", async () => {
    await load(ADMISSION);
    const stays = () =>
      house.db.query(sql<{ kind: string; ends: Date | null }>`
      select kind, ends from sharing.relationship`);
    expect(await stays()).toMatchObject([{ kind: "stay", ends: null }]);
    await load(DISCHARGE);
    expect((await stays()).map(({ ends }) => ends?.toISOString())).toEqual(["2025-05-22T13:00:01.000Z"]);
  });
});

describe("an admission under the wrong patient", () => {
  it("is taken from them and stands under the right one", async () => {
    const wrong = at("ADT^A01", "20250520091600", { patient: "WRONG", more: ["DG1|1||J189^Pneumonia^I10"] });
    const back = at("ADT^A11", "20250520093000", { patient: "WRONG" });
    const right = at("ADT^A01", "20250520093500", { patient: "RIGHT", more: ["DG1|1||J189^Pneumonia^I10"] });
    await load(wrong, back, right);
    expect(await standing("Encounter", "S1")).toMatchObject({
      status: "in-progress",
      subject: { reference: "Patient/RIGHT" },
    });
    const held = await house.db.query(sql<{ type: string }>`
      select type from record.entry where patient = ${entryIdOf(HOSPITAL, "Patient", "WRONG")} and not ended`);
    expect(held.map(({ type }) => type)).toEqual(["Patient"]);
  });
});

describe("who a patient is", () => {
  const result = (written: string) =>
    segments(
      aHeader("ORU^R01", written),
      aSegment("PID", { 3: "0012345^^^XT901^MR", 5: "Okafor^Ada" }),
      "OBR|1||F1|FBC||||||||||||||||||||||F",
      "OBX|1|NM|HB||140|g/L|||||F",
    );

  it("is not lost to a laboratory that knows less, though its message is newer", async () => {
    await load(ADMISSION, result("20250525"));
    expect(await standing("Patient", "0012345")).toMatchObject({ birthDate: "1947-03-31" });
    expect(await standing("Observation", "F1-1")).toMatchObject({ valueQuantity: { value: 140 } });
  });

  it("is what a laboratory says as long as nobody else has spoken", async () => {
    await load(result("20250525"));
    expect(await standing("Patient", "0012345")).toMatchObject({ name: [{ family: "Okafor" }] });
    await load(result("20250525"), ADMISSION);
    expect(await standing("Patient", "0012345")).toMatchObject({ birthDate: "1947-03-31" });
  });

  it("is one person after a merge, and everything of the registration that was given up goes on being theirs", async () => {
    const merge = segments(
      aHeader("ADT^A40"),
      aSegment("EVN", { 2: "20250523" }),
      aPid("NEW"),
      "MRG|0012345^^^XT901^MR",
    );
    await load(ADMISSION.replace("9990000018^^^NHS^NH", ""), merge);
    expect(await house.personOf(HOSPITAL, "0012345")).toBe(await house.personOf(HOSPITAL, "NEW"));
    expect(await standing("Patient", "0012345")).toMatchObject({ active: false });
    expect(await standing("Encounter", "S1")).toMatchObject({ subject: { reference: "Patient/0012345" } });
  });
});
