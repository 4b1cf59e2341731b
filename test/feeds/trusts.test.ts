import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#app";
import { entryIdOf, mustSucceed, odsCode, patientIdOf, systemClock } from "#base";
import { sql, type Database } from "#db";
import { readPlaceFile } from "#place";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { aDatabase } from "../builders/database.ts";
import { trueFaultsOf, truePeopleOf } from "../builders/truth.ts";

const TRUSTS = ["XC901", "XM901"] as const;
type Event = { readonly source: string; readonly type: string; readonly id: string; readonly patient: string };
type Row = { readonly id: string; readonly patient: string | null; readonly type: string; readonly versions: number };

describe("the submissions of the community trust and the mental health trust, loaded", () => {
  let folder: string;
  let db: Database;
  let events: readonly Event[];
  let held: ReadonlyMap<string, Row>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wholestory-trusts-"));
    await writeExports({ ...DEFAULT_SETTINGS, people: 4000, practices: 4 }, folder, { events: true });
    db = await aDatabase();
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
    const files = (await app.feeds.filesIn(folder)).filter(({ source }) => TRUSTS.some((one) => one === source));
    const { failures } = await app.feeds.load(files, () => undefined);
    expect(failures).toEqual([]);
    events = (await readFile(join(folder, "truth/events.ndjson"), "utf8"))
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Event)
      .filter(({ source }) => TRUSTS.some((one) => one === source));
    const rows = await db.query(sql<Row>`
      select id, patient, type, 1 + (select count(*) from record.earlier where earlier.id = entry.id)::integer as versions
      from record.entry`);
    held = new Map(rows.map((row) => [row.id, row]));
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("every event that was exported is in the record once, under the right patient", () => {
    const wrong = events.filter(({ source, type, id, patient }) => {
      const entry = held.get(entryIdOf(odsCode(source), type, id));
      return entry?.patient !== patientIdOf(odsCode(source), patient);
    });
    expect(wrong).toEqual([]);
    const kinds = new Set(events.map(({ source, type }) => `${source} ${type}`));
    expect([...kinds].sort()).toEqual(
      TRUSTS.flatMap((trust) =>
        ["CarePlan", "CareTeam", "Condition", "Encounter", "Observation", "Procedure", "ServiceRequest"].map(
          (type) => `${trust} ${type}`,
        ),
      ),
    );
  });

  it("nothing is in the record that was not exported, but for patients and staff", () => {
    const told = new Set<string>(events.map(({ source, type, id }) => entryIdOf(odsCode(source), type, id)));
    const others = [...held.values()].filter(({ id }) => !told.has(id));
    const kinds = new Set(others.map(({ type }) => type));
    expect([...kinds].sort()).toEqual(["Patient", "Practitioner"]);
  });

  it("every registration of the truth is a patient", async () => {
    const registrations = (await truePeopleOf(folder)).flatMap(({ sources }) =>
      sources.filter(({ source }) => TRUSTS.some((one) => one === source)),
    );
    expect(registrations.length).toBeGreaterThan(300);
    const missing = registrations.filter(
      ({ source, patient }) => !held.has(entryIdOf(odsCode(source), "Patient", patient)),
    );
    expect(missing).toEqual([]);
  });

  it("every planted fault was refused where it stands, and nothing else but numbers with a wrong check digit", async () => {
    const planted = (await trueFaultsOf(folder))
      .filter(({ path }) => /^(community|mental-health)\//.test(path))
      .map(({ path, line }) => `${path} ${line.toString()}`);
    const refused = await db.query(sql<{ place: string; field: string; lost: string }>`
      select replace(path, ${`${folder}/`}, '') || ' ' || line as place, field, lost
      from feeds.rejection join feeds.delivery on delivery.id = rejection.delivery`);
    expect(planted.length).toBeGreaterThan(10);
    const places = new Set(refused.map(({ place }) => place));
    expect(planted.filter((place) => !places.has(place))).toEqual([]);
    const others = refused.filter(({ place }) => !planted.includes(place));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ field, lost }) => !/^NHS ?NUMBER$/i.test(field) || lost === "row")).toEqual([]);
  });

  it("a contact filed under somebody else was put right: its first version stays, under whom it stood", async () => {
    const moved = await db.query(
      sql<{ id: string }>`select distinct entry as id from record.change where kind = 'moved'`,
    );
    expect(moved.length).toBeGreaterThan(0);
    for (const { id } of moved) expect(held.get(id)?.versions).toBe(2);
  });

  it("a submission that was sent again changed nothing", async () => {
    const deliveries = await db.query(sql<{ name: string; state: string; repeats: number }>`
      select name, state, repeats from feeds.delivery`);
    expect(deliveries.filter(({ name }) => name.includes("again"))).toEqual([]);
    expect(deliveries.filter(({ state }) => state !== "loaded")).toEqual([]);
    expect(deliveries.filter(({ repeats }) => repeats > 0)).toHaveLength(2);
  });

  it("monthly submissions that restate a row leave one version of it, but where it changed", async () => {
    const [restated] = await db.query(sql<{ plans: number; versions: number }>`
      select count(*)::integer as plans, max(version)::integer as versions from record.entry where type = 'CarePlan'`);
    expect(restated?.plans).toBeGreaterThan(20);
    expect(restated?.versions).toBeLessThanOrEqual(3);
  });

  it("people under a community team have a coordinator whom the record names, as private as the rest", async () => {
    const coordinators = await db.query(sql<{ who: string; status: string; title: string }>`
      select who, status, title from record.entry
      where type = 'CareTeam' and code = 'http://snomed.info/sct|768820003' and status = 'active'`);
    expect(coordinators.length).toBeGreaterThan(5);
    for (const { who, title } of coordinators) {
      expect(who).toMatch(/^\p{Lu}\p{Ll}+ /u);
      expect(title).toMatch(/^Care coordinator, (North|South)/);
    }
  });

  it("each trust has to do with its own patients: no practice by what a trust believes, nobody by a referral turned down", async () => {
    const grounded = await db.query(sql<{ kind: string; organisation: string }>`
      select distinct kind, organisation from sharing.relationship order by organisation, kind`);
    expect(grounded.map(({ kind, organisation }) => `${organisation} ${kind}`)).toEqual([
      "XC901 referral",
      "XC901 team",
      "XM901 referral",
      "XM901 stay",
      "XM901 team",
    ]);
    const [revoked] = await db.query(sql<{ grounded: number; revoked: number }>`
      select count(*)::integer as revoked, count(relationship.ground_entry)::integer as grounded
      from record.entry left join sharing.relationship on ground_entry = entry.id
      where type = 'ServiceRequest' and status = 'revoked'`);
    expect(revoked?.revoked).toBeGreaterThan(3);
    expect(revoked?.grounded).toBe(0);
  });

  it("what a mental health trust found and did is private, and the community trust's is ordinary", async () => {
    const labels = await db.query(sql<{ source: string; category: string; sensitivity: string }>`
      select distinct source, category, sensitivity from record.entry join sharing.cell on cell.id = entry.cell`);
    const of = (source: string, category: string) =>
      labels.filter((one) => one.source === source && one.category === category).map(({ sensitivity }) => sensitivity);
    for (const category of ["problems", "results", "procedures", "plans", "contacts", "referrals"]) {
      expect(of("XC901", category), category).toEqual(["normal"]);
      expect(of("XM901", category).length, category).toBeGreaterThan(0);
      expect(of("XM901", category), category).not.toContain("normal");
    }
    expect(of("XM901", "contacts").sort()).toEqual(["mental-health", "substances"]);
    expect(of("XM901", "demographics")).toEqual(["normal"]);
  });

  it("the same files under other names, in another folder, are the same deliveries", async () => {
    const copy = await mkdtemp(join(tmpdir(), "wholestory-again-"));
    await cp(join(folder, "community"), join(copy, "community"), { recursive: true });
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
    const before = await db.query(sql<{ count: number }>`select count(*)::integer as count from record.change`);
    await app.feeds.load(await app.feeds.filesIn(copy), () => undefined);
    expect(await db.query(sql<{ count: number }>`select count(*)::integer as count from record.change`)).toEqual(
      before,
    );
    await rm(copy, { recursive: true });
  });
});
