import { hash } from "node:crypto";
import type { EventFields } from "./access-event.ts";

/** Which canonical form rows are chained in now. Written beside each row, so that a later one can stand beside it. */
export const FORM = 1;

const NAME = `wholestory access event ${String(FORM)}`;

/**
 * A row of the log as the bytes that are hashed: a JSON array of the form's name and the fields, each a string or
 * null, without spaces, in UTF-8, as the JSON Canonicalization Scheme writes it.
 * @see https://www.rfc-editor.org/rfc/rfc8785 (JSON.stringify writes strings as its section 3.2.2.2 asks)
 */
export const canonicalForm = (event: EventFields): string => JSON.stringify([NAME, ...event]);

/** SHA-256 of a row in its canonical form, 64 hexadecimal digits. */
export const digestOf = (event: EventFields): string => hash("sha256", canonicalForm(event), "hex");

/** The fields of a row that was written in its canonical form; undefined for anything else. */
export function eventIn(written: unknown): EventFields | undefined {
  if (!Array.isArray(written) || written[0] !== NAME) return undefined;
  const fields: unknown[] = written.slice(1);
  return fields.every((one) => one === null || typeof one === "string") ? fields : undefined;
}
