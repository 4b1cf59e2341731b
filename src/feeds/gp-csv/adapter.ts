import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";
import { appointments } from "./appointment.ts";
import { consultations } from "./consultation.ts";
import { drugIssues } from "./drug-issue.ts";
import { drugRecords } from "./drug-record.ts";
import { observations } from "./observation.ts";
import { organisations } from "./organisation.ts";
import { patients } from "./patient.ts";
import { problems } from "./problem.ts";
import { referrals } from "./referral.ts";
import { staff } from "./staff.ts";

/**
 * The tables of an extract, those first whose columns are told apart by more: a table's rows name rows of others, so
 * that a header may hold the columns by which another is known.
 */
const TABLES = [
  ...[drugIssues, drugRecords, appointments, referrals, problems, observations, consultations],
  ...[patients, staff, organisations],
];

/**
 * The adapter for the bulk extracts of the suppliers of GP systems, as CSV: each file one table of a practice, in the
 * columns that EMIS made widely known, with codes and terms in the rows themselves. A file holds all rows or only those
 * that changed: each says under its GUID what holds as of the extract's day, which the file's name gives.
 * @see https://github.com/NHSISL/Datasets (OLIDS: EMIS source specification)
 */
export const createGpCsvAdapter = (): Adapter =>
  createTableAdapter({
    accepted: "A table of a GP system's bulk extract as CSV, its first line the names of the columns",
    tables: () => TABLES.map((open) => open()),
  });
