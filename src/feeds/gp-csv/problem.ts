import type { Condition } from "fhir/r4.js";
import { valueList } from "../rows/value-list.ts";
import { tableOf, type TableRow } from "../table/table.ts";
import { CONCEPT_COLUMNS, neededConcept } from "./concept.ts";
import {
  asPreciseAs,
  effectiveDate,
  ENTRY_COLUMNS,
  enteredMoment,
  referenceIn,
  takeRow,
  type AboutRow,
} from "./entry-row.ts";

const COLUMNS = {
  guid: ["ProblemObservationGuid", "ProblemGuid", "ObservationGuid", "ProblemId"],
  ...ENTRY_COLUMNS,
  ...CONCEPT_COLUMNS,
  ended: ["EndDate", "ProblemEndDate"],
  endedPrecision: "EndDatePrecision",
  status: ["ProblemStatusDescription", "ProblemStatus"],
  significance: ["SignificanceDescription", "Significance"],
  comment: ["Comment", "AssociatedText"],
} as const;
type Row = TableRow<keyof typeof COLUMNS>;

const STATUSES = valueList(["Active Problem", "Past Problem"], {
  ...{ Active: "Active Problem", Current: "Active Problem", Past: "Past Problem", Inactive: "Past Problem" },
  ...{ Resolved: "Past Problem", Ended: "Past Problem" },
});

/** The problem list: what someone has, or had. */
export const problems = () =>
  tableOf<keyof typeof COLUMNS>({
    name: "Problem (CareRecord_Problem)",
    columns: COLUMNS,
    needed: ["guid", "patient", "status"],
    take: (row, facts) =>
      takeRow(row, facts, {
        types: () => ["Condition"],
        entered: () => enteredMoment(row),
        resource: (about) => conditionOf(row, about),
      }),
  });

const hl7 = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
});

function conditionOf(row: Row, about: AboutRow): (Condition & { readonly id: string }) | undefined {
  const [concept, onset, ended] = [neededConcept(row), effectiveDate(row), endOf(row)];
  const status = row.listed("status", STATUSES) ?? (ended === undefined ? "Active Problem" : "Past Problem");
  const [encounter, recorder] = [
    referenceIn(row, "consultation", "Encounter"),
    referenceIn(row, "clinician", "Practitioner"),
  ];
  if (!concept) return undefined;
  const comment = row.text("comment");
  return {
    resourceType: "Condition",
    id: about.id,
    ...about.private,
    ...significanceIn(row),
    clinicalStatus: hl7("condition-clinical", status === "Active Problem" ? "active" : "resolved"),
    verificationStatus: hl7("condition-ver-status", "confirmed"),
    category: [hl7("condition-category", "problem-list-item")],
    code: concept,
    subject: about.subject,
    ...(encounter && { encounter }),
    ...(onset !== undefined && { onsetDateTime: onset }),
    ...(ended !== undefined && { abatementDateTime: ended }),
    ...(about.entered !== undefined && { recordedDate: about.entered }),
    ...(recorder && { recorder }),
    ...(comment !== "" && { note: [{ text: comment }] }),
  };
}

function endOf(row: Row): string | undefined {
  const day = row.day("ended");
  return day === undefined ? undefined : asPreciseAs(row, "endedPrecision", day);
}

/** UK Core's word for how much a problem matters. @see https://simplifier.net/hl7fhirukcorer4/extension-ukcore-problemsignificance */
function significanceIn(row: Row) {
  const text = row.text("significance");
  if (!/^(?:minor|significant|major)/i.test(text)) return {};
  const isMinor = /^minor/i.test(text);
  return { extension: [{ url: SIGNIFICANCE, valueCode: isMinor ? "minor" : "major" }] };
}

const SIGNIFICANCE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ConditionProblemSignificance";
