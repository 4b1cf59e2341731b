import { isFhirObject, type FhirObject } from "./members.ts";

/** A document, picture or other file that a resource holds within itself, in base64. */
export type HeldFile = {
  /** Attachment or Binary: what it says of the file. */
  readonly holder: FhirObject;
  readonly data: string;
};

/**
 * Whether an object is an Attachment or a Binary that holds its file. Two other types hold text under the same name:
 * the measurements of SampledData, and Signature.
 * @see https://hl7.org/fhir/R4/datatypes.html#Attachment
 * @see https://hl7.org/fhir/R4/binary.html
 */
export const holdsFile = (holder: FhirObject): boolean =>
  typeof holder.data === "string" && !("dimensions" in holder) && !("when" in holder && "who" in holder);

/** The files that a resource holds, in the order in which they stand there. */
export function filesIn(resource: unknown): readonly HeldFile[] {
  const found: HeldFile[] = [];
  collect(resource, found);
  return found;
}

function collect(value: unknown, into: HeldFile[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, into);
  if (!isFhirObject(value)) return;
  if (typeof value.data === "string" && holdsFile(value)) into.push({ holder: value, data: value.data });
  for (const member of Object.values(value)) if (typeof member === "object") collect(member, into);
}
