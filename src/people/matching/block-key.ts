import type { ColumnKind } from "./comparison.ts";
import type { MatchTable, Row } from "./table.ts";

/** What two registrations must share to be compared at all. */
export type BlockRule = {
  /** "birth date + family name". */
  readonly name: string;
  readonly parts: readonly BlockPart[];
};

export type BlockPart = { readonly column: number; readonly of: (text: string) => string };

const whole = (text: string): string => text;
const year = (text: string): string => text.slice(0, 4);
const monthAndDay = (text: string): string => text.slice(4);
const firstThree = (text: string): string => text.slice(0, 3);
const initial = (text: string): string => text.slice(0, 1);

/** The rules that the columns of a table allow. Two registrations of one person should share at least one. */
export function blockRulesFor(table: Pick<MatchTable, "columns">): readonly BlockRule[] {
  const columns = (kind: ColumnKind) => table.columns.flatMap((one, at) => (one.kind === kind ? [at] : []));
  const rules: BlockRule[] = [];
  const rule = (name: string, ...parts: readonly (readonly [number | undefined, (text: string) => string])[]): void => {
    const known = parts.flatMap(([column, of]) => (column === undefined ? [] : [{ column, of }]));
    if (known.length === parts.length) rules.push({ name, parts: known });
  };
  const [given, family, born, postcode] = (["given-name", "family-name", "birth-date", "postcode"] as const).map(
    (kind) => columns(kind)[0],
  );
  rule("birth date + family name", [born, whole], [family, whole]);
  rule("birth date + given name", [born, whole], [given, whole]);
  rule("given name + family name", [given, whole], [family, whole]);
  rule("birth date + postcode", [born, whole], [postcode, whole]);
  rule("family name + postcode", [family, whole], [postcode, whole]);
  rule("given name + postcode", [given, whole], [postcode, whole]);
  rule("family name + year of birth", [family, whole], [born, year]);
  rule("beginning of family name + day of birth", [family, firstThree], [born, monthAndDay]);
  rule("given name + initial + year of birth", [given, whole], [family, initial], [born, year]);
  rule("birth date", [born, whole]);
  for (const kind of ["email", "number", "nhs-number"] as const) {
    for (const at of columns(kind)) rule(nameOf(table, at), [at, whole]);
  }
  // A telephone is a household's.
  for (const at of columns("phone")) rule(`${nameOf(table, at)} + given name`, [at, whole], [given, whole]);
  for (const at of columns("words")) {
    rule(`${nameOf(table, at)} + given name + year of birth`, [at, whole], [given, whole], [born, year]);
    rule(`${nameOf(table, at)} + family name`, [at, whole], [family, whole]);
  }
  return rules;
}

const nameOf = (table: Pick<MatchTable, "columns">, column: number): string => table.columns[column]?.name ?? "";

function keysOf(parts: readonly BlockPart[], textsOf: (column: number) => readonly string[]): ReadonlySet<string> {
  let keys = [""];
  for (const { column, of } of parts) {
    const texts = textsOf(column);
    keys = keys.flatMap((key) => texts.map((text) => `${key}\n${of(text)}`));
  }
  return new Set(keys);
}

/** The keys of one registration by all rules: whoever shares one of them is compared with it. */
export const blockKeysOf = (rules: readonly BlockRule[], row: Row): readonly string[] =>
  rules.flatMap(({ name, parts }) => [...keysOf(parts, (column) => row[column] ?? [])].map((key) => `${name}${key}`));

/** Registrations. Half a million pairs; whoever shares a larger block is still found by another rule. */
export const LARGEST_BLOCK = 1_000;
