import type { SubmittedTable } from "../trust-submissions/submission-files.ts";

/**
 * The tables of a community trust's copy for local sharing: columns of the Community Services Data Set as landed
 * (NHS England, Open Government Licence v3), with the identifiers open, and the names, addresses and words that the
 * trust adds.
 */
const EACH = [
  "ORGANISATION IDENTIFIER (CODE OF PROVIDER)",
  "PERSON ID",
  "REPORTING PERIOD START DATE",
  "REPORTING PERIOD END DATE",
] as const;
const REQUEST = "SERVICE REQUEST IDENTIFIER";
const TEAM = ["CARE PROFESSIONAL TEAM LOCAL IDENTIFIER", "CARE PROFESSIONAL TEAM NAME"] as const;

export const MPI: SubmittedTable = {
  name: "CYP001MPI",
  columns: [
    "LOCAL PATIENT IDENTIFIER (EXTENDED)",
    "NHS NUMBER",
    "NHS NUMBER STATUS INDICATOR CODE",
    "PERSON BIRTH DATE",
    "PERSON STATED GENDER CODE",
    "ETHNIC CATEGORY",
    "PERSON DEATH DATE",
    "PERSON GIVEN NAME",
    "PERSON FAMILY NAME",
    "PATIENT USUAL ADDRESS",
    "POSTCODE OF USUAL ADDRESS",
    "TELEPHONE NUMBER",
    "GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)",
    ...EACH,
  ],
  writing: { marked: true },
};

export const GP: SubmittedTable = {
  name: "CYP002GP",
  columns: [
    "LOCAL PATIENT IDENTIFIER (EXTENDED)",
    "GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)",
    "START DATE (GMP PATIENT REGISTRATION)",
    "END DATE (GMP PATIENT REGISTRATION)",
    ...EACH,
  ],
};

export const CARE_PLAN: SubmittedTable = {
  name: "CYP004CarePlanType",
  columns: [
    "CARE PLAN IDENTIFIER",
    "LOCAL PATIENT IDENTIFIER (EXTENDED)",
    "CARE PLAN TYPE (COMMUNITY CARE)",
    "CARE PLAN CREATION DATE",
    "CARE PLAN LAST UPDATED DATE",
    "CARE PLAN IMPLEMENTATION DATE",
    "RECORD END DATE",
    ...EACH,
  ],
};

export const AGREEMENT: SubmittedTable = {
  name: "CYP005CarePlanAgreement",
  columns: ["CARE PLAN IDENTIFIER", "CARE PLAN AGREED BY", "CARE PLAN AGREED DATE", ...EACH],
};

export const REFERRAL: SubmittedTable = {
  name: "CYP101Referral",
  columns: [
    REQUEST,
    "LOCAL PATIENT IDENTIFIER (EXTENDED)",
    "REFERRAL REQUEST RECEIVED DATE",
    "ORGANISATION IDENTIFIER (REFERRING ORGANISATION)",
    "PRIORITY TYPE CODE",
    "SERVICE DISCHARGE DATE",
    ...TEAM,
    ...EACH,
  ],
  spoils: { date: "REFERRAL REQUEST RECEIVED DATE", code: "PRIORITY TYPE CODE" },
};

export const SERVICE_TYPE: SubmittedTable = {
  name: "CYP102ServiceTypeReferredTo",
  columns: [REQUEST, "SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)", "REFERRAL CLOSURE DATE", ...TEAM, ...EACH],
};

export const CARE_CONTACT: SubmittedTable = {
  name: "CYP201CareContact",
  columns: [
    "CARE CONTACT IDENTIFIER",
    REQUEST,
    "CARE CONTACT DATE",
    "CARE CONTACT TIME",
    "CLINICAL CONTACT DURATION OF CARE CONTACT",
    "CONSULTATION MECHANISM (COMMUNITY CARE)",
    "ACTIVITY LOCATION TYPE CODE",
    "ATTENDANCE STATUS",
    ...TEAM,
    ...EACH,
  ],
  spoils: { date: "CARE CONTACT DATE", code: "ATTENDANCE STATUS" },
  writing: { lineEnd: "\r\n" },
};

export const CARE_ACTIVITY: SubmittedTable = {
  name: "CYP202CareActivity",
  columns: [
    "CARE ACTIVITY IDENTIFIER",
    "CARE CONTACT IDENTIFIER",
    "COMMUNITY CARE ACTIVITY TYPE CODE",
    "CARE PROFESSIONAL LOCAL IDENTIFIER",
    "CODED PROCEDURE (CLINICAL TERMINOLOGY)",
    "CODED OBSERVATION (CLINICAL TERMINOLOGY)",
    "MASTER SNOMED CT OBSERVATION PREFERRED TERM",
    "OBSERVATION VALUE",
    "UCUM UNIT OF MEASUREMENT",
    "dmicActivityDate",
    ...EACH,
  ],
};

export const DIAGNOSIS: SubmittedTable = {
  name: "CYP607PrimDiag",
  columns: [
    REQUEST,
    "DIAGNOSIS SCHEME IN USE (COMMUNITY CARE)",
    "PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)",
    "DIAGNOSIS DATE",
    "RECORD END DATE",
    ...EACH,
  ],
};

export const SCORE: SubmittedTable = {
  name: "CYP612CodedAssessmentContact",
  columns: [
    "CARE ACTIVITY IDENTIFIER",
    "CODED ASSESSMENT TOOL TYPE (SNOMED CT)",
    "SNOMED CT ASSESSMENT PREFERRED TERM",
    "PERSON SCORE",
    "dmicObservationDate",
    ...EACH,
  ],
};

export const STAFF: SubmittedTable = {
  name: "CYP901StaffDetails",
  columns: [
    "CARE PROFESSIONAL LOCAL IDENTIFIER",
    "CARE PROFESSIONAL STAFF GROUP (COMMUNITY CARE)",
    "CARE PROFESSIONAL NAME",
    "ORGANISATION IDENTIFIER (CODE OF PROVIDER)",
    "REPORTING PERIOD START DATE",
    "REPORTING PERIOD END DATE",
  ],
  writing: { encoding: "latin1" },
};
