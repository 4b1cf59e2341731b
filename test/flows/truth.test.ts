import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#app";
import { mustSucceed, odsCode, patientIdOf, systemClock, type PatientId } from "#base";
import { sql, type Database } from "#db";
import { readPlaceFile } from "#place";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { aDatabase } from "../builders/database.ts";
import { trueFaultsOf, truePeopleOf, trueSummaryOf, type TruePerson } from "../builders/truth.ts";

describe("a made-up place, loaded, against the truth about it", () => {
  let folder: string;
  let db: Database;
  let people: readonly TruePerson[];
  let personOf: ReadonlyMap<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wholestory-truth-"));
    await writeExports({ ...DEFAULT_SETTINGS, people: 1500, practices: 3 }, folder);
    db = await aDatabase();
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
    const { failures } = await app.feeds.load(await app.feeds.filesIn(folder), () => undefined);
    expect(failures).toEqual([]);
    people = await truePeopleOf(folder);
    const links = await db.query(sql<{ patient: string; person: string }>`select patient, person from people.link`);
    personOf = new Map(links.map((link) => [link.patient, link.person]));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const patientsOf = (person: TruePerson): readonly PatientId[] =>
    person.sources.map(({ source, patient }) => patientIdOf(odsCode(source), patient));

  it("every line of every file is read, and is an entry or a rejection", async () => {
    const { files } = await trueSummaryOf(folder);
    const deliveries = await db.query(sql<{ path: string; read: number; entries: number; rejected: number }>`
      select path, rows_read as read, entries, rows_rejected as rejected from feeds.delivery`);
    expect(deliveries.length).toBe(files.length);
    for (const { path, lines } of files) {
      const delivery = deliveries.find((one) => one.path === join(folder, path));
      expect(delivery?.read, path).toBe(lines);
      if (path.endsWith(".ndjson")) expect((delivery?.entries ?? 0) + (delivery?.rejected ?? 0), path).toBe(lines);
    }
  });

  it("every planted fault of a line was refused where it stands, and nothing that is not a fault", async () => {
    const planted = (await trueFaultsOf(folder)).map(({ path, line }) => `${path} ${String(line)}`);
    const refused = await db.query(sql<{ place: string; field: string }>`
      select replace(path, ${`${folder}/`}, '') || ' ' || line as place, field
      from feeds.rejection join feeds.delivery on delivery.id = rejection.delivery`);
    const places = new Set(refused.map((one) => one.place));
    expect(planted.length).toBeGreaterThan(5);
    expect(planted.filter((place) => !places.has(place))).toEqual([]);
    // A wrong NHS number is planted in a person, not in a line.
    const others = refused.filter((one) => !planted.includes(one.place) && !/nhs.?number|identifier/i.test(one.field));
    expect(others).toEqual([]);
  });

  it("every registration of the truth is a patient, and no two people of the truth became one person", () => {
    const held = new Map<string, number>();
    for (const person of people) {
      for (const patient of patientsOf(person)) {
        const id = personOf.get(patient);
        expect(id, patient).toBeDefined();
        if (id === undefined) continue;
        expect(held.get(id) ?? person.person).toBe(person.person);
        held.set(id, person.person);
      }
    }
  });

  it("registrations with the right number and date of birth, one of them verified, are one person", () => {
    let joined = 0;
    for (const person of people) {
      const sure = person.sources.filter((one) => one.nhsNumber === "right" && one.bornRight);
      // A practice says whether it traced the number; Client Level Data has no word for it.
      if (sure.length < 2 || !sure.some((one) => one.verified && one.source.startsWith("X"))) continue;
      joined++;
      const ids = sure.map(({ source, patient }) => personOf.get(patientIdOf(odsCode(source), patient)));
      expect(new Set(ids).size, String(person.person)).toBe(1);
    }
    expect(joined).toBeGreaterThan(30);
  });
});
