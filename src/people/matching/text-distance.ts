/**
 * How alike two texts are: 1 where they are the same, 0 where they share no character near its place. Beginnings that
 * agree count for more.
 * @see https://en.wikipedia.org/wiki/Jaro%E2%80%93Winkler_distance
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const pairs = shared(one, other);
  if (pairs.count === 0) return 0;
  const { count, halfTranspositions } = pairs;
  const jaro = (count / one.length + count / other.length + (count - halfTranspositions / 2) / count) / 3;
  let beginning = 0;
  const most = Math.min(4, one.length, other.length);
  while (beginning < most && one[beginning] === other[beginning]) beginning++;
  return jaro + beginning * 0.1 * (1 - jaro);
}

/** Characters that both have near the same place, and how many of them stand in another order. */
function shared(one: string, other: string): { readonly count: number; readonly halfTranspositions: number } {
  const window = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Uint8Array(other.length);
  const found: number[] = [];
  for (let at = 0; at < one.length; at++) {
    const character = one.charCodeAt(at);
    const end = Math.min(other.length - 1, at + window);
    for (let place = Math.max(0, at - window); place <= end; place++) {
      if (taken[place] === 1 || other.charCodeAt(place) !== character) continue;
      taken[place] = 1;
      found.push(character);
      break;
    }
  }
  let halfTranspositions = 0;
  let place = 0;
  for (const character of found) {
    while (taken[place] === 0) place++;
    if (other.charCodeAt(place) !== character) halfTranspositions++;
    place++;
  }
  return { count: found.length, halfTranspositions };
}

/**
 * How many slips lie between two texts: a character too many, missing or wrong, or two neighbours swapped (optimal
 * string alignment). Counted up to `most`; beyond it, `most + 1`.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
export function slipsBetween(one: string, other: string, most: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > most) return most + 1;
  const [mine, theirs] = withoutSharedEnds(one, other);
  if (isOneSlip(mine, theirs)) return 1;
  return most <= 1 ? most + 1 : Math.min(slipsByAlignment(mine, theirs), most + 1);
}

/** Two texts that differ, without what they begin and end with alike: no slip lies there. */
function withoutSharedEnds(one: string, other: string): readonly [string, string] {
  let start = 0;
  while (start < one.length && start < other.length && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  let end = one.length;
  let otherEnd = other.length;
  while (end > start && otherEnd > start && one.charCodeAt(end - 1) === other.charCodeAt(otherEnd - 1)) {
    end--;
    otherEnd--;
  }
  return [one.slice(start, end), other.slice(start, otherEnd)];
}

const isOneSlip = (mine: string, theirs: string): boolean =>
  (mine.length <= 1 && theirs.length <= 1) ||
  (mine.length === 2 && theirs.length === 2 && mine[0] === theirs[1] && mine[1] === theirs[0]);

function slipsByAlignment(one: string, other: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const row = rowAfter(one, other, at, last, before);
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}

function rowAfter(one: string, other: string, at: number, last: readonly number[], before: readonly number[]) {
  const row = [at];
  for (let place = 1; place <= other.length; place++) {
    const cost = one[at - 1] === other[place - 1] ? 0 : 1;
    const slips = [(last[place] ?? 0) + 1, (row[place - 1] ?? 0) + 1, (last[place - 1] ?? 0) + cost];
    const areSwapped = at > 1 && place > 1 && one[at - 1] === other[place - 2] && one[at - 2] === other[place - 1];
    if (areSwapped) slips.push((before[place - 2] ?? 0) + 1);
    row.push(Math.min(...slips));
  }
  return row;
}
