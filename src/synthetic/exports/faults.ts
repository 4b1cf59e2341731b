import type { Chance } from "../lives/chance.ts";
import { isoDay, type Day } from "../lives/day.ts";
import { withWrongCheckDigit } from "../lives/made-up-numbers.ts";
import type { Person } from "../lives/person.ts";
import { LINE_FAULTS, type LineFault } from "./fault-rates.ts";

/** Who a source says that someone is: the NHS number and the birth date as they stand in its files. */
export type StatedIdentity = {
  readonly nhsNumber?: string;
  readonly number: "right" | "missing" | "wrong";
  readonly verified: boolean;
  readonly born: string;
  readonly bornRight: boolean;
};

export type IdentityRates = {
  readonly missingNhsNumber: number;
  readonly wrongCheckDigit: number;
  readonly wrongBirthDate: number;
  readonly unverifiedNhsNumber?: number;
};

export function statedIdentity(person: Person, rates: IdentityRates, chance: Chance): StatedIdentity {
  const draw = chance.unit();
  const missing = person.nhsNumber === undefined || draw < rates.missingNhsNumber;
  const wrong = !missing && draw < rates.missingNhsNumber + rates.wrongCheckDigit;
  const verified = !chance.happens(rates.unverifiedNhsNumber ?? 0);
  const bornWrong = chance.happens(rates.wrongBirthDate);
  const born = bornWrong ? mistakenBirth(person.born, person.until, chance) : isoDay(person.born);
  const number = person.nhsNumber ?? "";
  return {
    ...(missing ? {} : { nhsNumber: wrong ? withWrongCheckDigit(number) : number }),
    number: missing ? "missing" : wrong ? "wrong" : "right",
    verified: verified && !missing && !wrong,
    born,
    bornRight: !bornWrong,
  };
}

/** Day and month changed about where that is a date, otherwise a day or ten years out; never in the future. */
function mistakenBirth(born: Day, known: Day, chance: Chance): string {
  const [year = "", month = "", day = ""] = isoDay(born).split("-");
  const swapped = `${year}-${day}-${month}`;
  if (Number(day) <= 12 && day !== month && swapped < isoDay(known)) return swapped;
  return isoDay(chance.happens(0.5) ? born - 1 : born - 3653);
}

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
