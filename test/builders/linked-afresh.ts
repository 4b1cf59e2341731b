import type { OdsCode, PatientId } from "#base";
import type { Link } from "#people";
import type { Database } from "#db";
import { keysOf, likenessesIn, weigherFor } from "../../src/people/linking/comparing.ts";
import { linkingStore } from "../../src/people/linking/linking-store.ts";
import { linksAmong } from "../../src/people/linking/link-rule.ts";
import { createModelKeeper } from "../../src/people/linking/model-keeper.ts";
import { modelStore } from "../../src/people/linking/model-store.ts";
import { LARGEST_BLOCK } from "../../src/people/matching/block-key.ts";

import { OTHER_PRACTICE, PRACTICE } from "./place.ts";

/**
 * Links as they are when all registrations in sight are compared at once, as if none had been linked before: what
 * linking one after the other must come to.
 */
export async function linkedAfresh(
  db: Database,
  isPractice: (source: OdsCode) => boolean = (source) => source === PRACTICE || source === OTHER_PRACTICE,
): Promise<readonly Link[]> {
  const store = linkingStore(db);
  const { model } = await createModelKeeper(modelStore(db)).present();
  const registrations = (await store.registrations(undefined)).map((one) => ({ ...one, claims: [], earlierLinks: 0 }));
  const byKey = Map.groupBy(
    registrations.flatMap(({ patient, row }) => keysOf(row).map(({ key }) => ({ patient, key }))),
    ({ key }) => key,
  );
  const pairs = [...byKey.values()]
    .map((own) => [...new Set(own.map(({ patient }) => patient))].sort())
    .filter((own) => own.length <= LARGEST_BLOCK)
    .flatMap((own) => own.flatMap((one, nth) => own.slice(nth + 1).map((other) => [one, other] as const)));
  const each = new Map(pairs.map((pair) => [pair.join(), pair]));
  return linksAmong({
    registrations,
    likenesses: likenessesIn(model, registrations, [...each.values()]),
    verdicts: await store.allVerdicts(),
    weigh: weigherFor(model, registrations),
    isPractice,
  });
}

/** Who is together with whom and by which method, whatever their persons are called. */
export const partitionOf = (
  links: readonly { readonly patient: PatientId; readonly person: string; readonly method: string }[],
): readonly string[] =>
  [...Map.groupBy(links, (one) => one.person).values()]
    .map((own) =>
      own
        .map((one) => `${one.patient} ${one.method}`)
        .sort()
        .join(),
    )
    .sort();
