import type { PatientId } from "#base";
import { blockKeysOf, blockRulesFor } from "../matching/block-key.ts";
import { frequenciesOf, type MatchModel } from "../matching/model.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import { scorePairs, type ScoredPairs } from "../matching/scored-pairs.ts";
import { tableOf, type Row } from "../matching/table.ts";
import type { ComparedRegistration, Likeness } from "./registration.ts";

/** In bits. Pairs that are less like one person than this are not kept: nobody need look at them. */
const LEAST_LIKENESS = -3;

const RULES = blockRulesFor({ columns: REGISTRATION_COLUMNS });

/** By what a registration is found to be compared with. */
export const keysOf = (row: Row): readonly string[] => blockKeysOf(RULES, row);

/** Weighs any two of these registrations by a model that was learnt before, by their places. */
export function weigherFor(model: MatchModel, registrations: readonly ComparedRegistration[]): ScoredPairs["weigh"] {
  return scored(model, registrations, new Float64Array()).weigh;
}

/** Whom each of `patients` is like among the members of its blocks. */
export function likenessesIn(
  model: MatchModel,
  registrations: readonly ComparedRegistration[],
  blocks: readonly (readonly PatientId[])[],
  patients: ReadonlySet<PatientId>,
): readonly Likeness[] {
  const size = registrations.length;
  const places = new Map(registrations.map(({ patient }, at) => [patient, at]));
  const pairs = new Set<number>();
  for (const members of blocks) {
    const present = members.flatMap((patient) => places.get(patient) ?? []);
    for (const one of members) {
      const at = places.get(one);
      if (!patients.has(one) || at === undefined) continue;
      for (const other of present) if (other !== at) pairs.add(Math.min(at, other) * size + Math.max(at, other));
    }
  }
  const { pairs: compared, weights } = scored(model, registrations, Float64Array.from(pairs));
  return [...compared].flatMap((pair, nth): readonly Likeness[] => {
    const weight = weights[nth] ?? -Infinity;
    const [one, other] = [registrations[Math.floor(pair / size)], registrations[pair % size]];
    return weight < LEAST_LIKENESS || !one || !other ? [] : [likenessOf(one.patient, other.patient, weight)];
  });
}

/** Weights are kept as the database keeps them, so that what is read back is what was written. */
export const likenessOf = (one: PatientId, other: PatientId, weight: number): Likeness => ({
  ...(one < other ? { one, other } : { one: other, other: one }),
  weight: Math.fround(weight),
});

function scored(model: MatchModel, registrations: readonly ComparedRegistration[], pairs: Float64Array): ScoredPairs {
  const table = tableOf(
    REGISTRATION_COLUMNS,
    registrations.map(({ row }) => row),
    frequenciesOf(model),
  );
  return scorePairs(table, model, { pairs, passedOver: [] });
}
