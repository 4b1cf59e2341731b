import type { Database } from "#db";
import { chainStore } from "./chain-store.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { caseStore } from "./reading/case-store.ts";
import { lookStore } from "./reading/look-store.ts";
import { unusualStore } from "./unusual/unusual-store.ts";

export type AccessLogStore = ReturnType<typeof accessLogStore>;

export const accessLogStore = (db: Database) => ({
  ...chainStore(db),
  ...checkpointStore(db),
  ...lookStore(db),
  ...caseStore(db),
  ...unusualStore(db),
});
