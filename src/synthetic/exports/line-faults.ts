import type { Chance } from "../lives/chance.ts";
import { LINE_FAULTS, type LineFault } from "./fault-rates.ts";

/** Decides which lines of a file are spoiled, from the shares of lines; asks chance once a fault, not once a line. */
export class LineFaults {
  readonly #chance: Chance;
  readonly #shares: readonly (readonly [LineFault, number])[];
  readonly #total: number;
  #linesUntilNext: number;

  constructor(rates: Readonly<Record<LineFault, number>>, chance: Chance) {
    this.#chance = chance;
    this.#shares = LINE_FAULTS.map((kind) => [kind, rates[kind]] as const);
    this.#total = this.#shares.reduce((sum, [, share]) => sum + share, 0);
    this.#linesUntilNext = this.#gap();
  }

  /** The fault of the next line that may be spoiled; undefined for nearly all. */
  next(): LineFault | undefined {
    if (this.#linesUntilNext-- > 0) return undefined;
    this.#linesUntilNext = this.#gap();
    return this.#chance.weighted(this.#shares);
  }

  #gap(): number {
    if (this.#total === 0) return Infinity;
    return Math.floor(Math.log(1 - this.#chance.unit()) / Math.log(1 - this.#total));
  }
}
