import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";

export const createMhsdsAdapter = (): Adapter => createTableAdapter({ accepted: "mhsds as CSV", tables: () => [] });
