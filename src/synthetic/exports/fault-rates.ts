/** Whose files they are. */
export type Sector = "gp" | "council" | "acute" | "community" | "mental-health" | "voluntary";

/** What an agency has wrong, or not at all, about who someone is. */
export type IdentityFault =
  | "missingNhsNumber"
  | "wrongCheckDigit"
  | "supersededNumber"
  | "wrongBirthDate"
  | "dayAndMonthSwapped"
  | "nameTypo"
  | "nickname"
  | "swappedNames"
  | "formerFamilyName"
  | "oldAddress"
  | "duplicateRegistration";

type IdentityRates = Readonly<Record<IdentityFault | "unverifiedNhsNumber", number>>;

/**
 * How often the made-up agencies' files are wrong, and in what way: shares of registrations for identity (of those
 * whom it can befall: a former name needs somebody who had one), shares of lines for the rest. The only place where
 * these are set. Every fault that is planted is written into the truth.
 */
export const FAULT_RATES = {
  identity: {
    gp: {
      ...{ missingNhsNumber: 0.03, wrongCheckDigit: 0.002, supersededNumber: 0.05, unverifiedNhsNumber: 0.01 },
      ...{ wrongBirthDate: 0.002, dayAndMonthSwapped: 0.002, nameTypo: 0.005, nickname: 0.01, swappedNames: 0.001 },
      ...{ formerFamilyName: 0.05, oldAddress: 0.05, duplicateRegistration: 0 },
    },
    acute: {
      ...{ missingNhsNumber: 0.06, wrongCheckDigit: 0.003, supersededNumber: 0.3, unverifiedNhsNumber: 0.03 },
      ...{ wrongBirthDate: 0.006, dayAndMonthSwapped: 0.006, nameTypo: 0.015, nickname: 0.04, swappedNames: 0.005 },
      ...{ formerFamilyName: 0.25, oldAddress: 0.3, duplicateRegistration: 0.02 },
    },
    community: {
      ...{ missingNhsNumber: 0.05, wrongCheckDigit: 0.003, supersededNumber: 0.2, unverifiedNhsNumber: 0.05 },
      ...{ wrongBirthDate: 0.005, dayAndMonthSwapped: 0.005, nameTypo: 0.015, nickname: 0.05, swappedNames: 0.004 },
      ...{ formerFamilyName: 0.2, oldAddress: 0.2, duplicateRegistration: 0.01 },
    },
    "mental-health": {
      ...{ missingNhsNumber: 0.08, wrongCheckDigit: 0.003, supersededNumber: 0.2, unverifiedNhsNumber: 0.05 },
      ...{ wrongBirthDate: 0.006, dayAndMonthSwapped: 0.006, nameTypo: 0.015, nickname: 0.06, swappedNames: 0.004 },
      ...{ formerFamilyName: 0.2, oldAddress: 0.3, duplicateRegistration: 0.01 },
    },
    council: {
      ...{ missingNhsNumber: 0.25, wrongCheckDigit: 0.004, supersededNumber: 0.4, unverifiedNhsNumber: 1 },
      ...{ wrongBirthDate: 0.01, dayAndMonthSwapped: 0.015, nameTypo: 0.03, nickname: 0.1, swappedNames: 0.01 },
      ...{ formerFamilyName: 0.3, oldAddress: 0.3, duplicateRegistration: 0.02 },
    },
    /** Names and addresses: hardly ever a number, and often no date of birth. */
    voluntary: {
      ...{ missingNhsNumber: 0.97, wrongCheckDigit: 0, supersededNumber: 0, unverifiedNhsNumber: 1 },
      ...{ wrongBirthDate: 0.02, dayAndMonthSwapped: 0.02, nameTypo: 0.06, nickname: 0.2, swappedNames: 0.02 },
      ...{ formerFamilyName: 0.4, oldAddress: 0.3, duplicateRegistration: 0.03 },
    },
  } satisfies Readonly<Record<Sector, IdentityRates>>,
  gp: {
    impossibleDate: 0.00004,
    outsideList: 0.00004,
    malformedLine: 0.00002,
    halfLine: 0.00002,
  },
  gpCsv: {
    impossibleDate: 0.0002,
    outsideList: 0.0002,
    malformedLine: 0.0001,
    halfLine: 0.0001,
    /** Shares of measurements: filed under another patient, or entered twice, and put right by the next delivery. */
    wrongPatient: 0.0006,
    enteredTwice: 0.001,
  },
  /** Monthly submissions of the community trust and the mental health trust: shares of lines of contacts and referrals. */
  submissions: {
    impossibleDate: 0.0008,
    outsideList: 0.002,
    malformedLine: 0.0004,
    halfLine: 0.0004,
    /** Shares of contacts: of a month's, sent a month late; filed under another patient and put right by the next submission. */
    lateContact: 0.06,
    wrongPatient: 0.004,
  },
  council: {
    impossibleDate: 0.0012,
    outsideList: 0.003,
    malformedLine: 0.0006,
    halfLine: 0.0004,
    /** A value of the list in one of the spellings that are seen: not a fault, since it can be understood. */
    spellingVariant: 0.04,
  },
  voluntary: {
    impossibleDate: 0.004,
    outsideList: 0.002,
    malformedLine: 0.002,
    halfLine: 0.002,
    /** Shares of people whose birth nobody asked for; of rows copied twice; of words not in their usual spelling. */
    birthNotAsked: 0.5,
    copiedTwice: 0.01,
    spellingVariant: 0.5,
  },
  acute: {
    impossibleDate: 0.0008,
    outsideList: 0.0012,
    malformedLine: 0.0005,
    halfLine: 0.0003,
    /** Shares of stays and appointments: wrong in one delivery, put right by the next. */
    wrongPatient: 0.004,
    codingCorrected: 0.01,
    attendanceCorrected: 0.004,
    /** Of people who were ever in hospital: an admission that never was, deleted by the next delivery. */
    cancelledAdmission: 0.006,
    /** Of stays and attendances of the last three months: left out of their month's delivery, and in the next. */
    arrivesLate: 0.03,
  },
  /** Shares of a kind of event each; of results, shares of messages. */
  hospitalMessages: {
    cancelledAdmission: 0.002,
    wrongPatient: 0.05,
    withdrawnDischarge: 0.04,
    movedAppointment: 0.05,
    /** Of those whom the hospital registered twice. */
    duplicateFound: 0.4,
    results: {
      brokenSegment: 0.006,
      impossibleDate: 0.006,
      outsideList: 0.006,
      noPatient: 0.004,
      halfMessage: 0.004,
      unknownType: 0.003,
    },
  },
} as const;

/** What is wrong in a message of the hospital's. */
export type HospitalFault = keyof (typeof FAULT_RATES)["hospitalMessages"]["results"];

export type LineFault = "impossibleDate" | "outsideList" | "malformedLine" | "halfLine";
export const LINE_FAULTS: readonly LineFault[] = ["impossibleDate", "outsideList", "malformedLine", "halfLine"];
