import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";
import { CARE_PLAN, CARE_PLAN_AGREEMENT } from "./care-plans.ts";
import { CHILD_PROTECTION_PLAN } from "./child-protection.ts";
import { CARE_ACTIVITY, CARE_CONTACT } from "./contacts.ts";
import { DIAGNOSES } from "./diagnoses.ts";
import { GP_REGISTRATION, MASTER_PATIENT_INDEX } from "./patients.ts";
import { REFERRAL, TEAM_REFERRED_TO } from "./referrals.ts";
import { SCORE_AT_CONTACT, SCORE_AT_REFERRAL } from "./scores.ts";
import { STAFF_DETAILS } from "./staff.ts";
import { tableNotRead } from "./tables-not-read.ts";

/** In the order in which a header is tried: a table whose columns another one has too stands after it. */
const TABLES = [
  MASTER_PATIENT_INDEX,
  GP_REGISTRATION,
  CARE_ACTIVITY,
  CARE_CONTACT,
  REFERRAL,
  TEAM_REFERRED_TO,
  CARE_PLAN,
  CARE_PLAN_AGREEMENT,
  CHILD_PROTECTION_PLAN,
  ...DIAGNOSES,
  SCORE_AT_REFERRAL,
  SCORE_AT_CONTACT,
  STAFF_DETAILS,
];

/**
 * The adapter for the Community Services Data Set in CSV, as landed or as a copy for local use: each file one table.
 * @see https://digital.nhs.uk/data-and-information/data-collections-and-data-sets/data-sets/community-services-data-set
 */
export const createCsdsAdapter = (): Adapter =>
  createTableAdapter({
    accepted: `A table of the Community Services Data Set as CSV: ${TABLES.map(({ name }) => name).join("; ")}`,
    tables: () => TABLES,
    notRead: tableNotRead,
  });
