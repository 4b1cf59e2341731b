import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parse } from "csv-parse/sync";
import { afterAll, describe, expect, it } from "vitest";
import { dayOf, isoDay } from "../../lives/day.ts";
import { householdAt } from "../../lives/household.ts";
import { lifeOf } from "../../lives/life.ts";
import type { Settings } from "../../lives/settings.ts";
import { practiceOf, townOf } from "../../lives/town.ts";
import type { OpenAgency, PlantedFault, TrueEvent } from "../agency.ts";
import { openCommunity } from "../community/submissions.ts";
import { openMentalHealth } from "../mental-health/submissions.ts";
import type { TrueSource } from "../truth.ts";
import { periodsOf } from "./periods.ts";
import { staffName } from "./staff.ts";

const settings: Settings = { people: 3500, practices: 4, seed: 8, asAt: "2026-10-31", effect: 0.08 };
const town = townOf(settings);
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function written(open: OpenAgency) {
  const folder = mkdtempSync(`${tmpdir()}/trust-`);
  folders.push(folder);
  const events: TrueEvent[] = [];
  const faults: PlantedFault[] = [];
  const sources: TrueSource[] = [];
  const [agency] = await open(town, folder, {
    event: (event) => events.push(event),
    fault: (fault) => faults.push(fault),
  });
  if (!agency) throw new Error("A trust has files.");
  for (let index = 0; index < town.households; index++) {
    const household = householdAt(settings, index);
    for (const person of household.people) {
      const practice = practiceOf(town, index);
      sources.push(...(await agency.tell({ person, household, practice, life: lifeOf(settings, person) })));
    }
  }
  const files = await agency.close();
  return { folder, files, events, faults, sources };
}

/** Rows of a file by their headings. */
function rowsOf(folder: string, path: string): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(`${folder}/${path}`, "latin1").replace(/^\u00EF\u00BB\u00BF/, "");
  const [headings = [], ...lines] = parse(text, { relax_column_count: true });
  return lines.map((line) => Object.fromEntries(line.map((cell, at) => [headings[at] ?? "surplus", cell])));
}

describe.each([
  ["community", openCommunity, "CYP201CareContact", "CARE CONTACT IDENTIFIER", "CARE CONTACT DATE", "PERSON ID"],
  ["mental health", openMentalHealth, "MHS201CareContact", "CareContactId", "CareContDate", "Person_ID"],
] as const)("the %s trust's submissions", async (_name, open, contacts, contactId, contactDay, person) => {
  const { folder, files, events, faults, sources } = await written(open);
  const spoilt = new Set(faults.map(({ path, line }) => `${path} ${line}`));
  const soundRows = (table: string) =>
    files
      .filter(({ path }) => path.endsWith(`_${table}.csv`))
      .flatMap(({ path }) =>
        rowsOf(folder, path).flatMap((row, at) =>
          spoilt.has(`${path} ${at + 2}`) ? [] : [{ row, period: /(\d{4}-\d\d-\d\d)_/.exec(path)?.[1] ?? "" }],
        ),
      );

  it("are one of the history and two of the last months, each table a file, one of them sent twice", () => {
    const periods = new Set(files.map(({ path }) => /(\d{4}-\d\d-\d\d)_/.exec(path)?.[1]));
    expect([...periods]).toEqual(["2026-08-31", "2026-09-30", "2026-10-31"]);
    const [again] = files.filter(({ path }) => path.endsWith("_again.csv"));
    const first = readFileSync(`${folder}/${again?.path.replace("_again", "") ?? ""}`);
    expect(readFileSync(`${folder}/${again?.path ?? ""}`)).toEqual(first);
    expect(readdirSync(`${folder}/${files[0]?.path.split("/").slice(0, 2).join("/") ?? ""}`)).toHaveLength(
      files.length,
    );
  });

  it("are equal to the byte when written again", async () => {
    const again = await written(open);
    const hash = (of: string, path: string) =>
      createHash("sha256")
        .update(readFileSync(`${of}/${path}`))
        .digest("hex");
    for (const { path } of files) expect(hash(again.folder, path), path).toBe(hash(folder, path));
    expect(again.events).toEqual(events);
  });

  it("know nothing of what came after their period", () => {
    for (const { path } of files) {
      const end = /(\d{4}-\d\d-\d\d)_/.exec(path)?.[1] ?? "";
      const days = readFileSync(`${folder}/${path}`, "latin1").match(/\b20\d\d-\d\d-\d\d\b/g) ?? [];
      expect(
        days.filter((day) => day > end),
        path,
      ).toEqual([]);
    }
  });

  it("tell each contact once, but for those filed under somebody else and then put right", () => {
    const told = Map.groupBy(soundRows(contacts), ({ row }) => row[contactId] ?? "");
    const twice = [...told.values()].filter((rows) => rows.length > 1);
    expect(told.size).toBeGreaterThan(1000);
    expect(twice.length).toBeGreaterThan(0);
    expect(twice.length / told.size).toBeLessThan(0.02);
    for (const rows of twice) {
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map(({ row }) => row[person])).size).toBe(2);
    }
    const truth = new Map(events.filter(({ type }) => type === "Encounter").map((event) => [event.id, event]));
    for (const [id, rows] of told) expect(truth.get(id)?.patient).toBe(rows.at(-1)?.row[person]);
  });

  it("send some contacts a month late", () => {
    const late = soundRows(contacts).filter(({ row, period }) => {
      const before = periodsOf(town).findLast(({ to }) => isoDay(to) < period);
      return before !== undefined && (row[contactDay] ?? "") <= isoDay(before.to);
    });
    expect(late.length).toBeGreaterThan(0);
  });

  it("name everyone in the index of every submission that speaks of them", () => {
    const index =
      files
        .find(({ path }) => /001MPI/.test(path))
        ?.path.split("_")[1]
        ?.replace(".csv", "") ?? "";
    const known = new Set(soundRows(index).map(({ row, period }) => `${row[person] ?? ""} ${period}`));
    for (const { path } of files) {
      const period = /(\d{4}-\d\d-\d\d)_/.exec(path)?.[1] ?? "";
      if (/901StaffDetails|201CareContact/.test(path)) continue;
      for (const [at, row] of rowsOf(folder, path).entries()) {
        if (spoilt.has(`${path} ${at + 2}`)) continue;
        expect(known.has(`${row[person] ?? ""} ${period}`), `${path} ${row[person] ?? ""}`).toBe(true);
      }
    }
    expect(sources.length).toBeGreaterThan(100);
    expect(new Set(sources.map(({ patient }) => patient)).size).toBe(sources.length);
  });

  it("spoil a few lines of contacts and referrals, and tell the truth of each", () => {
    expect(faults.length).toBeGreaterThan(2);
    for (const { path } of faults) expect(path).toMatch(/201CareContact|101Referral/);
  });

  it("tell every event once, on a day of the told life", () => {
    expect(new Set(events.map(({ type, id }) => `${type}/${id}`)).size).toBe(events.length);
    const people = new Set(sources.map(({ patient }) => patient));
    for (const { patient, day } of events) {
      expect(people.has(patient)).toBe(true);
      expect(day).toBeLessThanOrEqual(dayOf(settings.asAt));
    }
  });
});

describe("staff", () => {
  it("have names of their own, some with accents that other character sets write otherwise", () => {
    const names = Array.from({ length: 300 }, (_, nth) => staffName(nth));
    expect(new Set(names).size).toBeGreaterThan(280);
    expect(names.some((name) => /[éèíñöøÓ]/.test(name))).toBe(true);
    for (const name of names) expect(name).toBe(Buffer.from(name, "latin1").toString("latin1"));
  });
});
