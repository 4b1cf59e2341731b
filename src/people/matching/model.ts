import type { Agreement } from "./agreement.ts";
import { LEVELS, type ColumnKind } from "./comparison.ts";
import type { Column } from "./table.ts";

/** How much an agreement says. */
export type LevelWeight = {
  /** Of two registrations of one person, the share that agree so (m). */
  readonly ofSame: number;
  /** Of two registrations of different people, the share that agree so (u). */
  readonly ofDifferent: number;
};

/** What was learnt of a column: one weight for each of its kind's levels. */
export type ColumnModel = Column & { readonly levels: readonly LevelWeight[] };

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
export const bitsOf = ({ columns }: MatchModel): readonly Float64Array[] =>
  columns.map(({ levels }) => Float64Array.from(levels, ({ ofSame, ofDifferent }) => Math.log2(ofSame / ofDifferent)));

/** Columns of which one value is as good as another: a rare sex is no proof. */
const COMMON: ReadonlySet<ColumnKind> = new Set(["sex"]);

/** Weighs agreements, in bits, without the prior. */
export function createWeigher(model: MatchModel): (agreement: Agreement) => number {
  const bits = bitsOf(model);
  const bySame = model.columns.map(({ kind, levels }) => (COMMON.has(kind) ? undefined : (levels[0]?.ofSame ?? 1)));
  return ({ levels, frequencies }) => {
    let sum = 0;
    for (let column = 0; column < levels.length; column++) {
      const level = levels[column] ?? -1;
      if (level < 0) continue;
      const same = level === 0 ? bySame[column] : undefined;
      sum +=
        same === undefined
          ? (bits[column]?.[level] ?? 0)
          : Math.log2(same / Math.max(frequencies[column] ?? 0, model.rarest));
    }
    return sum;
  };
}

/** The same weight, part by part: why two registrations are taken for one person, or not. */
export function explain(model: MatchModel, { levels, frequencies }: Agreement): readonly WeightPart[] {
  const weigh = createWeigher(model);
  return model.columns.flatMap(({ name, kind }, column) => {
    const level = levels[column] ?? -1;
    if (level < 0) return [];
    const alone = { levels: levels.map((one, at) => (at === column ? one : -1)), frequencies };
    return [{ column: name, kind, level: LEVELS[kind][level] ?? "", bits: weigh(alone) }];
  });
}
