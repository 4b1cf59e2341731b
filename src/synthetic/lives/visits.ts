import type { Chance } from "./chance.ts";
import { CONDITIONS, type ConditionName } from "./condition-list.ts";
import { ageOn, weekdayFrom, YEAR, type Day } from "./day.ts";
import type { HospitalLife } from "./hospital.ts";
import { MINOR_ILLNESS_NAMES, MINOR_ILLNESSES, type MinorIllnessName } from "./minor-illness.ts";
import type { Person } from "./person.ts";
import type { Consultation, Purpose } from "./practice-life.ts";

/** Conditions that the practice reviews each year. */
export const REVIEWED: readonly ConditionName[] = [
  "hypertension",
  "type-1-diabetes",
  "type-2-diabetes",
  "asthma",
  "copd",
  "depression",
  "schizophrenia",
  "bipolar-disorder",
  "learning-disability",
  "chronic-heart-disease",
  "atrial-fibrillation",
  "heart-failure",
  "stroke",
  "chronic-kidney-disease",
  "dementia",
  "epilepsy",
  "hypothyroidism",
  "rheumatoid-arthritis",
  "frailty",
];

/** Each time that someone was in touch with their practice, in order of time. */
export function consultationsOf(person: Person, hospital: HospitalLife, chance: Chance): readonly Consultation[] {
  const visits: { on: Day; purpose: Purpose }[] = [];
  minorVisits(person, visits, chance);
  reviewVisits(person, visits, chance);
  for (const { discharged, method } of hospital.stays) {
    if (discharged === undefined || !method.startsWith("2") || !chance.happens(0.6)) continue;
    visits.push({ on: weekdayFrom(discharged + chance.between(2, 12)), purpose: "after-hospital" });
  }
  return visits
    .filter(({ on }) => on >= person.from && on <= person.until && (person.died === undefined || on < person.died))
    .sort((one, other) => one.on - other.on)
    .map(({ on, purpose }) => consultation(person, on, purpose, chance));
}

function minorVisits(person: Person, visits: { on: Day; purpose: Purpose }[], chance: Chance): void {
  for (let start = person.from; start < person.until; start += YEAR) {
    const length = Math.min(YEAR, person.until - start);
    const age = ageOn(person.born, start);
    const table = reasonsAt(age, person.sex);
    for (let count = chance.count((visitsAYear(person, age, start) * length) / YEAR); count > 0; count--) {
      visits.push({ on: weekdayFrom(Math.floor(start + chance.unit() * length)), purpose: chance.weighted(table) });
    }
  }
}

/** Contacts a year, other than reviews: of the order of five a person and year in England, by age and illness. */
function visitsAYear(person: Person, age: number, day: Day): number {
  let visits =
    age < 5
      ? 4.4
      : age < 16
        ? 1.8
        : age < 45
          ? person.sex === "female"
            ? 4
            : 2.2
          : age < 65
            ? 3.6
            : age < 80
              ? 4.6
              : 5.6;
  for (const { name, onset } of person.conditions)
    if (onset <= day && name !== "frailty") visits += CONDITIONS[name].visits ?? 0;
  return Math.min(26, visits * person.use * { fit: 1, mild: 1.1, moderate: 1.25, severe: 1.4 }[person.frailty]);
}

type Reasons = (readonly [MinorIllnessName, number])[];
const tables = new Map<string, Reasons>();

/** Reasons to come at an age, by their weights. */
function reasonsAt(age: number, sex: Person["sex"]): Reasons {
  const years = Math.max(0, Math.floor(age));
  const key = `${sex}${years}`;
  const known = tables.get(key);
  if (known) return known;
  const table: Reasons = [];
  for (const name of MINOR_ILLNESS_NAMES) {
    const { from, to, only, weight } = MINOR_ILLNESSES[name];
    if (years >= from && years <= to && (only === undefined || only === sex)) table.push([name, weight]);
  }
  tables.set(key, table);
  return table;
}

function reviewVisits(person: Person, visits: { on: Day; purpose: Purpose }[], chance: Chance): void {
  const onsets = person.conditions.filter(({ name }) => REVIEWED.includes(name)).map(({ onset }) => onset);
  if (onsets.length === 0) return;
  const month = chance.between(0, 330);
  const first = Math.max(person.from, Math.min(...onsets));
  const diabetic = person.conditions.find(({ name }) => name.endsWith("diabetes"))?.onset;
  for (let year = first; year < person.until; year += YEAR) {
    if (chance.happens(0.85)) visits.push({ on: weekdayFrom(Math.floor(year + month)), purpose: "review" });
    if (diabetic !== undefined && diabetic <= year && chance.happens(0.7)) {
      visits.push({ on: weekdayFrom(Math.floor(year + ((month + 180) % 365))), purpose: "review" });
    }
    if (onsets.length > 1 && chance.happens(0.6))
      visits.push({ on: weekdayFrom(Math.floor(year + ((month + 60) % 365))), purpose: "medication-review" });
  }
}

function consultation(person: Person, on: Day, purpose: Purpose, chance: Chance): Consultation {
  const by =
    purpose === "review"
      ? "nurse"
      : purpose === "medication-review"
        ? "pharmacist"
        : chance.happens(0.72)
          ? "gp"
          : "nurse";
  const housebound = person.frailty === "severe" ? 0.4 : person.frailty === "moderate" ? 0.12 : 0;
  const draw = chance.unit();
  const mode =
    draw < housebound
      ? "home"
      : purpose === "medication-review" || draw > 0.74
        ? draw > 0.985
          ? "video"
          : "telephone"
        : ("surgery" as const);
  return {
    on,
    minute: 480 + chance.between(0, 120) * 5,
    mode,
    by,
    clinician: chance.between(0, CLINICIANS[by] - 1),
    purpose,
  };
}

/** How many of each kind a practice has. */
export const CLINICIANS = { gp: 4, nurse: 2, pharmacist: 1 } as const;
