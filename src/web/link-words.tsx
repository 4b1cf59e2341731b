import type { App } from "#app";
import { failed, showNhsNumber, succeeded, type Outcome } from "#base";
import type { ComparedRows, Decision, LinkMethod, QueueReason, ReviewedRegistration, Verdict } from "#people";
import type { LinkPermit, ListPermit, LookedAt } from "#sharing";
import { showDate, showNumber, showPersonName, type Agreement } from "./parts/index.ts";
import { refusedPage } from "./refused-page.tsx";
import type { Answer, PageRequest } from "./route.ts";

/** In bits: about a million to one, beyond which nobody can feel a difference. */
const BEYOND_FEELING = 20;
/** In bits: nearer than this, neither is likelier. */
const EVEN = 0.5;

/** A weight in bits as odds: "about 1,000 to 1 that they are one person". */
export function showOdds(bits: number): string {
  if (bits === -Infinity) return "a rule keeps them apart";
  if (Math.abs(bits) < EVEN) return "as likely one person as two";
  return `${showRatio(bits)} to 1 that they are ${bits > 0 ? "one person" : "two people"}`;
}

/** "about 1,000", "over a million". */
const showRatio = (bits: number): string =>
  Math.abs(bits) > BEYOND_FEELING ? "over a million" : `about ${showNumber(rounded(2 ** Math.abs(bits)))}`;

/** To two figures; small numbers whole. */
const rounded = (number: number): number => (number < 10 ? Math.round(number) : Number(number.toPrecision(2)));

/** What one agreement does to the odds: "one person about 260 times likelier". */
export function showFactor(bits: number): string {
  if (Math.abs(bits) < 0.1) return "counts for nothing either way";
  const factor = 2 ** Math.abs(bits);
  const times = factor < 1.95 ? factor.toFixed(1) : showRatio(bits).replace("about ", "");
  return `${bits > 0 ? "one person" : "two people"} ${times} times likelier`;
}

/** For experts: "+6.6 bits". */
export const showBits = (bits: number): string =>
  Number.isFinite(bits) ? `${bits < 0 ? "−" : "+"}${Math.abs(bits).toFixed(1)} bits` : "";

export const showVerdict = (verdict: Verdict): string => VERDICTS[verdict];
const VERDICTS: Readonly<Record<Verdict, string>> = {
  same: "Same person",
  different: "Two people",
  "cannot-say": "Cannot say",
};
export const isVerdict = (text: string | null | undefined): text is Verdict =>
  text === "same" || text === "different" || text === "cannot-say";

/** Why a pair waits, as a filter's name and as a sentence. */
export const QUEUE_REASONS: Readonly<Record<QueueReason, { readonly name: string; readonly sentence: string }>> = {
  apart: {
    name: "Two persons who may be one",
    sentence: "They are two persons here, and may be one.",
  },
  rival: {
    name: "A rival",
    sentence: "They are two persons here; one of them is joined with a third that is hardly likelier.",
  },
  joined: {
    name: "One person, joined on little",
    sentence: "They are one person here, and little speaks for it.",
  },
  sample: {
    name: "Random check",
    sentence: "Chance drew this pair. What matching thinks of it is shown once you have decided.",
  },
};
export const isQueueReason = (text: string | null | undefined): text is QueueReason =>
  text === "apart" || text === "rival" || text === "joined" || text === "sample";

/** By what a registration is linked, after "linked by". */
export const METHODS: Readonly<Record<Exclude<LinkMethod, "alone">, string>> = {
  "nhs-number": "NHS number",
  matching: "matching",
  source: "their source’s word",
  decided: "people’s decision",
};

export const showMethod = (method: LinkMethod): string =>
  method === "alone" ? "Not linked" : `Linked by ${METHODS[method]}`;

/** A decision as one word on its state. */
export function showState({ undoneAt, needsSecond, confirmedAt }: Decision): "undone" | "waits" | "stands" {
  if (undoneAt !== undefined) return "undone";
  return needsSecond && confirmedAt === undefined ? "waits" : "stands";
}

export const showRegistered = ({ family, given }: ReviewedRegistration): string =>
  showPersonName({ family: family ?? "Name not given", given: given ?? "" });

export const showBorn = ({ born }: ReviewedRegistration): string => (born === undefined ? "Not said" : showDate(born));

/** "born 30 May 1998"; "date of birth not said". */
export const bornWords = ({ born }: ReviewedRegistration): string =>
  born === undefined ? "date of birth not said" : `born ${showDate(born)}`;

export type ComparedColumn = ComparedRows["columns"][number];

/** How a column agrees, for its mark and in words. */
export function agreementOf({ mine, theirs, level, bits }: ComparedColumn): { mark: Agreement; words: string } {
  if (level === undefined) {
    const words = mine.length + theirs.length === 0 ? "Neither says" : "Only one says";
    return { mark: "silent", words };
  }
  if (level === "the same") return { mark: "same", words: "The same" };
  if (level === "different") return { mark: "different", words: "Different" };
  return bits < 0 ? { mark: "different", words: `Only ${level}` } : { mark: "nearly", words: sentence(level) };
}

export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A value as it is compared, written as people write it. */
export function showSaid(column: string, value: string): string {
  switch (column) {
    case "date of birth":
      return showDate(value.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"));
    case "NHS number":
      return showNhsNumber(value);
    case "postcode":
      return value.toUpperCase();
    case "email":
    case "phone":
      return value;
    default:
      return value.replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  }
}

/** "4 to 7", "20 and more": a band of weight, in bits. */
export const showBand = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  Number.isFinite(to) ? `${from} to ${to}` : `${from} and more`;

export const LINKS = { text: "Links", href: "/links" };

export const pairHref = (one: string, other: string): string => `/links/pairs/${one}/${other}`;

type Asked = { readonly what: LookedAt; readonly title: string };

/** Leave to look at registrations for linking, or the page that says who has it. */
export async function mayReview(app: App, request: PageRequest, asked: Asked): Promise<Outcome<ListPermit, Answer>> {
  const permit = await app.sharing.mayList({ actor: request.actor.id, purpose: "linkage", what: asked.what });
  return permit.ok ? permit : failed(refused(app, request, asked, permit.problem.message));
}

/** Leave to decide about links, or the page that says who has it. */
export async function mayDecide(app: App, request: PageRequest, asked: Asked): Promise<Outcome<LinkPermit, Answer>> {
  const permit = await app.sharing.mayLink({ actor: request.actor.id, what: asked.what });
  return permit.ok ? succeeded(permit.value) : failed(refused(app, request, asked, permit.problem.message));
}

const refused = (app: App, request: PageRequest, { title }: Asked, message: string): Answer =>
  refusedPage(app, request, { message, title, breadcrumbs: [], current: "links", role: "data-quality" });
