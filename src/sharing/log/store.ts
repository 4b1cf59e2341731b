import type { Database } from "#db";
import { chainStore } from "./chain-store.ts";
import { checkpointStore } from "./checkpoint-store.ts";

export type AccessLogStore = ReturnType<typeof accessLogStore>;

export const accessLogStore = (db: Database) => ({ ...chainStore(db), ...checkpointStore(db) });
