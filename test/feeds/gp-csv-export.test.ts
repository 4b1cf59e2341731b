import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#app";
import { entryIdOf, mustSucceed, odsCode, patientIdOf, systemClock } from "#base";
import { sql, type Database } from "#db";
import { readPlaceFile } from "#place";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { aDatabase } from "../builders/database.ts";
import { trueFaultsOf, truePeopleOf, trueSummaryOf, type TruePerson } from "../builders/truth.ts";

type TrueEvent = {
  readonly source: string;
  readonly type: string;
  readonly id: string;
  readonly patient: string;
  readonly fate?: string;
};

/** Practices whose systems send extracts; the second is late. */
const [CSV, LATE] = ["X99002", "X99005"] as const;

describe("extracts of a made-up town's practices, loaded", () => {
  let folder: string;
  let db: Database;
  let events: readonly TrueEvent[];
  let people: readonly TruePerson[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wholestory-gp-csv-"));
    await writeExports({ ...DEFAULT_SETTINGS, people: 900, practices: 5 }, folder, { events: true });
    db = await aDatabase();
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
    const files = await app.feeds.filesIn(folder);
    const { failures } = await app.feeds.load(
      files.filter(({ feed }) => feed.format === "gp-csv"),
      () => undefined,
    );
    expect(failures).toEqual([]);
    people = await truePeopleOf(folder);
    const lines = (await readFile(join(folder, "truth/events.ndjson"), "utf8")).trimEnd().split("\n");
    events = lines
      .map((line) => JSON.parse(line) as TrueEvent)
      .filter(({ source }) => source === CSV || source === LATE);
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("hold every event that was told, once, under the right patient; what was taken back has ended", async () => {
    const held = await db.query(sql<{ id: string; patient: string | null; ended: boolean }>`
      select id, patient, ended from record.entry`);
    const byId = new Map(held.map((one) => [one.id, one]));
    const wrong = events.filter(({ source, type, id, patient, fate }) => {
      const entry = byId.get(entryIdOf(odsCode(source), type, id));
      return entry?.patient !== patientIdOf(odsCode(source), patient) || entry.ended !== (fate === "cancelled");
    });
    expect(wrong).toEqual([]);
    expect(events.length).toBeGreaterThan(10_000);
    expect(events.filter(({ fate }) => fate === "cancelled").length).toBeGreaterThan(5);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(TYPES));
    expect(new Set(events.map(({ source, type, id }) => `${source} ${type} ${id}`)).size).toBe(events.length);
  });

  it("hold nothing else about the practices' patients", async () => {
    const [row] = await db.query(sql<{ entries: number }>`
      select count(*) as entries from record.entry join sharing.cell on cell.id = entry.cell
      where source in (${CSV}, ${LATE}) and patient is not null`);
    expect(row?.entries).toBe(events.length);
  });

  it("are refused where a fault was planted in a line, or a number is wrong, and nowhere else", async () => {
    const planted = (await trueFaultsOf(folder))
      .filter(({ path }) => path.startsWith("gp-csv"))
      .map(({ path, line }) => `${path} ${String(line)}`);
    const refused = await db.query(sql<{ place: string; field: string }>`
      select replace(path, ${`${folder}/`}, '') || ' ' || line as place, field
      from feeds.rejection join feeds.delivery on delivery.id = rejection.delivery
      where feed = 'gp-csv' order by 1`);
    expect(planted.length).toBeGreaterThan(3);
    expect(planted.filter((place) => !refused.some((one) => one.place === place))).toEqual([]);
    const others = refused.filter((one) => !planted.includes(one.place));
    expect(others.filter(({ field }) => field !== "NhsNumber")).toEqual([]);
    const wrong = people.flatMap(({ sources }) => sources).filter((one) => one.nhsNumber === "wrong");
    const ours = wrong.filter(({ source }) => source === CSV || source === LATE);
    expect(others.length).toBeGreaterThanOrEqual(ours.length);
  });

  it("are read to the last line, whatever their character set and line ends", async () => {
    const { files } = await trueSummaryOf(folder);
    const extracts = files.filter(({ path }) => path.startsWith("gp-csv"));
    const deliveries = await db.query(sql<{ path: string; read: number }>`
      select replace(path, ${`${folder}/`}, '') as path, rows_read as read from feeds.delivery where feed = 'gp-csv'`);
    expect(new Map(deliveries.map(({ path, read }) => [path, read]))).toEqual(
      new Map(extracts.map(({ path, lines }) => [path, lines])),
    );
    expect(extracts.filter(({ source }) => source === LATE).every(({ path }) => path.includes("2026-09-30"))).toBe(
      true,
    );
    const units = await db.query(sql<{ unit: string }>`
      select distinct unit from record.entry join sharing.cell on cell.id = entry.cell
      where source = ${CSV} and unit is not null`);
    expect(units.map(({ unit }) => unit)).toEqual(expect.arrayContaining(["µmol/L", "mL/min/1.73m²", "10*9/L", "°C"]));
  });
});

const TYPES = [
  ...["Patient", "EpisodeOfCare", "Encounter", "Appointment", "Condition", "Observation", "AllergyIntolerance"],
  ...["Immunization", "Procedure", "DocumentReference", "MedicationRequest", "ServiceRequest"],
];
