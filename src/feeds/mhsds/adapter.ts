import type { Adapter } from "../adapter.ts";
import { createTableAdapter } from "../table/adapter.ts";
import { CARE_PLAN, CARE_PLAN_AGREEMENT } from "./care-plans.ts";
import { CARE_ACTIVITY, CARE_CONTACT } from "./contacts.ts";
import { CARE_COORDINATOR, PROGRAMME } from "./coordination.ts";
import { DIAGNOSES } from "./diagnoses.ts";
import { HOSPITAL_SPELL } from "./hospital-spell.ts";
import { GP_REGISTRATION, MASTER_PATIENT_INDEX } from "./patients.ts";
import { REFERRAL, TEAM_REFERRED_TO } from "./referrals.ts";
import { SCORE_AT_CONTACT, SCORE_AT_REFERRAL } from "./scores.ts";
import { STAFF_DETAILS } from "./staff.ts";
import { tableNotRead } from "./tables-not-read.ts";

/** In the order in which a header is tried: a table whose columns another one has too stands after it. */
const TABLES = [
  MASTER_PATIENT_INDEX,
  GP_REGISTRATION,
  CARE_COORDINATOR,
  CARE_PLAN,
  CARE_PLAN_AGREEMENT,
  CARE_ACTIVITY,
  CARE_CONTACT,
  REFERRAL,
  HOSPITAL_SPELL,
  TEAM_REFERRED_TO,
  ...DIAGNOSES,
  SCORE_AT_REFERRAL,
  SCORE_AT_CONTACT,
  PROGRAMME,
  STAFF_DETAILS,
];

/**
 * The adapter for the Mental Health Services Data Set in CSV, as landed or as a copy for local use: each file one table.
 * @see https://digital.nhs.uk/data-and-information/data-collections-and-data-sets/data-sets/mental-health-services-data-set
 */
export const createMhsdsAdapter = (): Adapter =>
  createTableAdapter({
    accepted: `A table of the Mental Health Services Data Set as CSV: ${TABLES.map(({ name }) => name).join("; ")}`,
    tables: () => TABLES,
    notRead: tableNotRead,
  });
