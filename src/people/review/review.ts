import { failed, succeeded, type Clock, type OdsCode, type Outcome, type PatientId } from "#base";
import { mustBeIssued, readReason, type LinkPermit, type ListPermit } from "#sharing";
import { compareColumns, weigherFor } from "../linking/comparing.ts";
import type { Linking } from "../linking/linking.ts";
import type { LinkingStore } from "../linking/linking-store.ts";
import type { ModelKeeper } from "../linking/model-keeper.ts";
import { bothAtOnePractice } from "../linking/pair-rule.ts";
import { LEAST_JOIN } from "../matching/clusters.ts";
import type {
  Decision,
  PairForReview,
  QueuedPair,
  QueueReason,
  ReviewedRegistration,
  Verdict,
  Workload,
} from "./pair.ts";
import type { ReviewStore } from "./review-store.ts";
import type { SampleStore } from "./sample-store.ts";

/** Which pairs of the queue. */
export type QueueWanted = {
  readonly reason?: QueueReason | undefined;
  readonly most: number;
  readonly skip: number;
};

/** What somebody says of two registrations, and why. */
export type DecisionGiven = {
  readonly one: PatientId;
  readonly other: PatientId;
  readonly verdict: Verdict;
  readonly reason: string;
};

const MOST_CANDIDATES = 10;
const MOST_HOUSEHOLD = 12;
const MOST_DECISIONS = 200;
/** In bits. Against a likeness of more than this, a thousand to one, one person's word is not enough. */
const STRONG = 10;

type Parts = {
  readonly store: ReviewStore;
  readonly samples: SampleStore;
  readonly linkingStore: LinkingStore;
  readonly linking: Linking;
  readonly models: ModelKeeper;
  readonly inTransaction: <T>(work: () => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly isPractice: (source: OdsCode) => boolean;
};

export type Review = ReturnType<typeof createReview>;

/** Where matching is not sure, people decide; what they decide stands until it is undone. */
export function createReview(parts: Parts) {
  const { store, samples, linkingStore, linking, models, inTransaction, clock, isPractice } = parts;

  /** How two registrations compare; undefined where one of them is not there. */
  async function compared(one: PatientId, other: PatientId) {
    const { model } = await models.present();
    const rows = await linkingStore.compared([one, other]);
    const [mine, theirs] = [one, other].map((patient) => rows.find((row) => row.patient === patient)?.row);
    return mine && theirs ? compareColumns(model, mine, theirs) : undefined;
  }

  /**
   * Whether it takes two people: joining what matching would keep apart, or what forbids a link; parting what is
   * surely one.
   */
  async function needsSecond({ one, other, verdict }: Omit<DecisionGiven, "reason">, weight: number): Promise<boolean> {
    if (verdict === "cannot-say") return false;
    if (verdict === "different") return weight > STRONG;
    if (weight < LEAST_JOIN) return true;
    const [mine, theirs] = [await store.fellows([one]), await store.fellows([other])];
    const { model } = await models.present();
    const registrations = await linkingStore.compared([...new Set([...mine, ...theirs])]);
    const weigh = weigherFor(model, registrations);
    const places = new Map(registrations.map(({ patient }, at) => [patient, at]));
    return mine.some((a) =>
      theirs.some((b) => {
        const [first, second] = [places.get(a), places.get(b)];
        return first !== undefined && second !== undefined && first !== second && weigh(first, second) === -Infinity;
      }),
    );
  }

  /** Whether one practice keeps both running: a rule of matching that no weight outdoes. */
  async function areAtOnePractice(one: PatientId, other: PatientId): Promise<boolean> {
    const [mine, theirs] = await linkingStore.registrations([one, other]);
    return mine !== undefined && theirs !== undefined && bothAtOnePractice(mine, theirs, isPractice);
  }

  const decidedBy = (id: number): string => `decision ${String(id)}`;

  return {
    /** Pairs to be looked at, those by which most is won or lost first. Each person shown is logged. */
    async queue(permit: ListPermit, { reason, most, skip }: QueueWanted): Promise<readonly QueuedPair[]> {
      const rows =
        reason === "sample"
          ? (await samples.open(most, skip)).map((pair) => ({ ...pair, weight: undefined, reason }))
          : await store.queue(reason, most, skip, clock());
      const shown = await store.registrations(permit, [...new Set(rows.flatMap(({ one, other }) => [one, other]))]);
      return rows.flatMap((row): readonly QueuedPair[] => {
        const [one, other] = [shown.get(row.one), shown.get(row.other)];
        return one && other ? [{ one, other, weight: row.weight, reason: row.reason }] : [];
      });
    },

    /** Everything by which a pair is decided. Each person shown is logged. */
    async pair(permit: ListPermit, first: PatientId, second: PatientId): Promise<Outcome<PairForReview>> {
      const [one, other] = first < second ? [first, second] : [second, first];
      const likest = await store.likest([one, other], MOST_CANDIDATES);
      const household = await store.household([one, other], MOST_HOUSEHOLD);
      const all = [...new Set([one, other, ...likest.map((row) => row.patient), ...household])];
      const shown = await store.registrations(permit, all);
      const [mine, theirs] = [shown.get(one), shown.get(other)];
      const comparison = await compared(one, other);
      if (!mine || !theirs || !comparison) {
        return failed({ kind: "not-found", message: "One of the two registrations is not here any more." });
      }
      return succeeded({
        ...{ one: mine, other: theirs, ...comparison },
        candidates: likest.flatMap(({ like, patient, weight, together }) => {
          const registration = shown.get(patient);
          return registration ? [{ registration, like, weight, together }] : [];
        }),
        household: household.flatMap((patient) => shown.get(patient) ?? []),
        decisions: await store.decisions([one, other], MOST_DECISIONS),
        bothAtOnePractice: await areAtOnePractice(one, other),
        drawn: (await samples.openSampleOf(one, other)) !== undefined,
        needsSecond: {
          same: await needsSecond({ one, other, verdict: "same" }, comparison.weight),
          different: await needsSecond({ one, other, verdict: "different" }, comparison.weight),
        },
      });
    },

    /**
     * Decides. A decision that is risky waits for a second person; one that stands already gives way to it. Links follow
     * at once.
     */
    async decide(permit: LinkPermit, given: DecisionGiven): Promise<Outcome<Decision>> {
      mustBeIssued(permit);
      const reason = readReason(given.reason);
      if (!reason.ok) return reason;
      const [one, other] = given.one < given.other ? [given.one, given.other] : [given.other, given.one];
      if (one === other) return failed({ kind: "invalid", message: "That is one registration, not two." });
      return inTransaction(async () => {
        await linkingStore.lockLinks();
        const comparison = await compared(one, other);
        if (!comparison) {
          return failed({ kind: "not-found", message: "One of the two registrations is not here any more." });
        }
        if (given.verdict === "same" && (await linkingStore.areProtectedApart(one, other))) {
          return failed({
            kind: "refused",
            message: "One of the two is protected: it may be joined with nobody outside its own identity.",
          });
        }
        const { weight } = comparison;
        const was = await store.standing(one, other);
        const decision = {
          ...{ one, other, verdict: given.verdict, reason: reason.value },
          needsSecond: await needsSecond({ ...given, one, other }, weight),
          weight: Number.isFinite(weight) ? weight : undefined,
          sample: was ? was.sample : await samples.openSampleOf(one, other),
        };
        const id = await store.decide(permit, decision, was);
        await linking.relink([one, other], decidedBy(id));
        const kept = await store.findDecision(id);
        if (!kept) throw new Error("A decision was not kept.");
        return succeeded(kept);
      });
    },

    /** A second person agrees with a decision that waits for one. */
    async confirm(permit: LinkPermit, id: number): Promise<Outcome<Decision>> {
      mustBeIssued(permit);
      return inTransaction(async () => {
        await linkingStore.lockLinks();
        const decision = await store.findDecision(id);
        if (!decision) return failed(NO_DECISION);
        if (decision.undoneAt !== undefined) return failed({ kind: "conflict", message: "It has been undone." });
        if (!decision.needsSecond || decision.confirmedAt !== undefined) {
          return failed({ kind: "conflict", message: "It does not wait for anybody." });
        }
        if (decision.decidedBy === permit.actor.id) {
          return failed({ kind: "refused", message: "Somebody else than who decided must look at it too." });
        }
        await store.confirm(permit, decision);
        await linking.relink([decision.one, decision.other], decidedBy(id));
        return succeeded((await store.findDecision(id)) ?? decision);
      });
    },

    /** Takes a decision back; links are as if it had never been made. */
    async undo(permit: LinkPermit, id: number): Promise<Outcome<Decision>> {
      mustBeIssued(permit);
      return inTransaction(async () => {
        await linkingStore.lockLinks();
        const decision = await store.findDecision(id);
        if (!decision) return failed(NO_DECISION);
        if (decision.undoneAt !== undefined) {
          return failed({ kind: "conflict", message: "It has been undone already." });
        }
        const concerned = await linkingStore.concerned([decision.one, decision.other]);
        await store.undo(permit, decision);
        await linking.relink(concerned, `${decidedBy(id)} undone`);
        return succeeded((await store.findDecision(id)) ?? decision);
      });
    },

    /** What was decided, newest first, with the two registrations of each. Each person shown is logged. */
    async decisions(permit: ListPermit): Promise<
      readonly (Decision & {
        readonly mine: ReviewedRegistration | undefined;
        readonly theirs: ReviewedRegistration | undefined;
      })[]
    > {
      const decisions = await store.decisions(undefined, MOST_DECISIONS);
      const patients = [...new Set(decisions.flatMap(({ one, other }) => [one, other]))];
      const shown = await store.registrations(permit, patients);
      return decisions.map((one) => ({ ...one, mine: shown.get(one.one), theirs: shown.get(one.other) }));
    },

    /** How much waits, how much was done, and how far people and matching agree. Counts only. */
    async workload(): Promise<Workload> {
      const queued = await store.queueCounts(clock());
      const decided = await store.decisionCounts();
      const inQueue = (reason: (typeof queued)[number]["reason"]) =>
        queued.find((one) => one.reason === reason)?.pairs ?? 0;
      const counted = (which: (one: (typeof decided)[number]) => boolean): number =>
        decided.filter(which).reduce((sum, { decisions }) => sum + decisions, 0);
      const standing = (verdict: Verdict) => counted((one) => one.verdict === verdict && !one.undone);
      return {
        waiting: {
          ...{ apart: inQueue("apart"), rival: inQueue("rival"), joined: inQueue("joined") },
          sample: await samples.openCount(),
        },
        waitingForSecond: counted((one) => one.waiting && !one.undone),
        decided: {
          same: standing("same"),
          different: standing("different"),
          "cannot-say": standing("cannot-say"),
        },
        undone: counted((one) => one.undone),
        asMatching: {
          agree: counted((one) => one.agrees === true && !one.undone),
          disagree: counted((one) => one.agrees === false && !one.undone),
        },
      };
    },
  };
}

const NO_DECISION = { kind: "not-found", message: "There is no such decision." } as const;
