import { valueList } from "../rows/value-list.ts";
import type { TableRow } from "../table/table.ts";
import { KIND_OF_CODE, OBSERVATION_KINDS, type ObservationKind } from "./telling-codes.ts";

/** What suppliers call the types of their observations. */
const TYPES = [
  ...(["Observation", "Value", "Investigation", "Test Request", "Immunisation", "Allergy", "Referral"] as const),
  ...(["Document", "Annotated Image", "Family History", "Problem", "Procedure", "Care Plan"] as const),
];
type ObservationType = (typeof TYPES)[number];

const types = valueList<ObservationType>(TYPES, {
  ...{ Immunization: "Immunisation", Vaccination: "Immunisation", Attachment: "Document", Diagnosis: "Problem" },
});

/** The types that decide it; the others may be anything. */
const KIND_OF_TYPE: Readonly<Partial<Record<ObservationType, ObservationKind>>> = {
  Allergy: "AllergyIntolerance",
  Immunisation: "Immunization",
  Procedure: "Procedure",
  Document: "DocumentReference",
  "Annotated Image": "DocumentReference",
};

/** The supplier's groups of codes that decide it, however they are spelt. */
const KIND_OF_GROUP: readonly (readonly [pattern: RegExp, kind: ObservationKind])[] = [
  [/^allerg/i, "AllergyIntolerance"],
  [/^(?:immuni|vaccin)/i, "Immunization"],
  [/^(?:dental )?procedure/i, "Procedure"],
];

type Row = TableRow<"type" | "group" | "snomed">;

/** What a row is: by its type, else by the group of its code, else by the code itself; else an observation. */
export function kindOf(row: Row): ObservationKind {
  const type = row.listed("type", types);
  return (type && KIND_OF_TYPE[type]) ?? kindOfGroup(row.text("group")) ?? kindOfCode(row) ?? "Observation";
}

/** What a deleted row may have been: it seldom says. */
export function kindsOfDeleted(row: Row): readonly ObservationKind[] {
  const type = types.find(row.text("type"));
  const kind = (type && KIND_OF_TYPE[type]) ?? kindOfGroup(row.text("group")) ?? kindOfCode(row);
  if (kind) return [kind];
  return row.text("group") === "" && row.text("snomed") === "" ? OBSERVATION_KINDS : ["Observation"];
}

const kindOfGroup = (group: string): ObservationKind | undefined =>
  group === "" ? undefined : KIND_OF_GROUP.find(([pattern]) => pattern.test(group))?.[1];

const kindOfCode = (row: Row): ObservationKind | undefined => KIND_OF_CODE.get(row.text("snomed"));
