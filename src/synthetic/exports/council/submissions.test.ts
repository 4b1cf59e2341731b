import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ageOn, dayOf } from "../../lives/day.ts";
import { householdAt, households } from "../../lives/household.ts";
import { lifeOf } from "../../lives/life.ts";
import { practiceOf, townOf } from "../../lives/town.ts";
import type { COLUMNS } from "./columns.ts";
import { CouncilFiles, periodsOf } from "./submissions.ts";

const settings = { people: 5000, practices: 2, seed: 21, asAt: "2026-10-31", effect: 0 };
const town = townOf(settings);
const folder = mkdtempSync(`${tmpdir()}/council-`);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Row = Record<(typeof COLUMNS)[number], string>;
const submission = (name: string): Row[] =>
  parse(readFileSync(`${folder}/social-care/901/${name}`), { columns: true, relax_column_count: true });

describe("a council's submissions", () => {
  let older: Row[] = [];
  let newer: Row[] = [];
  let spoiled = 0;

  beforeAll(async () => {
    const files = await CouncilFiles.open(town, "901", folder, { event: () => undefined, fault: () => spoiled++ });
    for (let index = 0; index < town.secondCouncilFrom; index++) {
      const household = householdAt(settings, index);
      for (const person of household.people) {
        await files.tell({ person, household, practice: practiceOf(town, index), life: lifeOf(settings, person) });
      }
    }
    await files.close();
    [older, newer] = [submission("CLD-2026-06-30.csv"), submission("CLD-2026-09-30.csv")];
  });

  it("are quarterly, the later holding all that the earlier held", () => {
    const key = (row: Row) => row["Event Reference"];
    const held = new Set(newer.map(key));
    expect(periodsOf(town).map(({ to }) => to)).toEqual([dayOf("2026-06-30"), dayOf("2026-09-30")]);
    expect(older.filter((row) => !held.has(key(row))).length).toBeLessThanOrEqual(spoiled);
    expect(newer.length).toBeGreaterThan(older.length);
  });

  it("end in the later some events that were open in the earlier", () => {
    const ended = new Map(newer.map((row) => [row["Event Reference"], row["Event End Date"]]));
    const open = older.filter((row) => row["Event Type"] === "Service" && row["Event End Date"] === "");
    expect(open.length).toBeGreaterThan(20);
    expect(open.filter((row) => (ended.get(row["Event Reference"]) ?? "") !== "").length).toBeGreaterThan(0);
  });

  it("lack the NHS number of about one client in four", () => {
    const clients = new Map(newer.map((row) => [row["LA Person Unique Identifier"], row["NHS Number"]]));
    const missing = [...clients.values()].filter((number) => number === "").length / clients.size;
    expect(missing).toBeGreaterThan(0.15);
    expect(missing).toBeLessThan(0.35);
  });

  it("say what care costs, and by whom it is given", () => {
    const services = newer.filter((row) => row["Event Type"] === "Service" && row["Service Type"] !== "");
    for (const row of services) {
      expect(Number(row["Unit Cost"])).toBeGreaterThan(0);
      expect(Number(row["Planned units per week"])).toBeGreaterThan(0);
      expect(row["Delivery Mechanism"] === "Direct Payment" || row["Provider CQC Location Name"] !== "").toBe(true);
    }
    expect(services.length).toBeGreaterThan(50);
  });
});

describe("care from the council", () => {
  it("is given to about one adult in twenty-five, and to far more of the oldest", () => {
    const adults = { young: 0, old: 0 };
    const cared = { young: 0, old: 0 };
    for (const { people } of households(settings)) {
      for (const person of people) {
        const age = ageOn(person.born, person.until);
        if (age < 18.5) continue;
        const group = age < 80 ? "young" : "old";
        adults[group]++;
        if (lifeOf(settings, person).care.requests.length > 0) cared[group]++;
      }
    }
    const share = (cared.young + cared.old) / (adults.young + adults.old);
    expect(share).toBeGreaterThan(0.025);
    expect(share).toBeLessThan(0.06);
    expect(cared.old / adults.old).toBeGreaterThan((5 * cared.young) / adults.young);
  });
});
