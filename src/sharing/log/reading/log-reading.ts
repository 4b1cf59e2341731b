import type { AuditEvent } from "fhir/r4.js";
import { civilDay, failed, succeeded, type ActorId, type Clock, type Outcome, type PersonId } from "#base";
import type { Directory } from "#place";
import type { ActPermit, PersonPermit } from "../../permit.ts";
import type { AccessLogStore } from "../store.ts";
import { accessesFrom, type Accesses } from "./accesses.ts";
import { isAbout, LONGEST_CASE_WORDS, MAY_FOLLOW, stateOf, type LogCase, type LogCaseWithLooks } from "./case.ts";
import { createHoldingBack, NO_SUCH_LOOK } from "./holding-back.ts";
import { toldEventOf } from "./told-event.ts";
import { isHidden } from "./withholding.ts";

type Parts = {
  readonly store: AccessLogStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly idsOf: IdsOf;
};

/** Every id that leads to a person today, their own among them: rows of the log keep the id by which somebody was known. */
export type IdsOf = (person: PersonId) => Promise<readonly PersonId[]>;

/** Rows of the log that are read for one page. */
const MOST_LOOKS = 5000;
/** Rows that one case is about at most. */
const MOST_ASKED = 500;
const MOST_CASES = 200;

export type LogReading = ReturnType<typeof createLogReading>;

/** What people read of the log, what they ask, and what officers answer. */
export function createLogReading({ store, directory, clock, idsOf }: Parts) {
  const telling = () => ({
    ...{ now: clock(), dayOf: civilDay },
    shown: directory.place.looksShownBy ?? "role",
    nameOf: (organisation: string) =>
      directory.place.organisations.find((one) => one.ods === organisation)?.name ??
      (organisation === "public" ? "" : organisation),
    staffOf: (actor: ActorId, at: Date) => directory.knownStaff(actor, civilDay(at)),
  });

  /** Runs what people do with the log of their own record. */
  async function ofOwn<T>(permit: PersonPermit, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return (await store.maySeeLog(permit)) ? work() : failed(NOT_THEIRS);
  }

  /** Of these rows of the log those about the person that they are told of. */
  async function toldAmong(permit: PersonPermit, rows: readonly number[]) {
    const asked = [...new Set(rows)].slice(0, MOST_ASKED);
    const now = clock();
    const looks = await store.looksAmong(permit, await idsOf(permit.person), asked);
    return { asked, looks: looks.filter((look) => !isHidden(look, now)) };
  }

  return {
    ...createHoldingBack({ store, clock }),

    /** Who looked at the person between two moments, by day; for the person, and whom they let see it. */
    accessesOf: (permit: PersonPermit, { from, until }: { from: Date; until: Date }): Promise<Outcome<Accesses>> =>
      ofOwn(permit, async () =>
        succeeded(
          accessesFrom(await store.looksAt(permit, await idsOf(permit.person), { from, until }, MOST_LOOKS), telling()),
        ),
      ),

    /** The same row by row as FHIR R4 AuditEvents, newest first: as much as the person is told, and no more. */
    auditEventsOf: (
      permit: PersonPermit,
      { from, until }: { from: Date; until: Date },
    ): Promise<Outcome<AuditEvent[]>> =>
      ofOwn(permit, async () => {
        const looks = await store.looksAt(permit, await idsOf(permit.person), { from, until }, MOST_LOOKS);
        const told = telling();
        const { name } = directory.place;
        return succeeded(
          looks.filter((one) => !isHidden(one, told.now)).map((one) => toldEventOf(one, permit.person, name, told)),
        );
      }),

    /** The same of these rows of the log alone: what somebody is about to ask about. */
    looksOf: (permit: PersonPermit, rows: readonly number[]): Promise<Outcome<Accesses>> =>
      ofOwn(permit, async () => {
        const { looks } = await toldAmong(permit, rows);
        return looks.length === 0 ? failed(NO_SUCH_LOOK) : succeeded(accessesFrom(looks, telling()));
      }),

    /** Asks about rows of the log, in the person's words: opens a case. Answers its number. */
    askAbout: (
      permit: PersonPermit,
      { rows, question }: { readonly rows: readonly number[]; readonly question: string },
    ): Promise<Outcome<number>> =>
      ofOwn(permit, async () => {
        const words = readWords(question, "question");
        if (!words.ok) return words;
        const { asked, looks } = await toldAmong(permit, rows);
        if (asked.length === 0 || looks.length < asked.length) return failed(NO_SUCH_LOOK);
        return succeeded(await store.openCase(permit, words.value, asked));
      }),

    /** What the person asked, and what was answered. */
    casesOf: (permit: PersonPermit): Promise<Outcome<readonly LogCase[]>> =>
      ofOwn(permit, async () => succeeded(await store.casesOf(permit, await idsOf(permit.person)))),

    /** Cases for the officers who answer them; the oldest that are open first, or the last that were closed. */
    cases: (permit: ActPermit, which: "open" | "closed"): Promise<readonly LogCase[]> =>
      store.cases(permit, which, MOST_CASES),

    /** A case with the looks that it is about. */
    async findCase(permit: ActPermit, id: number): Promise<Outcome<LogCaseWithLooks>> {
      const found = await store.findCase(permit, id);
      return found ? succeeded({ ...found, looks: await store.looksOfCase(permit, id) }) : failed(NO_SUCH_CASE);
    },

    /** Answers a case, once. Nobody answers for their own looks. */
    async answerCase(permit: ActPermit, id: number, answer: string): Promise<Outcome<undefined>> {
      const words = readWords(answer, "answer");
      if (!words.ok) return words;
      const found = await store.findCase(permit, id);
      if (!found) return failed(NO_SUCH_CASE);
      if (isAbout(permit.actor.id, await store.actorsOf(found.rows))) return failed(OWN_LOOK);
      const may = MAY_FOLLOW[stateOf(found)] === "answered" && (await store.answerCase(permit, id, words.value));
      return may ? succeeded(undefined) : failed(MOVED_ON);
    },

    async closeCase(permit: ActPermit, id: number): Promise<Outcome<undefined>> {
      const found = await store.findCase(permit, id);
      if (!found) return failed(NO_SUCH_CASE);
      const may = MAY_FOLLOW[stateOf(found)] === "closed" && (await store.closeCase(permit, id));
      return may ? succeeded(undefined) : failed(MOVED_ON);
    },
  };
}

function readWords(words: string, kind: "question" | "answer"): Outcome<string> {
  const tidy = words.trim();
  if (tidy !== "" && tidy.length <= LONGEST_CASE_WORDS) return succeeded(tidy);
  const message = tidy === "" ? `The ${kind} is empty.` : `The ${kind} is too long.`;
  return failed({ kind: "invalid", message, remedy: `Write 1 to ${String(LONGEST_CASE_WORDS)} characters.` });
}

const NOT_THEIRS = {
  kind: "refused" as const,
  message: "Who looked at a record is shown to the person, and to those whom the person lets see it.",
};
const NO_SUCH_CASE = { kind: "not-found" as const, message: "There is no such question." };
const OWN_LOOK = {
  kind: "refused" as const,
  message: "This question is about your own looks.",
  remedy: "Ask somebody else to answer it.",
};
const MOVED_ON = {
  kind: "conflict" as const,
  message: "The question is not where it was: somebody has answered or closed it.",
  remedy: "Open it again.",
};
