/** Characters of the other text that are spoken for, and of the first that found one: written over each time. */
let taken = new Uint8Array(64);
let found = new Uint16Array(64);

/**
 * How alike two texts are: 1 where they are the same, 0 where they share no character near its place. Beginnings that
 * agree count for more.
 * @see https://en.wikipedia.org/wiki/Jaro%E2%80%93Winkler_distance
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  // Which characters are found depends on whose are looked for: the shorter's, of equal lengths the lesser's.
  const isFirst = one.length === other.length ? one < other : one.length < other.length;
  const [first, second] = isFirst ? [one, other] : [other, one];
  const count = findShared(first, second);
  if (count === 0) return 0;
  const halfTranspositions = inAnotherOrder(second, count);
  const jaro = (count / one.length + count / other.length + (count - halfTranspositions / 2) / count) / 3;
  let beginning = 0;
  const most = Math.min(4, one.length, other.length);
  while (beginning < most && one.charCodeAt(beginning) === other.charCodeAt(beginning)) beginning++;
  return jaro + beginning * 0.1 * (1 - jaro);
}

/** How many characters both have near the same place. */
function findShared(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  if (longest > taken.length) {
    taken = new Uint8Array(2 * longest);
    found = new Uint16Array(2 * longest);
  }
  taken.fill(0, 0, other.length);
  const window = Math.max(0, Math.floor(longest / 2) - 1);
  let count = 0;
  for (let at = 0; at < one.length; at++) {
    const character = one.charCodeAt(at);
    const end = Math.min(other.length - 1, at + window);
    for (let place = Math.max(0, at - window); place <= end; place++) {
      if (taken[place] === 1 || other.charCodeAt(place) !== character) continue;
      taken[place] = 1;
      found[count++] = character;
      break;
    }
  }
  return count;
}

/** How many of the shared characters stand in another order. */
function inAnotherOrder(other: string, count: number): number {
  let halfTranspositions = 0;
  let place = 0;
  for (let at = 0; at < count; at++) {
    while (taken[place] === 0) place++;
    if (other.charCodeAt(place) !== found[at]) halfTranspositions++;
    place++;
  }
  return halfTranspositions;
}

/**
 * How many slips lie between two texts: a character too many, missing or wrong, or two neighbours swapped (optimal
 * string alignment). Counted up to `most`; beyond it, `most + 1`.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
export function slipsBetween(one: string, other: string, most: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > most) return most + 1;
  // No slip lies where both begin or end alike.
  let start = 0;
  while (start < one.length && start < other.length && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  let end = one.length;
  let otherEnd = other.length;
  while (end > start && otherEnd > start && one.charCodeAt(end - 1) === other.charCodeAt(otherEnd - 1)) {
    end--;
    otherEnd--;
  }
  const [left, otherLeft] = [end - start, otherEnd - start];
  if (left <= 1 && otherLeft <= 1) return 1;
  if (left === 2 && otherLeft === 2 && areSwapped(one, other, start, start)) return 1;
  if (most <= 1) return most + 1;
  return Math.min(slipsByAlignment(one.slice(start, end), other.slice(start, otherEnd)), most + 1);
}

const areSwapped = (one: string, other: string, at: number, place: number): boolean =>
  one.charCodeAt(at) === other.charCodeAt(place + 1) && one.charCodeAt(at + 1) === other.charCodeAt(place);

/** Slips between beginnings of one text, each a character longer than the last, and all beginnings of the other. */
let [before, last, row] = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];

function slipsByAlignment(one: string, other: string): number {
  if (other.length >= row.length) {
    const length = 2 * other.length;
    [before, last, row] = [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)];
  }
  for (let place = 0; place <= other.length; place++) last[place] = place;
  for (let at = 1; at <= one.length; at++) {
    alignRow(one, other, at);
    [before, last, row] = [last, row, before];
  }
  return last[other.length] ?? 0;
}

function alignRow(one: string, other: string, at: number): void {
  row[0] = at;
  for (let place = 1; place <= other.length; place++) {
    const cost = one.charCodeAt(at - 1) === other.charCodeAt(place - 1) ? 0 : 1;
    let slips = Math.min((last[place] ?? 0) + 1, (row[place - 1] ?? 0) + 1, (last[place - 1] ?? 0) + cost);
    if (at > 1 && place > 1 && areSwapped(one, other, at - 2, place - 2)) {
      slips = Math.min(slips, (before[place - 2] ?? 0) + 1);
    }
    row[place] = slips;
  }
}
