import type { SubmittedTable } from "../trust-submissions/submission-files.ts";

/**
 * The tables of a mental health trust's copy for local sharing: columns of the Mental Health Services Data Set as landed
 * (NHS England, Open Government Licence v3), with the identifiers open, and the names, addresses and words that the
 * trust adds.
 */
const EACH = ["OrgIDProv", "Person_ID", "ReportingPeriodStartDate", "ReportingPeriodEndDate"] as const;

export const MPI: SubmittedTable = {
  name: "MHS001MPI",
  columns: [
    "LocalPatientId",
    "NHSNumber",
    "NHSNumberStatus",
    "PersonBirthDate",
    "Gender",
    "EthnicCategory",
    "PersDeathDate",
    "PersonGivenName",
    "PersonFamilyName",
    "PatientUsualAddress",
    "Postcode",
    "TelephoneNumber",
    "GMPReg",
    ...EACH,
  ],
};

export const GP: SubmittedTable = {
  name: "MHS002GP",
  columns: ["LocalPatientId", "GMPReg", "StartDateGMPRegistration", "EndDateGMPRegistration", ...EACH],
};

export const COORDINATOR: SubmittedTable = {
  name: "MHS006MHCareCoord",
  columns: [
    "LocalPatientId",
    "StartDateAssCareCoord",
    "CareProfLocalId",
    "CareProfName",
    "EndDateAssCareCoord",
    "CareProfServOrTeamTypeAssoc",
    "CareProfTeamName",
    ...EACH,
  ],
  writing: { encoding: "latin1", lineEnd: "\r\n" },
};

export const CARE_PLAN: SubmittedTable = {
  name: "MHS008CarePlanType",
  columns: [
    "CarePlanID",
    "LocalPatientId",
    "CarePlanTypeMH",
    "CarePlanCreatDate",
    "CarePlanLastUpdateDate",
    "CarePlanImplementDate",
    "RecordEndDate",
    ...EACH,
  ],
};

export const AGREEMENT: SubmittedTable = {
  name: "MHS009CarePlanAgreement",
  columns: ["CarePlanID", "CarePlanAgreedBy", "CarePlanAgreedDate", ...EACH],
};

export const REFERRAL: SubmittedTable = {
  name: "MHS101Referral",
  columns: [
    "ServiceRequestId",
    "LocalPatientId",
    "CareProfTeamLocalID",
    "ServiceTypeName",
    "ReferralRequestReceivedDate",
    "SourceOfReferralMH",
    "OrgIDReferringOrg",
    "ClinRespPriorityType",
    "PrimReasonReferralMH",
    "ServDischDate",
    "ReferRejectionDate",
    ...EACH,
  ],
  spoils: { date: "ReferralRequestReceivedDate", code: "ClinRespPriorityType" },
};

export const SERVICE_TYPE: SubmittedTable = {
  name: "MHS102ServiceTypeReferredTo",
  columns: [
    "ServiceRequestId",
    "CareProfTeamLocalId",
    "CareProfTeamName",
    "ServTeamTypeRefToMH",
    "ReferClosureDate",
    "ReferRejectionDate",
    ...EACH,
  ],
};

export const CARE_CONTACT: SubmittedTable = {
  name: "MHS201CareContact",
  columns: [
    "CareContactId",
    "ServiceRequestId",
    "CareContDate",
    "CareContTime",
    "CareProfTeamLocalId",
    "CareProfTeamName",
    "ServTeamTypeMH",
    "ClinContDurOfCareCont",
    "ConsMechanismMH",
    "ActLocTypeCode",
    "AttendStatus",
    ...EACH,
  ],
  spoils: { date: "CareContDate", code: "AttendStatus" },
};

export const CARE_ACTIVITY: SubmittedTable = {
  name: "MHS202CareActivity",
  columns: ["CareActId", "CareContactId", "CareProfLocalId", "CodeProcAndProcStatus", "dmicActivityDate", ...EACH],
};

export const SPELL: SubmittedTable = {
  name: "MHS501HospProvSpell",
  columns: [
    "HospProvSpellID",
    "ServiceRequestId",
    "StartDateHospProvSpell",
    "StartTimeHospProvSpell",
    "SourceAdmMHHospProvSpell",
    "MethAdmMHHospProvSpell",
    "DischDateHospProvSpell",
    "DestOfDischHospProvSpell",
    ...EACH,
  ],
};

export const PROVISIONAL: SubmittedTable = {
  name: "MHS603ProvDiag",
  columns: ["ServiceRequestId", "DiagSchemeInUse", "ProvDiag", "CodedProvDiagTimestamp", "RecordEndDate", ...EACH],
};

export const PRIMARY: SubmittedTable = {
  name: "MHS604PrimDiag",
  columns: ["ServiceRequestId", "DiagSchemeInUse", "PrimDiag", "CodedDiagTimestamp", "RecordEndDate", ...EACH],
};

export const SCORE: SubmittedTable = {
  name: "MHS607CodedScoreAssessmentAct",
  columns: ["CareActId", "CodedAssToolType", "PersScore", "dmicActivityDate", ...EACH],
};

export const PROGRAMME: SubmittedTable = {
  name: "MHS701CPACareEpisode",
  columns: ["CPAEpisodeId", "LocalPatientId", "StartDateCPA", "EndDateCPA", ...EACH],
};

export const STAFF: SubmittedTable = {
  name: "MHS901StaffDetails",
  columns: [
    "CareProfLocalId",
    "CareProfName",
    "CareProfStaffGpMH",
    "OrgIDProv",
    "ReportingPeriodStartDate",
    "ReportingPeriodEndDate",
  ],
  writing: { marked: true },
};
