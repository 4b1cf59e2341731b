import { failed, succeeded, type ActorId, type EntryId, type Outcome } from "#base";
import type { StaffRole } from "#place";
import type { Sensitivity } from "../category.ts";
import { readReason } from "../reason.ts";

/** Whether an entry is kept from the person, or shown to them that is closed to people until it is. */
export type RulingKind = "withhold" | "release";

/**
 * Why. To withhold: it tells of somebody else who has not agreed, or showing it could cause serious harm to the physical
 * or mental health of the person or of another. To release: they agreed, it is reasonable without, or it does no such harm.
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/2/part/3 (paragraphs 16 and 17: others' rights)
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/3/part/2 (paragraphs 2 and 5: the serious harm test)
 */
export type RulingGround = "third-party" | "serious-harm" | "agreed" | "reasonable" | "no-harm";

/** A ruling on one entry, whichever version of it, and whoever's it is: asked by one, decided by another. */
export type Ruling = {
  readonly id: number;
  readonly entry: EntryId;
  readonly kind: RulingKind;
  readonly ground: RulingGround;
  /** In words; empty once the entry was erased. */
  readonly reason: string;
  /** Until when it is kept from the person at most; none of what is released. */
  readonly until?: Date;
  /** Until when it is kept on one person's word. */
  readonly holdsUntil?: Date;
  readonly askedBy: ActorId;
  readonly askedAt: Date;
  readonly decision?: { readonly agreed: boolean; readonly reason: string; readonly by: ActorId; readonly at: Date };
  readonly ended?: { readonly reason: string; readonly by: ActorId; readonly at: Date };
};

/** "lapsed": nobody agreed in time, so that the person sees it until somebody does. "over": its day has come. */
export type RulingState = "waits" | "lapsed" | "stands" | "refused" | "ended" | "over";

const DAY = 86_400_000;

/** Milliseconds for which an entry is kept from the person on one person's word. */
export const ON_ONE_WORD = 14 * DAY;

/**
 * Milliseconds for which an entry is kept from the person at most, then somebody rules anew: a year; where it could do
 * harm, as long as what a health professional says of it may be relied on.
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/3/part/2 (paragraph 6: six months)
 */
export const LONGEST_WITHHELD = { "third-party": 365 * DAY, "serious-harm": 182 * DAY } as const;

export function stateOfRuling(ruling: Ruling, now: Date): RulingState {
  const { kind, until, holdsUntil, decision, ended } = ruling;
  if (ended) return "ended";
  if (decision && !decision.agreed) return "refused";
  if (until && now >= until) return "over";
  if (decision) return "stands";
  return kind === "release" || (holdsUntil && now < holdsUntil) ? "waits" : "lapsed";
}

/** Whether it changes what the person sees at a moment: what was not decided keeps an entry, and shows none. */
export function isInForce(ruling: Ruling, now: Date): boolean {
  const state = stateOfRuling(ruling, now);
  return state === "stands" || (state === "waits" && ruling.kind === "withhold");
}

/** Whether somebody can still agree with it, or not. */
export const isUndecided = (ruling: Ruling, now: Date): boolean =>
  ["waits", "lapsed"].includes(stateOfRuling(ruling, now));

/** Whether another one of its kind may be asked for. */
export const isOver = (ruling: Ruling, now: Date): boolean =>
  ["refused", "ended", "over"].includes(stateOfRuling(ruling, now));

/**
 * Until when an entry is kept on the word of whoever asks now. One word keeps it once in a year: not again where
 * nobody agreed, somebody did not, or it was taken back.
 */
export function holdsUntil(earlier: readonly Ruling[], now: Date): Date {
  const since = now.getTime() - LONGEST_WITHHELD["third-party"];
  const held = earlier.some(
    ({ kind, decision, askedAt }) => kind === "withhold" && decision?.agreed !== true && askedAt.getTime() > since,
  );
  return held ? now : new Date(now.getTime() + ON_ONE_WORD);
}

/** What may be ruled of an entry: what is closed to people until it is released, and what is not, differ. */
export function groundsFor(sensitivity: Sensitivity): { kind: RulingKind; grounds: readonly RulingGround[] } {
  switch (sensitivity) {
    case "third-party":
      return { kind: "release", grounds: ["agreed", "reasonable"] };
    case "abuse":
    case "safeguarding":
      return { kind: "release", grounds: ["no-harm"] };
    case "normal":
    case "sexual-health":
    case "fertility":
    case "gender":
    case "mental-health":
    case "substances":
      return { kind: "withhold", grounds: ["third-party", "serious-harm"] };
    case "restricted":
      return { kind: "withhold", grounds: [] };
  }
}

/** Who rules: in a role, by a purpose for which the entry is open to them. */
export type Ruler = {
  readonly actor: ActorId;
  readonly role: StaffRole;
  /** "otherwise": in an emergency, or by their own word alone. */
  readonly reads: "to care" | "to keep records" | "otherwise";
  /** The entry is what a council wrote down: of social work a social worker says what does harm. */
  readonly ofSocialWork: boolean;
};

/**
 * What only an appropriate health professional may say; of social work, a social worker.
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/3/part/2 (paragraph 6)
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/3/part/3 (paragraph 11)
 */
const TAKES_A_PROFESSIONAL: ReadonlySet<RulingGround> = new Set(["serious-harm", "no-harm"]);

const mayJudgeHarm = ({ role, reads, ofSocialWork }: Ruler): boolean =>
  reads === "to care" &&
  (role === "gp" || role === "nurse" || role === "therapist" || (role === "social-worker" && ofSocialWork));

/** Roles that may ask for rulings, where they care for the person. */
export const RULING_ROLES: readonly StaffRole[] = ["gp", "nurse", "therapist", "social-worker"];

/** Those who care for the person, each for what they can judge. */
export const mayAsk = (ruler: Ruler, ground: RulingGround): boolean =>
  TAKES_A_PROFESSIONAL.has(ground)
    ? mayJudgeHarm(ruler)
    : ruler.reads === "to care" && RULING_ROLES.includes(ruler.role);

/** Of harm another professional who cares for the person; of what is about others, information governance. */
export const mayJudge = (ruler: Ruler, ground: RulingGround): boolean =>
  TAKES_A_PROFESSIONAL.has(ground)
    ? mayJudgeHarm(ruler)
    : ruler.reads === "to keep records" && ruler.role === "information-governance";

/** Somebody else than whoever asked. */
export const mayDecide = (ruler: Ruler, { ground, askedBy }: Pick<Ruling, "ground" | "askedBy">): boolean =>
  ruler.actor !== askedBy && mayJudge(ruler, ground);

/** Whoever asked takes it back, and whoever could decide it ends it. */
export const mayEnd = (ruler: Ruler, { ground, askedBy }: Pick<Ruling, "ground" | "askedBy">): boolean =>
  (ruler.actor === askedBy && mayAsk(ruler, ground)) || mayJudge(ruler, ground);

/** What somebody asks: `until` of what is to be kept from the person. */
export type AskedRuling = {
  readonly kind: RulingKind;
  readonly ground: RulingGround;
  readonly reason: string;
  readonly until: Date | undefined;
};

/** What somebody says to a ruling that waits. `until`: another day than was asked for. */
export type RulingAnswer = { readonly agreed: boolean; readonly reason: string; readonly until: Date | undefined };

/** Holds what is asked for to the rules. */
export function readAsked(asked: AskedRuling, now: Date): Outcome<AskedRuling> {
  const reason = readReason(asked.reason);
  if (!reason.ok) return reason;
  const until = readUntil(asked.ground, asked.until, now);
  return until.ok ? succeeded({ ...asked, reason: reason.value, until: until.value }) : until;
}

/** The last day of what is kept from the person: after now, as long as may be at most; none of what is released. */
export function readUntil(ground: RulingGround, until: Date | undefined, now: Date): Outcome<Date | undefined> {
  if (ground !== "third-party" && ground !== "serious-harm") return succeeded(undefined);
  const ahead = until ? until.getTime() - now.getTime() : 0;
  if (ahead > 0 && ahead <= LONGEST_WITHHELD[ground]) return succeeded(until);
  return failed({
    kind: "invalid",
    message: "The day cannot be used.",
    remedy: `Give a day after today, within ${ground === "third-party" ? "a year" : "26 weeks"}.`,
  });
}
