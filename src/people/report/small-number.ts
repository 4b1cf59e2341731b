/**
 * A count as it may be told: itself; "few" where it is from 1 to 9; "withheld" where it is greater, or may be, but would
 * let another be found by taking away.
 */
export type SafeCount = number | "few" | "withheld";

/** Counts of people from 1 to one less than this are not told. */
export const LEAST_TOLD = 10;

/** A count with how it is told; "unseen" is never told at all. */
export type CountCell = { readonly count: number; readonly told: SafeCount | "unseen" };

/** A count on its own. */
export const safeCount = (count: number): SafeCount => (isSmall(count) ? "few" : count);

/** Counts of groups that together are everybody, whose number is known. */
export const safeCounts = (counts: readonly number[]): readonly SafeCount[] =>
  protectedCells(counts.map((count) => ({ count, told: safeCount(count) }))).map(({ told }) =>
    told === "unseen" ? "withheld" : told,
  );

/**
 * The same cells, so many more of them withheld that whoever knows their sum cannot say more of a small one than that it
 * is from 1 to 9: the smallest others first, and where that does not do, small ones are not called small. A sum that is small
 * itself is told to nobody.
 * @see http://www.fcsm.gov/working-papers/wp22.html (Statistical Policy Working Paper 22, complementary suppression)
 */
export function protectedCells(given: readonly CountCell[]): readonly CountCell[] {
  if (given.reduce((total, { count }) => total + count, 0) < LEAST_TOLD) return given;
  let cells = given;
  while (isAnyFound(cells, LEAST_TOLD)) {
    const next = smallestTold(cells);
    if (next === undefined) return withoutFew(cells);
    cells = cells.map((cell, nth) => (nth === next ? { ...cell, told: "withheld" } : cell));
  }
  return cells;
}

const isSmall = (count: number): boolean => count > 0 && count < LEAST_TOLD;

const withoutFew = (cells: readonly CountCell[]): readonly CountCell[] =>
  cells.map((cell) => (cell.told === "few" ? { ...cell, told: "withheld" } : cell));

/** The place of the smallest count that is told and is of somebody. */
function smallestTold(cells: readonly CountCell[]): number | undefined {
  const told = cells.flatMap(({ told }, nth) => (typeof told === "number" && told > 0 ? [{ told, nth }] : []));
  return told.toSorted((a, b) => a.told - b.told)[0]?.nth;
}

/** Whether the sum narrows a small count further than from 1 to 9. `leastWithheld`: what is known of withheld ones. */
function isAnyFound(cells: readonly CountCell[], leastWithheld: number): boolean {
  const hidden = cells.filter(({ told }) => typeof told !== "number");
  const sum = hidden.reduce((total, { count }) => total + count, 0);
  const [least, most] = [boundsOf(leastWithheld), mostOf];
  const allLeast = hidden.reduce((total, { told }) => total + least(told), 0);
  return hidden.some((cell, nth) => {
    if (!isSmall(cell.count)) return false;
    const othersMost = hidden.reduce((total, { told }, other) => (other === nth ? total : total + most(told)), 0);
    const greatest = sum - (allLeast - least(cell.told));
    return greatest < LEAST_TOLD - 1 || sum - othersMost > 1;
  });
}

const boundsOf = (leastWithheld: number) => (told: CountCell["told"]) => {
  switch (told) {
    case "few":
      return 1;
    case "withheld":
      return leastWithheld;
    default:
      return 0;
  }
};

const mostOf = (told: CountCell["told"]): number => (told === "few" ? LEAST_TOLD - 1 : Infinity);
