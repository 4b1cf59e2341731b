import type { LoggedLook } from "./look.ts";

/** Numbers that are written as words. */
const IN_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const inWords = (count: number): string => IN_WORDS[count] ?? String(count);

/** "One person", "12 people". */
const people = (count: number): string => capital(`${inWords(count)} ${count === 1 ? "person" : "people"}`);

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Who looked, in one or two sentences: how many people, how many of them for the person's care, and in an emergency. */
export function summaryOf(looks: readonly LoggedLook[]): string {
  const refused = actorsOf(looks.filter(({ kind }) => kind === "refusal"));
  const granted = looks.filter(({ kind }) => kind !== "refusal");
  const all = actorsOf(granted);
  const sentences = [all.size === 0 ? "Nobody has looked at your record." : lookedWords(granted, all.size)];
  if (refused.size > 0)
    sentences.push(`${people(refused.size)} asked to look and ${refused.size === 1 ? "was" : "were"} refused.`);
  return sentences.join(" ");
}

function lookedWords(looks: readonly LoggedLook[], count: number): string {
  const caring = actorsOf(looks.filter((one) => one.purpose === "direct-care"));
  const emergency = actorsOf(looks.filter((one) => one.isEmergency));
  const care =
    caring.size === count ? (count === 1 ? "to care for you" : "all to care for you") : partWords(caring.size);
  const inEmergency = emergency.size === 0 ? [] : [`${inWords(emergency.size)} in an emergency`];
  return `${people(count)} looked at your record, ${[care, ...inEmergency].join(", ")}.`;
}

const partWords = (caring: number): string =>
  caring === 0 ? "none of them to care for you" : `${inWords(caring)} to care for you`;

/** Programs of organisations count as one for each. */
const actorsOf = (looks: readonly LoggedLook[]): ReadonlySet<string> =>
  new Set(looks.map(({ actor, organisation }) => actor ?? organisation));
