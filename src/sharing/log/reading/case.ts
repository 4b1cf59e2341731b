import type { ActorId, PersonId } from "#base";
import type { LoggedLook } from "./look.ts";

/** Characters of a question, and of an answer. */
export const LONGEST_CASE_WORDS = 4000;

/** What a person asks about who looked at their record, and what becomes of it. */
export type LogCase = {
  readonly id: number;
  readonly person: PersonId;
  readonly openedAt: Date;
  readonly openedBy: ActorId;
  /** In the person's words. */
  readonly question: string;
  /** The rows of the log that it is about. */
  readonly rows: readonly number[];
  readonly answer?: { readonly words: string; readonly by: ActorId; readonly at: Date };
  readonly closed?: { readonly by: ActorId; readonly at: Date };
};

export type LogCaseWithLooks = LogCase & {
  /** In the order of the log. */
  readonly looks: readonly LoggedLook[];
};

export type CaseState = "opened" | "answered" | "closed";

export function stateOf({ answer, closed }: Pick<LogCase, "answer" | "closed">): CaseState {
  if (closed) return "closed";
  return answer ? "answered" : "opened";
}

/** What may follow: an answer is given once, and only what was answered is closed. */
export const MAY_FOLLOW: Readonly<Record<CaseState, CaseState | undefined>> = {
  opened: "answered",
  answered: "closed",
  closed: undefined,
};

/** Whether an officer is one of those whom the case is about: nobody answers for themselves. */
export const isAbout = (officer: ActorId, actors: readonly (ActorId | null)[]): boolean => actors.includes(officer);
