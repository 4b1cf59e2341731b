import { personsIn, type UnusualRule } from "./actor-day.ts";

/** From midnight to six. */
export const isNight = (hour: number): boolean => hour < 6;

/** Persons looked at in one night from which it stands out. */
export const FEWEST_AT_NIGHT = 5;
/** Share of somebody's looks above which they are taken for one who works at night. */
export const WORKS_AT_NIGHT = 0.1;

/** Several persons in one night, by somebody who hardly ever looks at night. */
export const night: UnusualRule = ({ looks, usualNightShare }) => {
  const atNight = looks.filter(({ hour, isRefused }) => isNight(hour) && !isRefused);
  const persons = personsIn(atNight);
  const [first] = atNight;
  if (!first || persons < FEWEST_AT_NIGHT || usualNightShare > WORKS_AT_NIGHT) return [];
  const words = `They looked at ${String(persons)} people between midnight and six, and hardly ever look at night.`;
  return [{ rule: "night", person: null, seq: first.seq, rows: atNight.length, words }];
};
