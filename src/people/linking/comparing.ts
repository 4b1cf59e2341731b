import type { PatientId } from "#base";
import { createAgreementReader } from "../matching/agreement.ts";
import { packedDate } from "../matching/birth-date.ts";
import { blockKeysOf, blockRulesFor, type BlockRule } from "../matching/block-key.ts";
import { createContradictionReader, type Contradiction } from "../matching/contradiction.ts";
import { LEAST_EDGE } from "../matching/clusters.ts";
import { explain, frequenciesOf, priorBits, type MatchModel } from "../matching/model.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import { scorePairs, type ScoredPairs } from "../matching/scored-pairs.ts";
import { tableOf, type Row } from "../matching/table.ts";
import type { BlockKey, PatientPair } from "./block.ts";
import type { ComparedRegistration, Likeness } from "./registration.ts";

const RULES = blockRulesFor({ columns: REGISTRATION_COLUMNS });

const BORN = REGISTRATION_COLUMNS.findIndex(({ kind }) => kind === "birth-date");
const [VOUCHING, OTHERS] = [RULES.filter((rule) => isByNhsNumber(rule)), RULES.filter((rule) => !isByNhsNumber(rule))];

function isByNhsNumber({ parts }: BlockRule): boolean {
  return parts.some(({ column }) => REGISTRATION_COLUMNS[column]?.kind === "nhs-number");
}

/** By what a registration is found to be compared with. */
export function keysOf(row: Row): readonly BlockKey[] {
  const [date, ...others] = row[BORN] ?? [];
  const born = date === undefined || others.length > 0 ? undefined : packedDate(date);
  return [
    ...blockKeysOf(VOUCHING, row).map((key) => ({ key })),
    ...blockKeysOf(OTHERS, row).map((key) => ({ key, born })),
  ];
}

export type ComparedRows = {
  /** In bits, before anything is compared. */
  readonly prior: number;
  readonly columns: readonly {
    readonly column: string;
    /** What each has said, of which there may be several over time. */
    readonly mine: readonly string[];
    readonly theirs: readonly string[];
    /** In words, such as "a slip apart"; none where one of them is silent. */
    readonly level: string | undefined;
    /** In bits: above 0 it speaks for one person. */
    readonly bits: number;
  }[];
  /** In bits, of everything together; -Infinity where something forbids. */
  readonly weight: number;
  readonly forbidden: Contradiction | undefined;
};

/** Weighs any two of these registrations by a model that was learnt before, by their places. */
export function weigherFor(model: MatchModel, registrations: readonly ComparedRegistration[]): ScoredPairs["weigh"] {
  return scored(model, registrations, new Float64Array()).weigh;
}

/** Which of these pairs are alike. */
export function likenessesIn(
  model: MatchModel,
  registrations: readonly ComparedRegistration[],
  pairs: readonly PatientPair[],
): readonly Likeness[] {
  const size = registrations.length;
  const places = new Map(registrations.map(({ patient }, at) => [patient, at]));
  const numbers = pairs.flatMap(([mine, theirs]) => {
    const [one, other] = [places.get(mine), places.get(theirs)];
    return one === undefined || other === undefined ? [] : [Math.min(one, other) * size + Math.max(one, other)];
  });
  const { pairs: compared, weights } = scored(model, registrations, Float64Array.from(numbers));
  return [...compared].flatMap((pair, nth): readonly Likeness[] => {
    const weight = weights[nth] ?? -Infinity;
    const [one, other] = [registrations[Math.floor(pair / size)], registrations[pair % size]];
    return weight < LEAST_EDGE || !one || !other ? [] : [likenessOf(one.patient, other.patient, weight)];
  });
}

/** Weights are kept as the database keeps them, so that what is read back is what was written. */
export const likenessOf = (one: PatientId, other: PatientId, weight: number): Likeness => ({
  ...(one < other ? { one, other } : { one: other, other: one }),
  weight: Math.fround(weight),
});

/** How two registrations compare, column by column, and what comes of it. */
export function compareColumns(model: MatchModel, mine: Row, theirs: Row): ComparedRows {
  const table = tableOf(REGISTRATION_COLUMNS, [mine, theirs], frequenciesOf(model));
  const agreement = createAgreementReader(table)(0, 1);
  const parts = explain(model, agreement);
  const forbidden = createContradictionReader(REGISTRATION_COLUMNS)(agreement);
  const sum = parts.reduce((total, { bits }) => total + bits, priorBits(model));
  return {
    prior: priorBits(model),
    columns: REGISTRATION_COLUMNS.flatMap(({ name, kind }, column) => {
      const part = parts.find((one) => one.column === name);
      const own = { column: name, mine: mine[column] ?? [], theirs: theirs[column] ?? [] };
      return kind === "traced-number" ? [] : [{ ...own, level: part?.level, bits: part?.bits ?? 0 }];
    }),
    weight: forbidden === undefined ? sum : -Infinity,
    forbidden,
  };
}

function scored(model: MatchModel, registrations: readonly ComparedRegistration[], pairs: Float64Array): ScoredPairs {
  const table = tableOf(
    REGISTRATION_COLUMNS,
    registrations.map(({ row }) => row),
    frequenciesOf(model),
  );
  return scorePairs(table, model, { pairs, passedOver: [] });
}
