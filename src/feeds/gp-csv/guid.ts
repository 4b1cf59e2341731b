import { sourceId } from "../source-id.ts";

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** A supplier's id of a thing as a FHIR id: the same in capitals or not, with or without the brackets around it. */
export const guidId = (text: string): string => sourceId(GUID.exec(text)?.[1]?.toLowerCase() ?? text);
