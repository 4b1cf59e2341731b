/** Numbers pairs of numbers, from 0 up, in the order in which they are first seen. */
export type PairNumbers = (one: number, other: number) => number;

/** A power of two that sets one number of a pair off from the other: exact for numbers below it. */
const OFFSET = 2 ** 26;
const EMPTY = -1;

/** `expected`: how many different pairs there may be; more are taken too. */
export function createPairNumbers(expected: number): PairNumbers {
  let places = 2 ** Math.ceil(Math.log2(2 * Math.max(8, expected)));
  let keys = new Float64Array(places).fill(EMPTY);
  let numbers = new Int32Array(places);
  let count = 0;
  const placeOf = (key: number, one: number, other: number): number => {
    const mixed = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
    let place = (mixed ^ (mixed >>> 15)) & (places - 1);
    while (keys[place] !== EMPTY && keys[place] !== key) place = (place + 1) & (places - 1);
    return place;
  };
  const grow = (): void => {
    const [before, numbered] = [keys, numbers];
    places *= 2;
    keys = new Float64Array(places).fill(EMPTY);
    numbers = new Int32Array(places);
    for (const [at, key] of before.entries()) {
      if (key === EMPTY) continue;
      const place = placeOf(key, Math.floor(key / OFFSET), key % OFFSET);
      keys[place] = key;
      numbers[place] = numbered[at] ?? 0;
    }
  };
  return (one, other) => {
    const key = one * OFFSET + other;
    const place = placeOf(key, one, other);
    if (keys[place] === key) return numbers[place] ?? 0;
    keys[place] = key;
    numbers[place] = count++;
    if (2 * count > places) grow();
    return count - 1;
  };
}
