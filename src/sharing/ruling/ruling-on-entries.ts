import {
  civilDay,
  failed,
  succeeded,
  type CellId,
  type Clock,
  type EntryId,
  type OdsCode,
  type Outcome,
  type Problem,
} from "#base";
import type { Directory } from "#place";
import type { Sensitivity } from "../category.ts";
import type { SharingStore } from "../store.ts";
import { issue, mustBeIssued, type ActPermit, type ListPermit, type PersonPermit } from "../permit.ts";
import { readReason } from "../reason.ts";
import {
  groundsFor,
  holdsUntil,
  isInForce,
  isOver,
  isUndecided,
  mayAsk,
  mayDecide,
  mayEnd,
  readAsked,
  readUntil,
  type AskedRuling,
  type Ruler,
  type Ruling,
  type RulingAnswer,
} from "./ruling.ts";

type Parts = { readonly store: SharingStore; readonly directory: Directory; readonly clock: Clock };

/** The entry that is ruled on, as record holds it now. */
export type RuledEntry = {
  readonly id: EntryId;
  readonly cell: CellId;
  readonly source: OdsCode;
  readonly sensitivity: Sensitivity;
};

/** A ruling with what whoever reads may do about it. */
export type OwnRuling = Ruling & { readonly mayDecide: boolean; readonly mayEnd: boolean };

const MOST_WAITING = 200;

/** Rules, by the word of two, what of single entries people see. Only record asks: it holds that the entry is there. */
export function createRuling({ store, directory, clock }: Parts) {
  /** Who rules, where the permit opens the entry to them. */
  function rulerOn(permit: PersonPermit, { cell, source }: RuledEntry): Ruler | undefined {
    mustBeIssued(permit);
    const staff = directory.staffMember(permit.actor.id, civilDay(clock()));
    if (!staff || permit.asker !== "staff" || !permit.cells.includes(cell)) return undefined;
    const ofSocialWork = directory.organisation(source)?.kind === "council";
    return { actor: staff.id, role: staff.role, reads: readsBy(permit), ofSocialWork };
  }

  /** Runs what changes the rulings on an entry, one after the other. */
  async function changing<T>(
    permit: PersonPermit,
    about: RuledEntry,
    work: (now: Date, ruler: Ruler, rulings: readonly Ruling[]) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const ruler = rulerOn(permit, about);
    if (!ruler) return failed(NOT_THEIRS);
    return store.inTransaction(async () => {
      await store.lockRulingsOn(about.id);
      return work(clock(), ruler, await store.rulingsOn(permit, about.id));
    });
  }

  return {
    /** What was ruled on an entry that the permit opens, the newest first: for staff alone. */
    async rulingsOn(permit: PersonPermit, about: RuledEntry): Promise<readonly OwnRuling[]> {
      const ruler = rulerOn(permit, about);
      if (!ruler) return [];
      const now = clock();
      return (await store.rulingsOn(permit, about.id)).map((one) => ({
        ...one,
        mayDecide: isUndecided(one, now) && mayDecide(ruler, one),
        mayEnd: !isOver(one, now) && mayEnd(ruler, one),
      }));
    },

    /** What whoever holds this permit may ask of an entry: no grounds where they may ask nothing. */
    mayRule(permit: PersonPermit, about: RuledEntry): ReturnType<typeof groundsFor> {
      const ruler = rulerOn(permit, about);
      const { kind, grounds } = groundsFor(about.sensitivity);
      return { kind, grounds: ruler ? grounds.filter((ground) => mayAsk(ruler, ground)) : [] };
    },

    /**
     * Asks that an entry be kept from the person, or shown to them. What is to be kept is kept from now on, for 14 days
     * at most unless a second person agrees; what is to be shown is shown once one has agreed. Answers its number.
     */
    askRuling: (permit: PersonPermit, about: RuledEntry, asked: AskedRuling): Promise<Outcome<number>> =>
      changing(permit, about, async (now, ruler, rulings) => {
        const { kind, grounds } = groundsFor(about.sensitivity);
        if (asked.kind !== kind || !grounds.includes(asked.ground)) return failed(NOT_OF_THIS);
        if (!mayAsk(ruler, asked.ground)) return failed(NOT_THEIRS);
        const read = readAsked(asked, now);
        if (!read.ok) return read;
        if (rulings.some((one) => one.kind === kind && !isOver(one, now))) return failed(RULED_ALREADY);
        const holds = kind === "withhold" ? holdsUntil(rulings, now) : undefined;
        return succeeded(await store.askRuling(actOf(permit), about.id, { ...read.value, holdsUntil: holds }));
      }),

    /** Agrees with what somebody else asked, or not; and for how long, where it is to be kept from the person. */
    decideRuling: (permit: PersonPermit, about: RuledEntry, id: number, answer: RulingAnswer) =>
      changing<undefined>(permit, about, async (now, ruler, rulings) => {
        const ruling = rulings.find((one) => one.id === id && isUndecided(one, now));
        if (!ruling) return failed(MOVED_ON);
        if (!mayDecide(ruler, ruling)) return failed(NOT_THEIRS);
        const reason = readReason(answer.reason);
        if (!reason.ok) return reason;
        const until = answer.agreed
          ? readUntil(ruling.ground, answer.until ?? ruling.until, now)
          : succeeded(undefined);
        if (!until.ok) return until;
        const { agreed } = answer;
        await store.decideRuling(actOf(permit), id, { agreed, reason: reason.value, until: until.value });
        return succeeded(undefined);
      }),

    /** From now on it is as if it had not been ruled. */
    endRuling: (permit: PersonPermit, about: RuledEntry, id: number, words: string) =>
      changing<undefined>(permit, about, async (now, ruler, rulings) => {
        const ruling = rulings.find((one) => one.id === id && !isOver(one, now));
        if (!ruling) return failed(MOVED_ON);
        if (!mayEnd(ruler, ruling)) return failed(NOT_THEIRS);
        const reason = readReason(words);
        if (!reason.ok) return reason;
        await store.endRuling(actOf(permit), id, reason.value);
        return succeeded(undefined);
      }),

    /** What waits for a second person, the oldest first: entries by their ids, and nothing of whose they are. */
    rulingsWaiting: (permit: ListPermit): Promise<readonly Ruling[]> => store.rulingsWaiting(permit, MOST_WAITING),

    /** Entries that were erased, in the transaction that erases them. */
    entriesErased: (permit: ActPermit, entries: readonly EntryId[]): Promise<void> => {
      mustBeIssued(permit);
      return store.blankRulingsOn(entries);
    },
  };
}

function readsBy({ purpose, relationship }: PersonPermit): Ruler["reads"] {
  if (purpose === "records-management") return "to keep records";
  // By their own word alone nobody rules.
  return purpose === "direct-care" && relationship === "current" ? "to care" : "otherwise";
}

const actOf = ({ actor, purpose, reason, at }: PersonPermit): ActPermit =>
  issue<ActPermit>({ kind: "act", actor, purpose, at, reason });

/** Whether an entry is kept from the person, or shown to them that would not be. */
export const rulingInForce = <R extends Ruling>(rulings: readonly R[], now: Date): R | undefined =>
  rulings.find((one) => isInForce(one, now));

const NOT_THEIRS: Problem = {
  kind: "refused",
  message: "This is not yours to rule on.",
  remedy:
    "Those who care for the person ask. Of harm another professional decides; of what is about others, information governance.",
};
const NOT_OF_THIS: Problem = { kind: "invalid", message: "This cannot be ruled of an entry of this kind." };
const RULED_ALREADY: Problem = {
  kind: "conflict",
  message: "Somebody has ruled on this already, or asked for it.",
  remedy: "Open the entry again.",
};
const MOVED_ON: Problem = {
  kind: "conflict",
  message: "This is not where it was: somebody has decided or ended it.",
  remedy: "Open the entry again.",
};
