import { REGISTRATION_COLUMNS } from "../../src/people/matching/registration.ts";
import type { Row } from "../../src/people/matching/table.ts";

/** What a registration says, several values of a column apart by commas. */
export type Said = {
  readonly given?: string;
  readonly family?: string;
  /** Eight digits. */
  readonly born?: string;
  readonly sex?: string;
  readonly postcode?: string;
  readonly number?: string;
  /** Of the numbers, those that were traced. */
  readonly traced?: string;
};

const COLUMN_OF: Readonly<Record<keyof Said, string>> = {
  given: "given name",
  family: "family name",
  born: "date of birth",
  sex: "sex",
  postcode: "postcode",
  number: "NHS number",
  traced: "traced NHS number",
};

/** A registration as matching and tracing read it; it says nothing but what is given. */
export function aRegistrationRow(said: Said): Row {
  const columns = new Map(
    (Object.keys(COLUMN_OF) as (keyof Said)[]).map((key) => [COLUMN_OF[key], said[key]?.split(",") ?? []]),
  );
  return REGISTRATION_COLUMNS.map(({ name }) => columns.get(name) ?? []);
}

/** The same, but for what is not to be said. */
export const without = (said: Said, ...keys: readonly (keyof Said)[]): Said =>
  Object.fromEntries(Object.entries(said).filter(([key]) => !keys.some((one) => one === key)));
