import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, describe, expect, it } from "vitest";
import { isTestNhsNumber, readNhsNumber } from "#base";
import { writeExports, type ExportProgress, type ExportSummary } from "./write.ts";

const settings = { people: 700, practices: 4, seed: 3, asAt: "2026-10-31", effect: 0.08 };
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(`${tmpdir()}/exports-`);
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const folder = newFolder();
const told: ExportProgress[] = [];
const summary: ExportSummary = await writeExports(settings, folder, {
  onProgress: (progress) => told.push(progress),
});
const linesOf = (path: string) => readFileSync(`${folder}/${path}`, "utf8").trimEnd().split("\n");
const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
type Entry = { resourceType: string; id: string; meta: { lastUpdated: string }; status?: string };
const faults = linesOf("truth/faults.ndjson")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { path: string; line: number; kind: string });
const gpFiles = summary.files.filter(({ path }) => path.startsWith("gp-fhir/"));
const entriesOf = (path: string): Entry[] => {
  const spoiled = new Set(faults.filter((fault) => fault.path === path).map(({ line }) => line));
  return linesOf(path).flatMap((line, place) => (spoiled.has(place + 1) ? [] : [JSON.parse(line) as Entry]));
};

describe("exports", () => {
  it("are equal to the byte when written again", async () => {
    const again = newFolder();
    const files = (await writeExports(settings, again)).files.map(({ path }) => path);
    expect(files).toEqual(summary.files.map(({ path }) => path));
    for (const path of [
      ...files,
      "place.json",
      "areas.csv",
      "national-opt-outs.dat",
      "truth/people.ndjson",
      "truth/faults.ndjson",
      "truth/summary.json",
    ]) {
      expect(hashOf(`${again}/${path}`), path).toBe(hashOf(`${folder}/${path}`));
    }
  });

  it("are told of file by file, one practice after the other, the other agencies at the end", () => {
    const files = told.flatMap((progress) => (progress.kind === "file" ? [progress.path] : []));
    expect(files).toEqual(summary.files.map(({ path }) => path));
    expect(files.slice(0, 2)).toEqual(["gp-fhir/X99001/2026-09-30.ndjson", "gp-fhir/X99001/2026-10-31.ndjson"]);
    const firstOther = files.findIndex((path) => !path.startsWith("gp-"));
    expect(files.slice(firstOther).filter((path) => path.startsWith("gp-"))).toEqual([]);
    expect(files.slice(firstOther)).toContain("voluntary/XV901/2026-10-31.xlsx");
  });

  it("live in areas of one decile each, and every postcode of a registration is in one", () => {
    const areas = linesOf("areas.csv").map((line) => line.split(","));
    expect(areas[0]).toEqual(["postcode", "lsoa", "imd_decile"]);
    const deciles = new Map(areas.slice(1).map(([, lsoa, decile]) => [lsoa, decile]));
    for (const [, lsoa, decile] of areas.slice(1)) expect(deciles.get(lsoa)).toBe(decile);
    expect(new Set(deciles.values()).size).toBeGreaterThan(4);
    const known = new Set(areas.map(([postcode]) => postcode));
    const said = gpFiles.flatMap(({ path }) =>
      entriesOf(path).flatMap((entry) => JSON.stringify(entry).match(/"postalCode":"(ZZ[^"]+)"/g) ?? []),
    );
    const postcodes = new Set(said.map((text) => text.slice(14, -1)));
    expect(postcodes.size).toBeGreaterThan(10);
    expect([...postcodes].filter((postcode) => !known.has(postcode))).toEqual([]);
  });

  it("stand beside a list of those without a national opt-out, one in twenty left out of it by all their numbers", () => {
    const listed = new Set(linesOf("national-opt-outs.dat").map((line) => line.replace(/,$/, "")));
    const people = linesOf("truth/people.ndjson").map(
      (line) => JSON.parse(line) as { nhsNumber?: string; formerNhsNumber?: string },
    );
    const optedOut = people.filter(({ nhsNumber = "" }) => !listed.has(nhsNumber));
    expect(optedOut.length).toBeGreaterThan(0.03 * people.length);
    expect(optedOut.length).toBeLessThan(0.07 * people.length);
    const formerly = (some: typeof people) => some.flatMap(({ formerNhsNumber }) => formerNhsNumber ?? []);
    expect(formerly(optedOut).filter((number) => listed.has(number))).toEqual([]);
    expect(formerly(people).some((number) => listed.has(number))).toBe(true);
  });

  it("hold what the truth counts", () => {
    const counted: Record<string, Record<string, number>> = {};
    for (const { path, source, lines } of gpFiles) {
      expect(linesOf(path).length).toBe(lines);
      for (const { resourceType } of entriesOf(path)) {
        const counts = (counted[source] ??= {});
        counts[resourceType] = (counts[resourceType] ?? 0) + 1;
      }
    }
    for (const { path } of faults.filter((fault) => fault.path.startsWith("gp-fhir/"))) {
      const counts = counted[path.split("/")[1] ?? ""] ?? {};
      counts.Observation = (counts.Observation ?? 0) + 1;
    }
    for (const [source, counts] of Object.entries(counted)) expect(counts, source).toEqual(summary.entries[source]);
    const extracts = summary.files.filter(({ path }) => path.startsWith("gp-csv/"));
    const rows = extracts.reduce((sum, { lines }) => sum + lines - 1, 0);
    const told = Object.values(summary.entries.X99002 ?? {}).reduce((sum, count) => sum + count, 0);
    expect(Object.keys(summary.entries).toSorted()).toEqual([...Object.keys(counted), "X99002"].toSorted());
    expect(rows).toBe(told);
  });

  it("refer to nothing that is not in the same source's files", () => {
    for (const source of new Set(gpFiles.map((file) => file.source))) {
      const entries = gpFiles.filter((file) => file.source === source).flatMap(({ path }) => entriesOf(path));
      const known = new Set(entries.map(({ resourceType, id }) => `${resourceType}/${id}`));
      const spoiled = faults.filter((fault) => fault.path.includes(source)).length;
      const dangling = new Set(
        [...JSON.stringify(entries).matchAll(/"reference":"([^"]+)"/g)].flatMap(([, to = ""]) =>
          known.has(to) ? [] : [to],
        ),
      );
      expect(dangling.size).toBeLessThanOrEqual(spoiled);
    }
  });

  it("send each entry once a delivery, and again only when it is newer or the patient's opening", () => {
    let changed = 0;
    for (const source of new Set(gpFiles.map((file) => file.source))) {
      const updated = new Map<string, string>();
      for (const { path } of gpFiles.filter((file) => file.source === source)) {
        const here = new Set<string>();
        for (const { resourceType, id, meta } of entriesOf(path)) {
          const key = `${resourceType}/${id}`;
          expect(here.has(key), key).toBe(false);
          here.add(key);
          const before = updated.get(key);
          if (before !== undefined && resourceType !== "Patient") {
            expect(meta.lastUpdated > before, key).toBe(true);
            changed++;
          }
          expect(meta.lastUpdated.slice(0, 10) <= path.slice(-17, -7), key).toBe(true);
          updated.set(key, meta.lastUpdated);
        }
      }
    }
    expect(changed).toBeGreaterThan(10);
  });

  it("let one practice and one council be late", () => {
    const days = (source: string) =>
      summary.files.flatMap((file) => (file.source === source ? (/\d{4}-\d{2}-\d{2}/.exec(file.path)?.[0] ?? []) : []));
    const deliveries = (source: string) => new Set(days(source)).size;
    expect(["X99001", "X99002", "X99003", "X99004", "901", "902"].map(deliveries)).toEqual([2, 2, 1, 2, 2, 1]);
  });
});

describe("the truth about people", () => {
  type Truth = {
    nhsNumber?: string;
    formerNhsNumber?: string;
    sources: { source: string; patient: string; nhsNumber: string; bornRight: boolean }[];
    born: string;
  };
  const people = linesOf("truth/people.ndjson").map((line) => JSON.parse(line) as Truth);

  it("names everyone once, with valid NHS numbers of their own", () => {
    const numbers = people.flatMap(({ nhsNumber }) => nhsNumber ?? []);
    expect(people.length).toBe(settings.people);
    expect(new Set(numbers).size).toBe(settings.people);
    for (const number of numbers) {
      const read = readNhsNumber(number);
      expect(read.ok && isTestNhsNumber(read.value)).toBe(true);
    }
  });

  it("names every patient of every practice, and says whether number and birth date are right", () => {
    const known = new Map(
      people.flatMap((person) =>
        person.sources.map((source) => [`${source.source}/${source.patient}`, { person, source }]),
      ),
    );
    let patients = 0;
    for (const { path, source } of gpFiles) {
      for (const entry of entriesOf(path)) {
        if (entry.resourceType !== "Patient") continue;
        const truth = known.get(`${source}/${entry.id}`);
        const stated = entry as Entry & {
          birthDate: string;
          identifier: { system: string; value: string; use: string }[];
        };
        const number = stated.identifier.find(({ use }) => use === "official")?.value;
        expect(truth?.source.nhsNumber).toBe(
          number === undefined
            ? "missing"
            : number === truth?.person.nhsNumber
              ? "right"
              : number === truth?.person.formerNhsNumber
                ? "superseded"
                : "wrong",
        );
        expect(truth?.source.bornRight).toBe(stated.birthDate === truth?.person.born);
        patients++;
      }
    }
    expect(patients).toBeGreaterThan(settings.people * 0.8);
  });

  it("has people whom two sources know", () => {
    expect(people.filter(({ sources }) => sources.length > 1).length).toBeGreaterThan(10);
    expect(people.some(({ sources }) => sources.some(({ source }) => source === "901"))).toBe(true);
  });
});
