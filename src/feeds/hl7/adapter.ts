import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";

export const createHl7Adapter = (): Adapter => createTableAdapter({ accepted: "HL7 v2", tables: () => [] });
