import {
  civilDay,
  failed,
  succeeded,
  type ActorId,
  type Clock,
  type OdsCode,
  type Outcome,
  type PersonId,
} from "#base";
import type { Directory } from "#place";
import type { ActPermit } from "../../permit.ts";
import { readReason } from "../../reason.ts";
import type { AccessLogStore } from "../store.ts";
import { personsIn, type ActorDay } from "./actor-day.ts";
import { unusualIn } from "./rules.ts";
import type { ActorLook, LookOfDay, MonthRow, UnusualAccess, UnusualOutcome } from "./unusual-store.ts";
import type { WellKnownPerson } from "./well-known-store.ts";

type Parts = { readonly store: AccessLogStore; readonly directory: Directory; readonly clock: Clock };

/** Where persons live, as codes that say no more than who lives where another does. */
export type HomesOf = (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, readonly string[]>>;

const MOST = 200;
const MOST_OF_DAY = 1000;

const NO_SUCH_LOOK = { kind: "not-found" as const, message: "There is no such unusual look." };

export type LogWatch = ReturnType<typeof createLogWatch>;

/** Finds what stands out among looks, for privacy officers to look into. */
export function createLogWatch({ store, directory, clock }: Parts) {
  return {
    /** Goes through a day that is over (YYYY-MM-DD), by every rule; doing so again finds nothing new. Answers how many. */
    async watch(day: string, homesOf: HomesOf): Promise<number> {
      const days = await actorDaysOf({ store, directory }, day, homesOf);
      const found = days.flatMap((one) =>
        unusualIn(one).map((unusual) => ({ ...unusual, day, actor: one.actor, organisation: one.organisation })),
      );
      return store.saveUnusual(found, clock());
    },

    /** What waits to be looked into, or the last that was. */
    unusual: (permit: ActPermit, which: "waiting" | "reviewed"): Promise<readonly UnusualAccess[]> =>
      store.unusual(permit, which, MOST),

    /** The number of the oldest that waits for this officer, if any. */
    nextUnusual: (permit: ActPermit): Promise<number | undefined> => store.nextUnusual(permit),

    async findUnusual(permit: ActPermit, id: number): Promise<Outcome<UnusualAccess>> {
      const found = await store.findUnusual(permit, id);
      return found ? succeeded(found) : failed(NO_SUCH_LOOK);
    },

    /** All that its actor looked at on its day, of nobody named. */
    looksOfDay: (permit: ActPermit, unusual: Pick<UnusualAccess, "actor" | "day">): Promise<readonly LookOfDay[]> =>
      store.looksOfDay(permit, unusual, MOST_OF_DAY),

    /** Says what was found of it. Nobody looks into their own. */
    async reviewUnusual(
      permit: ActPermit,
      id: number,
      found: { readonly outcome: UnusualOutcome; readonly words: string },
    ): Promise<Outcome<undefined>> {
      const words = readReason(found.words);
      if (!words.ok) return words;
      if (await store.reviewUnusual(permit, id, found.outcome, words.value)) return succeeded(undefined);
      return failed({ kind: "conflict", message: "Somebody has looked into this already, or it is your own." });
    },

    /** Marks somebody of whom many are curious, or takes it back. */
    markWellKnown: (permit: ActPermit, person: PersonId, isWellKnown: boolean): Promise<void> =>
      store.markWellKnown(permit, person, isWellKnown),

    /** Who is marked so, the last first. */
    wellKnown: (permit: ActPermit): Promise<readonly WellKnownPerson[]> => store.wellKnown(permit, MOST),

    /** Whether a person is marked so: by whom and when. */
    findWellKnown: (permit: ActPermit, person: PersonId): Promise<WellKnownPerson | undefined> =>
      store.findWellKnown(permit, person),

    /** How much waits for privacy officers: counts alone. */
    waiting: () => store.waitingForOfficers(clock()),

    /** A month (YYYY-MM) in counts: looks, refusals, emergencies, questions, and what stood out with what was found. */
    async month(permit: ActPermit, month: string): Promise<Outcome<MonthRow>> {
      if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return succeeded(await store.monthOf(permit, month));
      return failed({ kind: "invalid", message: "That is no month.", remedy: "Write it as 2026-05." });
    },
  };
}

/** Each member of staff's day, with what is known to compare it with. */
async function actorDaysOf(
  { store, directory }: Omit<Parts, "clock">,
  day: string,
  homesOf: HomesOf,
): Promise<readonly ActorDay[]> {
  const byActor = Map.groupBy(await store.looksOn(day), ({ actor }) => actor);
  const looks = [...byActor.values()].flat();
  const usual = await store.usualBefore(day, [...byActor.keys()]);
  const selves = await selvesOf({ store, directory }, [...byActor.keys()]);
  const persons = [...new Set(looks.flatMap(({ person }) => person ?? []))];
  const wellKnown = new Set(await store.wellKnownAmong(persons));
  const own = [...selves.values()].flat();
  const homes =
    own.length === 0 ? new Map<PersonId, readonly string[]>() : await homesOf([...new Set([...persons, ...own])]);
  const roleOf = (actor: ActorId) => directory.knownStaff(actor, day)?.role;
  return [...byActor].map(([actor, theirs]) => {
    const organisation = organisationOf(theirs);
    const self = selves.get(actor) ?? [];
    const isPeer = (other: ActorId) => other !== actor && roleOf(other) === roleOf(actor);
    return {
      ...{ day, actor, organisation, looks: theirs, wellKnown },
      own: new Set(self),
      colleagues: new Set(colleaguesOf(directory, selves, actor, organisation)),
      neighbours: neighboursOf(homes, self),
      usual: usual.get(actor)?.persons ?? [],
      usualNightShare: usual.get(actor)?.nightShare ?? 0,
      peers: [...byActor].filter(([other]) => isPeer(other)).map(([, others]) => personsIn(others)),
    };
  });
}

function organisationOf(looks: readonly ActorLook[]): OdsCode {
  const [first] = looks;
  if (!first) throw new Error("Whoever has a day has looks.");
  return first.organisation;
}

/** Which persons the members of staff of the place are, as far as the record knows. */
async function selvesOf({ store, directory }: Omit<Parts, "clock">, actors: readonly ActorId[]) {
  const staff = directory.place.staff.map(({ id }) => id);
  const rows = await store.personsOfActors([...new Set([...staff, ...actors])]);
  return new Map(
    [...Map.groupBy(rows, ({ actor }) => actor)].map(([actor, own]) => [actor, own.map(({ person }) => person)]),
  );
}

const colleaguesOf = (
  { place }: Directory,
  selves: ReadonlyMap<ActorId, readonly PersonId[]>,
  actor: ActorId,
  organisation: OdsCode,
): readonly PersonId[] =>
  place.staff
    .filter((one) => one.organisation === organisation && one.id !== actor)
    .flatMap(({ id }) => selves.get(id) ?? []);

/** Whoever lives at one of the homes of these. */
function neighboursOf(homes: ReadonlyMap<PersonId, readonly string[]>, of: readonly PersonId[]): ReadonlySet<PersonId> {
  const theirs = new Set(of.flatMap((one) => homes.get(one) ?? []));
  if (theirs.size === 0) return new Set();
  return new Set([...homes].flatMap(([person, codes]) => (codes.some((code) => theirs.has(code)) ? [person] : [])));
}

/** The day before a moment's, in England. */
export const dayBefore = (moment: Date): string => {
  const noon = new Date(`${civilDay(moment)}T12:00:00Z`);
  return civilDay(new Date(noon.getTime() - 86_400_000));
};
