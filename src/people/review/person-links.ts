import type { PatientId } from "#base";
import type { PersonPermit } from "#sharing";
import { compareColumns, type ComparedRows } from "../linking/comparing.ts";
import type { LinkingStore } from "../linking/linking-store.ts";
import type { ModelKeeper } from "../linking/model-keeper.ts";
import type { Decision, LinkMove, ReviewedRegistration } from "./pair.ts";
import type { ReviewStore } from "./review-store.ts";

/** Two registrations of a person, and how they compare. */
export type LinkEdge = ComparedRows & { readonly one: PatientId; readonly other: PatientId };

/** Why several registrations are one person, and how that came about. */
export type PersonLinks = {
  readonly registrations: readonly ReviewedRegistration[];
  /** Each two of them, likest first; so many at most that a page can show them. */
  readonly edges: readonly LinkEdge[];
  /** Decisions about pairs of them, newest first. */
  readonly decisions: readonly Decision[];
  /** Who came and left, newest first. */
  readonly history: readonly LinkMove[];
};

/** Registrations of which each two are compared; fewer than a hundred pairs. */
const MOST_COMPARED = 14;
const MOST_DECISIONS = 100;

/** Says why a person's registrations are theirs. */
export function createPersonLinks(parts: {
  readonly store: ReviewStore;
  readonly linkingStore: LinkingStore;
  readonly models: ModelKeeper;
}) {
  const { store, linkingStore, models } = parts;
  return {
    /** Why this is one person. */
    async linksOf(permit: PersonPermit): Promise<PersonLinks> {
      const registrations = await store.registrationsOf(permit);
      const patients = registrations.map(({ patient }) => patient);
      const { model } = await models.present();
      const rows = await linkingStore.compared(patients.slice(0, MOST_COMPARED));
      const edges = rows.flatMap((mine, nth) =>
        rows.slice(nth + 1).map((theirs): LinkEdge => ({
          ...{ one: mine.patient, other: theirs.patient },
          ...compareColumns(model, mine.row, theirs.row),
        })),
      );
      return {
        registrations,
        edges: edges.sort((a, b) => b.weight - a.weight),
        decisions: await store.decisions(patients, MOST_DECISIONS),
        history: await store.history(permit),
      };
    },
  };
}
