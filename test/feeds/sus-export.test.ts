import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { entryIdOf, feedId, odsCode, patientIdOf } from "#base";
import { sql } from "#db";
import { aFolder } from "../builders/files.ts";
import { aClock, aHouse, aPlace, type House } from "../builders/house.ts";
import type { PlantedFault, TrueEvent } from "../../src/synthetic/exports/agency.ts";
import { openHospitalSus } from "../../src/synthetic/exports/hospital-sus/returns.ts";
import type { TrueSource } from "../../src/synthetic/exports/truth.ts";
import { householdAt } from "../../src/synthetic/lives/household.ts";
import { lifeOf } from "../../src/synthetic/lives/life.ts";
import { practiceOf, townOf } from "../../src/synthetic/lives/town.ts";

const TRUST = odsCode("XT901");
const SUS = feedId("hospital-sus");
const settings = { people: 1500, practices: 3, seed: 2013, asAt: "2026-10-31", effect: 0.08 };
const time = aClock("2026-11-22T10:00:00Z");

/** The made-up hospital's returns, and the truth about them. */
async function aTold() {
  const town = townOf(settings);
  const folder = await aFolder();
  const events: TrueEvent[] = [];
  const faults: PlantedFault[] = [];
  const sources: TrueSource[] = [];
  const truth = { event: (one: TrueEvent) => events.push(one), fault: (one: PlantedFault) => faults.push(one) };
  const [agency] = await openHospitalSus(town, folder, truth);
  if (!agency) throw new Error("The hospital sends nothing.");
  for (let index = 0; index < town.households; index++) {
    const household = householdAt(settings, index);
    for (const person of household.people) {
      const practice = practiceOf(town, index);
      sources.push(...(await agency.tell({ person, household, practice, life: lifeOf(settings, person) })));
    }
  }
  return { folder, events, faults, sources, written: await agency.close(), counts: agency.counts };
}

async function aTrust() {
  const place = aPlace();
  const organisation = { ods: TRUST, name: "Made-up Hospitals", kind: "acute-trust" } as const;
  const feed = { id: SUS, name: "Hospital activity", format: "sus-csv", folder: "hospital-sus" } as const;
  const more = { organisations: [TRUST], deliveries: "increments", expectedEveryDays: 31 } as const;
  return aHouse({
    clock: time.clock,
    place: {
      ...place,
      organisations: [...place.organisations, organisation],
      feeds: [...place.feeds, { ...feed, ...more }],
    },
  });
}

type Held = { readonly id: string; readonly type: string; readonly patient: string | null; readonly ended: boolean };

describe("the returns of a made-up hospital, loaded", () => {
  let told: Awaited<ReturnType<typeof aTold>>;
  let house: House;
  let held: ReadonlyMap<string, Held>;
  const idOf = ({ type, id }: TrueEvent) => entryIdOf(TRUST, type, id);
  const heldIn = (one: House) => one.db.query(sql<Held>`select id, type, patient, ended from record.entry`);

  beforeAll(async () => {
    told = await aTold();
    house = await aTrust();
    const { failures } = await house.feeds.load(await house.feeds.filesIn(told.folder), () => undefined);
    expect(failures).toEqual([]);
    held = new Map((await heldIn(house)).map((one) => [one.id, one]));
  }, 240_000);

  it("hold every stay, attendance, appointment, diagnosis and procedure once, under the right patient", () => {
    const standing = told.events.filter(({ fate }) => fate === undefined);
    const wrong = standing.filter((event) => {
      const entry = held.get(idOf(event));
      return entry?.ended !== false || entry.patient !== patientIdOf(TRUST, event.patient);
    });
    expect(wrong).toEqual([]);
    expect(new Set(told.events.map(idOf)).size).toBe(told.events.length);
    const kinds = Map.groupBy(standing, ({ type, id }) => `${type} ${/^[SAE]/.exec(id)?.[0] ?? ""}`.trim());
    expect([...kinds.keys()].sort()).toEqual(["Condition", "Encounter A", "Encounter E", "Encounter S", "Procedure"]);
    for (const [kind, events] of kinds) expect(events.length, kind).toBeGreaterThan(100);
  });

  it("hold what was taken back as ended, and nothing else but what is true", () => {
    const cancelled = told.events.filter(({ fate }) => fate === "cancelled");
    expect(cancelled.length).toBeGreaterThan(10);
    expect(cancelled.filter((event) => held.get(idOf(event))?.ended !== true)).toEqual([]);
    const true_ = new Set(told.events.map(idOf).map(String));
    const others = [...held.values()].filter(({ id, type, ended }) => !ended && type !== "Patient" && !true_.has(id));
    expect(others).toEqual([]);
  });

  it("hold as patients those as whom the hospital knows people", () => {
    const patients = [...held.values()].filter(({ type }) => type === "Patient").map(({ id }) => id);
    expect(new Set(patients)).toEqual(new Set(told.sources.map(({ patient }) => patientIdOf(TRUST, patient))));
  });

  it("are refused where a fault was planted, or a number is wrong, and nowhere else", async () => {
    const refused = await house.db.query(sql<{ place: string; field: string; lost: string }>`
      select replace(path, ${`${told.folder}/`}, '') || ' ' || line as place, field, lost
      from feeds.rejection join feeds.delivery on delivery.id = rejection.delivery`);
    const planted = new Map(told.faults.map(({ path, line, kind }) => [`${path} ${line.toString()}`, kind]));
    const found = new Set(refused.map(({ place }) => place));
    expect([...planted.keys()].filter((place) => !found.has(place))).toEqual([]);
    const others = refused.filter(({ place }) => !planted.has(place));
    expect(others.filter(({ field }) => !/nhs.?number/i.test(field))).toEqual([]);
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(planted.values())).toEqual(new Set(["impossibleDate", "outsideList", "malformedLine", "halfLine"]));
    const lost = refused.filter(({ lost: cost }) => cost === "row").map(({ place }) => planted.get(place));
    expect(new Set(lost)).toEqual(new Set(["malformedLine", "halfLine"]));
  });

  it("are read to the last line, whatever their encoding, marks and line ends", async () => {
    const deliveries = await house.db.query(sql<{ path: string; rows: number; state: string }>`
      select replace(path, ${`${told.folder}/`}, '') as path, rows_read as rows, state from feeds.delivery`);
    expect(new Map(deliveries.map(({ path, rows }) => [path, rows]))).toEqual(
      new Map(told.written.map(({ path, lines }) => [path, lines])),
    );
    expect(deliveries.every(({ state }) => state === "loaded")).toBe(true);
    const names = await house.db.query(sql<{ who: string }>`
      select distinct who from record.entry where type = 'Encounter' and who is not null`);
    expect(names.map(({ who }) => who)).toEqual(expect.arrayContaining(["Dr Zoë Brontë", "Mr José Núñez"]));
  });

  it("come once though one file is sent twice: its bytes are known", async () => {
    const folder = join(told.folder, "hospital-sus", TRUST);
    const [sent, again] = await Promise.all(
      ["2026-10-31_ecds.csv", "2026-10-31_draft_ecds.csv"].map((name) => readFile(join(folder, name))),
    );
    expect(again).toEqual(sent);
    expect(await house.feeds.deliveries(SUS)).toHaveLength(told.written.length);
  });

  it("leave the same record when they come in the opposite order, but for what has ended", async () => {
    const reversed = await aTrust();
    const files = (await reversed.feeds.filesIn(told.folder)).toReversed();
    const { failures } = await reversed.feeds.load(files, () => undefined);
    expect(failures).toEqual([]);
    const standing = (one: House) =>
      one.db.query(sql`
        select id, patient, content from record.entry where not ended and type <> 'Patient' order by id`);
    expect(await standing(reversed)).toEqual(await standing(house));
  }, 120_000);
});
