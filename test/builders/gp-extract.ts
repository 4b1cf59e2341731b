/** A row of a GP system's extract by the headings that EMIS made widely known. */
export type ExtractRow = Readonly<Record<string, string>>;

export const PRACTICE_GUID = "{0F30B81C-D956-4A05-89DF-58CC877FD719}";
export const GP_GUID = "{E93841BE-BD3D-469E-A2B3-03F6EEA7CD9A}";

/** The nth GUID as extracts write them: in brackets and capitals. */
export const aGuid = (nth: number): string =>
  `{0000000A-BC58-4934-8E11-${nth.toString(16).toUpperCase().padStart(12, "0")}}`;

/** The same as the id that it becomes. */
export const idOfGuid = (guid: string): string => guid.slice(1, -1).toLowerCase();

export const aPatientRow = (changes: ExtractRow = {}): ExtractRow => ({
  PatientGuid: aGuid(1),
  OrganisationGuid: PRACTICE_GUID,
  UsualGpUserInRoleGuid: GP_GUID,
  Sex: "F",
  DateOfBirth: "1948-05-17",
  DateOfDeath: "",
  Title: "Mrs",
  GivenName: "Olive",
  MiddleNames: "Mary Jane",
  Surname: "Turnbull",
  DateOfRegistration: "2011-04-01",
  NhsNumber: "",
  PatientNumber: "3553",
  PatientTypeDescription: "Regular",
  DummyType: "false",
  HouseNameFlatNumber: "Flat 2",
  NumberAndStreet: "14 Mill Road",
  Town: "Northbank",
  Postcode: "ZZ99 3VZ",
  NHSNumberStatus: "01",
  DateOfDeactivation: "",
  Deleted: "false",
  SpineSensitive: "false",
  IsConfidential: "false",
  HomePhone: "020 7946 0001",
  ProcessingId: "1",
  ...changes,
});

/** A result of the laboratory. */
export const anObservationRow = (changes: ExtractRow = {}): ExtractRow => ({
  ObservationGuid: aGuid(100),
  PatientGuid: aGuid(1),
  OrganisationGuid: PRACTICE_GUID,
  EffectiveDate: "2026-03-02",
  EffectiveDatePrecision: "YMD",
  EnteredDate: "2026-03-04",
  EnteredTime: "10:15:00",
  ClinicianUserInRoleGuid: GP_GUID,
  ParentObservationGuid: "",
  SnomedCtConceptId: "1000731000000107",
  LocalCode: "",
  Term: "Serum creatinine level",
  CodeCategory: "Biochemistry",
  ProblemGuid: "",
  ConsultationGuid: "",
  AssociatedText: "",
  NumericValue: "84.000",
  NumericUnit: "umol/L",
  NumericOperator: "",
  ObservationType: "Value",
  NumericRangeLow: "45",
  NumericRangeHigh: "110",
  Abnormal: "false",
  AbnormalReason: "",
  Deleted: "false",
  IsConfidential: "false",
  ProcessingId: "1",
  ...changes,
});

export const aProblemRow = (changes: ExtractRow = {}): ExtractRow => ({
  ObservationGuid: aGuid(200),
  PatientGuid: aGuid(1),
  OrganisationGuid: PRACTICE_GUID,
  EffectiveDate: "2019-06-01",
  EffectiveDatePrecision: "YMD",
  EnteredDate: "2019-06-03",
  EnteredTime: "09:05:00",
  SnomedCtConceptId: "44054006",
  LocalCode: "C10F.",
  Term: "Type 2 diabetes mellitus",
  EndDate: "",
  ProblemStatusDescription: "Active Problem",
  SignificanceDescription: "Significant Problem",
  Deleted: "false",
  ...changes,
});

export const anIssueRow = (changes: ExtractRow = {}): ExtractRow => ({
  IssueRecordGuid: aGuid(300),
  PatientGuid: aGuid(1),
  OrganisationGuid: PRACTICE_GUID,
  DrugRecordGuid: aGuid(301),
  EffectiveDate: "2026-03-02",
  EnteredDate: "2026-03-02",
  EnteredTime: "11:00:00",
  ClinicianUserInRoleGuid: GP_GUID,
  SnomedCtConceptId: "386864001",
  Term: "Amlodipine 5mg tablets",
  Dosage: "Take one daily",
  Quantity: "56.000",
  QuantityUnit: "tablet",
  ProblemObservationGuid: "",
  CourseDurationInDays: "56",
  IsConfidential: "false",
  Deleted: "false",
  ...changes,
});

export const aDrugRow = (changes: ExtractRow = {}): ExtractRow => ({
  DrugRecordGuid: aGuid(301),
  PatientGuid: aGuid(1),
  EffectiveDate: "2025-11-10",
  EnteredDate: "2025-11-10",
  EnteredTime: "11:00:00",
  ClinicianUserInRoleGuid: GP_GUID,
  SnomedCtConceptId: "386864001",
  Term: "Amlodipine 5mg tablets",
  Dosage: "Take one daily",
  Quantity: "56",
  QuantityUnit: "tablet",
  PrescriptionType: "Repeat",
  IsActive: "true",
  CancellationDate: "",
  NumberOfIssuesAuthorised: "6",
  Deleted: "false",
  ...changes,
});

export const aConsultationRow = (changes: ExtractRow = {}): ExtractRow => ({
  ConsultationGuid: aGuid(400),
  PatientGuid: aGuid(1),
  OrganisationGuid: PRACTICE_GUID,
  EffectiveDate: "2026-03-02",
  EffectiveTime: "10:10:00",
  EnteredDate: "2026-03-02",
  EnteredTime: "10:22:00",
  ClinicianUserInRoleGuid: GP_GUID,
  AppointmentSlotGuid: aGuid(500),
  ConsultationSourceTerm: "Telephone consultation",
  Complete: "true",
  ConsultationType: "Telephone",
  Deleted: "false",
  ...changes,
});

export const aSlotRow = (changes: ExtractRow = {}): ExtractRow => ({
  SlotGuid: aGuid(500),
  AppointmentDate: "2026-06-02",
  AppointmentStartTime: "10:10:00",
  PlannedDurationInMinutes: "10",
  PatientGuid: aGuid(1),
  SendInTime: "",
  LeftTime: "",
  DidNotAttend: "false",
  OrganisationGuid: PRACTICE_GUID,
  BookedDate: "2026-05-20",
  BookedTime: "08:01:00",
  SlotStatus: "Booked",
  SlotType: "Nurse appointment",
  Deleted: "false",
  ...changes,
});

export const aReferralRow = (changes: ExtractRow = {}): ExtractRow => ({
  ObservationGuid: aGuid(600),
  PatientGuid: aGuid(1),
  EffectiveDate: "2026-03-02",
  EnteredDate: "2026-03-02",
  EnteredTime: "10:30:00",
  ReferralUrgency: "2 Week Wait",
  ReferralServiceType: "Cardiology",
  ReferralEndDate: "",
  Deleted: "false",
  ...changes,
});

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Rows as a CSV file; its columns are those that any of them names. */
export function anExtract(rows: readonly ExtractRow[], end = "\r\n"): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return [columns.join(","), ...lines].join(end) + end;
}
