import { describe, expect, it } from "vitest";
import { clustersOf, MOST_MEMBERS, type Constraints } from "./clusters.ts";

/** Pairs by their weights in bits; those that are not named are sure to be of two people. */
function clustered(
  size: number,
  weights: Readonly<Record<string, number>>,
  constraints?: Constraints,
): readonly (readonly number[])[] {
  const named = Object.entries(weights).map(([pair, bits]) => {
    const [one = 0, other = 0] = pair.split("-").map(Number);
    return { pair: one * size + other, bits };
  });
  const weigh = (one: number, other: number): number =>
    named.find(({ pair }) => pair === Math.min(one, other) * size + Math.max(one, other))?.bits ?? -20;
  const clusterOf = clustersOf(
    size,
    {
      pairs: Float64Array.from(named, (one) => one.pair),
      weights: Float64Array.from(named, (one) => one.bits),
      weigh,
    },
    constraints,
  );
  return [...Map.groupBy(clusterOf.keys(), (row) => clusterOf[row]).values()].map((own) => [...own].sort());
}

describe("Clusters", () => {
  it("hold whoever is one person", () => {
    expect(clustered(4, { "0-1": 12, "1-2": 9, "0-2": 7 })).toEqual([[0, 1, 2], [3]]);
  });

  it("do not chain two people together by one likeness in the middle", () => {
    expect(clustered(4, { "0-1": 20, "2-3": 18, "1-2": 6 })).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("take a registration that one member hardly knows, where all others know it well", () => {
    expect(clustered(4, { "0-1": 20, "0-2": 15, "1-2": 15, "0-3": 10, "1-3": 9, "2-3": -4 })).toEqual([[0, 1, 2, 3]]);
  });

  it("never hold two who may not be one person, however much the others agree", () => {
    expect(clustered(4, { "0-1": 20, "0-2": 20, "1-2": 20, "2-3": 18, "0-3": 15, "1-3": -Infinity })).toEqual([
      [0, 1, 2],
      [3],
    ]);
  });

  it("give a registration to the cluster that it agrees with most", () => {
    expect(clustered(5, { "0-1": 20, "2-3": 20, "0-4": 9, "1-4": 9, "2-4": 5, "3-4": 5 })).toEqual([
      [0, 1, 4],
      [2, 3],
    ]);
  });

  const nobodyApart = () => false;

  it("hold whoever is said to be one person, though everything speaks against it", () => {
    expect(clustered(3, { "0-1": -Infinity }, { same: [[0, 1]], keptApart: nobodyApart })).toEqual([[0, 1], [2]]);
  });

  it("take whoever agrees with one of those who are said to be one, though another contradicts", () => {
    const weights = { "0-1": -Infinity, "0-2": 20, "1-2": -Infinity };
    expect(clustered(3, weights, { same: [[0, 1]], keptApart: nobodyApart })).toEqual([[0, 1, 2]]);
    expect(clustered(3, weights)).toEqual([[0, 2], [1]]);
  });

  it("keep apart whoever is said to be two, though others say that they are one", () => {
    const keptApart = (one: number, other: number) => one + other === 1;
    expect(clustered(3, { "0-1": 20, "0-2": 20, "1-2": 19 }, { same: [[0, 1]], keptApart })).toEqual([[0, 2], [1]]);
  });

  it("take no two for one person that are not four times as likely to be one as two", () => {
    expect(clustered(4, { "0-1": 1.9, "2-3": 2 })).toEqual([[0], [1], [2, 3]]);
  });

  it("never hold more than one person can have, and tell of those that would have", () => {
    const size = MOST_MEMBERS + 2;
    const pairs = Float64Array.from({ length: size - 1 }, (_, one) => one * size + one + 1);
    const crowds: (readonly number[])[] = [];
    const scored = { pairs, weights: pairs.map((pair) => 30 - pair / size / 10), weigh: () => 20 };
    const clusterOf = clustersOf(size, scored, undefined, (...pair) => crowds.push(pair));
    expect([...Map.groupBy(clusterOf, (one) => one).values()].map(({ length }) => length)).toEqual([MOST_MEMBERS, 2]);
    expect(crowds).toEqual([[MOST_MEMBERS - 1, MOST_MEMBERS]]);
  });
});
