/**
 * How often the made-up agencies' files are wrong, and in what way: shares of patients for identity, shares of lines
 * for the rest. The only place where these are set. Every fault that is planted is written into the truth.
 */
export const FAULT_RATES = {
  gp: {
    missingNhsNumber: 0.004,
    wrongCheckDigit: 0.002,
    wrongBirthDate: 0.003,
    /** The number stands there but was never verified against the national register. */
    unverifiedNhsNumber: 0.01,
    impossibleDate: 0.00004,
    outsideList: 0.00004,
    malformedLine: 0.00002,
    halfLine: 0.00002,
  },
  council: {
    missingNhsNumber: 0.1,
    wrongCheckDigit: 0.004,
    wrongBirthDate: 0.01,
    impossibleDate: 0.0012,
    outsideList: 0.003,
    malformedLine: 0.0006,
    halfLine: 0.0004,
    /** A value of the list in one of the spellings that are seen: not a fault, since it can be understood. */
    spellingVariant: 0.04,
  },
} as const;

export type LineFault = "impossibleDate" | "outsideList" | "malformedLine" | "halfLine";
export const LINE_FAULTS: readonly LineFault[] = ["impossibleDate", "outsideList", "malformedLine", "halfLine"];
