import type { Patient as FhirPatient } from "fhir/r4.js";
import type { ColumnKind } from "../matching/comparison.ts";
import { REGISTRATION_COLUMNS, registrationRow } from "../matching/registration.ts";
import type { Row } from "../matching/table.ts";
import type { Patient } from "../patient.ts";

/** What people have one after the other: what was given up says who they are as well. The rest is put right, not changed. */
const OVER_TIME: ReadonlySet<ColumnKind> = new Set([
  "given-name",
  "family-name",
  "postcode",
  "address",
  "phone",
  "email",
]);

/**
 * What a registration says now, with the names and homes that it said before. Numbers that were given up are believed
 * only where the source traced the one in their place.
 */
export function saidNow(patient: Patient, resource: FhirPatient | undefined, before: Row | undefined): Row {
  const now = registrationRow(resource ? [resource] : []);
  const { nhsNumber, nhsNumberVerified, supersededNumbers } = patient;
  const numbers = [...(nhsNumber ? [nhsNumber] : []), ...(nhsNumberVerified ? supersededNumbers : [])];
  return withFormer(
    now.map((values, column) => (REGISTRATION_COLUMNS[column]?.kind === "nhs-number" ? numbers : values)),
    before ? [before] : [],
  );
}

/** The same with the names and homes of other versions, earlier ones or such as came too late. */
export const withFormer = (now: Row, others: readonly Row[]): Row =>
  now.map((values, column) => {
    const kind = REGISTRATION_COLUMNS[column]?.kind;
    if (kind === undefined || !OVER_TIME.has(kind)) return values;
    return [...new Set([...values, ...others.flatMap((one) => one[column] ?? [])])];
  });

/** With the number that all its superseded ones lead to. */
export const withTracedNumber = (row: Row, number: string | null): Row =>
  number === null
    ? row
    : row.map((values, column) =>
        REGISTRATION_COLUMNS[column]?.kind === "nhs-number" ? [...new Set([...values, number])] : values,
      );
