import { mustSucceed, type OdsCode } from "#base";
import type { Directory, Place } from "#place";
import { agreementsOf } from "../agreement/agreement.ts";
import type { KeptCell, SharingStore } from "../store.ts";
import { createDecider, type Cell, type Decider } from "./decide.ts";
import { onceFor } from "./once-for.ts";

/** Decides on a day. `sourcesIn`: whose registrations say who the person is, as far as they are opened. */
export type DayDecider = {
  readonly decide: Decider;
  readonly sourcesIn: (open: readonly Cell[]) => readonly OdsCode[];
};

/** Gives the decider of a day, YYYY-MM-DD. `newest`: the newest cell, where it was asked for already. */
export type DeciderKeeper = (day: string, newest?: number) => Promise<DayDecider>;

type Parts = { readonly store: SharingStore; readonly directory: Directory };

/** Keeps the decider of the day: made anew as the day, the place's file or the cells change. */
export function createDeciderKeeper({ store, directory }: Parts): DeciderKeeper {
  let kept: { decider: DayDecider; day: string; place: Place; newest: number } | undefined;
  return async (day, known) => {
    const newest = known ?? (await store.newestCell());
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
  const sourcesIn = onceFor((open: readonly Cell[]): readonly OdsCode[] => {
    const identity = open.filter(
      ({ category, sensitivity }) => category === "demographics" && sensitivity === "normal",
    );
    return [...new Set(identity.flatMap(({ id }) => written.get(id) ?? []))];
  });
  return { decide, sourcesIn };
}
