import type { OdsCode, PatientId } from "#base";
import { clustersOf, type Constraints } from "../matching/clusters.ts";
import type { ScoredPairs } from "../matching/scored-pairs.ts";
import type { Link } from "../patient.ts";
import { personsOf } from "./claims.ts";
import { groundOf, type LinkGround } from "./ground.ts";
import { bothAtOnePractice, haveOnlyNames } from "./pair-rule.ts";
import type { Likeness, Registration, Verdict } from "./registration.ts";

/** Registrations, and what is known of who among them is who. */
export type Concerned = {
  /** By patient's id, ascending, so that the order in which they came makes no difference. */
  readonly registrations: readonly Registration[];
  readonly likenesses: readonly Likeness[];
  readonly verdicts: readonly Verdict[];
  /** The weight in bits of any two of them, by their places in `registrations`. */
  readonly weigh: (one: number, other: number) => number;
  readonly isPractice: (source: OdsCode) => boolean;
};

/**
 * Who is who among registrations. Who belongs together depends only on what the registrations say and on what people
 * decided, never on the order in which they came. To be given whole: all that one of them resembles, is decided to be
 * the same as, or shares a person with, or claims to have been.
 */
export function linksAmong(concerned: Concerned): readonly Link[] {
  const { registrations } = concerned;
  const constraints = constraintsOf(concerned);
  const scored = scoredFrom(concerned);
  const clusterOf = clustersOf(registrations.length, scored, constraints);
  const groups = [...Map.groupBy(registrations.keys(), (at) => clusterOf[at]).values()];
  const persons = personsOf(groups.map((group) => group.flatMap((at) => registrations[at] ?? [])));
  const grounds = groundsIn(concerned, clusterOf, scored, constraints);
  return groups.flatMap((group, nth) =>
    group.flatMap((at): readonly Link[] => {
      const [person, one] = [persons[nth], registrations[at]];
      return person && one ? [{ patient: one.patient, person, ...groundOf(one.row, grounds[at]) }] : [];
    }),
  );
}

function placesOf(registrations: readonly Registration[]): ReadonlyMap<PatientId, number> {
  return new Map(registrations.map(({ patient }, at) => [patient, at]));
}

/** What people decided, what sources say of their own registrations, and who is protected. */
function constraintsOf({ registrations, verdicts }: Concerned): Constraints {
  const places = placesOf(registrations);
  const size = registrations.length;
  const apart = new Set<number>();
  const same: (readonly [number, number])[] = [];
  for (const { one, other, verdict } of verdicts) {
    const [first, second] = [places.get(one), places.get(other)];
    if (first === undefined || second === undefined) continue;
    if (verdict === "same") same.push([first, second]);
    else apart.add(Math.min(first, second) * size + Math.max(first, second));
  }
  for (const [at, { sameAs }] of registrations.entries()) {
    for (const other of sameAs) {
      const second = places.get(other);
      if (second !== undefined) same.push([at, second]);
    }
  }
  return {
    same,
    keptApart: (one, other) =>
      registrations[one]?.identity !== registrations[other]?.identity ||
      apart.has(Math.min(one, other) * size + Math.max(one, other)),
  };
}

/** Weights as they count: a practice's own word, and what is too little to link by, stand above them. */
function scoredFrom({ registrations, likenesses, weigh, isPractice }: Concerned): ScoredPairs {
  const places = placesOf(registrations);
  const counted = (first: number, second: number, weight: number): number => {
    const [one, other] = [registrations[first], registrations[second]];
    if (!one || !other || bothAtOnePractice(one, other, isPractice)) return -Infinity;
    return haveOnlyNames(one, other) ? Math.min(weight, 0) : weight;
  };
  const known = likenesses.flatMap(({ one, other, weight }) => {
    const [first, second] = [places.get(one), places.get(other)];
    if (first === undefined || second === undefined) return [];
    const pair = Math.min(first, second) * registrations.length + Math.max(first, second);
    return [{ pair, weight: counted(first, second, weight) }];
  });
  known.sort((a, b) => a.pair - b.pair);
  return {
    pairs: Float64Array.from(known, ({ pair }) => pair),
    weights: Float64Array.from(known, ({ weight }) => weight),
    weigh: (one, other) => counted(one, other, weigh(one, other)),
  };
}

/** For each registration the strongest ground of its link: people's word, its source's, or the likest of its cluster. */
function groundsIn(
  { registrations, verdicts }: Concerned,
  clusterOf: Int32Array,
  { pairs, weights }: ScoredPairs,
  { same }: Constraints,
): readonly LinkGround[] {
  const size = registrations.length;
  const grounds = registrations.map((): LinkGround => ({ kind: "alone", resembles: false }));
  const together = (one: number, other: number): boolean => clusterOf[one] === clusterOf[other];
  for (const [nth, pair] of pairs.entries()) {
    const ends = [Math.floor(pair / size), pair % size] as const;
    for (const [at, other] of [ends, [ends[1], ends[0]] as const]) {
      const held = grounds[at];
      const row = registrations[other]?.row;
      const weight = weights[nth] ?? 0;
      if (!row || !held) continue;
      if (!together(at, other)) grounds[at] = held.kind === "alone" ? { kind: "alone", resembles: true } : held;
      else if (held.kind !== "likeness" || weight > held.weight) grounds[at] = { kind: "likeness", weight, row };
    }
  }
  const decided = new Set(verdicts.flatMap(({ one, other, verdict }) => (verdict === "same" ? [one, other] : [])));
  for (const [one, other] of same) {
    if (!together(one, other)) continue;
    for (const at of [one, other]) {
      const kind = decided.has(registrations[at]?.patient ?? ("" as PatientId)) ? "decided" : "source";
      const held = grounds[at];
      grounds[at] = { kind, ...(held?.kind === "likeness" && { weight: held.weight }) };
    }
  }
  return grounds;
}
