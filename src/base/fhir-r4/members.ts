import type { ElementDefinition, TypeDefinition } from "./definitions.ts";
import { keepDigits, numberIn } from "./digits.ts";

/** A resource or a part of one, as its JSON is when parsed. */
export type FhirObject = { [member: string]: unknown };

export const isFhirObject = (value: unknown): value is FhirObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Adds what stood in an element; false when the element may stand there once only and does already. */
export function addValue(object: FhirObject, { name, repeats }: ElementDefinition, value: unknown): boolean {
  if (repeats) {
    listAt(object, name).push(value);
    return true;
  }
  if (object[name] !== undefined) return false;
  object[name] = value;
  return true;
}

/**
 * Adds an element that has a value, or says with an id or extensions why it has none: JSON keeps the two in members of
 * their own, and lists of them in step with null.
 * @see https://hl7.org/fhir/R4/json.html#primitive
 */
export function addPrimitive(
  object: FhirObject,
  element: ElementDefinition,
  written: string | undefined,
  extra: FhirObject | undefined,
): boolean {
  const { name, repeats } = element;
  const beside = `_${name}`;
  if (!repeats) {
    if (object[name] !== undefined || object[beside] !== undefined) return false;
    if (written !== undefined) putValue(object, name, element, written);
    if (extra) object[beside] = extra;
    return true;
  }
  const values = listAt(object, name);
  if (written === undefined) values.push(null);
  else putValue(values, values.length, element, written);
  if (extra) {
    const extras = listAt(object, beside);
    while (extras.length < values.length - 1) extras.push(null);
    extras.push(extra);
  }
  return true;
}

/** Brings the lists of values and of what stands beside them to one length; of values that are all missing none is left. */
export function evenOut(object: FhirObject): void {
  for (const member in object) {
    const extras = member.startsWith("_") ? object[member] : undefined;
    if (!Array.isArray(extras)) continue;
    const name = member.slice(1);
    const values = listAt(object, name);
    while (extras.length < values.length) extras.push(null);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- FHIR's own names of elements
    if (values.every((value) => value === null)) delete object[name];
  }
}

/** Brings the members of an object into the order of its type's elements. */
export function putInOrder(object: FhirObject, { elements }: TypeDefinition): void {
  const orderOf = (member: string): number => elements.get(member.replace(/^_/, ""))?.order ?? -1;
  const members = Object.entries(object).sort(([one], [other]) => orderOf(one) - orderOf(other));
  for (const [member, value] of members) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- it is put back at once, at the end
    delete object[member];
    object[member] = value;
  }
}

function listAt(object: FhirObject, name: string): unknown[] {
  const list = object[name];
  if (Array.isArray(list)) return list as unknown[];
  const empty: unknown[] = [];
  object[name] = empty;
  return empty;
}

/** What is no number where one is wanted, or neither true nor false, stays text, as which the checks refuse it. */
function putValue(
  holder: FhirObject | unknown[],
  member: string | number,
  { kind }: ElementDefinition,
  written: string,
): void {
  const target = holder as FhirObject;
  if (kind === "boolean" && (written === "true" || written === "false")) target[member] = written === "true";
  else {
    const number = kind === "number" ? numberIn(written) : undefined;
    target[member] = number ?? written;
    if (number !== undefined) keepDigits(target, String(member), number, written);
  }
}
