import type { ColumnKind } from "./comparison.ts";
import { textsIn, type MatchTable, type Row } from "./table.ts";

/** What two registrations must share to be compared at all. */
export type BlockRule = {
  /** "birth date + family name". */
  readonly name: string;
  readonly parts: readonly BlockPart[];
};

type BlockPart = { readonly column: number; readonly of: (text: string) => string };

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

/** Registrations that share a key, two or more to a block. A registration with several values may stand in several. */
export function blocksOf(table: MatchTable, { parts }: BlockRule): readonly (readonly number[])[] {
  const blocks = new Map<string, number[]>();
  for (let row = 0; row < table.size; row++) {
    for (const key of keysOf(parts, (column) => textsIn(table, row, column))) {
      const block = blocks.get(key);
      if (block) block.push(row);
      else blocks.set(key, [row]);
    }
  }
  return [...blocks.values()].filter((block) => block.length > 1);
}

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

/** Pairs to compare, each once, and blocks that were too large to compare all of. */
export type Candidates = {
  /** Two registrations to a pair, the lesser first: first × size + second, in ascending order. */
  readonly pairs: Float64Array;
  readonly passedOver: readonly { readonly rule: string; readonly registrations: number }[];
};

/** Registrations. Half a million pairs; whoever shares a larger block is still found by another rule. */
export const LARGEST_BLOCK = 1_000;

/** All pairs that share some key. Work is bounded: a key that too many share says nothing, and is reported. */
export function candidatesIn(table: MatchTable, rules: readonly BlockRule[]): Candidates {
  const passedOver: { rule: string; registrations: number }[] = [];
  let found = new Float64Array(0);
  for (const rule of rules) {
    const own: number[] = [];
    for (const block of blocksOf(table, rule)) {
      if (block.length > LARGEST_BLOCK) passedOver.push({ rule: rule.name, registrations: block.length });
      else for (const [one, other] of pairsOf(block)) own.push(one * table.size + other);
    }
    found = unionOf(found, own);
  }
  return { pairs: found, passedOver };
}

/** Each number once, in ascending order. */
function unionOf(some: Float64Array, others: readonly number[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(some.length + others.length);
  all.set(some);
  all.set(others, some.length);
  all.sort();
  let end = 0;
  for (const [at, one] of all.entries()) if (at === 0 || one !== all[end - 1]) all[end++] = one;
  return all.slice(0, end);
}

/** Every pair of a block, the lesser first. */
export function* pairsOf(block: readonly number[]): Generator<readonly [number, number]> {
  for (const [at, one] of block.entries()) {
    for (const other of block.slice(at + 1)) yield [Math.min(one, other), Math.max(one, other)];
  }
}
