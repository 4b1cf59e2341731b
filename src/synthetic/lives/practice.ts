import { bodyOf, type Body, type MeasureName, type TestName } from "./body.ts";
import { Chance } from "./chance.ts";
import { ageOn, type Day } from "./day.ts";
import type { HospitalLife } from "./hospital.ts";
import { repeatMedicinesOf } from "./medicines.ts";
import { MINOR_ILLNESSES, type MinorIllness, type MinorIllnessName } from "./minor-illness.ts";
import { hasOn, type Person } from "./person.ts";
import type {
  AcuteMedicine,
  BloodPressure,
  Consultation,
  Letter,
  Measurement,
  Panel,
  PanelName,
  PracticeLife,
  PracticeProcedure,
  Problem,
  Referral,
} from "./practice-life.ts";
import { allergiesOf, vaccinationsOf } from "./prevention.ts";
import type { Town } from "./town.ts";
import { consultationsOf } from "./visits.ts";

type Notes = {
  readonly town: Town;
  readonly person: Person;
  readonly body: Body;
  readonly chance: Chance;
  readonly problems: Problem[];
  readonly bloodPressures: BloodPressure[];
  readonly measurements: Measurement[];
  readonly panels: Panel[];
  readonly smoking: PracticeLife["smoking"][number][];
  readonly acutes: AcuteMedicine[];
  readonly procedures: PracticeProcedure[];
  readonly referrals: Referral[];
};

/** What general practice wrote down about one person, from what befell them. */
export function practiceLifeOf(town: Town, person: Person, hospital: HospitalLife): PracticeLife {
  const chance = new Chance(town.seed, "visits", person.number);
  const repeats = repeatMedicinesOf(town, person);
  const consultations = consultationsOf(person, hospital, chance);
  const notes: Notes = {
    town,
    person,
    body: bodyOf(town, person, repeats),
    chance,
    problems: [],
    bloodPressures: [],
    measurements: [],
    panels: [],
    smoking: [],
    acutes: [],
    procedures: [],
    referrals: [],
  };
  longTermProblems(notes);
  consultations.forEach((consultation, place) => writeNotes(notes, consultation, place));
  fromHospital(notes, hospital);
  return {
    consultations,
    problems: notes.problems,
    bloodPressures: notes.bloodPressures,
    measurements: notes.measurements,
    panels: notes.panels,
    smoking: notes.smoking,
    repeats,
    acutes: notes.acutes,
    allergies: allergiesOf(town, person),
    vaccinations: vaccinationsOf(town, person),
    procedures: notes.procedures,
    referrals: notes.referrals,
    letters: lettersOf(person, hospital, chance),
  };
}

/** A practice learns of a condition when it begins, or from the papers of those who come with it. */
function longTermProblems({ person, problems, chance }: Notes): void {
  const registered = person.registrations[0]?.from ?? person.from;
  for (const { name, onset } of person.conditions) {
    const recorded = Math.min(person.until, Math.max(onset + chance.between(0, 20), registered + 9));
    const resolves = (name === "depression" || name === "anxiety" || name === "eczema") && chance.happens(0.3);
    const ended = recorded + chance.between(200, 2500);
    problems.push({ name, onset, recorded, ...(resolves && ended < person.until ? { ended } : {}) });
  }
}

function writeNotes(notes: Notes, consultation: Consultation, place: number): void {
  switch (consultation.purpose) {
    case "review":
      return review(notes, consultation, place);
    case "medication-review":
      notes.procedures.push({
        name: "medication-review",
        on: consultation.on,
        recorded: consultation.on,
        consultation: place,
      });
      if (notes.chance.happens(0.5)) takeBloods(notes, ["kidney-function"], consultation.on, place, false);
      return;
    case "after-hospital":
      if (consultation.mode !== "telephone") pressure(notes, consultation.on, place);
      if (notes.chance.happens(0.4))
        takeBloods(notes, ["full-blood-count", "kidney-function"], consultation.on, place, true);
      return;
    default:
      return minorIllness(notes, consultation, consultation.purpose, place);
  }
}

/** The yearly review of long-term conditions: what is measured follows from what someone has. */
function review(notes: Notes, { on, mode }: Consultation, place: number): void {
  const { person, chance, procedures } = notes;
  const is = (...names: readonly Parameters<typeof hasOn>[1][]) => names.some((name) => hasOn(person, name, on));
  const diabetic = is("type-1-diabetes", "type-2-diabetes");
  const heart = is("hypertension", "chronic-heart-disease", "heart-failure", "stroke", "atrial-fibrillation");
  const panels: PanelName[] = [];
  if (diabetic) panels.push("diabetes");
  if (diabetic || heart || is("chronic-kidney-disease", "frailty")) panels.push("kidney-function", "lipids");
  if (
    is("chronic-kidney-disease", "frailty", "heart-failure", "rheumatoid-arthritis", "dementia", "atrial-fibrillation")
  )
    panels.push("full-blood-count");
  if (is("rheumatoid-arthritis", "schizophrenia", "alcohol-dependence")) panels.push("liver-function");
  if (is("hypothyroidism")) panels.push("thyroid-function");
  takeBloods(notes, panels, on, place, false);
  if (mode === "telephone" || mode === "video") return;
  pressure(notes, on, place);
  measure(notes, ["weight", "body-mass-index", "pulse"], on, place, false);
  if (is("asthma", "copd")) measure(notes, ["peak-flow", "oxygen-saturation"], on, place, false);
  if (is("depression")) measure(notes, ["phq-9"], on, place, false);
  if (chance.happens(0.5)) measure(notes, ["alcohol-units"], on, place, false);
  if (diabetic) procedures.push({ name: "diabetic-foot-check", on, recorded: on, consultation: place });
  if (is("copd") && chance.happens(0.5)) procedures.push({ name: "spirometry", on, recorded: on, consultation: place });
  if (is("atrial-fibrillation", "heart-failure") && chance.happens(0.4))
    procedures.push({ name: "electrocardiogram", on, recorded: on, consultation: place });
  if (is("frailty", "dementia") && chance.happens(0.5))
    procedures.push({ name: "care-plan-review", on, recorded: on, consultation: place });
  notes.smoking.push({ on, smoking: person.smoking, consultation: place });
}

const DAYS_ILL = [10, 30, 60] as const;

function minorIllness(notes: Notes, consultation: Consultation, illness: MinorIllnessName, place: number): void {
  const { person, chance } = notes;
  const { on, mode } = consultation;
  const facts = MINOR_ILLNESSES[illness];
  if (facts.problem) passingProblem(notes, on, illness, place);
  if (facts.medicines && chance.happens(facts.given ?? 1) && ageOn(person.born, on) > 1) {
    notes.acutes.push({ medicine: chance.pick(facts.medicines), on, against: illness, consultation: place });
  }
  if (facts.bloods !== undefined && chance.happens(facts.bloods)) {
    const anaemic = illness === "iron-deficiency-anaemia";
    takeBloods(notes, anaemic ? ["full-blood-count", "iron"] : chance.pick(BLOODS), on, place, false);
  }
  if (facts.referral && chance.happens(facts.referral.share)) refer(notes, facts.referral.to, on, illness, place);
  if (mode === "surgery" || mode === "home") examine(notes, facts.measured, on, place);
}

function passingProblem({ problems, person, chance }: Notes, on: Day, name: MinorIllnessName, place: number): void {
  const ended = on + chance.pick(DAYS_ILL);
  const onset = on - chance.between(0, 6);
  problems.push({ name, onset, recorded: on, ...(ended <= person.until ? { ended } : {}), consultation: place });
}

/** What is measured when someone is seen; some of it only because they are there. */
function examine(notes: Notes, measured: MinorIllness["measured"], on: Day, place: number): void {
  const { person, chance } = notes;
  const grown = ageOn(person.born, on) > 17;
  if (measured === "temperature") measure(notes, ["temperature", "pulse", "oxygen-saturation"], on, place, true);
  if (measured === "blood-pressure" || (grown && chance.happens(0.25))) pressure(notes, on, place);
  const size: readonly MeasureName[] = grown ? ["weight", "body-mass-index"] : ["weight", "height"];
  if (chance.happens(0.12)) measure(notes, size, on, place, false);
  if (grown && chance.happens(0.08)) notes.smoking.push({ on, smoking: person.smoking, consultation: place });
}

const BLOODS: readonly (readonly PanelName[])[] = [
  ["full-blood-count", "kidney-function"],
  ["full-blood-count", "kidney-function", "liver-function", "thyroid-function"],
  ["full-blood-count", "inflammation"],
  ["full-blood-count", "kidney-function", "diabetes"],
  ["full-blood-count", "iron", "thyroid-function"],
];

function pressure({ body, bloodPressures }: Notes, on: Day, place: number): void {
  const systolic = Math.round(body.systolicOn(on));
  bloodPressures.push({
    on,
    systolic,
    diastolic: Math.round(Math.min(systolic - 25, body.diastolicOn(on, systolic))),
    consultation: place,
  });
}

function measure(
  { body, measurements }: Notes,
  names: readonly MeasureName[],
  on: Day,
  place: number,
  ill: boolean,
): void {
  for (const name of names) {
    const value = body.measureOn(name, on, ill);
    const tenths = name === "temperature" || name === "weight" || name === "body-mass-index";
    measurements.push({
      measure: name,
      on,
      value: tenths ? Math.round(value * 10) / 10 : Math.round(value),
      consultation: place,
    });
  }
}

export const PANEL_TESTS: Readonly<Record<PanelName, readonly TestName[]>> = {
  "full-blood-count": ["haemoglobin", "white-cells", "platelets"],
  "kidney-function": ["sodium", "potassium", "creatinine", "egfr"],
  lipids: ["cholesterol", "hdl-cholesterol"],
  diabetes: ["hba1c", "urine-acr"],
  "liver-function": ["alt"],
  "thyroid-function": ["tsh"],
  inflammation: ["crp"],
  iron: ["ferritin"],
};

const CORRECTED = 0.004;

function takeBloods(
  { body, panels, chance, person }: Notes,
  names: readonly PanelName[],
  on: Day,
  place: number,
  ill: boolean,
): void {
  for (const panel of names) {
    const reported = on + chance.between(1, 3);
    if (reported > person.until) continue;
    const results = PANEL_TESTS[panel].map((test) => {
      const value = rounded(test, body.testOn(test, on, ill));
      if (!chance.happens(CORRECTED)) return { test, value };
      return { test, value: rounded(test, value * 1.2), corrected: { on: reported + chance.between(2, 40), value } };
    });
    panels.push({ panel, on, reported, consultation: place, results });
  }
}

const TENTHS: ReadonlySet<TestName> = new Set([
  "potassium",
  "cholesterol",
  "hdl-cholesterol",
  "white-cells",
  "tsh",
  "urine-acr",
]);
const rounded = (test: TestName, value: number): number =>
  TENTHS.has(test) ? Math.round(value * 10) / 10 : Math.round(value);

function refer(notes: Notes, to: Referral["to"], on: Day, because: MinorIllnessName, place: number): void {
  const urgent = notes.chance.happens(0.18);
  const seen = on + (urgent ? notes.chance.between(7, 30) : notes.chance.between(40, 260));
  notes.referrals.push({
    to,
    on,
    priority: urgent ? "urgent" : "routine",
    because,
    consultation: place,
    ...(seen < notes.person.until ? { seen } : {}),
  });
}

/** Practices write down what the hospital did once its letter has come. */
function fromHospital({ person, procedures, chance, town }: Notes, { stays }: HospitalLife): void {
  for (const { procedure, discharged } of stays) {
    if (procedure === undefined || procedure === "chemotherapy" || discharged === undefined) continue;
    const recorded = discharged + chance.between(2, 14);
    if (recorded <= person.until) procedures.push({ name: procedure, on: discharged, recorded });
  }
  const age = ageOn(person.born, person.until);
  if (person.sex === "female" && age > 25 && age < 68 && chance.happens(0.7)) {
    const last = chance.between(Math.max(person.from, town.from), person.until);
    if (ageOn(person.born, last) > 25 && ageOn(person.born, last) < 65)
      procedures.push({ name: "cervical-screening", on: last, recorded: last });
  }
}

function lettersOf(person: Person, hospital: HospitalLife, chance: Chance): readonly Letter[] {
  const letters: Letter[] = [];
  const file = (kind: Letter["kind"], on: Day, of: number) => {
    const recorded = on + chance.between(1, 16);
    if (recorded <= person.until) letters.push({ kind, on, recorded, of });
  };
  hospital.stays.forEach(({ discharged }, place) => {
    if (discharged !== undefined) file("discharge", discharged, place);
  });
  hospital.outpatientVisits.forEach(({ on, attended }, place) => {
    if (attended && chance.happens(0.8)) file("clinic", on, place);
  });
  hospital.attendances.forEach(({ arrived, stay }, place) => {
    if (stay === undefined && chance.happens(0.75)) file("emergency", arrived, place);
  });
  return letters.sort((one, other) => one.recorded - other.recorded);
}
