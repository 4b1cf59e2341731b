import { hashAfter } from "./chain.ts";
import type { Finding, Where } from "./finding.ts";

/** A row whose digest is not the one that its place holds. */
export type BadRow = { readonly where: Where; readonly expected: string; readonly actual: string };

/** A place whose hash does not follow from the hash before it and its digest. */
export type Break = {
  readonly where: Where;
  readonly digest: string;
  readonly hash: string;
  readonly before: string;
  /** The place before, and the hash before that one; nothing at the chain's start, or beside a hole. */
  readonly prior: { readonly where: Where; readonly before: string } | undefined;
};

const follows = (before: string, digest: string, hash: string): boolean => hashAfter(before, digest) === hash;

/** Rows that do not fit their places: pairs of which each fits the other's, else rows that were altered. */
export function swappedRows(rows: readonly BadRow[]): readonly Finding[] {
  const byActual = new Map(rows.map((row) => [row.actual, row]));
  return rows.flatMap((row): readonly Finding[] => {
    const other = byActual.get(row.expected);
    const isPair = other !== undefined && other.expected === row.actual;
    if (!isPair) return [{ kind: "altered", where: row.where }];
    if (other.where.position < row.where.position) return [];
    return [{ kind: "swapped", where: row.where, other: other.where }];
  });
}

/** What most simply explains where the chain does not hold together, each break once. */
export function explained(breaks: readonly Break[]): readonly Finding[] {
  const open = new Map(breaks.map((one) => [one.where.position, one]));
  return [...swappedPlaces(breaks, open), ...oneByOne(open)];
}

/** Whole places that stand where each other belongs: two breaks for each of them, three where they are neighbours. */
function swappedPlaces(breaks: readonly Break[], open: Map<number, Break>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const one of breaks) {
    if (!open.has(one.where.position)) continue;
    const other = [...open.values()].find(
      (two) => two.where.position > one.where.position && belongElsewhere(one, two),
    );
    if (!other) continue;
    findings.push({ kind: "swapped", where: one.where, other: other.where });
    for (const { where } of [one, other]) for (const next of [0, 1]) open.delete(where.position + next);
  }
  return findings;
}

/** Whether the second place follows from what stands before the first, and the first from what stands before the second. */
function belongElsewhere(one: Break, two: Break): boolean {
  if (!follows(one.before, two.digest, two.hash)) return false;
  const areNeighbours = two.where.position === one.where.position + 1;
  return follows(areNeighbours ? two.hash : two.before, one.digest, one.hash);
}

function oneByOne(open: Map<number, Break>): readonly Finding[] {
  const findings: Finding[] = [];
  for (const one of [...open.values()]) {
    const { where } = one;
    if (!open.has(where.position)) continue;
    const next = open.get(where.position + 1);
    if (next && follows(hashAfter(one.before, one.digest), next.digest, next.hash)) {
      // Both follow from what the hash should be: it alone was altered.
      findings.push({ kind: "hash altered", where });
      open.delete(next.where.position);
    } else if (next && follows(one.before, next.digest, next.hash)) {
      // The next follows from the one before: this was not there when it was given its place.
      findings.push({ kind: "inserted", where });
      open.delete(next.where.position);
    } else findings.push(insertedBefore(one) ?? { kind: "broken", where });
  }
  return findings;
}

/** The place before follows well but this one skips it: somebody put it in and computed its hash. */
function insertedBefore({ prior, digest, hash }: Break): Finding | undefined {
  return prior && follows(prior.before, digest, hash) ? { kind: "inserted", where: prior.where } : undefined;
}
