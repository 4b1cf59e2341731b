import { Chance } from "./chance.ts";
import { CONDITIONS, type ConditionName } from "./condition-list.ts";
import { ageOn, weekdayFrom, YEAR, type Day } from "./day.ts";
import { EMERGENCY_CAUSES, type EmergencyCause } from "./emergency-causes.ts";
import { has, type Person } from "./person.ts";
import { OUTPATIENT_CAUSES, PLANNED_PROCEDURES, type ProcedureName, type Specialty } from "./planned-care.ts";
import type { Town } from "./town.ts";

/** Everything that the hospital did for one person within the time that is told, each list in order of time. */
export type HospitalLife = {
  readonly stays: readonly Stay[];
  readonly attendances: readonly Attendance[];
  readonly outpatientVisits: readonly OutpatientVisit[];
  /** Emergency admissions that the planted effect spared them. */
  readonly spared: number;
};

export type Stay = {
  /**
   * How they came in, as the NHS Data Dictionary has it: 11 waiting list, 13 planned, 21 emergency department,
   * 22 general practitioner, 31 maternity before delivery.
   * @see https://www.datadictionary.nhs.uk/attributes/admission_method.html
   */
  readonly method: "11" | "13" | "21" | "22" | "31";
  readonly admitted: Day;
  readonly minute: number;
  /** Absent while they are still in. */
  readonly discharged?: Day;
  /** When they no longer needed to be there, if that was before they went home. */
  readonly ready?: Day;
  /** ICD-10, the main diagnosis first. */
  readonly diagnoses: readonly string[];
  readonly words: string;
  /** Treatment function code. */
  readonly specialty: string;
  readonly procedure?: ProcedureName;
  readonly died: boolean;
};

export type Attendance = {
  readonly arrived: Day;
  readonly minute: number;
  readonly words: string;
  readonly icd10: string;
  /** Its place in `stays` when they were admitted. */
  readonly stay?: number;
};

export type OutpatientVisit = {
  readonly on: Day;
  readonly specialty: Specialty;
  readonly first: boolean;
  readonly attended: boolean;
};

/** What the hospital did for one person: needs no other part of their life, so that it can be made alone. */
export function hospitalLifeOf(town: Town, person: Person): HospitalLife {
  const chance = new Chance(town.seed, "hospital", person.number);
  const emergencies = emergencyAdmissions(town, person, chance);
  const kept = emergencies.filter(({ spared }) => !spared);
  const stays = [
    ...kept.map(({ day, cause }) => emergencyStay(town, person, day, cause, chance)),
    ...plannedStays(town, person, chance),
    ...person.births
      .filter((day) => day >= person.from && day <= person.until)
      .map((day) => birthStay(person, day, chance)),
  ].sort((one, other) => one.admitted - other.admitted);
  return {
    stays,
    attendances: attendancesOf(person, stays, chance),
    outpatientVisits: outpatientVisitsOf(person, chance),
    spared: emergencies.length - kept.length,
  };
}

type Emergency = { readonly day: Day; readonly cause: EmergencyCause; readonly spared: boolean };

function emergencyAdmissions(town: Town, person: Person, chance: Chance): readonly Emergency[] {
  const emergencies: Emergency[] = [];
  for (let start = person.from; start < person.until; start += YEAR) {
    const length = Math.min(YEAR, person.until - start);
    const count = chance.count(emergencyRate(person, start) * (length / YEAR));
    for (let n = 0; n < count; n++) {
      const day = Math.floor(start + chance.unit() * length);
      const cause = causeFor(person, day, chance);
      // Drawn for everyone, so that a life is the same with and without the effect but for what it spares.
      const draw = chance.unit();
      emergencies.push({ day, cause, spared: draw < town.settings.effect && hadJoined(town, person, day) });
    }
  }
  return emergencies;
}

/** Whether the practice that had them on its list that day had joined integrated care by then. */
function hadJoined(town: Town, person: Person, day: Day): boolean {
  const ods = person.registrations.find(({ from, to }) => from <= day && (to === undefined || day <= to))?.ods;
  const joined = town.practices.find((practice) => practice.ods === ods)?.joined;
  return joined !== undefined && day >= joined;
}

/** Emergency admissions a year: of the order of those in England (about 110 in 1,000 people a year), by age. */
export function emergencyRate(person: Person, day: Day): number {
  const age = ageOn(person.born, day);
  let rate = age < 1 ? 0.3 : age < 5 ? 0.11 : age < 16 ? 0.04 : age < 45 ? 0.055 : age < 65 ? 0.065 : 0.085;
  if (age > 70) rate *= 1.035 ** (age - 70);
  for (const { name, onset } of person.conditions) {
    if (onset <= day && name !== "frailty") rate *= CONDITIONS[name].emergency ?? 1;
  }
  rate *= { fit: 1, mild: 1.2, moderate: 1.6, severe: 2.2 }[person.frailty];
  rate *= 1.7 ** ((5.5 - person.address.decile) / 9) * person.use;
  if (person.died !== undefined && person.died - day < YEAR) rate *= 2.5;
  return Math.min(rate, 3);
}

function causeFor(person: Person, day: Day, chance: Chance): EmergencyCause {
  const age = ageOn(person.born, day);
  const table: [EmergencyCause, number][] = [];
  for (const cause of EMERGENCY_CAUSES) {
    if (age < cause.from || age > cause.to) continue;
    let weight = cause.weight;
    if (cause.with) {
      for (const { name, onset } of person.conditions) if (onset <= day) weight *= cause.with[name] ?? 1;
    }
    table.push([cause, weight]);
  }
  return chance.weighted(table);
}

function emergencyStay(town: Town, person: Person, day: Day, cause: EmergencyCause, chance: Chance): Stay {
  const age = ageOn(person.born, day);
  const nights = Math.round(cause.nights * (age > 75 ? 1.35 : 1) * Math.exp(chance.normal(0, 0.75)));
  const waits =
    age > 70 && nights > 2 && chance.happens({ fit: 0.1, mild: 0.2, moderate: 0.35, severe: 0.5 }[person.frailty]);
  const wait = waits ? 1 + chance.count(4) : 0;
  return {
    method: chance.happens(0.86) ? "21" : "22",
    admitted: day,
    minute: chance.between(0, 1439),
    ...ending(town, person, day, nights + wait, wait),
    diagnoses: [cause.icd10, ...comorbidities(person, day)],
    words: cause.words,
    specialty: cause.specialty,
  };
}

function ending(town: Town, person: Person, admitted: Day, nights: number, wait: number) {
  const discharged = admitted + nights;
  if (person.died !== undefined && person.died <= discharged) return { discharged: person.died, died: true };
  if (discharged > town.asAt) return { died: false };
  return { discharged, ...(wait > 0 ? { ready: discharged - wait } : {}), died: false };
}

/** What else a hospital writes down; it seldom writes what does not matter to the stay, and at most eight. */
function comorbidities(person: Person, day: Day): readonly string[] {
  const codes: string[] = [];
  for (const { name, onset } of person.conditions) {
    if (onset > day || name === "frailty" || QUIET.has(name)) continue;
    codes.push(CONDITIONS[name].icd10);
    if (codes.length === 8) break;
  }
  return codes;
}
const QUIET: ReadonlySet<ConditionName> = new Set([
  "eczema",
  "migraine",
  "back-pain",
  "hearing-loss",
  "cataract",
  "glaucoma",
]);

function plannedStays(town: Town, person: Person, chance: Chance): readonly Stay[] {
  const stays: Stay[] = [];
  const years = (person.until - person.from) / YEAR;
  const middle = Math.floor((person.from + person.until) / 2);
  const age = ageOn(person.born, middle);
  for (const procedure of PLANNED_PROCEDURES) {
    if (age < procedure.from || age > procedure.to) continue;
    const likelier = procedure.with;
    const yearly = likelier && has(person, likelier.condition) ? likelier.yearly : procedure.yearly;
    const count = Math.min(procedure.most, chance.count(yearly * years));
    for (let n = 0; n < count; n++) {
      const admitted = weekdayFrom(Math.floor(person.from + chance.unit() * (person.until - person.from)));
      const nights =
        procedure.nights === 0 ? 0 : Math.max(1, Math.round(procedure.nights * Math.exp(chance.normal(0, 0.5))));
      if (admitted > person.until) continue;
      stays.push({
        method: procedure.name === "chemotherapy" ? "13" : "11",
        admitted,
        minute: chance.between(420, 780),
        ...ending(town, person, admitted, nights, 0),
        diagnoses: [procedure.icd10, ...comorbidities(person, admitted).slice(0, 4)],
        words: procedure.name.replaceAll("-", " "),
        specialty: procedure.specialty,
        procedure: procedure.name,
      });
    }
  }
  return stays;
}

function birthStay(person: Person, day: Day, chance: Chance): Stay {
  const caesarean = chance.happens(0.35);
  return {
    method: "31",
    admitted: day,
    minute: chance.between(0, 1439),
    discharged: Math.min(person.until, day + (caesarean ? 3 : 1)),
    diagnoses: [caesarean ? "O829" : "O809"],
    words: caesarean ? "Birth by caesarean section" : "Birth",
    specialty: "501",
    died: false,
  };
}

function attendancesOf(person: Person, stays: readonly Stay[], chance: Chance): readonly Attendance[] {
  const attendances: Attendance[] = [];
  stays.forEach((stay, place) => {
    if (stay.method !== "21") return;
    const minute = Math.max(0, stay.minute - 200);
    attendances.push({
      arrived: stay.admitted,
      minute,
      words: stay.words,
      icd10: stay.diagnoses[0] ?? "R69X",
      stay: place,
    });
  });
  const years = (person.until - person.from) / YEAR;
  const age = ageOn(person.born, person.until);
  const yearly = (age < 5 ? 0.5 : age < 30 ? 0.28 : age < 70 ? 0.2 : 0.3) * person.use;
  for (let count = chance.count(yearly * years); count > 0; count--) {
    const arrived = Math.floor(person.from + chance.unit() * (person.until - person.from));
    const [icd10, words] = chance.pick(MINOR);
    attendances.push({ arrived, minute: chance.between(0, 1439), words, icd10 });
  }
  return attendances.sort((one, other) => one.arrived - other.arrived);
}

const MINOR: readonly (readonly [string, string])[] = [
  ["S934", "Sprained ankle"],
  ["S619", "Cut to the hand"],
  ["S099", "Minor head injury"],
  ["R104", "Abdominal pain"],
  ["R074", "Chest pain"],
  ["B349", "Viral infection"],
  ["S525", "Fracture of wrist"],
  ["R51X", "Headache"],
];

function outpatientVisitsOf(person: Person, chance: Chance): readonly OutpatientVisit[] {
  const visits: OutpatientVisit[] = [];
  for (const { condition, specialty, yearly } of OUTPATIENT_CAUSES) {
    const onset = person.conditions.find(({ name }) => name === condition)?.onset;
    if (onset !== undefined) addVisits(visits, person, Math.max(onset, person.from), specialty, yearly, chance);
  }
  const other = chance.pick([
    "gynaecology",
    "gastroenterology",
    "general-surgery",
    "urology",
    "dermatology",
    "orthopaedics",
  ] as const);
  const age = ageOn(person.born, person.until);
  addVisits(visits, person, person.from, age < 16 ? "paediatrics" : other, age < 16 ? 0.15 : 0.22, chance);
  return visits.sort((one, other) => one.on - other.on);
}

function addVisits(
  visits: OutpatientVisit[],
  person: Person,
  start: Day,
  specialty: Specialty,
  yearly: number,
  chance: Chance,
): void {
  const length = person.until - start;
  if (length <= 0) return;
  const count = chance.count((yearly * length) / YEAR);
  const days = Array.from({ length: count }, () => weekdayFrom(Math.floor(start + chance.unit() * length))).sort(
    (a, b) => a - b,
  );
  days.forEach((on, place) => {
    if (on > person.until) return;
    visits.push({ on, specialty, first: place === 0 && start > person.from, attended: chance.happens(0.91) });
  });
}
