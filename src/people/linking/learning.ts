import type { Clock, OdsCode } from "#base";
import { matchAll } from "../matching/match-all.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import { tableOf } from "../matching/table.ts";
import { likenessOf } from "./comparing.ts";
import { linksAmong } from "./link-rule.ts";
import { byModel, type Linking } from "./linking.ts";
import type { LinkingStore } from "./linking-store.ts";
import type { ModelKeeper } from "./model-keeper.ts";
import type { LearntOutcome } from "./model-store.ts";
import type { Likeness, Registration } from "./registration.ts";

/** What learning anew came to. */
export type Learnt = LearntOutcome & { readonly version: number; readonly registrations: number };

const SEED = 2013;

/** Learns from all registrations of the place, and links them all by what was learnt. */
export function createLearning(parts: {
  readonly store: LinkingStore;
  readonly models: ModelKeeper;
  readonly linking: Linking;
  readonly isPractice: (source: OdsCode) => boolean;
  readonly inTransaction: <T>(work: () => Promise<T>) => Promise<T>;
  readonly clock: Clock;
}) {
  const { store, models, linking, isPractice, inTransaction, clock } = parts;

  return {
    /** Everybody waits meanwhile who would link. */
    learn: (): Promise<Learnt> =>
      inTransaction(async () => {
        await store.lockLinks();
        const registrations = await store.registrations(undefined);
        const rows = registrations.map(({ row }) => row);
        const { model, scored, compared } = matchAll(tableOf(REGISTRATION_COLUMNS, rows), SEED);
        const version = await models.save(model, registrations.length, clock());
        const likenesses = likenessesFrom(registrations, scored.pairs, scored.weights);
        await store.replaceAllLikenesses(likenesses);
        const links = linksAmong({
          ...{ registrations, likenesses, isPractice },
          verdicts: await store.allVerdicts(),
          weigh: scored.weigh,
        });
        await linking.save(registrations, links, byModel(version));
        const now = new Map(links.map(({ patient, person }) => [patient, person]));
        await store.turnTogether(likenesses.filter(({ one, other }) => now.get(one) === now.get(other)));
        const outcome: LearntOutcome = {
          passedOver: compared.passedOver,
          persons: new Set(now.values()).size,
          moved: registrations.filter(({ patient, held }) => held !== undefined && held.person !== now.get(patient))
            .length,
          idsUnchanged: unchangedShare(registrations, now),
        };
        await models.saveOutcome(version, outcome);
        return { version, registrations: registrations.length, ...outcome };
      }),
  };
}

function likenessesFrom(
  registrations: readonly Registration[],
  pairs: Float64Array,
  weights: Float64Array,
): readonly Likeness[] {
  const size = registrations.length;
  const likenesses: Likeness[] = [];
  for (const [nth, pair] of pairs.entries()) {
    const weight = weights[nth] ?? -Infinity;
    const [one, other] = [registrations[Math.floor(pair / size)], registrations[pair % size]];
    if (one && other) likenesses.push(likenessOf(one.patient, other.patient, weight));
  }
  return likenesses;
}

/** A person is unchanged who has the same registrations as before under the same id. */
function unchangedShare(
  registrations: readonly Registration[],
  now: ReadonlyMap<Registration["patient"], string>,
): number {
  const members = (persons: Iterable<readonly [string, string]>) => {
    const books = new Map<string, string[]>();
    for (const [patient, person] of persons) {
      const own = books.get(person);
      if (own) own.push(patient);
      else books.set(person, [patient]);
    }
    return books;
  };
  const before = members(registrations.flatMap(({ patient, held }) => (held ? [[patient, held.person] as const] : [])));
  const after = members(now);
  const same = [...before].filter(([person, own]) => own.sort().join() === after.get(person)?.sort().join()).length;
  return before.size === 0 ? 1 : same / before.size;
}
