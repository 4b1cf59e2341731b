import { sourceId } from "../source-id.ts";

/** A supplier's id of a thing as a FHIR id: the same in capitals or not, with or without the brackets around it. */
export function guidId(text: string): string {
  const bare = text.startsWith("{") && text.endsWith("}") ? text.slice(1, -1) : text;
  return sourceId(isGuid(bare) ? bare.toLowerCase() : text);
}

/** By its length and dashes: what stands between is the supplier's. Asked several times for each of millions of rows. */
const isGuid = (text: string): boolean =>
  text.length === 36 && text[8] === "-" && text[13] === "-" && text[18] === "-" && text[23] === "-";
