import { hash } from "node:crypto";
import { entryIdOf, type EntryId, type OdsCode } from "#base";
import { isFields, listIn, textIn, type Fields } from "./resource.ts";

/**
 * Fields that FHIR searches as tokens, with the name of the search parameter.
 * @see https://hl7.org/fhir/R4/searchparameter-registry.html
 */
const TOKEN_FIELDS = [
  ["identifier", "identifier"],
  ["code", "code"],
  ["category", "category"],
  ["status", "status"],
  ["type", "type"],
  ["class", "class"],
  ["clinicalStatus", "clinical-status"],
  ["verificationStatus", "verification-status"],
  ["medicationCodeableConcept", "code"],
  ["vaccineCode", "vaccine-code"],
  ["intent", "intent"],
  ["serviceType", "service-type"],
  ["reasonCode", "reason-code"],
  ["valueCodeableConcept", "value-concept"],
] as const;

/** The numbers under which an entry is found by token: "Type.parameter|system|code" and, without its system, "…||code". */
export function tokensOf(resource: Fields): readonly number[] {
  const type = String(resource["resourceType"]);
  const tokens: number[] = [];
  for (const [field, parameter] of TOKEN_FIELDS) {
    const value = resource[field];
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) collect(tokens, `${type}.${parameter}`, one);
  }
  return tokens;
}

function collect(tokens: number[], parameter: string, value: unknown): void {
  if (typeof value === "string") {
    tokens.push(tokenOf(parameter, "", value));
  } else if (isFields(value)) {
    const codings = value["coding"];
    if (codings !== undefined) {
      for (const coding of listIn(codings)) collect(tokens, parameter, coding);
      return;
    }
    const code = textIn(value["code"]) ?? textIn(value["value"]);
    if (code === undefined) return;
    const system = textIn(value["system"]);
    if (system !== undefined) tokens.push(tokenOf(parameter, system, code));
    tokens.push(tokenOf(parameter, "", code));
  }
}

const MOST_KEPT = 100_000;
const kept = new Map<string, number>();

/** 52 bits of SHA-1: two of ten million tokens share a number with a chance of one in a hundred. */
export function tokenOf(parameter: string, system: string, code: string): number {
  const text = `${parameter}|${system}|${code}`;
  const known = kept.get(text);
  if (known !== undefined) return known;
  const token = parseInt(hash("sha1", text, "hex").slice(0, 13), 16);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, token);
  return token;
}

/**
 * A reference in JSON; inside a string the quotes would be escaped, so nothing else can look like it. Some programs
 * write a slash as "\/".
 */
const REFERENCE = /"reference"\s*:\s*"([A-Za-z]{3,40})\\?\/([A-Za-z0-9.-]{1,64})"/g;
/** The patient is a column of its own. */
const WHOM = "Patient";

/** The entries that an entry points at, from its JSON. */
export function referencesIn(json: string, source: OdsCode): readonly EntryId[] {
  const found = new Set<EntryId>();
  for (const [, type, id] of json.matchAll(REFERENCE)) {
    if (type !== undefined && id !== undefined && type !== WHOM) found.add(knownIdOf(source, type, id));
  }
  return [...found];
}

/** Few, because a kept reference is a slice that holds on to the whole piece of file in which it stood. */
const MOST_IDS_KEPT = 2_000;
const keptIds = new Map<string, EntryId>();

/** Entries of a delivery point at the same few staff and contacts again and again. */
function knownIdOf(source: OdsCode, type: string, id: string): EntryId {
  const text = `${source}|${type}|${id}`;
  const known = keptIds.get(text);
  if (known !== undefined) return known;
  const entry = entryIdOf(source, type, id);
  if (keptIds.size >= MOST_IDS_KEPT) keptIds.clear();
  keptIds.set(text, entry);
  return entry;
}
