import type { MeasureName, TestName } from "./body.ts";
import type { ConditionName } from "./condition-list.ts";
import type { Day } from "./day.ts";
import type { MedicineName } from "./medicine-list.ts";
import type { RepeatMedicine } from "./medicines.ts";
import type { MinorIllnessName } from "./minor-illness.ts";
import type { Smoking } from "./person.ts";
import type { ProcedureName, Specialty } from "./planned-care.ts";
import type { Allergy, Vaccination } from "./prevention.ts";

/** Everything that general practice wrote down about one person. A `consultation` is a place in `consultations`. */
export type PracticeLife = {
  readonly consultations: readonly Consultation[];
  readonly problems: readonly Problem[];
  readonly bloodPressures: readonly BloodPressure[];
  readonly measurements: readonly Measurement[];
  readonly panels: readonly Panel[];
  readonly smoking: readonly { readonly on: Day; readonly smoking: Smoking; readonly consultation: number }[];
  readonly repeats: readonly RepeatMedicine[];
  readonly acutes: readonly AcuteMedicine[];
  readonly allergies: readonly Allergy[];
  readonly vaccinations: readonly Vaccination[];
  readonly procedures: readonly PracticeProcedure[];
  readonly referrals: readonly Referral[];
  readonly letters: readonly Letter[];
};

export type Purpose = MinorIllnessName | "review" | "medication-review" | "after-hospital";

export type Consultation = {
  readonly on: Day;
  readonly minute: number;
  readonly mode: "surgery" | "telephone" | "video" | "home";
  readonly by: "gp" | "nurse" | "pharmacist";
  /** Which of the practice's clinicians of that kind, from 0. */
  readonly clinician: number;
  readonly purpose: Purpose;
};

export type Problem = {
  readonly name: ConditionName | MinorIllnessName;
  readonly onset: Day;
  /** When the practice wrote it down. */
  readonly recorded: Day;
  readonly ended?: Day;
  readonly consultation?: number;
};

export type BloodPressure = {
  readonly on: Day;
  readonly systolic: number;
  readonly diastolic: number;
  readonly consultation: number;
};

export type Measurement = {
  readonly measure: MeasureName;
  readonly on: Day;
  readonly value: number;
  readonly consultation: number;
};

export type PanelName =
  | "full-blood-count"
  | "kidney-function"
  | "lipids"
  | "diabetes"
  | "liver-function"
  | "thyroid-function"
  | "inflammation"
  | "iron";

export type Panel = {
  readonly panel: PanelName;
  /** When the blood was taken, and when the laboratory reported. */
  readonly on: Day;
  readonly reported: Day;
  readonly consultation: number;
  readonly results: readonly Result[];
};

export type Result = {
  readonly test: TestName;
  readonly value: number;
  /** The laboratory found the first value to be wrong and sent another. */
  readonly corrected?: { readonly on: Day; readonly value: number };
};

export type AcuteMedicine = {
  readonly medicine: MedicineName;
  readonly on: Day;
  readonly against: MinorIllnessName;
  readonly consultation: number;
};

export type PracticeProcedure = {
  readonly name:
    | ProcedureName
    | "medication-review"
    | "diabetic-foot-check"
    | "spirometry"
    | "cervical-screening"
    | "electrocardiogram"
    | "care-plan-review";
  readonly on: Day;
  readonly recorded: Day;
  readonly consultation?: number;
};

export type Referral = {
  readonly to: Specialty;
  readonly on: Day;
  readonly priority: "routine" | "urgent";
  readonly because: MinorIllnessName;
  readonly consultation: number;
  /** When the specialty saw them. */
  readonly seen?: Day;
};

export type Letter = {
  readonly kind: "discharge" | "clinic" | "emergency";
  readonly on: Day;
  /** When the practice filed it. */
  readonly recorded: Day;
  /** Its place in the hospital's stays, outpatient visits or attendances. */
  readonly of: number;
};
