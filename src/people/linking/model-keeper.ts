import { readFileSync } from "node:fs";
import type { MatchModel } from "../matching/model.ts";
import type { LearntOutcome, ModelStore, SavedModel } from "./model-store.ts";

export type ModelKeeper = ReturnType<typeof createModelKeeper>;

/**
 * What was learnt from a made-up place of 10,000 people, for a place that has not learnt yet. Written by
 * `npm run bench -- first-model`.
 */
const FIRST = new URL("./first-model.json", import.meta.url);

/** Keeps what matching learnt: the model that links, and those before it. */
export function createModelKeeper(store: ModelStore) {
  let first: SavedModel | undefined;
  const asShipped = (): SavedModel =>
    (first ??= { version: 0, ...(JSON.parse(readFileSync(FIRST, "utf8")) as Omit<SavedModel, "version">) });
  /** The last one that was read; that there is a newer one is asked each time. */
  let held: SavedModel | undefined;

  return {
    /** The model that links now. */
    async present(): Promise<SavedModel> {
      const version = await store.latestVersion();
      if (version === undefined) return asShipped();
      if (held?.version !== version) held = await store.read(version);
      return held ?? asShipped();
    },

    /** Saves what was learnt as the model that links from now on. Returns its version. */
    save: (model: MatchModel, registrations: number, at: Date): Promise<number> => store.save(model, registrations, at),
    saveOutcome: (version: number, outcome: LearntOutcome): Promise<void> => store.saveOutcome(version, outcome),
  };
}
