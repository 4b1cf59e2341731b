import { sql, type Database } from "#db";
import type { MatchModel } from "../matching/model.ts";

/** A model with its version, counted from 1; 0 is the one that is shipped. */
export type SavedModel = {
  readonly version: number;
  /** When it was learnt, as ISO text. */
  readonly madeAt: string;
  /** How many registrations it was learnt from. */
  readonly registrations: number;
  readonly model: MatchModel;
};

/** What linking everybody by a model came to. */
export type LearntOutcome = {
  readonly persons: number;
  /** Registrations whose person is another than before. */
  readonly moved: number;
  /** Of the persons before, the share that have the same registrations under the same id. */
  readonly idsUnchanged: number;
  /** Keys that too many registrations share to be compared by. */
  readonly passedOver: readonly { readonly rule: string; readonly registrations: number }[];
};

/** A model without what it learnt. */
export type ListedModel = Omit<SavedModel, "model"> & { readonly outcome: LearntOutcome | undefined };

export type ModelStore = ReturnType<typeof modelStore>;

export function modelStore(db: Database) {
  return {
    async latestVersion(): Promise<number | undefined> {
      const rows = await db.query(sql<{ version: number | null }>`select max(version) as version from people.model`, {
        name: "people-latest-model",
      });
      return rows[0]?.version ?? undefined;
    },

    /** Every version, newest first, without what it learnt. */
    async list(): Promise<readonly ListedModel[]> {
      const rows = await db.query(
        sql<{
          version: number;
          made_at: Date;
          registrations: number;
          outcome: LearntOutcome | null;
        }>`select version, made_at, registrations, outcome from people.model order by version desc`,
      );
      return rows.map(({ version, made_at, registrations, outcome }) => ({
        ...{ version, registrations, outcome: outcome ?? undefined },
        madeAt: made_at.toISOString(),
      }));
    },

    async saveOutcome(version: number, outcome: LearntOutcome): Promise<void> {
      await db.query(sql`
        update people.model set outcome = ${JSON.stringify(outcome)}::json where version = ${version}`);
    },

    async read(version: number): Promise<SavedModel | undefined> {
      const rows = await db.query(sql<{ made_at: Date; registrations: number; content: MatchModel }>`
        select made_at, registrations, content from people.model where version = ${version}`);
      return rows.map(({ made_at, registrations, content }) => ({
        ...{ version, registrations },
        madeAt: made_at.toISOString(),
        model: content,
      }))[0];
    },

    async save(model: MatchModel, registrations: number, at: Date): Promise<number> {
      const rows = await db.query(sql<{ version: number }>`
        insert into people.model (version, made_at, registrations, content)
        select coalesce(max(version), 0) + 1, ${at}::timestamptz, ${registrations}::integer, ${JSON.stringify(model)}::json
        from people.model returning version`);
      const [row] = rows;
      if (!row) throw new Error("A model was not saved.");
      return row.version;
    },
  };
}
