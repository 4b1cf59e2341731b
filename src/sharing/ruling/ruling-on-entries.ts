import { civilDay, failed, succeeded, type CellId, type Clock, type EntryId, type Outcome, type Problem } from "#base";
import type { Directory } from "#place";
import type { KeptCell, SharingStore } from "../store.ts";
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
export type RuledEntry = { readonly id: EntryId; readonly cell: CellId };

/** A ruling with what whoever reads may do about it. */
export type OwnRuling = Ruling & { readonly mayDecide: boolean; readonly mayEnd: boolean };

const MOST_WAITING = 200;

/** Rules, by the word of two, what of single entries people see. Only record asks: it holds that the entry is there. */
export function createRuling({ store, directory, clock }: Parts) {
  /** Who rules on what, where the permit opens it. */
  async function rulerOn(
    permit: PersonPermit,
    { cell }: RuledEntry,
  ): Promise<{ ruler: Ruler; kept: KeptCell } | undefined> {
    mustBeIssued(permit);
    const staff = directory.staffMember(permit.actor.id, civilDay(clock()));
    const kept = (await store.cells()).find(({ id }) => id === cell);
    if (!staff || !kept || permit.asker !== "staff" || !permit.cells.includes(cell)) return undefined;
    const ofSocialWork = directory.organisation(kept.source)?.kind === "council";
    return { kept, ruler: { actor: staff.id, role: staff.role, reads: readsBy(permit), ofSocialWork } };
  }

  /** Runs what changes the rulings on an entry, one after the other. */
  async function changing<T>(
    permit: PersonPermit,
    about: RuledEntry,
    work: (now: Date, found: { ruler: Ruler; kept: KeptCell }, rulings: readonly Ruling[]) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const found = await rulerOn(permit, about);
    if (!found) return failed(NOT_THEIRS);
    return store.inTransaction(async () => {
      await store.lockRulingsOn(about.id);
      return work(clock(), found, await store.rulingsOn(permit, about.id));
    });
  }

  return {
    /** What was ruled on an entry that the permit opens, the newest first: for staff alone. */
    async rulingsOn(permit: PersonPermit, about: RuledEntry): Promise<readonly OwnRuling[]> {
      const found = await rulerOn(permit, about);
      if (!found) return [];
      const now = clock();
      return (await store.rulingsOn(permit, about.id)).map((one) => ({
        ...one,
        mayDecide: isUndecided(one, now) && mayDecide(found.ruler, one),
        mayEnd: !isOver(one, now) && mayEnd(found.ruler, one),
      }));
    },

    /** What whoever holds this permit may ask of an entry: none where they may ask nothing. */
    async mayRule(permit: PersonPermit, about: RuledEntry): Promise<ReturnType<typeof groundsFor>> {
      const found = await rulerOn(permit, about);
      const { kind, grounds } = groundsFor(found?.kept.sensitivity ?? "restricted");
      return { kind, grounds: found ? grounds.filter((ground) => mayAsk(found.ruler, ground)) : [] };
    },

    /**
     * Asks that an entry be kept from the person, or shown to them. What is to be kept is kept from now on, for 14 days
     * at most unless a second person agrees; what is to be shown is shown once one has agreed. Answers its number.
     */
    askRuling: (permit: PersonPermit, about: RuledEntry, asked: AskedRuling): Promise<Outcome<number>> =>
      changing(permit, about, async (now, { ruler, kept }, rulings) => {
        const { kind, grounds } = groundsFor(kept.sensitivity);
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
      changing<undefined>(permit, about, async (now, { ruler }, rulings) => {
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
      changing<undefined>(permit, about, async (now, { ruler }, rulings) => {
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
