import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { feedId, odsCode, stretchOf } from "#base";
import type { SuppliedEntry } from "#record";
import type { Rejection } from "../../src/feeds/adapter.ts";
import { createHl7Adapter } from "../../src/feeds/hl7/adapter.ts";
import type { PlantedFault, TrueEvent, WrittenFile } from "../../src/synthetic/exports/agency.ts";
import { openHospitalHl7 } from "../../src/synthetic/exports/hospital-hl7/hospital.ts";
import type { TrueSource } from "../../src/synthetic/exports/truth.ts";
import { householdAt } from "../../src/synthetic/lives/household.ts";
import { lifeOf } from "../../src/synthetic/lives/life.ts";
import { townOf } from "../../src/synthetic/lives/town.ts";
import { DEFAULT_SETTINGS } from "#synthetic";
import { aFolder } from "../builders/files.ts";

type Export = {
  readonly folder: string;
  readonly files: readonly WrittenFile[];
  readonly events: readonly TrueEvent[];
  readonly faults: readonly PlantedFault[];
  readonly sources: readonly TrueSource[];
  readonly counts: Readonly<Record<string, number>>;
};

/** What the hospital sends about a small town. */
async function anExport(): Promise<Export> {
  const settings = { ...DEFAULT_SETTINGS, people: 1500, practices: 2 };
  const town = townOf(settings);
  const folder = await aFolder();
  const [events, faults, sources]: [TrueEvent[], PlantedFault[], TrueSource[]] = [[], [], []];
  const truth = { event: (one: TrueEvent) => events.push(one), fault: (one: PlantedFault) => faults.push(one) };
  const [agency] = await openHospitalHl7(town, folder, truth);
  if (!agency) throw new Error("No hospital was opened.");
  for (const practice of town.practices) {
    for (let index = practice.firstHousehold; index < practice.endHousehold; index++) {
      const household = householdAt(settings, index);
      for (const person of household.people) {
        sources.push(...(await agency.tell({ person, household, practice, life: lifeOf(settings, person) })));
      }
    }
  }
  return { folder, files: await agency.close(), events, faults, sources, counts: agency.counts };
}

type Read = Export & {
  /** What stands of each entry in the end: what was recorded last. */
  readonly standing: ReadonlyMap<string, SuppliedEntry>;
  readonly rejections: readonly (Rejection & { readonly path: string })[];
  /** Of each file, the last line that was read. */
  readonly lastLines: readonly number[];
};

async function readBack(exported: Export): Promise<Read> {
  const standing = new Map<string, SuppliedEntry>();
  const rejections: (Rejection & { path: string })[] = [];
  const lastLines: number[] = [];
  const received = new Date("2026-11-22T00:00:00Z");
  for (const { path } of exported.files) {
    const facts = { feed: feedId("hospital-hl7"), source: odsCode("XT901"), sourceKind: "acute-trust" } as const;
    const bytes = createReadStream(join(exported.folder, path), { highWaterMark: 5_000 });
    let last = 0;
    for await (const reading of createHl7Adapter()(bytes, { ...facts, fileName: path, received, now: received }, 0)) {
      last = reading.line;
      rejections.push(...reading.rejections.map((one) => ({ ...one, path })));
      for (const entry of reading.entries) {
        const key = `${entry.resource.resourceType}/${entry.resource.id}`;
        const held = standing.get(key);
        if (!held || entry.recorded >= held.recorded) standing.set(key, entry);
      }
    }
    lastLines.push(last);
  }
  return { ...exported, standing, rejections, lastLines };
}

const statusOf = ({ resource }: SuppliedEntry): unknown => ("status" in resource ? resource.status : undefined);

describe("the messages of the made-up hospital, read back", () => {
  let read: Read;
  beforeAll(async () => {
    read = await readBack(await anExport());
  }, 60_000);

  it("hold every event that is true of them, once, under the right patient", () => {
    expect(read.events.length).toBeGreaterThan(500);
    const keys = read.events.map(({ type, id }) => `${type}/${id}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { type, id, patient, fate } of read.events) {
      const entry = read.standing.get(`${type}/${id}`);
      if (fate === "cancelled") expect(entry?.ended === true || (entry && statusOf(entry)) === "cancelled").toBe(true);
      else expect([`${type}/${id}`, entry?.patient, entry?.ended]).toEqual([`${type}/${id}`, patient, undefined]);
    }
  });

  it("hold every fault that was planted, where it was planted, and no other", () => {
    const places = new Set(read.rejections.map(({ path, line }) => `${path} ${String(line)}`));
    const planted = new Set(read.faults.map(({ path, line }) => `${path} ${String(line)}`));
    expect(read.faults.length).toBeGreaterThan(10);
    expect([...planted].filter((place) => !places.has(place))).toEqual([]);
    expect([...places].filter((place) => !planted.has(place))).toEqual([]);
  });

  it("are read to the last line of each file, and counted as it was written", () => {
    expect(read.lastLines).toEqual(read.files.map(({ lines }) => lines));
    const sent = Object.values(read.counts).reduce((sum, count) => sum + count, 0);
    expect(read.files.reduce((sum, { entries }) => sum + entries, 0)).toBe(sent);
    for (const type of "A01 A02 A03 A04 A11 A28 A31 A40".split(" "))
      expect(read.counts[`ADT^${type}`], type).toBeGreaterThan(0);
    for (const type of ["ORU^R01", "MDM^T02", "SIU^S12", "REF^I12"]) expect(read.counts[type], type).toBeGreaterThan(0);
  });

  it("register everyone whom they are about, and whom the truth names", () => {
    const registered = [...read.standing.values()].flatMap(({ resource }) =>
      resource.resourceType === "Patient" ? [resource.id] : [],
    );
    expect(registered.sort()).toEqual([...new Set(read.sources.map(({ patient }) => patient))].sort());
  });

  it("look ahead: some appointments are still to come", () => {
    const asAt = stretchOf(DEFAULT_SETTINGS.asAt)?.to ?? new Date(0);
    const ahead = [...read.standing.values()].filter(
      ({ resource }) => resource.resourceType === "Appointment" && new Date(resource.start ?? 0) > asAt,
    );
    expect(ahead.length).toBeGreaterThan(10);
    expect(ahead.map(statusOf)).toEqual(ahead.map(() => "booked"));
  });

  it("say nothing of where those live who are protected", () => {
    const hidden = [...read.standing.values()].filter(({ sensitivity }) => sensitivity === "restricted");
    for (const { resource } of hidden) {
      if (resource.resourceType !== "Patient") continue;
      expect([resource.address, resource.telecom, resource.generalPractitioner]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it("stand in the order of time, in several encodings and with several line ends", async () => {
    const ends = new Set<string>();
    for (const { path } of read.files) {
      const text = await readFile(join(read.folder, path), "latin1");
      const times = [...text.matchAll(/MSH\|[^|]*(?:\|[^|]*){4}\|(\d{12})/g)].map(([, time]) => time ?? "");
      expect(times).toEqual([...times].sort());
      for (const end of text.match(/\r\n|\r|\n/g) ?? []) ends.add(end);
    }
    expect([...ends].sort()).toEqual(["\n", "\r", "\r\n"]);
    const whole = await Promise.all(read.files.map(({ path }) => readFile(join(read.folder, path), "latin1")));
    expect(whole.some((text) => text.includes("|8859/1"))).toBe(true);
    expect(whole.some((text) => text.includes("|UNICODE UTF-8"))).toBe(true);
  });

  it("are the same to the byte when they are made again", async () => {
    const digest = async ({ folder, files }: Export) => {
      const sum = createHash("sha256");
      for (const { path } of files) sum.update(await readFile(join(folder, path)));
      return sum.digest("hex");
    };
    expect(await digest(await anExport())).toBe(await digest(read));
  }, 60_000);
});
