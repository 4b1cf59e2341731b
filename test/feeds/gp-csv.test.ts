import { beforeEach, describe, expect, it } from "vitest";
import { entryIdOf, feedId, patientIdOf } from "#base";
import { sql } from "#db";
import { aFile } from "../builders/files.ts";
import * as rows from "../builders/gp-extract.ts";
import { aClock, aHouse, aPlace, PRACTICE, type House } from "../builders/house.ts";

const { aGuid, anExtract, idOfGuid } = rows;
const time = aClock("2026-11-02T10:00:00Z");
const FEED = "gp-csv";
let house: House;
/** A house of its own for each test: nothing is in it. */
async function openHouse(): Promise<void> {
  time.set("2026-11-02T10:00:00Z");
  const place = aPlace();
  const feed = { id: feedId(FEED), name: "GP extracts", format: "gp-csv", folder: FEED } as const;
  const feeds = [
    ...place.feeds,
    { ...feed, organisations: [PRACTICE], deliveries: "increments" as const, expectedEveryDays: 31 },
  ];
  house = await aHouse({ clock: time.clock, place: { ...place, feeds } });
}
beforeEach(openHouse);

type Table = readonly [name: string, rows: readonly rows.ExtractRow[]];

/** Loads the tables of a delivery, in this order; each a minute after the other. */
async function load(day: string, ...tables: readonly Table[]) {
  const done = [];
  for (const [name, content] of tables) {
    time.set(new Date(house.clock().getTime() + 60_000).toISOString());
    const file = await aFile(house, FEED, PRACTICE, `${day}_${name}.csv`, anExtract(content));
    const { deliveries, failures } = await house.feeds.load([file], () => undefined);
    expect(failures).toEqual([]);
    done.push(...deliveries);
  }
  return done;
}

/** What holds: type, id, patient and content of entries that have not ended; and which have. */
async function standing() {
  const entries = await house.db.query(sql<{ id: string; ended: boolean; said: string }>`
    select entry.id, ended, case when not ended then concat_ws('|', type, patient, sensitivity, md5(content)) end as said
    from record.entry join sharing.cell on cell.id = entry.cell order by entry.id`);
  return entries;
}

const patients: Table = ["patient", [rows.aPatientRow(), rows.aPatientRow({ PatientGuid: aGuid(2), Surname: "Ames" })]];
const full: readonly Table[] = [
  patients,
  [
    "observation",
    [
      rows.anObservationRow(),
      rows.anObservationRow({ ObservationGuid: aGuid(101), ObservationType: "Allergy", Term: "Allergy to latex" }),
      rows.anObservationRow({ ObservationGuid: aGuid(102), NumericValue: "300" }),
      rows.anObservationRow({ ObservationGuid: aGuid(103), PatientGuid: aGuid(2) }),
    ],
  ],
  ["problem", [rows.aProblemRow()]],
  ["drug_record", [rows.aDrugRow()]],
];
const gone = (nth: number): rows.ExtractRow => ({
  ObservationGuid: aGuid(nth),
  PatientGuid: aGuid(1),
  EffectiveDate: "",
  Deleted: "true",
});
/** A month later: a value put right, an allergy and a value deleted, a row moved to whom it belongs, a problem over. */
const delta: readonly Table[] = [
  [
    "observation",
    [
      rows.anObservationRow({ NumericValue: "89" }),
      gone(101),
      gone(102),
      rows.anObservationRow({ ObservationGuid: aGuid(103) }),
      rows.anObservationRow({ ObservationGuid: aGuid(104), EffectiveDate: "20/10/2026" }),
    ],
  ],
  ["problem", [rows.aProblemRow({ ProblemStatusDescription: "Past Problem", EndDate: "2026-10-10" })]],
  ["drug_record", [rows.aDrugRow({ IsActive: "false", CancellationDate: "2026-10-12" })]],
];

/** Other files that say the same, since the same bytes would not even be read: with one more empty line. */
const anew = (tables: readonly Table[]): readonly Table[] => tables.map(([name, content]) => [name, [...content, {}]]);

const [SEPTEMBER, OCTOBER] = ["2026-09-30", "2026-10-31"] as const;

describe("a full load and the changes after it", () => {
  const entry = (type: string, nth: number) => entryIdOf(PRACTICE, type, idOfGuid(aGuid(nth)));

  it("give what holds after the changes", async () => {
    await load(SEPTEMBER, ...full);
    await load(OCTOBER, ...delta);
    const rowsNow = new Map((await standing()).map((one) => [one.id, one]));
    const patient = patientIdOf(PRACTICE, idOfGuid(aGuid(1)));
    expect(rowsNow.get(entry("AllergyIntolerance", 101))?.ended).toBe(true);
    expect(rowsNow.get(entry("Observation", 102))?.ended).toBe(true);
    expect(rowsNow.get(entry("Observation", 103))?.said).toContain(`Observation|${patient}|normal`);
    expect(rowsNow.get(entry("Observation", 104))?.ended).toBe(false);
    const [value] = await house.db.query(sql<{ quantity: number }>`
      select quantity from record.entry where id = ${entry("Observation", 100)}`);
    expect(value?.quantity).toBe(89);
  });

  it("give the same whichever comes first, file by file", async () => {
    await load(SEPTEMBER, ...full);
    await load(OCTOBER, ...delta);
    const inOrder = await standing();
    for (const order of [
      [...delta.map((one) => [OCTOBER, one] as const), ...full.map((one) => [SEPTEMBER, one] as const)],
      [
        [SEPTEMBER, full[1]],
        [OCTOBER, delta[1]],
        [OCTOBER, delta[0]],
        [SEPTEMBER, full[2]],
        [SEPTEMBER, full[0]],
        [OCTOBER, delta[2]],
        [SEPTEMBER, full[3]],
      ] as const,
    ]) {
      await openHouse();
      for (const [day, table] of order) if (table) await load(day, table);
      expect(await standing()).toEqual(inOrder);
    }
  });

  it("change nothing when the same full load is sent again, and bring back nothing that was deleted since", async () => {
    await load(SEPTEMBER, ...full);
    await load(OCTOBER, ...delta);
    const before = await standing();
    const deliveries = await load(SEPTEMBER, ...anew(full));
    expect(deliveries.reduce((sum, one) => sum + one.created + one.updated, 0)).toBe(0);
    expect(await standing()).toEqual(before);
  });

  it("are followed by a newer full load, of which what is the same is no new version", async () => {
    await load(SEPTEMBER, ...full);
    const [people, notes] = await load(OCTOBER, ...anew(full));
    expect(people).toMatchObject({ entries: 4, created: 0, updated: 0, unchanged: 4 });
    expect(notes).toMatchObject({ entries: 4, created: 0, updated: 0, unchanged: 4 });
    expect(notes?.asAt?.toISOString()).toBe(`${OCTOBER}T00:00:00.000Z`);
  });
});

describe("a registration", () => {
  const relationships = () =>
    house.db.query(sql<{ kind: string; organisation: string; ends: Date | null }>`
      select kind, organisation, ends from sharing.relationship`);

  it("grounds the practice's relationship, which ends with it", async () => {
    await load(SEPTEMBER, ["patient", [rows.aPatientRow()]]);
    expect(await relationships()).toEqual([{ kind: "registration", organisation: PRACTICE, ends: null }]);
    await load(OCTOBER, ["patient", [rows.aPatientRow({ DateOfDeactivation: "2026-10-12" })]]);
    expect(await relationships()).toEqual([
      { kind: "registration", organisation: PRACTICE, ends: new Date("2026-10-13T00:00:00Z") },
    ]);
  });

  it("that is deleted grounds nothing any more", async () => {
    await load(SEPTEMBER, ["patient", [rows.aPatientRow()]]);
    const row = { PatientGuid: aGuid(1), Surname: "", DateOfBirth: "", Deleted: "true" };
    await load(OCTOBER, ["patient", [row]]);
    expect(await relationships()).toEqual([]);
  });
});

describe("an extract that stopped on the way", () => {
  it("goes on after the last row that was saved, and gives what it would have given at once", async () => {
    const many = Array.from({ length: 2500 }, (_, n) =>
      rows.anObservationRow({ ObservationGuid: aGuid(1000 + n), NumericValue: String(60 + (n % 50)) }),
    );
    const table: Table = ["observation", many];
    await load(SEPTEMBER, patients, table);
    const whole = await standing();
    await openHouse();
    await load(SEPTEMBER, patients);
    const file = await aFile(house, FEED, PRACTICE, `${SEPTEMBER}_observation.csv`, anExtract(many));
    await expect(
      house.feeds.load([file], ({ rowsRead }) => {
        if (rowsRead > 1000) throw new Error("Stopped on the way.");
      }),
    ).rejects.toThrow("Stopped on the way.");
    const { deliveries } = await house.feeds.load([file], () => undefined);
    expect(deliveries).toMatchObject([{ state: "loaded", entries: 2500, created: 2500 }]);
    expect(await standing()).toEqual(whole);
  });
});
