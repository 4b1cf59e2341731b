import { fieldOf } from "./access-event.ts";
import { digestOf, FORM } from "./canonical-form.ts";
import { hashAfter, START } from "./chain.ts";
import type { PlaceWithEvent, Unplaced } from "./chain-store.ts";
import { isSignedBy, type Checkpoint } from "./checkpoint.ts";
import { explained, swappedRows, type BadRow, type Break } from "./diagnosis.ts";
import type { Finding, Verification, Where } from "./finding.ts";

/** Findings of each kind that are kept to be named; beyond that they are counted, so that memory is bounded. */
const MOST = 1000;

/** Rows without a place that are named; more are counted. */
export const NAMED = 1000;

/** Looks at a chain place by place, in the order of positions, and says at the end what is wrong with it. */
export type Verifier = {
  readonly look: (place: PlaceWithEvent) => void;
  /** What was found of other things than places. */
  readonly tell: (finding: Finding) => void;
  /** `unplaced`: rows of the log without a place, and how many there are. */
  readonly end: (unplaced: UnplacedRows) => Verification;
};

export type UnplacedRows = { readonly events: readonly Unplaced[]; readonly passed: number; readonly waiting: number };

/** What a chain is held against: checkpoints (nothing for a line that is none), and the key that signed them (PEM). */
export type Signed = {
  readonly checkpoints: readonly (Checkpoint | undefined)[];
  readonly publicKey: string;
};

export function createVerifier({ checkpoints: given, publicKey }: Signed): Verifier {
  const checkpoints = given.flatMap((one) => (one && isSignedBy(publicKey, one) ? [one] : []));
  const signed = Map.groupBy(checkpoints, (one) => one.position);
  const findings: Finding[] = given.flatMap((one, nth): readonly Finding[] =>
    one && checkpoints.includes(one) ? [] : [{ kind: "bad checkpoint", line: nth + 1 }],
  );
  const badRows: BadRow[] = [];
  const breaks: Break[] = [];
  let uncounted = 0;
  let places = 0;
  let signedTo = 0;
  let last: { readonly position: number; readonly hash: string; readonly at: string | undefined } = {
    ...START,
    at: undefined,
  };
  /** The place before the one that is looked at, with the hash before it; nothing where the chain has a hole there. */
  let prior: Break["prior"];

  const keep = <T>(list: T[], one: T): void => {
    if (list.length < MOST) list.push(one);
    else uncounted++;
  };

  function look(place: PlaceWithEvent): void {
    const { position, event, hash, digest } = place;
    places++;
    const where: Where = { position, seq: place.seq, at: event ? (fieldOf(event, "at") ?? undefined) : last.at };
    const isAfterHole = position !== last.position + 1;
    if (isAfterHole) keep(findings, holeBefore(position, last));
    else if (hashAfter(last.hash, digest) !== hash) {
      keep(breaks, { where, digest, hash, before: last.hash, prior });
    }
    lookAtRow(place, where);
    for (const checkpoint of signed.get(position) ?? []) lookAtCheckpoint(checkpoint, hash);
    prior = isAfterHole ? undefined : { where, before: last.hash };
    last = { position, hash, at: where.at };
  }

  function lookAtRow({ form, event, digest }: PlaceWithEvent, where: Where): void {
    if (form !== FORM) keep(findings, { kind: "unknown form", where });
    else if (!event) keep(findings, { kind: "deleted", where });
    else {
      const actual = digestOf(event);
      if (actual !== digest) keep(badRows, { where, expected: digest, actual });
    }
  }

  function lookAtCheckpoint({ position, hash, at }: Checkpoint, found: string): void {
    if (found === hash) signedTo = position;
    else keep(findings, { kind: "rewritten", after: signedTo, checkpoint: position, at: at.toISOString() });
  }

  function end({ events, passed, waiting }: UnplacedRows): Verification {
    const beyond = checkpoints.filter((one) => one.position > last.position);
    const added = events.filter((one) => one.isPassed);
    const all: readonly Finding[] = [
      ...findings,
      ...swappedRows(badRows),
      ...explained(breaks),
      ...added.map(({ event }): Finding => ({
        kind: "added",
        where: { seq: fieldOf(event, "seq") ?? "", at: fieldOf(event, "at") ?? undefined },
      })),
      ...beyond.map(({ position, at }): Finding => ({
        ...{ kind: "truncated", end: last.position, checkpoint: position, at: at.toISOString() },
      })),
    ];
    return {
      ...{ places, end: last.position, hash: last.hash },
      ...{ checkpoints: checkpoints.length, signedTo, unchained: waiting },
      findings: all.toSorted((a, b) => orderOf(a) - orderOf(b)).slice(0, MOST),
      unnamed: uncounted + Math.max(0, all.length - MOST) + passed - added.length,
    };
  }

  const tell = (finding: Finding): void => {
    keep(findings, finding);
  };

  return { look, tell, end };
}

/** Positions that are not there, before the one that is. */
const holeBefore = (position: number, last: { position: number; at: string | undefined }): Finding => ({
  ...{ kind: "removed", from: last.position + 1, to: position - 1, after: last.at },
});

/** By where they are in the chain; what has no place there comes last. */
function orderOf(finding: Finding): number {
  switch (finding.kind) {
    case "removed":
      return finding.from;
    case "truncated":
    case "rewritten":
      return finding.checkpoint;
    case "added":
    case "bad line":
    case "cut short":
    case "bad checkpoint":
      return Number.MAX_SAFE_INTEGER;
    case "altered":
    case "deleted":
    case "inserted":
    case "swapped":
    case "hash altered":
    case "broken":
    case "unknown form":
      return finding.where.position;
  }
}
