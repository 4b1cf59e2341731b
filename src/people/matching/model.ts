import type { Agreement } from "./agreement.ts";
import { LEVELS, OF_THE_HOME, type ColumnKind } from "./comparison.ts";
import type { Column, FrequencyOf } from "./table.ts";

/** How much an agreement says. */
export type LevelWeight = {
  /** Of two registrations of one person, the share that agree so (m). */
  readonly ofSame: number;
  /** Of two registrations of different people, the share that agree so (u). */
  readonly ofDifferent: number;
};

/** What was learnt of a column: one weight for each of its kind's levels, and which values are common. */
export type ColumnModel = Column & {
  readonly levels: readonly LevelWeight[];
  /** The share of registrations with the column filled that have the value; no value is here that is not commoner than rarest. */
  readonly common: Readonly<Record<string, number>>;
};

/**
 * Which agreements speak for one person, and how strongly.
 * @see Fellegi and Sunter (1969), A theory for record linkage, https://doi.org/10.1080/01621459.1969.10501049
 */
export type MatchModel = {
  /** Of all pairs of registrations, the share that are of one person. */
  readonly prior: number;
  readonly columns: readonly ColumnModel[];
  /** No value counts as rarer than this, lest a name that stands once seem to prove everything. */
  readonly rarest: number;
};

/** How common values are, as the model learnt it: for a table of other registrations. */
export const frequenciesOf =
  ({ columns, rarest }: MatchModel): FrequencyOf =>
  (column, text) =>
    columns[column]?.common[text] ?? rarest;

/** One column's part in a weight, in bits: above 0 it speaks for one person. */
export type WeightPart = {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly level: string;
  readonly bits: number;
};

/** In bits: how much more likely one person is than two, before any column is looked at. */
export const priorBits = ({ prior }: MatchModel): number => Math.log2(prior / (1 - prior));

/** The bits of each level of each column; "the same" for a value of no particular frequency. */
const bitsOf = ({ columns }: MatchModel): readonly Float64Array[] =>
  columns.map(({ levels }) => Float64Array.from(levels, ({ ofSame, ofDifferent }) => Math.log2(ofSame / ofDifferent)));

/** Columns of which one value is as good as another: a rare sex is no proof. */
const COMMON: ReadonlySet<ColumnKind> = new Set(["sex"]);
/** Columns that forbid, and weigh nothing. */
const WEIGHTLESS: ReadonlySet<ColumnKind> = new Set(["traced-number"]);

/** Weighs agreements, in bits, without the prior. */
export function createWeigher(model: MatchModel): (agreement: Agreement) => number {
  const bitsIn = createReader(model);
  const isOfTheHome = model.columns.map(({ kind }) => OF_THE_HOME.has(kind));
  return (agreement) => {
    let sum = 0;
    let home: number | undefined;
    for (let column = 0; column < agreement.levels.length; column++) {
      const bits = bitsIn(agreement, column);
      if (isOfTheHome[column] !== true) sum += bits ?? 0;
      else if (bits !== undefined) home = home === undefined ? bits : Math.max(home, bits);
    }
    return sum + (home ?? 0);
  };
}

/** The bits of one column by itself; undefined where it is silent. */
function createReader(model: MatchModel): (agreement: Agreement, column: number) => number | undefined {
  const bits = bitsOf(model);
  const bySame = model.columns.map(({ kind, levels }) => (COMMON.has(kind) ? undefined : (levels[0]?.ofSame ?? 1)));
  const isWeightless = model.columns.map(({ kind }) => WEIGHTLESS.has(kind));
  return ({ levels, frequencies }, column) => {
    const level = levels[column] ?? -1;
    if (level < 0 || isWeightless[column] === true) return undefined;
    const same = level === 0 ? bySame[column] : undefined;
    if (same === undefined) return bits[column]?.[level];
    return Math.log2(same / Math.max(frequencies[column] ?? 0, model.rarest));
  };
}

/** The same weight, part by part: why two registrations are taken for one person, or not. */
export function explain(model: MatchModel, agreement: Agreement): readonly WeightPart[] {
  const bitsIn = createReader(model);
  const parts = model.columns.flatMap(({ name, kind }, column): readonly WeightPart[] => {
    const bits = bitsIn(agreement, column);
    const level = LEVELS[kind][agreement.levels[column] ?? -1];
    return bits === undefined || level === undefined ? [] : [{ column: name, kind, level, bits }];
  });
  const home = parts.filter(({ kind }) => OF_THE_HOME.has(kind));
  const counted = home.reduce<WeightPart | undefined>(
    (most, one) => (most && most.bits >= one.bits ? most : one),
    undefined,
  );
  return parts.map((one) => (OF_THE_HOME.has(one.kind) && one !== counted ? { ...one, bits: 0 } : one));
}
