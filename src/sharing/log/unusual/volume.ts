import { personsIn, type UnusualRule } from "./actor-day.ts";

/** Persons in one day from which it can stand out at all. */
export const FEWEST = 30;
/** How many times the middle of the actor's own days, and of the others' in the same role. */
export const TIMES_OWN = 3;
export const TIMES_PEERS = 2;

/** Far more persons in one day than the actor's own days usually have, and than their peers had on that day. */
export const volume: UnusualRule = ({ looks, usual, peers }) => {
  const granted = looks.filter(({ isRefused }) => !isRefused);
  const persons = personsIn(granted);
  const [first] = granted;
  const isFarAbove = persons > TIMES_OWN * middleOf(usual) && persons > TIMES_PEERS * middleOf(peers);
  if (!first || persons < FEWEST || !isFarAbove) return [];
  const words =
    `They looked at ${String(persons)} people in one day; their usual is ${String(middleOf(usual))}, ` +
    `others' in this role was ${String(middleOf(peers))}.`;
  return [{ rule: "volume", person: null, seq: first.seq, rows: granted.length, words }];
};

/** The median; 0 of nothing. */
function middleOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}
