import { readFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { feedId, mustSucceed, odsCode } from "#base";
import { directoryOf, readPlaceFile } from "#place";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { createMappedAdapter } from "../../src/feeds/mapped/adapter.ts";
import type { Reading } from "../../src/feeds/adapter.ts";
import { aFolder } from "../builders/files.ts";
import { aDelivery } from "../builders/readings.ts";
import { trueFaultsOf, truePeopleOf, trueSummaryOf } from "../builders/truth.ts";

const SOURCE = odsCode("XV901");

describe("the voluntary organisation's spreadsheets, read by the mapping of the made-up place", () => {
  let folder: string;
  const readings = new Map<string, Reading[]>();

  beforeAll(async () => {
    folder = await aFolder();
    await writeExports({ ...DEFAULT_SETTINGS, people: 3000 }, folder, { events: true });
    const feed = directoryOf(mustSucceed(await readPlaceFile(join(folder, "place.json")))).feed(feedId("voluntary"));
    if (!feed) throw new Error("The made-up place has a voluntary feed.");
    const files = (await trueSummaryOf(folder)).files.filter(({ source }) => source === SOURCE);
    for (const { path } of files) {
      const facts = aDelivery({ source: SOURCE, received: new Date("2026-11-02"), now: new Date("2026-11-02") });
      const own: Reading[] = [];
      for await (const reading of createMappedAdapter(feed)(createReadStream(join(folder, path)), facts, 0))
        own.push(reading);
      readings.set(path, own);
    }
  }, 120_000);

  it("are one month as CSV and the next as a workbook", () => {
    expect([...readings.keys()].map((path) => path.replace(/^.*\./, ""))).toEqual(["csv", "xlsx"]);
  });

  it("give every event of the truth, once, under the patient that the truth names, and no other", async () => {
    const truth = (await readFile(join(folder, "truth/events.ndjson"), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { source: string; type: string; id: string; patient: string; day: string })
      .filter(({ source }) => source === SOURCE);
    const entries = [...readings.values()].flat().flatMap((reading) => reading.entries);
    const events = entries.flatMap(({ resource, patient }) =>
      resource.resourceType === "Encounter" ? [`${resource.id} ${patient ?? ""} ${resource.period?.start ?? ""}`] : [],
    );
    expect(truth.length).toBeGreaterThan(400);
    expect(new Set(truth.map(({ id }) => id)).size).toBe(truth.length);
    expect(new Set(events)).toEqual(new Set(truth.map(({ id, patient, day }) => `${id} ${patient} ${day}`)));
    // Lines that were copied twice are the same visits.
    expect(events.length).toBeGreaterThan(truth.length);
  });

  it("give every registration of the truth", async () => {
    const known = (await truePeopleOf(folder)).flatMap(({ sources }) =>
      sources.flatMap(({ source, patient }) => (source === SOURCE ? [patient] : [])),
    );
    const patients = [...readings.values()]
      .flat()
      .flatMap(({ entries }) => entries)
      .flatMap(({ resource }) => (resource.resourceType === "Patient" ? [resource] : []));
    expect(new Set(patients.map(({ id }) => id))).toEqual(new Set(known));
    expect(patients.filter(({ birthDate }) => birthDate === undefined).length).toBeGreaterThan(10);
    expect(patients.filter(({ identifier }) => identifier !== undefined)).toEqual([]);
    expect(patients.every(({ address }) => /^ZZ\d+ \d[A-Z]{2}$/.test(address?.[0]?.postalCode ?? "ZZ1 1AA"))).toBe(
      true,
    );
  });

  it("are refused where faults were planted, and nowhere else", async () => {
    const planted = (await trueFaultsOf(folder)).filter(({ path }) => path.startsWith("voluntary/"));
    const refused = [...readings].flatMap(([path, own]) =>
      own.flatMap(({ rejections }) => rejections.map(({ line }) => `${path} ${line}`)),
    );
    expect(planted.length).toBeGreaterThan(2);
    expect(new Set(refused)).toEqual(new Set(planted.map(({ path, line }) => `${path} ${line}`)));
  });

  it("call the same activity and outcome by one name, in however many ways they are spelt", () => {
    const said = [...readings.values()].flat().flatMap(({ entries }) => entries);
    const names = new Set(
      said.flatMap(({ resource }) => (resource.resourceType === "Encounter" ? [resource.type?.[0]?.text] : [])),
    );
    expect([...names].sort()).toEqual([
      "Befriending visit",
      "Carers' support",
      "Lunch club",
      "Transport",
      "Welfare advice",
    ]);
  });
});
