import { uuidV5 } from "#base";
import { Chance } from "../../lives/chance.ts";
import type { Day } from "../../lives/day.ts";
import { ACUTE_TRUST, type Town } from "../../lives/town.ts";
import type { Told, TrueEvent } from "../agency.ts";
import type { HospitalFault } from "../fault-rates.ts";
import { knownAs, knownOn, type KnownAs } from "../identity.ts";

/** One message that the hospital sends, but for its header. */
export type HospitalMessage = {
  /** "ADT^A01". */
  readonly type: string;
  /** Which of the hospital's systems sends it. */
  readonly application: "PAS" | "LIMS" | "EPR";
  /** When it is sent; minutes from midnight may run over. */
  readonly day: Day;
  readonly minute: number;
  readonly segments: readonly string[];
  readonly fault?: HospitalFault | "wrongCheckDigit";
};

/** What came of an event: the messages about it, and the entries that they must become. */
export type Account = { readonly messages: readonly HospitalMessage[]; readonly events: readonly TrueEvent[] };

export const accounts = (...parts: readonly Account[]): Account => ({
  messages: parts.flatMap(({ messages }) => messages),
  events: parts.flatMap(({ events }) => events),
});

/** Whoever tells of one person: as whom the hospital knows them, since when it sends messages, and chance. */
export type Teller = {
  readonly town: Town;
  readonly told: Told;
  readonly chance: Chance;
  /** The first day of which messages are told. */
  readonly from: Day;
  readonly known: readonly KnownAs[];
  readonly knownOn: (day: Day) => KnownAs;
};

/** How many days of messages are told: about two months. */
export const DAYS_TOLD = 62;

export const ACUTE = { sector: "acute", code: ACUTE_TRUST.code } as const;

export function tellerOf(town: Town, told: Told): Teller {
  const known = knownAs(town, told.person, ACUTE);
  return {
    ...{ town, told, known },
    chance: new Chance(town.seed, "hospital-messages", told.person.number),
    from: town.asAt - DAYS_TOLD + 1,
    knownOn: (day) => knownOn(known, day),
  };
}

/** Whether a message of this day is one of those that are told. */
export const isTold = ({ from, town }: Teller, day: Day, minute = 0): boolean => {
  const sent = day + Math.floor(minute / 1440);
  return sent >= from && sent <= town.asAt;
};

/** An entry that a message must become. */
export const trueEvent = (
  { told }: Teller,
  known: Pick<KnownAs, "id">,
  type: string,
  id: string,
  day: Day,
  fate?: "cancelled",
): TrueEvent => ({
  source: ACUTE_TRUST.code,
  ...{ type, id, patient: known.id, person: told.person.number, day },
  ...(fate !== undefined && { fate }),
});

/** The id of an entry that bears no number of its own: the n-th of its kind in its visit. */
export const nthId = (kind: "DG1" | "PR1", visit: string, nth: number): string =>
  uuidV5(["source-parts", kind, visit, nth.toString()].join("|"));
