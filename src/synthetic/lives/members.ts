import type { Chance } from "./chance.ts";
import type { Sex } from "./person.ts";

/** A place in a household: how old on the last day, and in which part. */
export type Member = {
  readonly part: "adult" | "child" | "grandparent" | "sharer";
  readonly sex: Sex;
  /** Years with their fraction. */
  readonly age: number;
};

/** Who lives together in a household of this size, the parents first. */
export function membersOf(size: number, chance: Chance): readonly Member[] {
  switch (size) {
    case 1:
      return [{ part: "adult", sex: aSex(chance), age: ageAlone(chance) }];
    case 2:
      return chance.weighted([
        [couple, 62],
        [loneParent, 18],
        [sharers, 20],
      ])(2, chance);
    case 3:
      return chance.weighted([
        [family, 56],
        [loneParent, 16],
        [sharers, 16],
        [withGrandparent, 12],
      ])(3, chance);
    default:
      return chance.weighted([
        [family, 64],
        [loneParent, 8],
        [sharers, 12],
        [withGrandparent, 16],
      ])(size, chance);
  }
}

const aSex = (chance: Chance): Sex => (chance.happens(0.5) ? "female" : "male");

function ageWithin(bands: readonly (readonly [from: number, to: number, weight: number])[], chance: Chance): number {
  const [from, to] = chance.weighted(bands.map((band) => [band, band[2]] as const));
  return from + chance.unit() * (to - from);
}

const ageAlone = (chance: Chance): number =>
  ageWithin(
    [
      [20, 35, 22],
      [35, 50, 15],
      [50, 65, 19],
      [65, 80, 24],
      [80, 99, 20],
    ],
    chance,
  );

function couple(_size: number, chance: Chance): readonly Member[] {
  const age = ageWithin(
    [
      [21, 40, 26],
      [40, 65, 22],
      [65, 80, 36],
      [80, 95, 16],
    ],
    chance,
  );
  return partners(age, chance);
}

function partners(age: number, chance: Chance): readonly Member[] {
  const first = aSex(chance);
  const same = chance.happens(0.03);
  const other: Sex = same === (first === "female") ? "female" : "male";
  return [
    { part: "adult", sex: first, age },
    {
      part: "adult",
      sex: other,
      age: Math.max(18.5, Math.min(100, chance.normal(age - (first === "male" ? 2 : -2), 3))),
    },
  ];
}

function family(size: number, chance: Chance): readonly Member[] {
  const eldest = chance.unit() * 23;
  return [...partners(eldest + 21 + chance.unit() * 15, chance), ...children(size - 2, eldest, chance)];
}

function loneParent(size: number, chance: Chance): readonly Member[] {
  const eldest = chance.unit() * 24;
  const parent: Member = {
    part: "adult",
    sex: chance.happens(0.86) ? "female" : "male",
    age: eldest + 19 + chance.unit() * 16,
  };
  return [parent, ...children(size - 1, eldest, chance)];
}

function withGrandparent(size: number, chance: Chance): readonly Member[] {
  const eldest = chance.unit() * 20;
  const parents = partners(eldest + 22 + chance.unit() * 12, chance);
  const grandparent: Member = {
    part: "grandparent",
    sex: chance.happens(0.66) ? "female" : "male",
    age: Math.min(99, (parents[0]?.age ?? 40) + 21 + chance.unit() * 14),
  };
  return [...parents, ...children(size - 3, eldest, chance), grandparent];
}

function sharers(size: number, chance: Chance): readonly Member[] {
  const middle = 21 + chance.unit() * 20;
  return Array.from({ length: size }, () => ({
    part: "sharer" as const,
    sex: aSex(chance),
    age: Math.max(18.2, chance.normal(middle, 4)),
  }));
}

/** Of births after the first in a home, in whatever order: about one maternity in 65 is of twins (ONS, England and Wales). */
const TWINS = 0.03;

/** Twins are as old as one another to the day. */
function children(count: number, eldest: number, chance: Chance): readonly Member[] {
  let age = eldest;
  return Array.from({ length: count }, (_, place) => {
    if (place > 0 && !chance.happens(TWINS)) age = Math.max(0.05, age - 1 - chance.unit() * 3.5);
    return { part: "child" as const, sex: aSex(chance), age };
  });
}
