import { stateOf, type CaseState, type LogCase } from "#sharing";
import { counted, daysBetween } from "../parts/index.ts";

export function showState(state: CaseState): string {
  switch (state) {
    case "opened":
      return "Waits for an answer";
    case "answered":
      return "Answered, not closed";
    case "closed":
      return "Closed";
  }
}

/** How long a question has waited for what comes next, or how long it took to answer. */
export function showWait(question: Pick<LogCase, "openedAt" | "answer" | "closed">, now: Date): string {
  const { openedAt, answer } = question;
  switch (stateOf(question)) {
    case "opened":
      return `For ${lasting(openedAt, now)} without an answer`;
    case "answered":
      return `Answered after ${lasting(openedAt, answer?.at ?? now)}`;
    case "closed":
      return `Answered after ${lasting(openedAt, answer?.at ?? now)}`;
  }
}

function lasting(from: Date, to: Date): string {
  const days = daysBetween(from, to) ?? 0;
  return days === 0 ? "less than a day" : counted(days, "day");
}
