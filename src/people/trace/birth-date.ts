type Parts = { readonly year: string; readonly month: string; readonly day: string };

/** `date`: eight digits, year, month, day. */
const partsOf = (date: string): Parts => ({ year: date.slice(0, 4), month: date.slice(4, 6), day: date.slice(6, 8) });

const withLastTwoSwapped = (digits: string): string => digits.slice(0, -2) + digits.slice(-1) + digits.slice(-2, -1);

const isSlip = (one: string, other: string): boolean => one === other || withLastTwoSwapped(one) === other;

/**
 * Whether two dates of birth agree in two of day, month and year, where day and month may have changed places, and so
 * may the two digits of the day or the last two of the year. Dates that agree in all three agree in two.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (partial DOB match)
 */
export function isPartialDate(one: string, other: string): boolean {
  const [mine, theirs] = [partsOf(one), partsOf(other)];
  if (mine.day === theirs.month && mine.month === theirs.day) return true;
  const agreements = [isSlip(mine.year, theirs.year), mine.month === theirs.month, isSlip(mine.day, theirs.day)];
  return agreements.filter(Boolean).length >= 2;
}

/**
 * From 0 to 100: what two dates of birth come to in the algorithmic trace.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm (table 1)
 */
export function birthDateScore(one: string, other: string): number {
  const [mine, theirs] = [partsOf(one), partsOf(other)];
  const year = mine.year === theirs.year;
  const agreements = [year, mine.month === theirs.month, mine.day === theirs.day].filter(Boolean).length;
  if (agreements === 3) return 100;
  const areTransposed = mine.month === theirs.day && mine.day === theirs.month;
  if (agreements === 2 || (year && areTransposed)) return 66;
  return year ? 33 : 0;
}
