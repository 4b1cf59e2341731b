import { readNhsNumber, stretchOf } from "#base";
import type { Fault } from "../fault.ts";
import { isJson } from "./json.ts";

/** Says what is wrong with a value that is there; undefined when nothing is. */
export type Check = (value: unknown, path: string, now: Date) => Fault | undefined;

/** Any object: what stands in it is not looked at. */
export const anObject: Check = (value, path) =>
  isJson(value) ? undefined : { path, reason: "This must be an object.", accepted: "A JSON object", value };

export const aText: Check = (value, path) =>
  typeof value === "string" && value !== ""
    ? undefined
    : { path, reason: "This must be text.", accepted: "Text of at least one character", value };

export const aBoolean: Check = (value, path) =>
  typeof value === "boolean"
    ? undefined
    : { path, reason: "This must be true or false.", accepted: "true or false", value };

export const aNumber: Check = (value, path) =>
  typeof value === "number" ? undefined : { path, reason: "This must be a number.", accepted: "A number", value };

/** @see https://hl7.org/fhir/R4/datatypes.html#dateTime */
export const aDate: Check = (value, path) =>
  typeof value === "string" && stretchOf(value) !== undefined
    ? undefined
    : { path, reason: "There is no such date.", accepted: DATES, value };

const DATES = "A date such as 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30:00+01:00";

/** The oldest birth that is believed: the oldest person who ever lived reached 122. */
const EARLIEST_BIRTH = 1890;

export const aBirthDate: Check = (value, path, now) => {
  const fault = aDate(value, path, now);
  if (fault) return fault;
  const date = String(value);
  if (Number(date.slice(0, 4)) < EARLIEST_BIRTH) {
    return { path, reason: "This birth was more than 130 years ago.", accepted: BIRTHS, value };
  }
  if (isAfter(date, now)) return { path, reason: "This birth is in the future.", accepted: BIRTHS, value };
  return undefined;
};

const BIRTHS = `A date from ${EARLIEST_BIRTH.toString()} to today`;

/** A date that has been, such as a death. */
export const aPastDate: Check = (value, path, now) => {
  const fault = aDate(value, path, now);
  if (fault) return fault;
  if (!isAfter(String(value), now)) return undefined;
  return { path, reason: "This date is in the future.", accepted: "A date up to today", value };
};

function isAfter(date: string, now: Date): boolean {
  const stretch = stretchOf(date);
  return stretch !== undefined && stretch.from.getTime() > now.getTime() + DAY;
}

/** Zones run up to 14 hours ahead: today somewhere is not the future. */
const DAY = 24 * 60 * 60 * 1000;

/** @see https://hl7.org/fhir/R4/datatypes.html#Period */
export const aPeriod: Check = (value, path, now) => {
  if (!isJson(value)) return anObject(value, path, now);
  const { start, end } = value;
  const fault =
    (start === undefined ? undefined : aDate(start, `${path}.start`, now)) ??
    (end === undefined ? undefined : aDate(end, `${path}.end`, now));
  if (fault || typeof start !== "string" || typeof end !== "string") return fault;
  const first = stretchOf(start);
  const last = stretchOf(end);
  if (!first || !last || first.from < last.to) return undefined;
  return { path, reason: "This period ends before it starts.", accepted: "An end on or after the start", value };
};

/** A Reference: relative, absolute, within the resource, or by identifier alone. */
export const aReference: Check = (value, path, now) => {
  if (!isJson(value)) return anObject(value, path, now);
  if (value.reference === undefined) return undefined;
  return aText(value.reference, `${path}.reference`, now);
};

/** @see https://hl7.org/fhir/R4/datatypes.html#Coding */
export const aCoding: Check = (value, path, now) => {
  if (!isJson(value)) return anObject(value, path, now);
  return (
    (value.code === undefined ? undefined : aText(value.code, `${path}.code`, now)) ??
    (value.system === undefined ? undefined : aText(value.system, `${path}.system`, now))
  );
};

/** @see https://hl7.org/fhir/R4/datatypes.html#CodeableConcept */
export const aConcept: Check = (value, path, now) => {
  if (!isJson(value)) return anObject(value, path, now);
  const { coding, text } = value;
  if (text !== undefined && typeof text !== "string") return aText(text, `${path}.text`, now);
  if (coding === undefined) return undefined;
  if (!Array.isArray(coding)) {
    return { path: `${path}.coding`, reason: "This must be a list.", accepted: "A list of codings", value: coding };
  }
  for (let at = 0; at < coding.length; at++) {
    const fault = aCoding(coding[at], `${path}.coding`, now);
    if (fault) return fault;
  }
  return undefined;
};

/** One code of a required binding. The lists are short, so that the rejection can name them all. */
export function oneOf(...codes: readonly string[]): Check {
  const known = new Set<unknown>(codes);
  const accepted = codes.join(", ");
  return (value, path) =>
    known.has(value) ? undefined : { path, reason: "This code is not in the list.", accepted, value };
}

/** A concept whose coding in `system` must be one of `codes`; codings of other systems are let through. */
export function conceptOf(system: string, ...codes: readonly string[]): Check {
  const check = oneOf(...codes);
  return (value, path, now) => {
    const fault = aConcept(value, path, now);
    if (fault || !isJson(value) || !Array.isArray(value.coding)) return fault;
    for (const coding of value.coding) {
      if (!isJson(coding) || coding.system !== system) continue;
      const unknown = check(coding.code, `${path}.coding.code`, now);
      if (unknown) return unknown;
    }
    return undefined;
  };
}

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

/** An identifier; where it claims to be an NHS number, its check digit must be right. */
export const anIdentifier: Check = (value, path, now) => {
  if (!isJson(value)) return anObject(value, path, now);
  if (value.value !== undefined && typeof value.value !== "string") return aText(value.value, `${path}.value`, now);
  if (value.system !== undefined && typeof value.system !== "string") return aText(value.system, `${path}.system`, now);
  if (value.extension !== undefined && !Array.isArray(value.extension)) {
    const accepted = "A list of extensions";
    return { path: `${path}.extension`, reason: "This must be a list.", accepted, value: value.extension };
  }
  if (value.system !== NHS_NUMBER || value.value === undefined) return undefined;
  const number = readNhsNumber(value.value);
  if (number.ok) return undefined;
  const { message, remedy } = number.problem;
  return { path: `${path}.value`, reason: message, accepted: remedy ?? "An NHS number", value: value.value };
};
