import { Chance } from "./chance.ts";
import { ageOn, YEAR, type Day } from "./day.ts";
import type { Person } from "./person.ts";
import type { RepeatMedicine } from "./medicines.ts";
import type { Town } from "./town.ts";

/** What can be measured at the practice. */
export type MeasureName =
  | "weight"
  | "height"
  | "body-mass-index"
  | "pulse"
  | "temperature"
  | "oxygen-saturation"
  | "peak-flow"
  | "phq-9"
  | "alcohol-units";

/** What the laboratory reports. */
export type TestName =
  | "hba1c"
  | "egfr"
  | "creatinine"
  | "potassium"
  | "sodium"
  | "cholesterol"
  | "hdl-cholesterol"
  | "haemoglobin"
  | "white-cells"
  | "platelets"
  | "alt"
  | "tsh"
  | "urine-acr"
  | "crp"
  | "ferritin";

/** A body as it is measured over the years: its own levels, their drift, what illness and treatment do to them, noise. */
export type Body = {
  readonly systolicOn: (day: Day) => number;
  readonly diastolicOn: (day: Day, systolic: number) => number;
  readonly measureOn: (name: MeasureName, day: Day, ill: boolean) => number;
  readonly testOn: (name: TestName, day: Day, ill: boolean) => number;
};

export function bodyOf(town: Town, person: Person, medicines: readonly RepeatMedicine[]): Body {
  const chance = new Chance(town.seed, "body", person.number);
  const male = person.sex === "male";
  const onset = new Map(person.conditions.map(({ name, onset }) => [name, onset] as const));
  const since = (name: Parameters<typeof onset.get>[0], day: Day): number | undefined => {
    const began = onset.get(name);
    return began === undefined || began > day ? undefined : (day - began) / YEAR;
  };
  const treatedFrom = firstStart(medicines, "hypertension");
  const obese = onset.has("obesity");
  const height = (male ? 176 : 162) + chance.normal(0, 6.5);
  const index = obese ? 33 + chance.unit() * 8 : Math.min(29.4, Math.max(18.6, chance.normal(25, 2.8)));
  const drift = chance.normal(person.frailty === "fit" ? 0.25 : -0.7, 0.6);
  const pressure = chance.normal(0, 7);
  const sugar = chance.normal(0, 9);
  const kidney = chance.normal(0, 8);
  const decline = 0.4 + chance.unit() * 3.2;
  const fat = chance.normal(5.2, 0.8);
  const blood = chance.normal(male ? 148 : 134, 8);
  const chest = chance.normal(1, 0.1);
  const mood = chance.unit();

  const heightOn = (day: Day) => height * growth(ageOn(person.born, day));
  const weightOn = (day: Day) => {
    const age = ageOn(person.born, day);
    const grown = index * (height / 100) ** 2 + drift * ((day - town.from) / YEAR);
    return age >= 18 ? grown : Math.max(3.2, (14 + age * 0.4) * (heightOn(day) / 100) ** 2);
  };
  const egfrOn = (day: Day) => {
    const age = ageOn(person.born, day);
    const years = since("chronic-kidney-disease", day);
    const healthy = Math.min(90, 122 - age * 0.62 + kidney);
    return (
      Math.max(9, years === undefined ? Math.max(61, healthy) : 57 + kidney * 0.4 - decline * years) +
      chance.normal(0, 2.5)
    );
  };
  const hba1cOn = (day: Day) => {
    const years = since("type-2-diabetes", day) ?? since("type-1-diabetes", day);
    if (years === undefined) return 36 + sugar * 0.25 + (obese ? 2 : 0) + chance.normal(0, 1.5);
    return 52 + sugar * 0.9 + 24 * Math.exp(-years * 2.2) + Math.min(years, 15) * 0.6 + chance.normal(0, 4);
  };
  return {
    systolicOn: (day) => {
      const age = ageOn(person.born, day);
      const high = since("hypertension", day) === undefined ? 0 : day > treatedFrom ? 9 : 27;
      return 110 + Math.min(age, 80) * 0.24 + pressure + high + (obese ? 3 : 0) + chance.normal(0, 7);
    },
    diastolicOn: (_day, systolic) => 38 + systolic * 0.31 + chance.normal(0, 5),
    measureOn: (name, day, ill) => {
      switch (name) {
        case "weight":
          return weightOn(day) + chance.normal(0, 0.6);
        case "height":
          return heightOn(day);
        case "body-mass-index":
          return weightOn(day) / (heightOn(day) / 100) ** 2;
        case "pulse":
          return 72 + (since("atrial-fibrillation", day) === undefined ? 0 : 8) + (ill ? 12 : 0) + chance.normal(0, 8);
        case "temperature":
          return 36.7 + (ill ? Math.abs(chance.normal(0.5, 0.7)) : 0) + chance.normal(0, 0.15);
        case "oxygen-saturation":
          return Math.min(100, (since("copd", day) === undefined ? 98 : 93.5) - (ill ? 1 : 0) + chance.normal(0, 1));
        case "peak-flow":
          return Math.max(
            90,
            (male ? 560 : 420) * chest * (since("copd", day) === undefined ? 0.85 : 0.5) + chance.normal(0, 25),
          );
        case "phq-9":
          return Math.max(0, Math.min(27, 4 + mood * 14 + chance.normal(0, 3)));
        case "alcohol-units":
          return since("alcohol-dependence", day) === undefined
            ? Math.floor(chance.unit() ** 2 * 22)
            : 40 + chance.unit() * 70;
      }
    },
    testOn: (name, day, ill) => {
      switch (name) {
        case "hba1c":
          return Math.max(22, hba1cOn(day));
        case "egfr":
          return egfrOn(day);
        case "creatinine":
          return (male ? 90 : 74) * (88 / Math.max(12, egfrOn(day))) ** 0.85;
        case "potassium":
          return chance.normal(since("chronic-kidney-disease", day) === undefined ? 4.4 : 4.8, 0.35);
        case "sodium":
          return chance.normal(ageOn(person.born, day) > 75 ? 138 : 140, 2.6);
        case "cholesterol":
          return Math.max(2.3, (takes(medicines, "atorvastatin", day) ? fat * 0.72 : fat) + chance.normal(0, 0.3));
        case "hdl-cholesterol":
          return Math.max(0.7, (male ? 1.25 : 1.5) - (obese ? 0.2 : 0) + chance.normal(0, 0.12));
        case "haemoglobin":
          return (
            blood -
            (since("chronic-kidney-disease", day) ?? 0) * 2 -
            (ageOn(person.born, day) > 75 ? 8 : 0) +
            chance.normal(0, 4)
          );
        case "white-cells":
          return Math.max(2.8, chance.normal(ill ? 10 : 6.8, 1.7));
        case "platelets":
          return chance.normal(255, 52);
        case "alt":
          return Math.max(8, (since("alcohol-dependence", day) === undefined ? 24 : 62) + chance.normal(0, 9));
        case "tsh":
          return Math.max(
            0.05,
            since("hypothyroidism", day) === undefined ? chance.normal(1.9, 0.7) : chance.normal(3.2, 2),
          );
        case "urine-acr":
          return Math.max(
            0.3,
            (since("chronic-kidney-disease", day) === undefined ? 1.2 : 7) * Math.exp(chance.normal(0, 0.7)),
          );
        case "crp":
          return Math.max(0.5, (ill ? 22 : 3) * Math.exp(chance.normal(0, 0.8)));
        case "ferritin":
          return Math.max(4, (male ? 110 : 48) * Math.exp(chance.normal(0, 0.6)));
      }
    },
  };
}

const firstStart = (medicines: readonly RepeatMedicine[], against: RepeatMedicine["against"]): Day =>
  Math.min(...medicines.filter((medicine) => medicine.against === against).map(({ started }) => started));

const takes = (medicines: readonly RepeatMedicine[], name: string, day: Day): boolean =>
  medicines.some(
    ({ medicine, started, stopped }) =>
      medicine.startsWith(name) && started <= day && (stopped === undefined || stopped > day),
  );

/** The share of their grown height that children have reached, roughly as on the growth charts of the WHO. */
const growth = (age: number): number =>
  age >= 17 ? 1 : age < 2 ? 0.3 + age * 0.1 : Math.min(1, 0.5 + (age - 2) * 0.034);
