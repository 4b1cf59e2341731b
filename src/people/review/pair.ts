import type { ActorId, OdsCode, PatientId, PersonId } from "#base";
import type { ComparedRows } from "../linking/comparing.ts";
import type { Gender, LinkMethod } from "../patient.ts";

/** What people say of two registrations. */
export type Verdict = "same" | "different" | "cannot-say";

/** One registration as whoever decides sees it. */
export type ReviewedRegistration = {
  readonly patient: PatientId;
  readonly person: PersonId;
  readonly source: OdsCode;
  readonly sourceId: string;
  readonly given: string | undefined;
  readonly family: string | undefined;
  readonly gender: Gender | undefined;
  /** YYYY-MM-DD. */
  readonly born: string | undefined;
  readonly nhsNumber: string | undefined;
  readonly nhsNumberVerified: boolean;
  readonly address: string | undefined;
  readonly postcode: string | undefined;
  readonly phone: string | undefined;
  readonly active: boolean;
  readonly recorded: Date;
  readonly method: LinkMethod;
  readonly reason: string;
};

/** Why a pair is to be looked at. */
export type QueueReason =
  /** Two persons who may be one. */
  | "apart"
  /** Two persons who may be one, nearly as likely as those with whom one of them is joined. */
  | "rival"
  /** One person, joined on little. */
  | "joined"
  /** Drawn at random, whatever matching thinks of it. */
  | "sample";

/** A pair that is to be looked at. */
export type QueuedPair = {
  readonly one: ReviewedRegistration;
  readonly other: ReviewedRegistration;
  /** In bits; not told of a pair that was drawn at random, so that whoever decides does so unswayed. */
  readonly weight: number | undefined;
  readonly reason: QueueReason;
};

/** Another registration that is like one of the pair. */
export type Candidate = {
  readonly registration: ReviewedRegistration;
  /** Which of the pair it is like. */
  readonly like: PatientId;
  /** In bits. */
  readonly weight: number;
  /** They are one person today. */
  readonly together: boolean;
};

/** Everything by which a pair is decided. */
export type PairForReview = ComparedRows & {
  readonly one: ReviewedRegistration;
  readonly other: ReviewedRegistration;
  readonly candidates: readonly Candidate[];
  /** Other registrations at the address of one of them. */
  readonly household: readonly ReviewedRegistration[];
  readonly decisions: readonly Decision[];
  /** One practice keeps both running under different numbers: matching never joins such a pair, whatever the weight. */
  readonly bothAtOnePractice: boolean;
  /** It was drawn at random and waits for a decision: what matching thinks is to be shown only after that. */
  readonly drawn: boolean;
  /** Whether such a decision would wait for a second person. */
  readonly needsSecond: Readonly<Record<Exclude<Verdict, "cannot-say">, boolean>>;
};

/** What was decided of a pair, by whom. */
export type Decision = {
  readonly id: number;
  readonly one: PatientId;
  readonly other: PatientId;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly needsSecond: boolean;
  readonly decidedBy: ActorId;
  readonly decidedAt: Date;
  readonly confirmedBy: ActorId | undefined;
  readonly confirmedAt: Date | undefined;
  readonly undoneBy: ActorId | undefined;
  readonly undoneAt: Date | undefined;
  /** In bits, when it was decided. */
  readonly weight: number | undefined;
  /** The random check for which it was decided, if any. */
  readonly sample: number | undefined;
};

/** What has been done and waits to be done. */
export type Workload = {
  readonly waiting: Readonly<Record<QueueReason, number>>;
  /** Decisions that wait for a second person. */
  readonly waitingForSecond: number;
  readonly decided: Readonly<Record<Verdict, number>>;
  readonly undone: number;
  /** Of those decided "same" or "different", how many matching had as likely so, and how many not. */
  readonly asMatching: { readonly agree: number; readonly disagree: number };
};

/** A registration that came to a person, or left. */
export type LinkMove = {
  readonly patient: PatientId;
  readonly at: Date;
  /** None where it was new. */
  readonly from: PersonId | undefined;
  readonly to: PersonId;
  readonly decidedBy: string;
  readonly reason: string;
};

/** An identity that is kept apart from everybody else. Says nobody's name. */
export type Protection = {
  readonly identity: number;
  readonly registrations: number;
  readonly reason: string;
  readonly decidedBy: ActorId;
  readonly decidedAt: Date;
};
