import { checkDigit } from "#base";

/** How many people can be given an NHS number of their own. */
export const NHS_NUMBERS = 899_991;
const PER_BLOCK = 9;
/** Any multiplier without a common divisor with NHS_NUMBERS spreads neighbours apart and stays one to one. */
const SPREAD = 524_287;

/** The numbers of one made-up person: unique in the town. */
export type NhsNumbers = {
  readonly current?: string;
  /** One that was in use before and was superseded, as when two registrations turned out to be one person's. */
  readonly former?: string;
};

/**
 * The NHS numbers of the nth person. All begin with 999, which is never given to a real person. That leaves six
 * digits before the check digit; of every ten in a row at most one has no check digit, so nine of each ten are
 * given out, and a tenth, where there is one, serves as a superseded number. Past 899,991 people there are none
 * left, and people have no NHS number rather than someone else's.
 */
export function nhsNumbersOf(n: number, seed: number): NhsNumbers {
  if (n >= NHS_NUMBERS) return {};
  const slot = (n * SPREAD + (seed % 9973) * 9) % NHS_NUMBERS;
  const valid = validNumbers(Math.floor(slot / PER_BLOCK));
  const current = valid[slot % PER_BLOCK];
  const former = valid[PER_BLOCK];
  if (current === undefined) return {};
  return former !== undefined && slot % PER_BLOCK === 0 ? { current, former } : { current };
}

function validNumbers(block: number): readonly string[] {
  const valid: string[] = [];
  for (let last = 0; last < 10; last++) {
    const nine = `999${String(block * 10 + last).padStart(6, "0")}`;
    const check = checkDigit(nine);
    if (check !== undefined) valid.push(`${nine}${check}`);
  }
  return valid;
}

/** The same number with a wrong check digit: what a slip of the finger leaves. */
export const withWrongCheckDigit = (number: string): string =>
  `${number.slice(0, 9)}${(Number(number.charAt(9)) + 1) % 10}`;

/**
 * The nth household's landline and the nth person's mobile, from the ranges kept for drama, which are never given to anyone; past
 * a thousand they repeat.
 * @see https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
 */
export const landlineOf = (n: number): string => `020 7946 0${String((n * 389) % 1000).padStart(3, "0")}`;
export const mobileOf = (n: number): string => `07700 900${String((n * 617) % 1000).padStart(3, "0")}`;
