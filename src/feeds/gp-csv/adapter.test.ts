import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as rows from "../../../test/builders/gp-extract.ts";
import { facts, now, read } from "../../../test/builders/gp-readings.ts";
import { readWhole } from "../../../test/builders/readings.ts";
import { createGpCsvAdapter } from "./adapter.ts";

const { aGuid, anExtract } = rows;

describe("a table", () => {
  it("is known by its header, however that is spelt, and with other columns among its own", async () => {
    const text = "observation_guid;PATIENT GUID;effective date;Term;A Column Of Ours\r\nO1;P1;17/05/2024;Cough;x\r\n";
    const { entries, rejections } = await read(text);
    expect(rejections).toEqual([]);
    expect(entries.map(({ resource }) => resource)).toMatchObject([
      { resourceType: "Observation", id: "O1", effectiveDateTime: "2024-05-17", code: { text: "Cough" } },
    ]);
  });

  it("that lacks a column by which it is known is refused, and taken for no other", async () => {
    for (const [row, missing] of [
      [rows.anObservationRow(), "ObservationGuid"],
      [rows.anIssueRow(), "IssueRecordGuid"],
      [rows.aPatientRow(), "PatientGuid"],
    ] as const) {
      const { entries, rejections } = await read([
        Object.fromEntries(Object.entries(row).filter(([name]) => name !== missing)),
      ]);
      expect(entries).toEqual([]);
      expect(rejections.map(({ field, lost }) => [field, lost])).toEqual([["file", "row"]]);
    }
  });

  it("with a row that breaks off loses that row alone, and says where", async () => {
    const [header = "", first = "", second = ""] = anExtract(
      [rows.anObservationRow(), rows.anObservationRow({ ObservationGuid: aGuid(101) })],
      "\n",
    ).split("\n");
    const { entries, rejections } = await read([header, first.slice(0, 30), second, `${second},,more`].join("\n"));
    expect(entries.map(({ line }) => line)).toEqual([3]);
    expect(rejections.map(({ line, field, lost }) => [line, field, lost])).toEqual([
      [2, "row", "row"],
      [4, "row", "row"],
    ]);
  });

  it("is read in Windows-1252, with a byte order mark, and with either line end", async () => {
    const text = anExtract([rows.anObservationRow({ Term: "Ménière’s disease", NumericUnit: "µmol/L" })]);
    const windows = Buffer.from(text.replace("’", "\u0092"), "latin1");
    for (const bytes of [Buffer.from(`\uFEFF${text}`), windows, Buffer.from(text.replaceAll("\r\n", "\n"))]) {
      const { entries } = await readWhole(createGpCsvAdapter(), bytes, { facts });
      expect(entries.map(({ resource }) => resource)).toMatchObject([
        { code: { text: "Ménière’s disease" }, valueQuantity: { code: "umol/L" } },
      ]);
    }
  });
});

describe("when a row was recorded", () => {
  const recordedBy = async (changes: Partial<typeof facts>, row = rows.anObservationRow()) =>
    (await read([row], changes)).entries[0]?.recorded.toISOString();

  it("is when the extract was made, where its name says so", async () => {
    const day = "2026-09-30T00:00:00.000Z";
    expect(await recordedBy({ fileName: "2026-09-30_observation.csv" })).toBe(day);
    expect(
      await recordedBy({
        fileName: "291_CareRecord_Observation_20260930164536_45ECABA9-CDCD-4657-9A5E-2019051201A2.csv",
      }),
    ).toBe("2026-09-30T15:45:36.000Z");
  });

  it("else when it was entered, else when it was received; never later than that", async () => {
    expect(await recordedBy({ fileName: "observation.csv" })).toBe("2026-03-04T10:15:00.000Z");
    expect(await recordedBy({ fileName: "observation.csv" }, rows.anObservationRow({ EnteredDate: "" }))).toBe(
      now.toISOString(),
    );
    expect(await recordedBy({ fileName: "2027-01-01_observation.csv" })).toBe("2026-03-04T10:15:00.000Z");
    expect(await recordedBy({ fileName: "2026-11-01_2359_observation.csv" })).toBe(now.toISOString());
  });
});

describe("every row of every table", () => {
  const makers = [
    ...[rows.aPatientRow, rows.anObservationRow, rows.aProblemRow, rows.aDrugRow, rows.anIssueRow],
    ...[rows.aConsultationRow, rows.aSlotRow, rows.aReferralRow],
  ];
  const junk = fc.constantFrom(
    ...[
      "",
      "x",
      "0",
      "-1",
      "true",
      "maybe",
      "2026-02-30",
      "31/12/2026",
      "1890-01-01",
      "12:61",
      "1e9",
      "44054006",
      "Allergy",
    ],
    ...["<", "YM", "\u{1F642}", "  ", '"', "Past Problem", "01", "9990000001", "{x}", "x".repeat(500), "2WW", "Acute"],
  );
  const table = fc.constantFrom(...makers).chain((aRow) => {
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(aRow())), junk, { maxKeys: 6 });
    return fc.array(changes, { minLength: 1, maxLength: 5 }).map((all) => all.map((one) => aRow({ ...one })));
  });

  it("comes to entries that pass as FHIR, or is refused, whatever stands in its cells", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (content) => {
        const { entries, rejections } = await read(content);
        const told = new Set([...entries, ...rejections].map(({ line }) => line));
        expect(told).toEqual(new Set(content.map((_, nth) => nth + 2)));
        const lost = new Set(rejections.filter((one) => one.lost === "row").map(({ line }) => line));
        expect(entries.some(({ line }) => lost.has(line))).toBe(false);
      }),
      { numRuns: 600 },
    );
  });
});
