import { civilDay, failed, succeeded, type ActorId, type Clock, type Outcome } from "#base";
import type { Directory } from "#place";
import type { ActPermit, PersonPermit } from "../../permit.ts";
import { readReason } from "../../reason.ts";
import type { AccessLogStore } from "../store.ts";
import { accessesFrom, type Accesses } from "./accesses.ts";
import { isAbout, MAY_FOLLOW, stateOf, type LogCase } from "./case.ts";
import { isHidden, mayBeHeldBack, readUntil } from "./withholding.ts";

type Parts = {
  readonly store: AccessLogStore;
  readonly directory: Directory;
  readonly clock: Clock;
};

/** Rows of the log that are read for one page. */
const MOST_LOOKS = 5000;
/** Rows that one case is about at most. */
const MOST_ASKED = 500;
const MOST_CASES = 200;
/** Characters of a question, and of an answer. */
const LONGEST_WORDS = 4000;

export type LogReading = ReturnType<typeof createLogReading>;

/** What people read of the log, what they ask, and what officers answer. */
export function createLogReading({ store, directory, clock }: Parts) {
  const telling = () => ({
    ...{ now: clock(), dayOf: civilDay },
    shown: directory.place.looksShownBy ?? "role",
    nameOf: (organisation: string) =>
      directory.place.organisations.find((one) => one.ods === organisation)?.name ??
      (organisation === "public" ? "" : organisation),
    staffOf: (actor: ActorId, at: Date) =>
      directory.staffMember(actor, civilDay(at)) ?? directory.place.staff.find((one) => one.id === actor),
  });

  /** Runs what people do with the log of their own record. */
  async function ofOwn<T>(permit: PersonPermit, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return (await store.maySeeLog(permit)) ? work() : failed(NOT_THEIRS);
  }

  return {
    /** Who looked at the person between two moments, by day; for the person, and whom they let see it. */
    accessesOf: (permit: PersonPermit, { from, until }: { from: Date; until: Date }): Promise<Outcome<Accesses>> =>
      ofOwn(permit, async () =>
        succeeded(accessesFrom(await store.looksAt(permit, from, until, MOST_LOOKS), telling())),
      ),

    /** Asks about rows of the log, in the person's words: opens a case. Answers its number. */
    askAbout: (
      permit: PersonPermit,
      { rows, question }: { readonly rows: readonly number[]; readonly question: string },
    ): Promise<Outcome<number>> =>
      ofOwn(permit, async () => {
        const words = readWords(question, "question");
        if (!words.ok) return words;
        const asked = [...new Set(rows)].slice(0, MOST_ASKED);
        const now = clock();
        const looks = (await store.looksAmong(permit, asked)).filter((look) => !isHidden(look, now));
        if (asked.length === 0 || looks.length < asked.length) return failed(NO_SUCH_LOOK);
        return succeeded(await store.openCase(permit, words.value, asked));
      }),

    /** What the person asked, and what was answered. */
    casesOf: (permit: PersonPermit): Promise<Outcome<readonly LogCase[]>> =>
      ofOwn(permit, async () => succeeded(await store.casesOf(permit))),

    /** Cases for the officers who answer them; the oldest that are open first, or the last that were closed. */
    cases: (permit: ActPermit, which: "open" | "closed"): Promise<readonly LogCase[]> =>
      store.cases(permit, which, MOST_CASES),

    async findCase(permit: ActPermit, id: number): Promise<Outcome<LogCase>> {
      const found = await store.findCase(permit, id);
      return found ? succeeded(found) : failed(NO_SUCH_CASE);
    },

    /** Answers a case, once. Nobody answers for their own looks. */
    async answerCase(permit: ActPermit, id: number, answer: string): Promise<Outcome<undefined>> {
      const words = readWords(answer, "answer");
      if (!words.ok) return words;
      const found = await store.findCase(permit, id);
      if (!found) return failed(NO_SUCH_CASE);
      const actors = (await store.partiesOf(found.rows)).map((one) => one.actor);
      if (isAbout(permit.actor.id, actors)) return failed(OWN_LOOK);
      const may = MAY_FOLLOW[stateOf(found)] === "answered" && (await store.answerCase(permit, id, words.value));
      return may ? succeeded(undefined) : failed(MOVED_ON);
    },

    async closeCase(permit: ActPermit, id: number): Promise<Outcome<undefined>> {
      const found = await store.findCase(permit, id);
      if (!found) return failed(NO_SUCH_CASE);
      const may = MAY_FOLLOW[stateOf(found)] === "closed" && (await store.closeCase(permit, id));
      return may ? succeeded(undefined) : failed(MOVED_ON);
    },

    /**
     * Holds back from the person until a day what one actor looked at, from this row of the log on: looks to protect
     * somebody from harm, or in an emergency. It holds for a week, then only where a second person has agreed. Answers
     * its number.
     */
    async holdBack(permit: ActPermit, seq: number, why: string, end: Date): Promise<Outcome<number>> {
      const reason = readReason(why);
      if (!reason.ok) return reason;
      const until = readUntil(end, clock());
      if (!until.ok) return until;
      const look = await store.lookFor(permit, seq);
      if (!look) return failed(NO_SUCH_LOOK);
      if (!mayBeHeldBack(look)) return failed(NOT_TO_BE_HELD);
      return succeeded(await store.saveHeldBack(permit, seq, reason.value, until.value));
    },

    /** What waits for a second person to agree. */
    heldBackWaiting: (permit: ActPermit) => store.heldBackWaiting(permit, MOST_CASES),

    /** Agrees that a row is held back, or not; never whoever asked for it. */
    async decideHeldBack(permit: ActPermit, id: number, agreed: boolean): Promise<Outcome<undefined>> {
      return (await store.decideHeldBack(permit, id, agreed)) ? succeeded(undefined) : failed(NOT_THEIRS_TO_DECIDE);
    },
  };
}

function readWords(words: string, kind: "question" | "answer"): Outcome<string> {
  const tidy = words.trim();
  if (tidy !== "" && tidy.length <= LONGEST_WORDS) return succeeded(tidy);
  const message = tidy === "" ? `The ${kind} is empty.` : `The ${kind} is too long.`;
  return failed({ kind: "invalid", message, remedy: `Write 1 to ${String(LONGEST_WORDS)} characters.` });
}

const NOT_THEIRS = {
  kind: "refused" as const,
  message: "Who looked at a record is shown to the person, and to those whom the person lets see it.",
};
const NO_SUCH_LOOK = {
  kind: "not-found" as const,
  message: "There is no such look on the log.",
  remedy: "Choose from the list of who has looked.",
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
const NOT_TO_BE_HELD = {
  kind: "refused" as const,
  message: "Only looks to protect somebody from harm, or in an emergency, can be held back.",
};
const NOT_THEIRS_TO_DECIDE = {
  kind: "conflict" as const,
  message: "Somebody has decided this already, or it was you who asked.",
  remedy: "Ask somebody else to decide.",
};
