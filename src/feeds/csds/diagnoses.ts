import { aboutOf, entryAbout } from "../data-sets/about.ts";
import { neededOf } from "../data-sets/cells.ts";
import { conditionOf, diagnosisSchemes, type DiagnosisKind } from "../data-sets/diagnosis.ts";
import { tableOf } from "../table/table.ts";
import { ABOUT, REQUEST } from "./columns.ts";

type Headings = { readonly code: string; readonly on: string; readonly word: string };

/** The tables of diagnoses differ in their headings alone. */
const diagnosisTable = (name: string, kind: DiagnosisKind, { code, on, word }: Headings) =>
  tableOf({
    name,
    columns: {
      ...ABOUT,
      request: REQUEST,
      scheme: ["DIAGNOSIS SCHEME IN USE (COMMUNITY CARE)", "DIAGNOSIS SCHEME IN USE"],
      code,
      on,
      ended: "RECORD END DATE",
      snomed: `MASTER SNOMED CT ${word} CODE`,
      snomedWords: `MASTER SNOMED CT ${word} PREFERRED TERM`,
      icd10Words: `MASTER ICD-10 ${word} DESCRIPTION`,
    },
    needed: ["person", "code"],
    take: (row, { now }) => {
      const about = aboutOf(row);
      const code = row.needed("code");
      const scheme = neededOf(row, "scheme", diagnosisSchemes);
      if (!about || code === undefined || scheme === undefined) return [];
      const condition = conditionOf(
        {
          ...{ kind, code, scheme, patient: about.patient },
          request: row.given("request"),
          words: scheme === "02" ? row.given("icd10Words") : row.given("snomedWords"),
          snomed: row.given("snomed"),
          on: row.day("on"),
          ended: row.day("ended"),
        },
        now,
      );
      return [entryAbout(about, condition)];
    },
  });

export const DIAGNOSES = [
  diagnosisTable("Medical history, previous diagnosis (CYP601)", "previous", {
    code: "PREVIOUS DIAGNOSIS (CODED CLINICAL ENTRY)",
    on: "DIAGNOSIS DATE",
    word: "PREVIOUS DIAGNOSIS",
  }),
  diagnosisTable("Provisional diagnosis (CYP606)", "provisional", {
    code: "PROVISIONAL DIAGNOSIS (CODED CLINICAL ENTRY)",
    on: "PROVISIONAL DIAGNOSIS DATE",
    word: "PROVISIONAL DIAGNOSIS",
  }),
  diagnosisTable("Primary diagnosis (CYP607)", "primary", {
    code: "PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)",
    on: "DIAGNOSIS DATE",
    word: "PRIMARY DIAGNOSIS",
  }),
  diagnosisTable("Secondary diagnosis (CYP608)", "secondary", {
    code: "SECONDARY DIAGNOSIS (CODED CLINICAL ENTRY)",
    on: "DIAGNOSIS DATE",
    word: "SECONDARY DIAGNOSIS",
  }),
];
