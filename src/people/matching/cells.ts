/** In a cell: nothing. */
export const NONE = -1;

/**
 * Numbers in rows and columns, of which a cell holds one, none, or several: in memory that threads share. Nearly all
 * cells hold one at most.
 */
export type Cells = {
  /** How many columns a row has. */
  readonly width: number;
  /** At row × width + column: a number from 0; NONE; or below NONE the list that holds several. */
  readonly cells: Int32Array;
  /** Where each list begins in `members`, and where the last ends. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
};

export const isSeveral = (cell: number): boolean => cell < NONE;

type Lists = Pick<Cells, "starts" | "members">;

/** How many numbers a cell holds. */
export function countIn({ starts }: Lists, cell: number): number {
  if (cell >= NONE) return cell === NONE ? 0 : 1;
  return (starts[-1 - cell] ?? 0) - (starts[-2 - cell] ?? 0);
}

/** The nth of the numbers that a cell holds, from 0. */
export const nthIn = ({ starts, members }: Lists, cell: number, nth: number): number =>
  cell >= NONE ? cell : (members[(starts[-2 - cell] ?? 0) + nth] ?? NONE);

/** The numbers of a cell. */
export const numbersIn = (lists: Lists, cell: number): readonly number[] =>
  Array.from({ length: countIn(lists, cell) }, (_, nth) => nthIn(lists, cell, nth));

/** Lists of several, as they are written down. */
export type OpenLists = { readonly starts: number[]; readonly members: number[] };

export const openLists = (): OpenLists => ({ starts: [0], members: [] });

/** The cell for these numbers, of which none stands twice. */
export function cellOf({ starts, members }: OpenLists, numbers: readonly number[]): number {
  if (numbers.length < 2) return numbers[0] ?? NONE;
  members.push(...numbers);
  starts.push(members.length);
  return -starts.length;
}

export const closed = ({ starts, members }: OpenLists): Lists => ({
  starts: sharedIntegers(starts),
  members: sharedIntegers(members),
});

/** Memory that threads share: so many noughts, or these numbers. */
export function sharedIntegers(from: number | readonly number[]): Int32Array<SharedArrayBuffer> {
  const integers = new Int32Array(new SharedArrayBuffer(4 * (typeof from === "number" ? from : from.length)));
  if (typeof from !== "number") integers.set(from);
  return integers;
}
