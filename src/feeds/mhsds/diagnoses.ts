import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { conditionOf, diagnosisSchemes, type DiagnosisKind } from "../data-sets/diagnosis.ts";
import { momentIn, neededOf } from "../data-sets/cells.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT, REQUEST } from "./columns.ts";

type Headings = { readonly code: string; readonly on: readonly string[]; readonly snomed: string };

/** The tables of diagnoses differ in their headings alone. */
const diagnosisTable = (name: string, kind: DiagnosisKind, headings: Headings) =>
  tableOf({
    name,
    columns: { ...ABOUT, request: REQUEST, scheme: "DiagSchemeInUse", ended: "RecordEndDate", ...headings },
    needed: ["person", "code"],
    take: (row, { now }) => {
      const about = aboutOf(row);
      const code = row.needed("code");
      const scheme = neededOf(row, "scheme", diagnosisSchemes);
      if (!about || code === undefined || scheme === undefined) return [];
      const condition = conditionOf(
        {
          ...{ kind, code, scheme, patient: about.patient, words: undefined },
          request: row.given("request"),
          snomed: row.given("snomed"),
          on: momentIn(row, "on"),
          ended: row.day("ended"),
        },
        now,
      );
      return [entryAbout(about, condition)];
    },
  });

const DATES = ["CodedDiagTimestamp", "DiagDate"];

export const DIAGNOSES = [
  diagnosisTable("Medical history, previous diagnosis (MHS601)", "previous", {
    ...{ code: "PrevDiag", on: DATES, snomed: "MasterSnomedCTPrevDiagCode" },
  }),
  diagnosisTable("Provisional diagnosis (MHS603)", "provisional", {
    code: "ProvDiag",
    on: ["CodedProvDiagTimestamp", "ProvDiagDate"],
    snomed: "MasterSnomedCTProvDiagCode",
  }),
  diagnosisTable("Primary diagnosis (MHS604)", "primary", {
    ...{ code: "PrimDiag", on: DATES, snomed: "MasterSnomedCTPrimDiagCode" },
  }),
  diagnosisTable("Secondary diagnosis (MHS605)", "secondary", {
    ...{ code: "SecDiag", on: DATES, snomed: "MasterSnomedCTSecDiagCode" },
  }),
];
