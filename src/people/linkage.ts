import type { Clock, OdsCode, PersonId } from "#base";
import type { AreaTable } from "#place";
import type { Sharing } from "#sharing";
import { createLearning } from "./linking/learning.ts";
import { createLinking } from "./linking/linking.ts";
import type { ModelKeeper } from "./linking/model-keeper.ts";
import { createRegistering } from "./registering.ts";
import { createLinkReport } from "./report/report.ts";
import { createModelViews } from "./review/models.ts";
import { createPersonLinks } from "./review/person-links.ts";
import { createProtecting } from "./review/protecting.ts";
import { createReview } from "./review/review.ts";
import { createSampling } from "./review/sampling.ts";
import type { PeopleStore } from "./store.ts";
import { createWithdrawal } from "./withdrawal.ts";

/** Everything that makes links, takes them back, says why and how well, and where they lead. */
export function createLinkage({
  store,
  models,
  sharing,
  clock,
  isPractice,
  areas,
}: {
  store: PeopleStore;
  models: ModelKeeper;
  sharing: Sharing;
  clock: Clock;
  isPractice: (source: OdsCode) => boolean;
  areas: () => AreaTable | undefined;
}) {
  const { linking: linkingStore, review: reviewStore, models: modelStore, samples, inTransaction } = store;
  const linking = createLinking({ store: linkingStore, models, sharing, clock, isPractice });
  return {
    ...createRegistering({ store, linking }),
    ...createWithdrawal({ store, clock, linking }),
    ...createLearning({ store: linkingStore, models, linking, isPractice, inTransaction, clock }),
    review: createReview({
      store: reviewStore,
      samples,
      linkingStore,
      linking,
      models,
      inTransaction,
      clock,
      isPractice,
    }),
    ...createProtecting({ store: reviewStore, linkingStore, linking, inTransaction }),
    ...createPersonLinks({ store: reviewStore, linkingStore, models }),
    ...createModelViews({ store: modelStore, models }),
    ...createSampling({ store: samples }),
    ...createLinkReport({ store: store.report, samples, models: modelStore, areas, clock }),

    /** Where a person's id leads today. Old ids always resolve. */
    presentId: (person: PersonId) => store.presentId(person),
    /** Every id that leads to a person today, their own among them. When a merge is undone each id leads home again. */
    idsOf: (person: PersonId) => store.idsOf(person),
  };
}
