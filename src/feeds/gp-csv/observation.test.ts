import { describe, expect, it } from "vitest";
import * as rows from "../../../test/builders/gp-extract.ts";
import { gp, only, read, refused, subject } from "../../../test/builders/gp-readings.ts";

const { aGuid, idOfGuid } = rows;

const SNOMED = "http://snomed.info/sct";
const UCUM = "http://unitsofmeasure.org";
const LOCAL = "https://wholestory.example/fhir/CodeSystem/gp-local-code";
const OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";

describe("a row of the observations", () => {
  it("is a result with its value, range and group", async () => {
    expect(await only(rows.anObservationRow())).toEqual({
      resourceType: "Observation",
      id: idOfGuid(aGuid(100)),
      status: "final",
      category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: "laboratory" }] }],
      code: { coding: [{ system: SNOMED, code: "1000731000000107" }], text: "Serum creatinine level" },
      subject,
      effectiveDateTime: "2026-03-02",
      issued: "2026-03-04T10:15:00+00:00",
      performer: [gp],
      valueQuantity: { value: 84, unit: "umol/L", system: UCUM, code: "umol/L" },
      referenceRange: [
        {
          low: { value: 45, unit: "umol/L", system: UCUM, code: "umol/L" },
          high: { value: 110, unit: "umol/L", system: UCUM, code: "umol/L" },
        },
      ],
    });
  });

  it("keeps the supplier's own code beside that of SNOMED CT, or by itself, with its words", async () => {
    expect(await only(rows.anObservationRow({ LocalCode: "44J3.", LocalCodeScheme: "Read v2" }))).toMatchObject({
      code: {
        coding: [
          { system: SNOMED, code: "1000731000000107" },
          { system: "http://read.info/readv2", code: "44J3.", display: "Serum creatinine level" },
        ],
        text: "Serum creatinine level",
      },
    });
    const alone = { SnomedCtConceptId: "", CodeCategory: "", LocalCode: "EMISNQAC724", Term: "Activity at home" };
    expect(await only(rows.anObservationRow(alone))).toMatchObject({
      code: { coding: [{ system: LOCAL, code: "EMISNQAC724", display: "Activity at home" }], text: "Activity at home" },
    });
  });

  it("may have a code without a term, or a term without a code", async () => {
    expect(await only(rows.anObservationRow({ Term: "" }))).toMatchObject({
      code: { coding: [{ system: SNOMED, code: "1000731000000107" }] },
    });
    expect(await only(rows.anObservationRow({ SnomedCtConceptId: "" }))).toMatchObject({
      code: { text: "Serum creatinine level" },
    });
  });

  it("without code and term is refused: it does not say what it is about", async () => {
    const { refusals } = await refused(rows.anObservationRow({ SnomedCtConceptId: "", Term: "" }));
    expect(refusals).toEqual([["Term", "row"]]);
  });

  it("loses a code that a spreadsheet rounded, and keeps its term", async () => {
    const { refusals, kept } = await refused(rows.anObservationRow({ SnomedCtConceptId: "1000731000000100" }));
    expect(refusals).toEqual([["SnomedCtConceptId", "field"]]);
    expect(kept).toMatchObject([{ code: { text: "Serum creatinine level" } }]);
  });

  it.each([
    ["YMD", "2026-03-02"],
    ["YM", "2026-03"],
    ["Y", "2026"],
  ])("known to %s is dated %s", async (precision, date) => {
    expect(await only(rows.anObservationRow({ EffectiveDatePrecision: precision }))).toMatchObject({
      effectiveDateTime: date,
    });
  });

  it("of which nobody knows when it was has no date but that of its entry", async () => {
    const observation = await only(rows.anObservationRow({ EffectiveDatePrecision: "U" }));
    expect(observation).not.toHaveProperty("effectiveDateTime");
    expect(observation).toMatchObject({ issued: "2026-03-04T10:15:00+00:00" });
  });

  it("names its panel, its problem and its contact", async () => {
    const links = { ParentObservationGuid: aGuid(7), ProblemGuid: aGuid(8), ConsultationGuid: aGuid(9) };
    expect(await only(rows.anObservationRow(links))).toMatchObject({
      extension: [
        { valueReference: { reference: `Observation/${idOfGuid(aGuid(7))}` } },
        { valueReference: { reference: `Condition/${idOfGuid(aGuid(8))}` } },
      ],
      encounter: { reference: `Encounter/${idOfGuid(aGuid(9))}` },
    });
  });

  it("takes values below zero, signs before them, and the laboratory's word that they are out of the ordinary", async () => {
    const low = {
      NumericValue: "-0.8",
      NumericOperator: "<",
      Abnormal: "true",
      AbnormalReason: "LO",
      NumericRangeLow: "-3",
    };
    expect(await only(rows.anObservationRow(low))).toMatchObject({
      valueQuantity: { value: -0.8, comparator: "<" },
      interpretation: [{ coding: [{ code: "L" }] }],
    });
    expect(await only(rows.anObservationRow({ Abnormal: "true" }))).toMatchObject({
      interpretation: [{ coding: [{ code: "A" }] }],
    });
  });

  it("about smoking is of daily life", async () => {
    const { entries } = await read([
      rows.anObservationRow({ SnomedCtConceptId: "8517006", Term: "Ex-smoker", CodeCategory: "", NumericValue: "" }),
    ]);
    expect(entries[0]).toMatchObject({ category: "social-context" });
  });

  it("is withheld where it is confidential, and labelled by its code where it is private by it", async () => {
    const { entries } = await read([
      rows.anObservationRow({ IsConfidential: "true" }),
      rows.anObservationRow({ ObservationGuid: aGuid(101), SnomedCtConceptId: "86406008", Term: "HIV" }),
    ]);
    expect(entries.map(({ sensitivity }) => sensitivity)).toEqual(["restricted", "sexual-health"]);
  });

  it.each([
    ["an allergy by its type", { ObservationType: "Allergy" }, "AllergyIntolerance", "allergies"],
    [
      "an allergy by its group",
      { CodeCategory: "Allergy and adverse drug reactions" },
      "AllergyIntolerance",
      "allergies",
    ],
    ["an allergy by its code", { SnomedCtConceptId: "91936005", CodeCategory: "" }, "AllergyIntolerance", "allergies"],
    ["a vaccination by its type", { ObservationType: "Immunisation" }, "Immunization", "vaccinations"],
    ["a vaccination by its code", { SnomedCtConceptId: "38598009", CodeCategory: "" }, "Immunization", "vaccinations"],
    ["a procedure by its group", { CodeCategory: "Procedure code" }, "Procedure", "procedures"],
    ["a procedure by its code", { SnomedCtConceptId: "73761001", CodeCategory: "" }, "Procedure", "procedures"],
    ["a letter by its type", { ObservationType: "Document" }, "DocumentReference", "documents"],
    ["a finding else", { ObservationType: "Family History", CodeCategory: "" }, "Observation", "results"],
  ])("is %s", async (_what, changes, type, category) => {
    const { entries, rejections } = await read([rows.anObservationRow(changes)]);
    expect(rejections).toEqual([]);
    expect(entries.map((one) => [one.resource.resourceType, one.category])).toEqual([[type, category]]);
  });

  it("tells how an allergy showed, and what a letter is about", async () => {
    expect(await only(rows.anObservationRow({ ObservationType: "Allergy", AssociatedText: "Rash" }))).toMatchObject({
      code: { text: "Serum creatinine level" },
      patient: subject,
      onsetDateTime: "2026-03-02",
      recordedDate: "2026-03-04T10:15:00+00:00",
      reaction: [{ manifestation: [{ text: "Rash" }] }],
    });
    expect(
      await only(rows.anObservationRow({ ObservationType: "Document", AssociatedText: "Clinic letter: heart" })),
    ).toMatchObject({
      description: "Clinic letter: heart",
      content: [{ attachment: { title: "Clinic letter: heart", creation: "2026-03-02" } }],
    });
  });

  it.each([
    ["EffectiveDate", "30/02/2026"],
    ["EffectiveDate", "2031-01-01"],
    ["EffectiveDatePrecision", "DMY"],
    ["EnteredDate", "yesterday"],
    ["EnteredTime", "25:00"],
    ["NumericValue", "eighty-four"],
    ["NumericOperator", "about"],
    ["NumericRangeHigh", "12"],
    ["NumericRangeLow", "low"],
    ["ObservationType", "Measured"],
  ])("loses the field and not the row for %s = %j", async (column, value) => {
    const { refusals, kept } = await refused(rows.anObservationRow({ [column]: value }));
    expect(refusals).toEqual([[column, "field"]]);
    expect(kept.length).toBe(1);
  });

  it.each(["ObservationGuid", "PatientGuid"])("is lost without its %s", async (column) => {
    expect(await refused(rows.anObservationRow({ [column]: "" }))).toEqual({ refusals: [[column, "row"]], kept: [] });
  });

  it("deleted, ends whatever it may have been, unless it says what it was", async () => {
    const bare = Object.fromEntries(Object.keys(rows.anObservationRow()).map((column) => [column, ""]));
    const row = { ...bare, ObservationGuid: aGuid(100), PatientGuid: aGuid(1), Deleted: "true" };
    const { entries, rejections } = await read([row, { ...row, ObservationType: "Allergy" }]);
    expect(rejections).toEqual([]);
    expect(entries.every(({ ended, patient }) => ended === true && patient === idOfGuid(aGuid(1)))).toBe(true);
    expect(entries.filter(({ line }) => line === 2).map(({ resource }) => resource.resourceType)).toEqual([
      ...["Observation", "AllergyIntolerance", "Immunization", "Procedure", "DocumentReference"],
    ]);
    expect(entries.filter(({ line }) => line === 3).map(({ resource }) => resource)).toEqual([
      { resourceType: "AllergyIntolerance", id: idOfGuid(aGuid(100)) },
    ]);
  });
});
