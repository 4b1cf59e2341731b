import type { FhirResource } from "fhir/r4.js";

/** A FHIR resource read field by field, whatever its type: what a field holds is checked where it is read. */
export type Fields = { readonly [field: string]: unknown };

export const fieldsOf = (resource: FhirResource): Fields => resource as unknown as Fields;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** The first of a list, or the thing itself where it is not a list. */
export const firstIn = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);

/** A list, whether one or several stand there. */
export const listIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];

/** The field of a thing, if it is one. */
export const at = (value: unknown, field: string): unknown => (isFields(value) ? value[field] : undefined);
