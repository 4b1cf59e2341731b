/** Eight digits of a date, four bits to each; undefined where a text is none. */
export const packedDate = (text: string): number | undefined =>
  /^\d{8}$/.test(text) ? Number.parseInt(text, 16) | 0 : undefined;

const yearOf = (date: number): number => date >>> 16;
const monthOf = (date: number): number => (date >>> 8) & 0xff;
const dayOf = (date: number): number => date & 0xff;

/** Which level of a date of birth two dates agree on that are not the same. */
export function levelOfDates(one: number, other: number): number {
  const isOneYear = yearOf(one) === yearOf(other);
  if (isOneYear && monthOf(one) === dayOf(other) && dayOf(one) === monthOf(other)) return 1;
  if (isOneSlip(one, other)) return 1;
  const same = Number(isOneYear) + Number(monthOf(one) === monthOf(other)) + Number(dayOf(one) === dayOf(other));
  if (same === 2) return 2;
  if (isOneYear) return 3;
  return Math.abs(calendarYearOf(one) - calendarYearOf(other)) <= 1 ? 4 : 5;
}

/** One digit another, or two neighbours swapped. */
function isOneSlip(one: number, other: number): boolean {
  const differing = one ^ other;
  // Where the last differing digit begins.
  const at = (31 - Math.clz32(differing & -differing)) & ~3;
  const left = differing >>> at;
  if (left <= 0xf) return true;
  const [mine, theirs] = [one >>> at, other >>> at];
  return left <= 0xff && (mine & 0xf) === ((theirs >>> 4) & 0xf) && ((mine >>> 4) & 0xf) === (theirs & 0xf);
}

function calendarYearOf(date: number): number {
  const year = yearOf(date);
  return (year >>> 12) * 1000 + ((year >>> 8) & 0xf) * 100 + ((year >>> 4) & 0xf) * 10 + (year & 0xf);
}
