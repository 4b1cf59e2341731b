import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";

export const createCsdsAdapter = (): Adapter => createTableAdapter({ accepted: "csds as CSV", tables: () => [] });
