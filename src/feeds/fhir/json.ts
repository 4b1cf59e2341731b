import type { SuppliedEntry } from "#record";

/** A JSON object as it was parsed: nothing is known of its members. */
export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same object seen as a resource; called when its type and id have been checked. */
export const asResource = (json: Json): SuppliedEntry["resource"] => json as unknown as SuppliedEntry["resource"];
