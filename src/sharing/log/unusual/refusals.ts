import { type UnusualRule } from "./actor-day.ts";

/** Refusals in one day from which it stands out: a mistake or two are nobody's concern. */
export const MANY = 5;

/** Asking again and again for what is refused. */
export const refusals: UnusualRule = ({ looks }) => {
  const refused = looks.filter(({ isRefused }) => isRefused);
  const [first] = refused;
  if (!first || refused.length < MANY) return [];
  const words = `They were refused ${String(refused.length)} times in one day.`;
  return [{ rule: "refusals", person: null, seq: first.seq, rows: refused.length, words }];
};
