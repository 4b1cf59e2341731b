import { Chance } from "./chance.ts";
import type { ConditionName } from "./condition-list.ts";
import { ageOn, dayAt, type Day } from "./day.ts";
import { AVAILABLE_FROM, type MedicineName } from "./medicine-list.ts";
import type { Person } from "./person.ts";
import type { Town } from "./town.ts";

/** A medicine that someone takes, or took, over a stretch of time, issued again and again. */
export type RepeatMedicine = {
  readonly medicine: MedicineName;
  readonly against: ConditionName | "contraception";
  readonly started: Day;
  readonly stopped?: Day;
  readonly whyStopped?: WhyStopped;
  /** Days on which it was issued within the time that is told. */
  readonly issues: readonly Day[];
};

export type WhyStopped = "dose changed" | "side effects" | "no longer needed" | "changed to another" | "died";

type Option = readonly [first: MedicineName, then?: MedicineName];
type Regimen = {
  readonly of: readonly Option[];
  /** Share of those with the condition who take it. */
  readonly share: number;
  /** Days from one issue to the next. */
  readonly every: number;
};

/** What is taken for what, much as NICE's guidelines have it; one line is one choice, of which one medicine is taken. */
const REGIMENS: Readonly<Partial<Record<ConditionName, readonly Regimen[]>>> = {
  hypertension: [
    { of: [["amlodipine-5", "amlodipine-10"]], share: 0.62, every: 56 },
    { of: [["ramipril-2.5", "ramipril-5"], ["ramipril-5"], ["losartan-50"]], share: 0.58, every: 56 },
    { of: [["indapamide-2.5"]], share: 0.22, every: 56 },
  ],
  "type-2-diabetes": [
    { of: [["metformin-500"]], share: 0.82, every: 56 },
    { of: [["gliclazide-80"], ["empagliflozin-10"]], share: 0.42, every: 56 },
    { of: [["insulin-glargine"]], share: 0.1, every: 56 },
    { of: [["atorvastatin-20"]], share: 0.65, every: 56 },
  ],
  "type-1-diabetes": [{ of: [["insulin-glargine"]], share: 1, every: 28 }],
  "chronic-heart-disease": [
    { of: [["aspirin-75"], ["clopidogrel-75"]], share: 0.85, every: 56 },
    { of: [["atorvastatin-80"], ["atorvastatin-20", "atorvastatin-80"]], share: 0.85, every: 56 },
    { of: [["bisoprolol-2.5", "bisoprolol-5"]], share: 0.65, every: 56 },
  ],
  "atrial-fibrillation": [
    { of: [["apixaban-5"], ["apixaban-5"], ["apixaban-5"], ["warfarin-3", "apixaban-5"]], share: 0.85, every: 56 },
    { of: [["bisoprolol-2.5"]], share: 0.6, every: 56 },
  ],
  "heart-failure": [
    { of: [["furosemide-40"]], share: 0.8, every: 56 },
    { of: [["ramipril-5"]], share: 0.6, every: 56 },
    { of: [["spironolactone-25"]], share: 0.35, every: 56 },
  ],
  stroke: [
    { of: [["clopidogrel-75"]], share: 0.75, every: 56 },
    { of: [["atorvastatin-80"]], share: 0.75, every: 56 },
  ],
  asthma: [
    { of: [["salbutamol-100"]], share: 0.9, every: 112 },
    { of: [["beclometasone-100"]], share: 0.6, every: 84 },
  ],
  copd: [
    { of: [["salbutamol-100"]], share: 0.9, every: 84 },
    { of: [["tiotropium-18"]], share: 0.65, every: 56 },
  ],
  depression: [
    {
      of: [["sertraline-50", "sertraline-100"], ["sertraline-50"], ["citalopram-20"], ["mirtazapine-30"]],
      share: 0.55,
      every: 56,
    },
  ],
  anxiety: [{ of: [["sertraline-50"]], share: 0.2, every: 56 }],
  schizophrenia: [{ of: [["olanzapine-10"], ["quetiapine-150"]], share: 0.85, every: 28 }],
  "bipolar-disorder": [{ of: [["quetiapine-150"], ["olanzapine-10"]], share: 0.7, every: 28 }],
  "alcohol-dependence": [{ of: [["thiamine-100"]], share: 0.6, every: 56 }],
  epilepsy: [{ of: [["levetiracetam-500"], ["lamotrigine-100"]], share: 0.85, every: 56 }],
  hypothyroidism: [{ of: [["levothyroxine-100"]], share: 0.95, every: 56 }],
  dementia: [{ of: [["donepezil-10"], ["donepezil-10"], ["memantine-20"]], share: 0.5, every: 56 }],
  "parkinsons-disease": [{ of: [["co-careldopa"]], share: 0.9, every: 56 }],
  "reflux-disease": [{ of: [["omeprazole-20"], ["lansoprazole-30"]], share: 0.8, every: 56 }],
  gout: [{ of: [["allopurinol-100"]], share: 0.6, every: 56 }],
  osteoporosis: [{ of: [["alendronic-acid-70"]], share: 0.65, every: 56 }],
  "rheumatoid-arthritis": [
    { of: [["methotrexate-2.5"]], share: 0.6, every: 28 },
    { of: [["folic-acid-5"]], share: 0.6, every: 56 },
  ],
  osteoarthritis: [{ of: [["paracetamol-500"], ["naproxen-500"], ["codeine-30"]], share: 0.5, every: 84 }],
  "back-pain": [{ of: [["naproxen-500"], ["amitriptyline-10"], ["codeine-30"]], share: 0.3, every: 112 }],
  migraine: [{ of: [["sumatriptan-50"]], share: 0.5, every: 168 }],
  glaucoma: [{ of: [["latanoprost"]], share: 0.85, every: 56 }],
  eczema: [{ of: [["hydrocortisone-1"]], share: 0.5, every: 168 }],
  hiv: [{ of: [["dolutegravir-50"]], share: 0.5, every: 168 }],
  "chronic-kidney-disease": [{ of: [["atorvastatin-20"]], share: 0.55, every: 56 }],
};

/** What someone is put on: the medicine, or those that follow one another, and how long one issue lasts. */
type Prescribed = {
  readonly against: RepeatMedicine["against"];
  readonly option: Option;
  readonly started: Day;
  readonly every: number;
};

/** Each medicine that someone takes over time: never the same medicine twice, whatever it is taken against. */
export function repeatMedicinesOf(town: Town, person: Person): readonly RepeatMedicine[] {
  const chance = new Chance(town.seed, "medicines", person.number);
  const taken: RepeatMedicine[] = [];
  for (const { name, onset } of person.conditions) {
    for (const regimen of REGIMENS[name] ?? []) {
      const takes = chance.happens(regimen.share);
      const option = chance.pick(regimen.of);
      const begun = Math.max(onset + chance.between(0, 200), person.born + 30);
      const started = Math.max(begun, availableTo(person, option[0]));
      if (!takes || started >= person.until) continue;
      take(taken, person, { against: name, option, started, every: regimen.every }, chance);
    }
  }
  contraception(taken, person, chance);
  return taken.sort((one, other) => one.started - other.started);
}

/** Not everyone is put on a new medicine in its first year. */
const availableTo = (person: Person, medicine: MedicineName): Day =>
  dayAt(AVAILABLE_FROM[medicine] ?? 1980, 1, 1) + (person.number % 1000);

function take(taken: RepeatMedicine[], person: Person, prescribed: Prescribed, chance: Chance): void {
  const [first, then] = prescribed.option;
  const known = new Set(taken.map(({ medicine }) => substance(medicine)));
  if (known.has(substance(first))) return;
  const changes = chance.happens(then ? 0.6 : 0.16);
  const stopped = chance.between(Math.max(prescribed.started + 20, person.from), person.until + 200);
  if (!changes || stopped >= person.until) {
    taken.push(course(person, first, prescribed, undefined, chance));
    return;
  }
  const next = then && !known.has(substance(then)) ? then : undefined;
  const whyStopped = next ? whyChanged(first, next) : chance.pick(["side effects", "no longer needed"] as const);
  taken.push(course(person, first, prescribed, { stopped, whyStopped }, chance));
  if (next) taken.push(course(person, next, { ...prescribed, started: stopped }, undefined, chance));
}

const substance = (medicine: MedicineName): string => medicine.replace(/-[\d.]+$/, "");

const whyChanged = (first: MedicineName, next: MedicineName): WhyStopped =>
  substance(next) === substance(first) ? "dose changed" : "changed to another";

type Ending = { readonly stopped: Day; readonly whyStopped: WhyStopped };

function course(
  person: Person,
  medicine: MedicineName,
  { against, started, every }: Prescribed,
  stopped: Ending | undefined,
  chance: Chance,
): RepeatMedicine {
  const ending =
    stopped ?? (person.died === undefined ? undefined : { stopped: person.died, whyStopped: "died" as const });
  const last = ending?.stopped ?? person.until;
  const issues: Day[] = [];
  let day = Math.max(started, person.from + chance.between(0, every));
  while (day < last) {
    issues.push(day);
    day += every + chance.between(-4, 9);
  }
  return { medicine, against, started, ...ending, issues };
}

function contraception(taken: RepeatMedicine[], person: Person, chance: Chance): void {
  const age = ageOn(person.born, person.until);
  if (person.sex !== "female" || age < 17 || age > 48 || !chance.happens(0.22)) return;
  const started = Math.max(person.born + 16 * 365, person.until - chance.between(100, 2500));
  take(taken, person, { against: "contraception", option: ["desogestrel-75"], started, every: 84 }, chance);
}
