import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";

export const createGpCsvAdapter = (): Adapter => createTableAdapter({ accepted: "gp-csv as CSV", tables: () => [] });
