import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#app";
import { entryIdOf, mustSucceed, odsCode, patientIdOf, systemClock, type PatientId } from "#base";
import { sql, type Database } from "#db";
import { readPlaceFile } from "#place";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { aDatabase } from "../builders/database.ts";
import { trueEventsOf, trueFaultsOf, truePeopleOf, trueSummaryOf, type TruePerson } from "../builders/truth.ts";

/** One entry of the record, as far as the truth speaks of it. */
type Held = { id: string; patient: string; type: string; source: string; ended: boolean; status: string | null };

describe("a made-up place, loaded, against the truth about it", () => {
  let folder: string;
  let db: Database;
  let people: readonly TruePerson[];
  let personOf: ReadonlyMap<string, string>;
  let held: ReadonlyMap<string, Held>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wholestory-truth-"));
    await writeExports({ ...DEFAULT_SETTINGS, people: 1500, practices: 3 }, folder, { events: true });
    db = await aDatabase();
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
    const { failures } = await app.feeds.load(await app.feeds.filesIn(folder), () => undefined);
    expect(failures).toEqual([]);
    people = await truePeopleOf(folder);
    const links = await db.query(sql<{ patient: string; person: string }>`select patient, person from people.link`);
    personOf = new Map(links.map((link) => [link.patient, link.person]));
    const entries = await db.query(sql<Held>`
      select entry.id, entry.patient, entry.type, cell.source, entry.ended, entry.status
      from record.entry join sharing.cell on cell.id = entry.cell where entry.patient is not null`);
    held = new Map(entries.map((one) => [one.id, one]));
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const patientsOf = (person: TruePerson): readonly PatientId[] =>
    person.sources.map(({ source, patient }) => patientIdOf(odsCode(source), patient));

  it("every file is a delivery that was read to its end, one that came twice only once, and its counts add up", async () => {
    const { files } = await trueSummaryOf(folder);
    const deliveries = await db.query(sql<{
      sha256: string;
      state: string;
      read: number;
      entries: number;
      kept: number;
      rejected: number;
    }>`
      select sha256, state, rows_read as read, entries, rows_rejected as rejected,
        created + updated + earlier + unchanged + barred as kept from feeds.delivery`);
    const bySha = new Map(deliveries.map((one) => [one.sha256, one]));
    const seen = new Set<string>();
    for (const { path, lines } of files) {
      const sha256 = createHash("sha256")
        .update(await readFile(join(folder, path)))
        .digest("hex");
      const delivery = bySha.get(sha256);
      seen.add(sha256);
      expect(delivery?.state, path).toBe("loaded");
      expect(delivery?.kept, path).toBe(delivery?.entries);
      if (/^(gp-|social-care)/.test(path)) expect(delivery?.read, path).toBe(lines);
      if (path.endsWith(".ndjson")) expect((delivery?.entries ?? 0) + (delivery?.rejected ?? 0), path).toBe(lines);
    }
    expect(deliveries.length).toBe(seen.size);
    expect(files.length).toBeGreaterThan(seen.size);
  });

  it("every event that an agency exported is in the record once, under the right patient", async () => {
    const missing: string[] = [];
    const misplaced: string[] = [];
    const told = new Set<string>();
    const types = new Set<string>();
    let events = 0;
    for await (const event of trueEventsOf(folder)) {
      const source = odsCode(event.source);
      const id = entryIdOf(source, event.type, event.id);
      events++;
      told.add(id);
      types.add(`${event.source} ${event.type}`);
      if (event.fate === "cancelled") continue;
      const entry = held.get(id);
      const name = `${event.source} ${event.type}/${event.id}`;
      if (!entry || entry.ended) missing.push(name);
      else if (entry.patient !== patientIdOf(source, event.patient)) misplaced.push(name);
    }
    expect(events).toBeGreaterThan(100_000);
    expect(missing.slice(0, 10)).toEqual([]);
    expect(misplaced.slice(0, 10)).toEqual([]);
    // What the truth tells of a source's type, it tells whole: an entry that it does not know is one event held twice.
    const unknown = [...held.values()].filter(
      ({ id, type, source }) => types.has(`${source} ${type}`) && !told.has(id),
    );
    expect(unknown.slice(0, 10).map(({ source, type, id }) => `${source} ${type} ${id}`)).toEqual([]);
  });

  it("what was told and taken back is not shown as having happened", async () => {
    const standing: string[] = [];
    let cancelled = 0;
    for await (const { source, type, id, fate } of trueEventsOf(folder)) {
      if (fate !== "cancelled") continue;
      cancelled++;
      const entry = held.get(entryIdOf(odsCode(source), type, id));
      if (entry && !entry.ended && entry.status !== "cancelled" && entry.status !== "entered-in-error") {
        standing.push(`${source} ${type}/${id}`);
      }
    }
    expect(cancelled).toBeGreaterThan(3);
    expect(standing.slice(0, 10)).toEqual([]);
  });

  it("every planted fault of a line was refused where it stands, and nothing that is not a fault", async () => {
    const planted = (await trueFaultsOf(folder)).map(({ path, line }) => `${path} ${String(line)}`);
    const refused = await db.query(sql<{ place: string; field: string; reason: string }>`
      select replace(path, ${`${folder}/`}, '') || ' ' || line as place, field, reason
      from feeds.rejection join feeds.delivery on delivery.id = rejection.delivery`);
    const places = new Set(refused.map((one) => one.place));
    expect(planted.length).toBeGreaterThan(20);
    expect(planted.filter((place) => !places.has(place)).slice(0, 10)).toEqual([]);
    // A wrong NHS number is planted in a person, not in a line.
    const others = refused.filter(
      (one) =>
        !planted.includes(one.place) &&
        !/NHS number/i.test(one.reason) &&
        !/nhs.?number|identifier|PID-3/i.test(one.field),
    );
    expect(others.slice(0, 10)).toEqual([]);
  });

  it("every registration of the truth is a patient, and no two people of the truth became one person", () => {
    const holders = new Map<string, string>();
    for (const person of people) {
      for (const { source, patient, former } of person.sources) {
        const id = personOf.get(patientIdOf(odsCode(source), patient));
        expect(id, `${source} ${patient}`).toBeDefined();
        if (id === undefined) continue;
        // Whoever they were before is somebody else for whoever keeps records.
        const holder = `${person.person}${former ? " before" : ""}`;
        expect(holders.get(id) ?? holder).toBe(holder);
        holders.set(id, holder);
      }
    }
  });

  it("registrations with the right number and date of birth, one of them verified, are one person", () => {
    let joined = 0;
    for (const person of people) {
      const sure = person.sources.filter((one) => one.nhsNumber === "right" && one.bornRight && !one.former);
      // A practice says whether it traced the number; Client Level Data has no word for it.
      if (sure.length < 2 || !sure.some((one) => one.verified && one.source.startsWith("X99"))) continue;
      joined++;
      const ids = sure.map(({ source, patient }) => personOf.get(patientIdOf(odsCode(source), patient)));
      expect(new Set(ids).size, String(person.person)).toBe(1);
    }
    expect(joined).toBeGreaterThan(300);
  });

  it("somebody is known to practices of both kinds, the hospital, both trusts, the council and the charity, as one person", () => {
    const known = people.map((person) => ({ person, sources: new Set(person.sources.map(({ source }) => source)) }));
    const [most] = known.toSorted((one, other) => other.sources.size - one.sources.size);
    const systems = ["X99001", "X99003"].filter((ods) => most?.sources.has(ods)).length;
    expect([...(most?.sources ?? [])]).toEqual(
      expect.arrayContaining(["X99002", "XT901", "XC901", "XM901", "901", "XV901"]),
    );
    expect(systems).toBeGreaterThan(0);
    expect(new Set(most ? patientsOf(most.person).map((patient) => personOf.get(patient)) : []).size).toBe(1);
  });
});
