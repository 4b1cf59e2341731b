import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";

export const createSusAdapter = (): Adapter => createTableAdapter({ accepted: "sus as CSV", tables: () => [] });
