import { SILENT, type Agreement } from "./agreement.ts";
import { COMMON, LEVELS, WEIGHTLESS, type ColumnKind } from "./comparison.ts";
import type { Column, FrequencyOf } from "./table.ts";
import { bitsOf, inBits, tallyFor, type Parts } from "./weight.ts";

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
  (column, text) => {
    const common = columns[column]?.common ?? {};
    return Object.hasOwn(common, text) ? (common[text] ?? rarest) : rarest;
  };

/** One column's part in a weight, in bits: above 0 it speaks for one person. */
export type WeightPart = {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly level: string;
  readonly bits: number;
};

/** In bits: how much more likely one person is than two, before any column is looked at. */
export const priorBits = ({ prior }: MatchModel): number => inBits(Math.log2(prior / (1 - prior)));

/** What an agreement says, in bits; NaN where it says nothing. `frequency`: of the value, where the level is "the same". */
export type BitsReader = (column: number, level: number, frequency: number) => number;

export function createBitsReader({ columns, rarest }: MatchModel): BitsReader {
  const bits = columns.map(({ levels }) =>
    Float64Array.from(levels, ({ ofSame, ofDifferent }) => bitsOf(ofSame, ofDifferent)),
  );
  const bySame = columns.map(({ kind, levels }) => (COMMON.has(kind) ? NaN : (levels[0]?.ofSame ?? 1)));
  const isWeightless = columns.map(({ kind }) => WEIGHTLESS.has(kind));
  return (column, level, frequency) => {
    if (level < 0 || isWeightless[column] === true) return NaN;
    const same = level === 0 ? (bySame[column] ?? NaN) : NaN;
    if (Number.isNaN(same)) return bits[column]?.[level] ?? NaN;
    return bitsOf(same, Math.max(frequency, rarest));
  };
}

/** Weighs agreements, in bits, without the prior. */
export function createWeigher(model: MatchModel): (agreement: Agreement) => number {
  const readParts = createPartsReader(model);
  const { sumOf } = tallyFor(model.columns);
  return (agreement) => sumOf(readParts(agreement));
}

/** What is given back is written over by the next reading. */
function createPartsReader(model: MatchModel): (agreement: Agreement) => Parts {
  const bitsIn = createBitsReader(model);
  const parts = new Float64Array(model.columns.length);
  return ({ levels, frequencies }) => {
    for (let column = 0; column < parts.length; column++) {
      parts[column] = bitsIn(column, levels[column] ?? SILENT, frequencies[column] ?? 0);
    }
    return parts;
  };
}

/** The same weight, part by part: why two registrations are taken for one person, or not. */
export function explain(model: MatchModel, agreement: Agreement): readonly WeightPart[] {
  const parts = createPartsReader(model)(agreement);
  const { isCounted } = tallyFor(model.columns);
  return model.columns.flatMap(({ name, kind }, column): readonly WeightPart[] => {
    const bits = parts[column] ?? NaN;
    const level = LEVELS[kind][agreement.levels[column] ?? SILENT];
    if (Number.isNaN(bits) || level === undefined) return [];
    return [{ column: name, kind, level, bits: isCounted(parts, column) ? bits : 0 }];
  });
}
