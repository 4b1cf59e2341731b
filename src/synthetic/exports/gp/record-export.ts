import type { Day } from "../../lives/day.ts";
import type { HospitalLife } from "../../lives/hospital.ts";
import type { PracticeLife } from "../../lives/practice-life.ts";
import type { RecordWriter } from "./deliveries.ts";
import { letterIn } from "./letters.ts";
import { bloodPressureIn, measurementIn, reportIn, resultOn, smokingIn } from "./observations.ts";
import { patientChangedBy, patientOn, registrationOn } from "./patient.ts";
import { standsFrom, type PatientView } from "./patient-view.ts";
import { allergyIn, conditionOn, encounterIn } from "./problems.ts";
import { acuteIn, issueIn, procedureIn, referralIn, repeatOn, vaccinationIn } from "./treatment.ts";

/** Writes one patient's part of a practice's deliveries: the patient first, then all that the practice recorded. */
export function exportRecord(view: PatientView, life: PracticeLife, hospital: HospitalLife, to: RecordWriter): void {
  const known = view.from <= to.firstDay;
  if (known) to.openFirst(patientOn(view, to.firstDay));
  view.registrations.forEach((registration, n) => {
    to.write(registration.from, registration.to, (day) => registrationOn(view, registration, n, day));
  });
  problems(view, life, to);
  consultations(view, life, to);
  laboratory(view, life, to);
  medicines(view, life, to);
  treatment(view, life, to);
  letters(view, life, hospital, to);
  const changed = patientChangedBy(view, to.secondDay) > to.firstDay;
  to.closeSecond(() => patientOn(view, to.secondDay), changed);
}

function problems(view: PatientView, life: PracticeLife, to: RecordWriter): void {
  life.problems.forEach((problem, n) => {
    const recorded = standsFrom(view, problem.recorded, true);
    if (recorded === undefined) return;
    const encounter = recorded === problem.recorded ? problem.consultation : undefined;
    to.write(recorded, endedHere(view, problem.ended), (day) =>
      conditionOn(view, problem, n, recorded, day, encounter),
    );
  });
  life.allergies.forEach((allergy, n) => {
    const recorded = standsFrom(view, Math.max(allergy.recorded, view.from), true);
    if (recorded !== undefined) to.write(recorded, undefined, () => allergyIn(view, allergy, n, recorded));
  });
}

/** A change only shows in a practice's record while it keeps it. */
const endedHere = (view: PatientView, ended: Day | undefined): Day | undefined =>
  ended === undefined || (view.to !== undefined && ended > view.to) ? undefined : ended;

function consultations(view: PatientView, life: PracticeLife, to: RecordWriter): void {
  life.consultations.forEach((consultation, n) => {
    if (isHere(view, consultation.on)) to.write(consultation.on, undefined, () => encounterIn(view, consultation, n));
  });
  life.bloodPressures.forEach((pressure, n) => {
    const consultation = life.consultations[pressure.consultation];
    if (consultation && isHere(view, pressure.on))
      to.write(pressure.on, undefined, () => bloodPressureIn(view, pressure, n, consultation));
  });
  life.measurements.forEach((measurement, n) => {
    const consultation = life.consultations[measurement.consultation];
    if (consultation && isHere(view, measurement.on))
      to.write(measurement.on, undefined, () => measurementIn(view, measurement, n, consultation));
  });
  life.smoking.forEach(({ on, smoking, consultation: place }, n) => {
    const consultation = life.consultations[place];
    if (consultation && isHere(view, on))
      to.write(on, undefined, () => smokingIn(view, smoking, n, consultation, place));
  });
}

const isHere = (view: PatientView, day: Day): boolean => standsFrom(view, day, false) !== undefined;

function laboratory(view: PatientView, life: PracticeLife, to: RecordWriter): void {
  life.panels.forEach((panel, n) => {
    const consultation = life.consultations[panel.consultation];
    if (!consultation || !isHere(view, panel.on) || !isHere(view, panel.reported)) return;
    const ids = panel.results.map((_, place) => `t${view.id}-${n}-${place}`);
    to.write(panel.reported, undefined, () => reportIn(view, panel, n, ids, consultation.minute));
    panel.results.forEach((result, place) => {
      const id = ids[place] ?? "";
      to.write(panel.reported, result.corrected?.on, (day) =>
        resultOn(view, panel, result, id, consultation.minute, day),
      );
    });
  });
}

function medicines(view: PatientView, life: PracticeLife, to: RecordWriter): void {
  life.repeats.forEach((repeat, n) => {
    const goesOn = repeat.stopped === undefined || repeat.stopped > view.from;
    const recorded = standsFrom(view, Math.max(repeat.started, view.registrations[0]?.from ?? view.from), goesOn);
    if (recorded === undefined) return;
    to.write(recorded, endedHere(view, repeat.stopped), (day) => repeatOn(view, repeat, n, recorded, day));
    repeat.issues.forEach((on, issue) => {
      if (isHere(view, on) && on >= recorded) to.write(on, undefined, () => issueIn(view, repeat, n, issue, on));
    });
  });
  life.acutes.forEach((acute, n) => {
    const consultation = life.consultations[acute.consultation];
    if (consultation && isHere(view, acute.on))
      to.write(acute.on, undefined, () => acuteIn(view, acute, n, consultation));
  });
}

function treatment(view: PatientView, life: PracticeLife, to: RecordWriter): void {
  life.vaccinations.forEach((vaccination, n) => {
    if (isHere(view, vaccination.on)) to.write(vaccination.on, undefined, () => vaccinationIn(view, vaccination, n));
  });
  life.procedures.forEach((procedure, n) => {
    if (isHere(view, procedure.recorded))
      to.write(procedure.recorded, undefined, () => procedureIn(view, procedure, n, procedure.recorded));
  });
  life.referrals.forEach((referral, n) => {
    const consultation = life.consultations[referral.consultation];
    if (!consultation || !isHere(view, referral.on)) return;
    const seen = endedHere(view, referral.seen);
    to.write(referral.on, seen, (day) =>
      referralIn(view, referral, n, consultation, seen !== undefined && seen <= day ? seen : undefined),
    );
  });
}

function letters(view: PatientView, life: PracticeLife, hospital: HospitalLife, to: RecordWriter): void {
  life.letters.forEach((letter, n) => {
    if (isHere(view, letter.recorded)) to.write(letter.recorded, undefined, () => letterIn(view, letter, n, hospital));
  });
}
