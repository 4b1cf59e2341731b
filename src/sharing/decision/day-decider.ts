import { mustSucceed, type OdsCode } from "#base";
import type { Directory, Place } from "#place";
import { agreementsOf } from "../agreement/agreement.ts";
import type { KeptCell, SharingStore } from "../store.ts";
import { createDecider, type Cell, type Decider } from "./decide.ts";

/** Decides on a day. `sourcesIn`: whose registrations say who the person is, as far as they are opened. */
export type DayDecider = {
  readonly decide: Decider;
  readonly sourcesIn: (open: readonly Cell[]) => readonly OdsCode[];
};

/** Gives the decider of a day, YYYY-MM-DD. */
export type DeciderKeeper = (day: string) => Promise<DayDecider>;

type Parts = { readonly store: SharingStore; readonly directory: Directory };

/** Keeps the decider of the day: made anew as the day, the place's file or the cells change. */
export function createDeciderKeeper({ store, directory }: Parts): DeciderKeeper {
  let kept: { decider: DayDecider; day: string; place: Place; newest: number } | undefined;
  return async (day) => {
    const newest = await store.newestCell();
    const { place } = directory;
    if (kept?.day !== day || kept.place !== place || kept.newest !== newest) {
      kept = { decider: deciderFrom(directory, await store.cells(), day), day, place, newest };
    }
    return kept.decider;
  };
}

/** Who carries on an organisation's work holds what it held. */
function deciderFrom(directory: Directory, cells: readonly KeptCell[], day: string): DayDecider {
  const decide = createDecider({
    cells: cells.map((cell) => ({
      ...cell,
      source: directory.carriedOnBy(cell.source, day),
      fromPractice: directory.organisation(cell.source)?.kind === "gp-practice",
    })),
    agreements: mustSucceed(agreementsOf(directory.place)),
    day,
  });
  const written = new Map(cells.map(({ id, source }) => [id, source]));
  // Everybody of one standing who chose nothing is given the same list: of a caseload it is looked through once.
  const known = new WeakMap<readonly Cell[], readonly OdsCode[]>();
  const sourcesIn = (open: readonly Cell[]): readonly OdsCode[] => {
    let sources = known.get(open);
    if (sources === undefined) {
      const identity = open.filter(
        ({ category, sensitivity }) => category === "demographics" && sensitivity === "normal",
      );
      sources = [...new Set(identity.flatMap(({ id }) => written.get(id) ?? []))];
      known.set(open, sources);
    }
    return sources;
  };
  return { decide, sourcesIn };
}
