import type { Database } from "#db";
import { chainStore } from "./chain-store.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { caseStore } from "./reading/case-store.ts";
import { heldBackStore } from "./reading/held-back-store.ts";
import { lookStore } from "./reading/look-store.ts";
import { unusualStore } from "./unusual/unusual-store.ts";
import { wellKnownStore } from "./unusual/well-known-store.ts";
import { waitingStore } from "./waiting-store.ts";

export type AccessLogStore = ReturnType<typeof accessLogStore>;

export const accessLogStore = (db: Database) => ({
  ...chainStore(db),
  ...checkpointStore(db),
  ...lookStore(db),
  ...caseStore(db),
  ...heldBackStore(db),
  ...unusualStore(db),
  ...wellKnownStore(db),
  ...waitingStore(db),
});
