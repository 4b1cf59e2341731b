import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** What a stream of chance is for. Each has its own stream, so that more draws in one change nothing in another. */
const TOPICS = [
  "practice",
  "street",
  "household",
  "person",
  "conditions",
  "body",
  "hospital",
  "visits",
  "medicines",
  "prevention",
  "care",
  "gp-faults",
  "council-faults",
  "identity",
  "stated",
  "community",
  "mental-health",
  "voluntary",
  "delivery-faults",
  "hospital-returns",
  "hospital-messages",
  "national-opt-out",
] as const;
export type Topic = (typeof TOPICS)[number];

export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** A stream of chance that depends on nothing but what it was begun with. */
export class Chance {
  readonly #generator: { next(): number };

  constructor(seed: number, topic: Topic, key: number) {
    const state = [seed, TOPICS.indexOf(topic) + 1, key, key >>> 16].map((part, place) => mixed(part, place));
    const [a = 1, b = 2, c = 3, d = 4] = state;
    this.#generator = xoroshiro128plusFromState([
      mixed(a ^ b, 5),
      mixed(b ^ c ^ d, 6),
      mixed(c ^ a, 7),
      mixed(d ^ b ^ c, 8),
    ]);
    this.#generator.next();
  }

  /** From 0 up to but not 1. */
  unit(): number {
    return (this.#generator.next() >>> 0) / 4_294_967_296;
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number, both ends included. */
  between(lowest: number, highest: number): number {
    return lowest + Math.floor(this.unit() * (highest - lowest + 1));
  }

  /** Normally distributed, by the Box–Muller transform. */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.unit());
  }

  /** A count with this mean (Poisson), by Knuth's method: means here are small. */
  count(mean: number): number {
    const limit = Math.exp(-mean);
    let product = this.unit();
    let count = 0;
    while (product > limit) {
      product *= this.unit();
      count++;
    }
    return count;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[Math.floor(this.unit() * list.length)];
    if (picked === undefined) throw new Error("Nothing to pick from");
    return picked;
  }

  weighted<T>(table: Weighted<T>): T {
    let total = 0;
    for (const row of table) total += row[1];
    let rest = this.unit() * total;
    for (const row of table) {
      rest -= row[1];
      if (rest < 0) return row[0];
    }
    const last = table.at(-1);
    if (last === undefined) throw new Error("Nothing to weigh");
    return last[0];
  }
}

/** Spreads a number over 32 bits: the finishing step of MurmurHash3, with the place added so that order counts. */
function mixed(part: number, place: number): number {
  let bits = (part + Math.imul(place + 1, 0x9e3779b9)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
