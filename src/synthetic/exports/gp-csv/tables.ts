const CODE = ["SnomedCtConceptId", "LocalCode", "LocalCodeScheme", "Term"] as const;
const WHEN = ["EffectiveDate", "EffectiveDatePrecision", "EnteredDate", "EnteredTime"] as const;
const WHO = ["ClinicianUserInRoleGuid", "EnteredByUserInRoleGuid"] as const;
const REASON = ["ReasonSnomedCtConceptId", "ReasonTerm"] as const;
const LAST = ["IsConfidential", "Deleted", "ProcessingId"] as const;
const MEDICINE = [
  ...([...WHEN, ...WHO, ...CODE, "Dosage", "Quantity", "QuantityUnit", "PrescriptionType"] as const),
  ...([...REASON, "ConsultationGuid", "ProblemObservationGuid"] as const),
] as const;

/**
 * The tables of a practice's extract, with their columns: those of the bulk extract that EMIS made widely known, with
 * codes and terms in the rows themselves. In the order in which they are told of: what others refer to first.
 * @see https://github.com/NHSISL/Datasets (OLIDS: EMIS source specification)
 */
export const TABLES = {
  organisation: ["OrganisationGuid", "OrganisationName", "ODSCode", "OrganisationType", "OpenDate", "CloseDate"],
  staff: ["UserInRoleGuid", "OrganisationGuid", "Title", "GivenName", "Surname", "JobCategoryName", "ContractEndDate"],
  patient: [
    ...(["PatientGuid", "OrganisationGuid", "UsualGpUserInRoleGuid", "Sex", "DateOfBirth", "DateOfDeath"] as const),
    ...(["Title", "GivenName", "MiddleNames", "Surname", "CallingName", "DateOfRegistration", "NhsNumber"] as const),
    ...(["NHSNumberStatus", "SupersededNhsNumber", "PatientNumber", "PatientTypeDescription", "DummyType"] as const),
    ...(["HouseNameFlatNumber", "NumberAndStreet", "Village", "Town", "County", "Postcode", "HomePhone"] as const),
    ...(["MobilePhone", "EthnicCategory", "DateOfDeactivation", "SpineSensitive", ...LAST] as const),
  ],
  consultation: [
    ...(["ConsultationGuid", "PatientGuid", "OrganisationGuid", ...WHEN, "EffectiveTime", "EndTime", ...WHO] as const),
    ...(["AppointmentSlotGuid", "ConsultationSourceTerm", "ConsultationSourceSnomedCtConceptId", ...REASON] as const),
    ...(["Complete", ...LAST] as const),
  ],
  appointment: [
    ...(["SlotGuid", "AppointmentDate", "AppointmentStartTime", "PlannedDurationInMinutes", "PatientGuid"] as const),
    ...(["SendInTime", "LeftTime", "DidNotAttend", "OrganisationGuid", "ClinicianUserInRoleGuid"] as const),
    ...(["BookedDate", "SlotStatus", "SlotType", "Deleted", "ProcessingId"] as const),
  ],
  problem: [
    ...(["ObservationGuid", "PatientGuid", "OrganisationGuid", ...WHEN, ...WHO, "ConsultationGuid", ...CODE] as const),
    ...(["EndDate", "ProblemStatusDescription", "SignificanceDescription", "Comment", ...LAST] as const),
  ],
  observation: [
    ...(["ObservationGuid", "PatientGuid", "OrganisationGuid", ...WHEN, ...WHO, "ParentObservationGuid"] as const),
    ...([...CODE, "CodeCategory", "ProblemGuid", "ConsultationGuid", "AssociatedText", "NumericValue"] as const),
    ...(["NumericUnit", "NumericOperator", "ObservationType", "NumericRangeLow", "NumericRangeHigh"] as const),
    ...(["DocumentGuid", "Abnormal", "AbnormalReason", ...LAST] as const),
  ],
  drug_record: [
    ...(["DrugRecordGuid", "PatientGuid", "OrganisationGuid", ...MEDICINE, "IsActive", "CancellationDate"] as const),
    ...(["CancellationReason", "NumberOfIssuesAuthorised", ...LAST] as const),
  ],
  drug_issue: [
    ...(["IssueRecordGuid", "PatientGuid", "OrganisationGuid", "DrugRecordGuid", ...MEDICINE] as const),
    ...(["CourseDurationInDays", ...LAST] as const),
  ],
  referral: [
    ...(["ObservationGuid", "PatientGuid", "OrganisationGuid", ...WHEN, ...WHO, "ConsultationGuid"] as const),
    ...(["ReferralUrgency", "ReferralServiceType", "ReferralTreatmentFunctionCode", "ReferralEndDate"] as const),
    ...([...REASON, ...LAST] as const),
  ],
} as const;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** Cells by heading; those not given are empty. */
export type Cells<T extends TableName> = Partial<Readonly<Record<(typeof TABLES)[T][number], string>>>;

/** One row for one table, and what it must become. */
export type ExtractRow = {
  [T in TableName]: {
    readonly table: T;
    /** FHIR type and id of the entry. */
    readonly type: string;
    readonly id: string;
    readonly cells: Cells<T>;
  };
}[TableName];

/** How a supplier writes its files: every cell between quotes or only those that need it, days as here or as in ISO. */
export type Style = { readonly quotesAll: boolean; readonly british: boolean };

export function headerOf(table: TableName, style: Style): string {
  return TABLES[table].map((column) => cell(column, style)).join(",");
}

/** One line of CSV (RFC 4180). */
export function lineOf(row: ExtractRow, processingId: number, style: Style): string {
  const cells: Readonly<Record<string, string | undefined>> = { ProcessingId: String(processingId), ...row.cells };
  return TABLES[row.table].map((column) => cell(cells[column] ?? "", style)).join(",");
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

function cell(text: string, { quotesAll, british }: Style): string {
  const written = british ? text.replace(DAY, "$3/$2/$1") : text;
  return quotesAll || /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
