import { checkDigit, mustSucceed, readNhsNumber, type NhsNumber } from "#base";

/** The nth NHS number that no real person has: they begin with 999. Different for every n up to 90,000. */
export function madeUpNumber(n: number): NhsNumber {
  // Of ten numbers in a row at most one has no check digit, so one of the first two has.
  const [digits] = [0, 1].map((step) => `999${String(n * 10 + step).padStart(6, "0")}`).filter(hasCheckDigit);
  if (digits === undefined) throw new Error(`There is no made-up number ${n}.`);
  return mustSucceed(readNhsNumber(`${digits}${String(checkDigit(digits))}`));
}

const hasCheckDigit = (digits: string): boolean => checkDigit(digits) !== undefined;
