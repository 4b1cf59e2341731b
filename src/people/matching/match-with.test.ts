import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockKeysOf, blockRulesFor, LARGEST_BLOCK } from "./block-key.ts";
import { candidatesIn } from "./candidates.ts";
import { clustersOf, LEAST_EDGE } from "./clusters.ts";
import { LEVELS } from "./comparison.ts";
import { matchWith } from "./match-all.ts";
import { frequenciesOf, type MatchModel } from "./model.ts";
import { REGISTRATION_COLUMNS } from "./registration.ts";
import { scorePairs } from "./scored-pairs.ts";
import { tableOf, type Row } from "./table.ts";

const PARTS: Readonly<Record<string, readonly string[]>> = {
  "given name": ["ann", "anne", "nan", "tunde", "mary ann", "brown", "a", "margaret", "peggy", "rgaretma"],
  "family name": ["brown", "browne", "bronw", "osei-brown", "osei", "ann", "tunde", "wnbro"],
  "date of birth": ["19440403", "19440304", "19440413", "19450403", "19441127", "20010203", "unknown"],
  sex: ["female", "male"],
  postcode: ["zz1 1aa", "zz1 1ab", "zz1 9xy", "zz2 1aa", "xx1 1aa"],
  address: ["12 oak road", "12 oak raod", "12 elm lane", "the lodge", "21 oak road"],
  phone: ["07700900001", "07700900010", "02079460001"],
  email: ["ann@example.org", "ann@example.com", "tunde@example.org"],
  "NHS number": ["9990905592", "9990905529", "9996731006"],
  "traced NHS number": ["9990905592", "9996731006"],
};

const aRow = fc.tuple(
  ...REGISTRATION_COLUMNS.map(({ name }) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...(PARTS[name] ?? [])).map((one) => [one]) },
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...(PARTS[name] ?? [])), { maxLength: 3 }) },
    ),
  ),
);
/** With given and family name in each other's place. */
const swapped = ([given = [], family = [], ...rest]: Row): Row => [family, given, ...rest];
const rowsOf = fc.array(aRow, { minLength: 1, maxLength: 40 }).map((rows) => [...rows, ...rows.map(swapped)]);
const rules = blockRulesFor({ columns: REGISTRATION_COLUMNS });

/** Most agreements that are no sameness speak a little for one person; all frequencies are of other rows. */
const model: MatchModel = {
  prior: 0.001,
  rarest: 0.004,
  columns: REGISTRATION_COLUMNS.map((column) => ({
    ...column,
    levels: LEVELS[column.kind].map((_, level, { length }) => {
      const others = (part: number) => part / (length - 1);
      if (level === 0) return { ofSame: 0.8, ofDifferent: 0.02 };
      return { ofSame: others(0.2), ofDifferent: level === length - 1 ? 0.9 : others(0.08) };
    }),
    common: Object.fromEntries((PARTS[column.name] ?? []).slice(2).map((text, nth) => [text, 0.01 + nth / 50])),
  })),
};

const frozen = (rows: readonly Row[]) => tableOf(REGISTRATION_COLUMNS, rows, frequenciesOf(model));

describe("Matching by a model that was learnt before", () => {
  it("gives a whole table the same edges and clusters as weighing all its candidates one by one", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const table = frozen(rows);
        const { scored, clusterOf } = matchWith(table, model);
        const all = scorePairs(table, model, candidatesIn(table, rules));
        const edges = all.pairs.filter((_, at) => (all.weights[at] ?? 0) >= LEAST_EDGE);
        expect(scored.pairs).toEqual(edges);
        expect(scored.weights).toEqual(all.weights.filter((weight) => weight >= LEAST_EDGE));
        expect(clusterOf).toEqual(clustersOf(table.size, all));
      }),
      { numRuns: 300 },
    );
  });

  it("compares two registrations if, and only if, they share a key", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { compared } = matchWith(frozen(rows), model);
        const keys = rows.map((row) => new Set(blockKeysOf(rules, row)));
        for (const [one, mine] of keys.entries()) {
          for (const [other, theirs] of keys.entries()) {
            if (one >= other) continue;
            expect(compared.areCompared(one, other)).toBe([...mine].some((key) => theirs.has(key)));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("weighs a pair alike among others, alone, and in the other order", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { weigh } = scorePairs(frozen(rows), model, { pairs: new Float64Array(), passedOver: [] });
        const [first, second] = rows;
        const alone = frozen([second ?? [], first ?? []]);
        const weight = scorePairs(alone, model, { pairs: Float64Array.of(1), passedOver: [] }).weights[0];
        expect(weigh(0, 1)).toBe(weight);
        expect(weigh(1, 0)).toBe(weight);
      }),
    );
  });

  it("does not compare those who share a key with too many", () => {
    const row: Row = REGISTRATION_COLUMNS.map(({ name }) => (name === "NHS number" ? ["9990905592"] : []));
    const many = (count: number) =>
      tableOf(
        REGISTRATION_COLUMNS,
        Array.from({ length: count }, () => row),
      );
    expect(matchWith(many(LARGEST_BLOCK), model).compared).toMatchObject({ passedOver: [] });
    const { compared } = matchWith(many(LARGEST_BLOCK + 1), model);
    expect(compared.passedOver).toEqual([{ rule: "NHS number", registrations: LARGEST_BLOCK + 1 }]);
    expect(compared.areCompared(0, 1)).toBe(false);
  });

  it("lets people's word stand above what the registrations say", () => {
    const alike = aRowOf({ "given name": "ann", "family name": "brown", "date of birth": "19440403" });
    const other = aRowOf({ "given name": "tunde", "family name": "osei", "date of birth": "20010203" });
    const table = frozen([alike, alike, other]);
    const clusters = matchWith(table, model, { same: [[1, 2]], keptApart: (one, two) => one + two === 1 }).clusterOf;
    expect(clusters[1]).toBe(clusters[2]);
    expect(clusters[0]).not.toBe(clusters[1]);
  });
});

const aRowOf = (said: Readonly<Record<string, string>>): Row =>
  REGISTRATION_COLUMNS.map(({ name }) => (said[name] === undefined ? [] : [said[name]]));
