import type { Waiting } from "#sharing";
import { counted } from "../parts/index.ts";

/** One thing that waits for privacy officers: how much of it, and where it waits. */
export type Queue = { readonly count: number; readonly words: string; readonly href: string };

/** All queues, in the order in which they should be seen to. */
export const queuesOf = (waiting: Waiting): readonly Queue[] => [
  { count: waiting.emergencies, words: "Emergencies in which somebody opened a record", href: "/claims" },
  { count: waiting.heldBack, words: "Looks held back on one person's word", href: "/log/held-back" },
  { count: waiting.questions, words: "Questions that people asked about who looked", href: "/log/questions" },
  { count: waiting.unusual, words: "Looks that stand out", href: "/log/unusual" },
  { count: waiting.rulings, words: "Entries that are to be kept from people, or shown to them", href: "/rulings" },
  { count: waiting.claims, words: "People who were let in by their own word", href: "/claims" },
  { count: waiting.answered, words: "Questions answered, to be closed", href: "/log/questions" },
];

/** "2 questions, 1 look that stands out": what waits here, besides what waits with the claims. */
export function showWaiting({ questions, answered, unusual, heldBack }: Waiting): string {
  const parts = [
    questions > 0 && counted(questions, "question"),
    unusual > 0 && counted(unusual, "look that stands out", "looks that stand out"),
    heldBack > 0 && counted(heldBack, "look held back", "looks held back"),
    answered > 0 && counted(answered, "answered question to be closed", "answered questions to be closed"),
  ].filter((part) => part !== false);
  if (parts.length === 0) return "nothing waits";
  const many = questions + unusual + heldBack + answered > 1;
  return `${new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts)} ${many ? "wait" : "waits"}`;
}

/** Somebody broke the glass: how often, and where it is looked at. Nobody is named. */
export const EmergenciesThatWait = ({ count }: { readonly count: number }) =>
  count === 0 ? undefined : (
    <p>
      <a href="/claims">{counted(count, "emergency", "emergencies")}</a>
      {` ${count === 1 ? "waits" : "wait"} to be looked at.`}
    </p>
  );

/** Where those who rule on what people are shown find what waits; `count`: of how many, where that is known. */
export const RulingsThatWait = ({ count }: { readonly count: number | undefined }) => (
  <p>
    <a href="/rulings">What people are shown</a>:{" "}
    {count === undefined
      ? "entries that wait for a second person."
      : `${count === 0 ? "no entry" : counted(count, "entry", "entries")} ${count > 1 ? "wait" : "waits"} for a second person.`}
  </p>
);

/** How much waits for privacy officers, on their first page. */
export const LogThatWaits = ({ waiting }: { readonly waiting: Waiting }) => (
  <>
    <EmergenciesThatWait count={waiting.emergencies} />
    <p>
      <a href="/log">Who looks at records</a>: {showWaiting(waiting)}.
    </p>
  </>
);
