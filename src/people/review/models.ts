import type { ModelKeeper } from "../linking/model-keeper.ts";
import type { ModelStore } from "../linking/model-store.ts";
import { LEVELS } from "../matching/comparison.ts";
import { priorBits, type LevelWeight } from "../matching/model.ts";

/** One column of a model, best agreement first. */
export type ModelColumn = {
  readonly name: string;
  readonly levels: readonly (LevelWeight & {
    readonly level: string;
    /** Above 0 it speaks for one person. */ readonly bits: number;
  })[];
  /** How many values are known to be common. */
  readonly commonValues: number;
};

/** A model as people read it. */
export type ModelView = {
  /** 0 for the one that is shipped. */
  readonly version: number;
  /** ISO text. */
  readonly madeAt: string;
  readonly registrations: number;
  /** Of all pairs of registrations, the share that are of one person. */
  readonly prior: number;
  /** The same, in bits. */
  readonly priorBits: number;
  readonly columns: readonly ModelColumn[];
};

/** What matching has learnt, without anybody's name. */
export function createModelViews({ models, store }: { models: ModelKeeper; store: ModelStore }) {
  return {
    /** The model that links now. */
    async model(): Promise<ModelView> {
      const { version, madeAt, registrations, model } = await models.present();
      return {
        ...{ version, madeAt, registrations },
        prior: model.prior,
        priorBits: priorBits(model),
        columns: model.columns.map(({ name, kind, levels, common }) => ({
          name,
          levels: levels.map((weight, nth) => ({
            ...weight,
            level: LEVELS[kind][nth] ?? "",
            bits: Math.log2(weight.ofSame / weight.ofDifferent),
          })),
          commonValues: Object.keys(common).length,
        })),
      };
    },

    /** Every model that this place has learnt, newest first. */
    models: () => store.list(),
  };
}
