import type { App } from "#app";
import { failed, personIdIn, succeeded, type Outcome, type Problem } from "#base";
import type { Person } from "#people";
import type { HeldRepresentation, LookedAt, PersonPermit } from "#sharing";
import { problem, redirect, type Answer, type SessionRequest } from "../route.ts";

/** What each page about one's own record begins with. */
export type Own = {
  readonly person: Person;
  readonly permit: PersonPermit;
  /** What lets whoever reads in. */
  readonly held: readonly HeldRepresentation[];
  /** Whether they are shown who looked. */
  readonly seesLog: boolean;
  /** Where the pages about it begin. */
  readonly href: string;
};

export type OwnReading<T> = Own & { readonly value: T };

/**
 * Opens a record for the person, or for somebody whom they let in: asks for the permit, reads what the page wants, then
 * who the person is. An id whose person became another leads to the same page of that other.
 */
export async function readOwn<T>(
  app: App,
  request: SessionRequest,
  what: LookedAt,
  read: (permit: PersonPermit) => Promise<T>,
  refused: (why: Problem) => Answer = () => problem(NOT_LET_IN),
): Promise<Outcome<OwnReading<T>, Answer>> {
  const id = personIdIn(request.params["person"] ?? "");
  const present = id && (await app.people.presentId(id));
  if (!present) return failed(problem(NO_RECORD));
  if (present !== id) return failed(redirect(`/my/${present}`));
  const permit = await app.sharing.mayRead({ actor: request.session.actor, purpose: "own-record", what }, present);
  if (!permit.ok) return failed(refused(permit.problem));
  const value = await read(permit.value);
  const [person, all] = [await app.people.get(permit.value), await app.sharing.representedBy(request.session.actor)];
  if (!person.ok) return failed(problem(NO_RECORD));
  const held = all.filter((one) => one.person === present);
  return succeeded({
    ...{ person: person.value, permit: permit.value, held, value },
    seesLog: held.some(({ seesLog }) => seesLog),
    href: `/my/${present}`,
  });
}

const NO_RECORD = {
  kind: "not-found" as const,
  message: "There is no such record.",
  remedy: "Go to the first page, and choose from there.",
};

const NOT_LET_IN = {
  kind: "refused" as const,
  message: "This record is not open to you.",
  remedy: "The person, or their GP practice, can let you in. If you were let in before, it may have come to its end.",
};

/** For what the person does alone: those whom they let in are told so. */
export const NOT_THE_PERSON = problem({
  kind: "refused",
  message: "Only the person can do this.",
  remedy: "If they cannot do it themselves, those who care for them can: ask their GP practice.",
});
