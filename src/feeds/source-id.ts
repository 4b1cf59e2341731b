import { uuidV5 } from "#base";
import { isFhirId } from "./fhir/resource-types.ts";

/**
 * A source's own id of a thing as a FHIR id: itself where FHIR allows it, else one made from it. Two feeds of a source
 * that name the same patient or event by the same id so give the same entry.
 */
export function sourceId(text: string): string {
  const isAllowed: boolean = isFhirId(text);
  return isAllowed ? text : uuidV5(`source-id|${text}`);
}

/** The id of a thing to which the source gives none: made from what tells it apart from others of its type. */
export const idOfParts = (...parts: readonly string[]): string => uuidV5(`source-parts|${parts.join("|")}`);
