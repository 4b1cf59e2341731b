/**
 * FHIR JSON whose numbers keep the digits that the source wrote: 1.00 is measured more exactly than 1. A number whose
 * digits JavaScript would write otherwise has them remembered in the object that holds it, where loops do not see them.
 * @see https://hl7.org/fhir/R4/json.html#decimal
 * @see https://github.com/tc39/proposal-json-parse-with-source
 */
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (this: object, key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): unknown;
  }
}

const DIGITS = Symbol("digits of numbers");
type Holder = { readonly [DIGITS]?: Map<string, string> };

/** Digits that a database may refuse are not kept: then the number is written as JavaScript does. */
const LONGEST = 400;
const WRITABLE = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** Whether a text holds numbers whose digits JavaScript may write otherwise; strings that look like it count too. */
const MAY_DIFFER =
  /(?:"\s*:|[[,])\s*(?:-0(?![.\d])|-?(?:\d+\.\d*0(?!\d)|\d+(?:\.\d+)?[eE]|\d{16}|\d+\.\d{15}|0\.0{6}))/;

/** Parses FHIR JSON; throws a SyntaxError as JSON.parse does. Objects may be changed in place afterwards. */
export function parseFhirJson(text: string): unknown {
  if (!MAY_DIFFER.test(text)) return JSON.parse(text) as unknown;
  return JSON.parse(text, function (key, value, { source }) {
    if (typeof value === "number" && source !== undefined) keepDigits(this, key, value, source);
    return value;
  });
}

/** The number that a text writes as JSON does; undefined when it is none, or too large to be one. */
export function numberIn(written: string): number | undefined {
  if (written.length > LONGEST || !WRITABLE.test(written)) return undefined;
  const number = Number(written);
  return Number.isFinite(number) ? number : undefined;
}

/** Remembers how a member that is a number was written. */
export function keepDigits(holder: object, member: string, value: number, written: string): void {
  if (String(value) === written || numberIn(written) !== value) return;
  const digits = (holder as Holder)[DIGITS];
  if (digits) digits.set(member, written);
  else Object.defineProperty(holder, DIGITS, { value: new Map([[member, written]]) });
}

/** A member that is a number, as its source wrote it. */
export function digitsOf(holder: object, member: string, value: number): string {
  const written = (holder as Holder)[DIGITS]?.get(member);
  return written !== undefined && Number(written) === value ? written : String(value);
}

/** Whether JSON.stringify would lose digits. */
export function hasDigitsToKeep(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasDigitsToKeep) || (value.some(isNumber) && DIGITS in value);
  for (const member in value) {
    const held = (value as Readonly<Record<string, unknown>>)[member];
    // Few objects hold a number: asking only those takes half the time.
    if (isNumber(held) ? DIGITS in value : hasDigitsToKeep(held)) return true;
  }
  return false;
}

const isNumber = (value: unknown): boolean => typeof value === "number";

/** Writes FHIR JSON with the digits that its numbers had. `indent`: spaces a level, for people to read. */
export function fhirJsonOf(value: unknown, indent?: number): string {
  if (!hasDigitsToKeep(value)) return JSON.stringify(value, undefined, indent);
  return JSON.stringify(value, written, indent);
}

function written(this: object, member: string, value: unknown): unknown {
  return typeof value === "number" && DIGITS in this ? JSON.rawJSON(digitsOf(this, member, value)) : value;
}
