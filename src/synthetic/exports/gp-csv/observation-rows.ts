import type {
  AllergyIntolerance,
  CodeableConcept,
  DiagnosticReport,
  DocumentReference,
  FhirResource,
  Immunization,
  Observation,
  Procedure,
  Quantity,
} from "fhir/r4.js";
import { codedCells, guidCell, NOT_DELETED, termIn, whenCells, whoCells } from "./coded-cells.ts";
import { bracketed, guidFor } from "./guid.ts";
import type { Cells, ExtractRow } from "./tables.ts";

/** What of the practice's files a row must know: whose it is, and where results stand. */
export type About = {
  readonly ods: string;
  /** GUIDs of the practice and the patient, as cells. */
  readonly organisation: string;
  readonly patient: string;
  /** The id of a result to the cell that names its panel. */
  readonly panels: Map<string, string>;
};

type Row = Extract<ExtractRow, { readonly table: "observation" }>;

/** The rows of what was noted with a code: none where it stands in another table. */
export function observationRows(resource: FhirResource, about: About): readonly Row[] {
  switch (resource.resourceType) {
    case "Observation":
      return measured(resource, about);
    case "DiagnosticReport":
      return [panel(resource, about)];
    case "AllergyIntolerance":
      return [allergy(resource, about)];
    case "Immunization":
      return [vaccination(resource, about)];
    case "Procedure":
      return [procedure(resource, about)];
    case "DocumentReference":
      return [letter(resource, about)];
    default:
      return [];
  }
}

function row(about: About, type: string, guid: string, cells: Cells<"observation">): Row {
  return {
    table: "observation",
    type,
    id: guid,
    cells: {
      ObservationGuid: bracketed(guid),
      PatientGuid: about.patient,
      OrganisationGuid: about.organisation,
      Abnormal: "false",
      ...NOT_DELETED,
      ...cells,
    },
  };
}

const GROUPS: Readonly<Record<string, string>> = {
  "vital-signs": "Biological values",
  laboratory: "Biochemistry",
  "social-history": "Personal Health and Social",
};

/** A measurement of two parts has a row for each; an answer is a row of its own code. */
function measured(observation: Observation, about: About): readonly Row[] {
  const { id = "", code, component, valueCodeableConcept: answer, valueQuantity } = observation;
  const guid = (part: string) => guidFor(about.ods, "Observation", `${id}${part}`);
  const part = (suffix: string, concept: CodeableConcept, quantity: Quantity | undefined) =>
    row(about, "Observation", guid(suffix), {
      ...commonCells(observation, about),
      ...codedCells(concept),
      ParentObservationGuid: about.panels.get(id) ?? "",
      ...valueCells(observation, quantity),
    });
  if (answer) return [part("", answer, undefined)];
  if (!component) return [part("", code, valueQuantity)];
  return component.map((one, nth) => part(`-${nth}`, one.code, one.valueQuantity));
}

function commonCells(observation: Observation, { ods }: About) {
  const { category, encounter, performer, meta, effectiveDateTime } = observation;
  return {
    ...whenCells(effectiveDateTime, meta?.lastUpdated),
    ...whoCells(ods, performer?.[0]),
    CodeCategory: GROUPS[category?.[0]?.coding?.[0]?.code ?? ""] ?? "",
    ConsultationGuid: guidCell(ods, encounter),
  };
}

function valueCells({ interpretation, referenceRange }: Observation, quantity: Quantity | undefined) {
  if (!quantity) return { ObservationType: "Observation" };
  const outside = interpretation?.[0]?.coding?.[0]?.code;
  const range = referenceRange?.[0];
  return {
    ObservationType: "Value",
    NumericValue: (quantity.value ?? 0).toFixed(3),
    NumericUnit: unitIn(quantity),
    NumericRangeLow: range?.low?.value?.toFixed(3) ?? "",
    NumericRangeHigh: range?.high?.value?.toFixed(3) ?? "",
    Abnormal: outside === undefined ? "false" : "true",
    AbnormalReason: outside === undefined ? "" : outside === "H" ? "HI" : "LO",
  };
}

/** As the practice's screen shows it, where its character set has the letters. */
const unitIn = ({ unit = "", code = "" }: Quantity): string =>
  Array.from(unit).every((letter) => letter.charCodeAt(0) < 256) ? unit : code;

function panel(report: DiagnosticReport, about: About): Row {
  const guid = guidFor(about.ods, "DiagnosticReport", report.id ?? "");
  for (const { reference } of report.result ?? [])
    about.panels.set(reference?.replace("Observation/", "") ?? "", bracketed(guid));
  return row(about, "Observation", guid, {
    ...whenCells(report.effectiveDateTime, report.meta?.lastUpdated),
    ...codedCells(report.code),
    CodeCategory: "Biochemistry",
    ConsultationGuid: guidCell(about.ods, report.encounter),
    ObservationType: "Investigation",
  });
}

function allergy({ id = "", code, recordedDate, reaction, meta }: AllergyIntolerance, about: About): Row {
  return row(about, "AllergyIntolerance", guidFor(about.ods, "AllergyIntolerance", id), {
    ...whenCells(recordedDate, meta?.lastUpdated),
    ...codedCells(code),
    CodeCategory: "Allergy and adverse drug reactions",
    AssociatedText: termIn(reaction?.[0]?.manifestation[0]),
    ObservationType: "Allergy",
  });
}

function vaccination(resource: Immunization, about: About): Row {
  const { id = "", vaccineCode, occurrenceDateTime, performer, protocolApplied, meta } = resource;
  return row(about, "Immunization", guidFor(about.ods, "Immunization", id), {
    ...whenCells(occurrenceDateTime, meta?.lastUpdated),
    ...whoCells(about.ods, performer?.[0]?.actor),
    ...codedCells(vaccineCode),
    CodeCategory: "Immunisations",
    AssociatedText: `Dose ${protocolApplied?.[0]?.doseNumberPositiveInt ?? 1}`,
    ObservationType: "Immunisation",
  });
}

function procedure({ id = "", code, performedDateTime, encounter, meta }: Procedure, about: About): Row {
  return row(about, "Procedure", guidFor(about.ods, "Procedure", id), {
    ...whenCells(performedDateTime, meta?.lastUpdated),
    ...codedCells(code),
    CodeCategory: "Procedure code",
    ConsultationGuid: guidCell(about.ods, encounter),
    ObservationType: "Observation",
  });
}

/** That there is a letter; its text stays in the practice's system. */
function letter({ id = "", type, description = "", content, date, meta }: DocumentReference, about: About): Row {
  const guid = guidFor(about.ods, "DocumentReference", id);
  return row(about, "DocumentReference", guid, {
    ...whenCells(content[0]?.attachment.creation ?? date, meta?.lastUpdated),
    ...codedCells(type),
    CodeCategory: "Administration, documents and attachments",
    AssociatedText: description,
    ObservationType: "Document",
    DocumentGuid: bracketed(guidFor(about.ods, "Document", id)),
  });
}
