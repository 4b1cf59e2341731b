import type { Fault, Loss } from "../fault.ts";
import { ELEMENTS, EVERY_TYPE, type ElementRule } from "./elements.ts";
import type { Json } from "./json.ts";
import { isFhirId, isResourceType } from "./resource-types.ts";
import { aDate } from "./checks.ts";

/** A fault and what it cost. */
export type Finding = { readonly fault: Fault; readonly lost: Loss };

/**
 * Holds a resource to the rules of its type and drops from it, in place, what is faulty but not needed.
 * No findings: the resource stands as it was received. A finding that lost the row: it must not be taken.
 */
export function findFaults(resource: Json, now: Date): readonly Finding[] {
  const outline = outlineFault(resource, now);
  if (outline) return [{ fault: outline, lost: "row" }];
  const type = String(resource.resourceType);
  let findings: Finding[] | undefined;
  for (const rules of [EVERY_TYPE, ELEMENTS[type] ?? NO_RULES]) {
    for (const rule of rules) {
      const found = apply(rule, resource, type, now);
      if (found.length > 0) findings = [...(findings ?? []), ...found];
    }
  }
  return findings ?? SOUND;
}

const SOUND: readonly Finding[] = [];
const NO_RULES: readonly ElementRule[] = [];

/** @see https://hl7.org/fhir/R4/resource.html */
function outlineFault(resource: Json, now: Date): Fault | undefined {
  const { resourceType, id, meta } = resource;
  if (!isResourceType(resourceType)) {
    const reason = "This is not a resource type of FHIR R4.";
    return { path: "resourceType", reason, accepted: "A type such as Patient or Observation", value: resourceType };
  }
  if (!isFhirId(id)) {
    const accepted = "1 to 64 letters, digits, dashes and dots";
    return { path: `${resourceType}.id`, reason: "This resource has no usable id.", accepted, value: id };
  }
  return meta === undefined ? undefined : metaFault(meta, resourceType, now);
}

function metaFault(meta: unknown, type: string, now: Date): Fault | undefined {
  if (typeof meta !== "object" || meta === null || Array.isArray(meta)) {
    return { path: `${type}.meta`, reason: "This must be an object.", accepted: "A JSON object", value: meta };
  }
  const updated = "lastUpdated" in meta ? meta.lastUpdated : undefined;
  return updated === undefined ? undefined : aDate(updated, `${type}.meta.lastUpdated`, now);
}

function apply(rule: ElementRule, resource: Json, type: string, now: Date): readonly Finding[] {
  let present = 0;
  let findings = SOUND;
  for (const name of rule.names) {
    const value = resource[name];
    if (value === undefined) continue;
    present++;
    const path = `${type}.${name}`;
    const found = rule.repeats
      ? applyToList(rule, resource, name, path, now)
      : applyToOne(rule, resource, name, path, now);
    if (found.length > 0) findings = [...findings, ...found];
  }
  if (present === 0 && rule.required && !isExcused(rule, resource)) return [missing(rule, type)];
  return present > 1 ? [...findings, twoSpellings(rule, type)] : findings;
}

function applyToOne(rule: ElementRule, resource: Json, name: string, path: string, now: Date): readonly Finding[] {
  const fault = rule.check(resource[name], path, now);
  if (!fault) return SOUND;
  if (rule.costs === "field") {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the element's name comes from our own table
    delete resource[name];
    rule.instead?.(resource);
  }
  return [{ fault, lost: rule.costs }];
}

function applyToList(rule: ElementRule, resource: Json, name: string, path: string, now: Date): readonly Finding[] {
  const items = resource[name];
  if (!Array.isArray(items)) {
    const fault = { path, reason: "This must be a list.", accepted: "A JSON list", value: items };
    return applyToOne({ ...rule, check: () => fault }, resource, name, path, now);
  }
  if (rule.required && items.length === 0) return [missing(rule, path.slice(0, path.indexOf(".")))];
  let faulty: Set<number> | undefined;
  const findings: Finding[] = [];
  for (let at = 0; at < items.length; at++) {
    const fault = rule.check(items[at], path, now);
    if (!fault) continue;
    faulty = (faulty ?? new Set()).add(at);
    findings.push({
      fault: { ...fault, path: fault.path.replace(path, `${path}[${at.toString()}]`) },
      lost: rule.costs,
    });
  }
  if (!faulty) return SOUND;
  if (rule.costs === "field") dropItems(resource, name, items, faulty);
  return findings;
}

function dropItems(resource: Json, name: string, items: readonly unknown[], faulty: ReadonlySet<number>): void {
  const kept = items.filter((_, at) => !faulty.has(at));
  if (kept.length > 0) resource[name] = kept;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the element's name comes from our own table
  else delete resource[name];
}

/** A primitive may say in its extension why it has no value. @see https://hl7.org/fhir/R4/extensibility.html#null */
const isExcused = (rule: ElementRule, resource: Json): boolean =>
  rule.names.some((name) => resource[`_${name}`] !== undefined);

function missing(rule: ElementRule, type: string): Finding {
  const path = `${type}.${rule.names.join(" or ")}`;
  return { fault: { path, reason: "This element is required.", accepted: "A value" }, lost: "row" };
}

function twoSpellings(rule: ElementRule, type: string): Finding {
  const path = `${type}.${rule.names.join(", ")}`;
  return { fault: { path, reason: "Only one of these may be given.", accepted: "One of them" }, lost: "row" };
}
