import type { ActorId, OdsCode, PersonId } from "#base";

/** A look at one person, or a refusal, on one day. */
export type DayLook = {
  readonly seq: number;
  readonly at: Date;
  /** The hour on the wall in England, 0 to 23. */
  readonly hour: number;
  readonly isRefused: boolean;
  readonly person: PersonId | null;
};

/** One member of staff's day, with what is known to compare it with. */
export type ActorDay = {
  /** YYYY-MM-DD in England. */
  readonly day: string;
  readonly actor: ActorId;
  readonly organisation: OdsCode;
  /** In the order of the log. */
  readonly looks: readonly DayLook[];
  /** Who this actor is, where the record knows them as a person. */
  readonly own: ReadonlySet<PersonId>;
  /** Persons who work for the same organisation. */
  readonly colleagues: ReadonlySet<PersonId>;
  /** Persons who live where the actor lives. */
  readonly neighbours: ReadonlySet<PersonId>;
  readonly wellKnown: ReadonlySet<PersonId>;
  /** How many persons they looked at on each of the last 28 days on which they looked at any. */
  readonly usual: readonly number[];
  /** How many of those looks were at night, from 0 to 1. */
  readonly usualNightShare: number;
  /** How many persons each other member of staff in the same role looked at on this day. */
  readonly peers: readonly number[];
};

/** What stands out, for somebody to look into. It says nothing of whether it was wrong. */
export type Unusual = {
  readonly rule: UnusualKind;
  /** None where it is not about one person. */
  readonly person: PersonId | null;
  /** The first of the rows concerned, and how many they are. */
  readonly seq: number;
  readonly rows: number;
  /** A sentence, without names. */
  readonly words: string;
};

export type UnusualRule = (day: ActorDay) => readonly Unusual[];

export const UNUSUAL_KINDS = {
  "own-record": "Their own record",
  colleague: "A colleague's record",
  neighbour: "A neighbour's record",
  "well-known": "Somebody well known",
  night: "At night",
  volume: "Far more than usual",
  refusals: "Many refusals",
} as const;

export type UnusualKind = keyof typeof UNUSUAL_KINDS;

/** One finding for each of these persons at whom the actor looked. */
export const atPersons = (
  { looks }: ActorDay,
  persons: ReadonlySet<PersonId>,
  rule: UnusualKind,
  words: string,
): readonly Unusual[] => {
  const granted = looks.filter(({ isRefused, person }) => !isRefused && person !== null && persons.has(person));
  return [...Map.groupBy(granted, ({ person }) => person)].flatMap(([person, own]) => {
    const [first] = own;
    return first ? [{ rule, person, seq: first.seq, rows: own.length, words }] : [];
  });
};

/** How many different persons there are among looks. */
export const personsIn = (looks: readonly DayLook[]): number =>
  new Set(looks.flatMap(({ person }) => (person === null ? [] : [person]))).size;
