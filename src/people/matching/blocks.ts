import { LARGEST_BLOCK, type BlockPart, type BlockRule } from "./block-key.ts";
import { cellOf, closed, countIn, NONE, nthIn, openLists, sharedIntegers, type Cells } from "./cells.ts";
import { createPairNumbers } from "./pair-numbers.ts";
import type { MatchTable } from "./table.ts";
import { createTextReader } from "./text-book.ts";

/** Which registrations share a key of one rule, in memory that threads share. */
export type Blocks = {
  readonly rule: string;
  /** How many blocks there are that hold two registrations or more, and not too many. */
  readonly count: number;
  /** Where each block begins in `members`, and where the last ends. */
  readonly starts: Int32Array;
  /** Registrations, block by block, in ascending order. */
  readonly members: Int32Array;
  /** For each registration the blocks that it stands in: of one column. */
  readonly blocksOf: Cells;
  /** For each block that was too large, how many registrations share it. */
  readonly passedOver: readonly number[];
};

/** Groups registrations by the key of a rule. A registration with several values may stand in several blocks. */
export function blocksBy(table: MatchTable, { name, parts }: BlockRule): Blocks {
  const keys = keysIn(table, parts);
  const { blockOfKey, starts, passedOver } = sizedBlocks(keys);
  const members = sharedIntegers(starts.at(-1) ?? 0);
  const next = Int32Array.from(starts);
  const lists = openLists();
  const cells = sharedIntegers(table.size).fill(NONE);
  for (let entry = 0; entry < keys.rows.length;) {
    const row = keys.rows[entry] ?? 0;
    const own: number[] = [];
    for (; keys.rows[entry] === row; entry++) {
      const block = blockOfKey[keys.numbers[entry] ?? 0] ?? NONE;
      if (block === NONE) continue;
      own.push(block);
      const place = next[block] ?? 0;
      members[place] = row;
      next[block] = place + 1;
    }
    cells[row] = cellOf(lists, own);
  }
  return {
    ...{ rule: name, count: starts.length - 1, starts: sharedIntegers(starts), members, passedOver },
    blocksOf: { width: 1, cells, ...closed(lists) },
  };
}

/** Which keys become blocks, and where each block's members begin. */
function sizedBlocks({ numbers, count }: Keys) {
  const sizes = new Int32Array(count);
  for (const key of numbers) sizes[key] = (sizes[key] ?? 0) + 1;
  const blockOfKey = new Int32Array(count).fill(NONE);
  const starts: number[] = [0];
  const passedOver: number[] = [];
  for (const [key, size] of sizes.entries()) {
    if (size > LARGEST_BLOCK) passedOver.push(size);
    if (size < 2 || size > LARGEST_BLOCK) continue;
    blockOfKey[key] = starts.length - 1;
    starts.push((starts.at(-1) ?? 0) + size);
  }
  return { blockOfKey, starts, passedOver };
}

/** The keys of all registrations, in the order of registrations, for each its own, each once. */
type Keys = { readonly rows: readonly number[]; readonly numbers: readonly number[]; readonly count: number };

function keysIn(table: MatchTable, parts: readonly BlockPart[]): Keys {
  const keysOf = createKeyReader(table, parts);
  const rows: number[] = [];
  const numbers: number[] = [];
  let count = 0;
  const enter = (row: number, key: number): void => {
    rows.push(row);
    numbers.push(key);
    if (key >= count) count = key + 1;
  };
  for (let row = 0; row < table.size; row++) {
    const keys = keysOf(row);
    if (typeof keys !== "number") for (const key of keys) enter(row, key);
    else if (keys !== NONE) enter(row, keys);
  }
  return { rows, numbers, count };
}

/** Reads the keys of registrations, by numbers: one for nearly all, NONE where a part is empty, or several. */
function createKeyReader(table: MatchTable, parts: readonly BlockPart[]) {
  const { cells, width } = table.rows;
  const columns = parts.map(({ column }) => column);
  const partsOf = parts.map((part) => partNumbers(table, part));
  const books = parts.map((_, depth) => (depth === 0 ? () => 0 : createPairNumbers(table.size)));
  const longer = (key: number, depth: number, value: number): number => {
    const part = partsOf[depth]?.[value] ?? 0;
    return depth === 0 ? part : (books[depth]?.(key, part) ?? 0);
  };
  /** Keys of several: first for the first part, then each made longer by each value of the next. */
  const severalOf = (row: number): readonly number[] => {
    let keys = [0];
    for (let depth = 0; depth < columns.length; depth++) {
      const cell = cells[row * width + (columns[depth] ?? 0)] ?? NONE;
      const many = countIn(table.rows, cell);
      const longerKeys: number[] = [];
      for (const key of keys) {
        for (let nth = 0; nth < many; nth++) {
          const own = longer(key, depth, nthIn(table.rows, cell, nth));
          if (!longerKeys.includes(own)) longerKeys.push(own);
        }
      }
      keys = longerKeys;
    }
    return keys;
  };
  return (row: number): number | readonly number[] => {
    let key = 0;
    for (let depth = 0; depth < columns.length; depth++) {
      const value = cells[row * width + (columns[depth] ?? 0)] ?? NONE;
      if (value < 0) return value === NONE ? NONE : severalOf(row);
      key = longer(key, depth, value);
    }
    return key;
  };
}

/** For each value of a part's column, which texts are the same in what the rule looks at. */
function partNumbers({ values }: MatchTable, { column, of }: BlockPart): Int32Array {
  const own = values[column];
  if (!own) return new Int32Array(0);
  const textOf = createTextReader(own.texts);
  const book = new Map<string, number>();
  return Int32Array.from({ length: own.size }, (_, value) => {
    const part = of(textOf(value));
    const known = book.get(part) ?? book.size;
    book.set(part, known);
    return known;
  });
}

/** Whether two registrations share a block. */
export function shareBlock({ blocksOf }: Blocks, one: number, other: number): boolean {
  const [mine, theirs] = [blocksOf.cells[one] ?? NONE, blocksOf.cells[other] ?? NONE];
  if (mine === NONE || theirs === NONE) return false;
  if (mine >= 0 && theirs >= 0) return mine === theirs;
  return firstShared(blocksOf, mine, theirs) !== NONE;
}

/** The least block that two cells have in common; NONE where there is none. */
export function firstShared(cells: Pick<Cells, "starts" | "members">, mine: number, theirs: number): number {
  let first = NONE;
  const [many, others] = [countIn(cells, mine), countIn(cells, theirs)];
  for (let nth = 0; nth < many; nth++) {
    const block = nthIn(cells, mine, nth);
    if (first !== NONE && block >= first) continue;
    for (let place = 0; place < others; place++) if (nthIn(cells, theirs, place) === block) first = block;
  }
  return first;
}

/** How many pairs there are among so many. */
export const pairsAmong = (size: number): number => (size * (size - 1)) / 2;
