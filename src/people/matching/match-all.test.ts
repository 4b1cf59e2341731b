import { describe, expect, it } from "vitest";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { createAgreementReader } from "./agreement.ts";
import { matchAll } from "./match-all.ts";
import { explain, priorBits } from "./model.ts";
import { tableOf, type Column, type Row } from "./table.ts";

const COLUMNS: readonly Column[] = [
  { name: "given", kind: "given-name" },
  { name: "family", kind: "family-name" },
  { name: "born", kind: "birth-date" },
  { name: "postcode", kind: "postcode" },
];
const GIVEN = ["amina", "joan", "tunde", "mei", "rafiq", "helen", "omar", "siobhan", "daniel", "marcus", "ewa", "ada"];
const FAMILY = ["whitfield", "adebayo", "chan", "malik", "thorne", "haddad", "rahman", "kelly", "osei", "campbell"];

/** Three hundred people, each registered three times: once with a slip, once with a postcode that they left. */
function aTown(): readonly Row[] {
  const random = xoroshiro128plus(5);
  const pick = (list: readonly string[]) => list[uniformInt(random, 0, list.length - 1)] ?? "";
  const digits = (from: number, to: number) => String(uniformInt(random, from, to)).padStart(2, "0");
  const postcode = () => `zz${digits(1, 9)} ${digits(1, 9)}ab`;
  return Array.from({ length: 300 }, () => {
    const [given, family] = [pick(GIVEN), `${pick(FAMILY)}${pick(["", "son", "ley", "by"])}`];
    const born = `${String(uniformInt(random, 1930, 2010))}${digits(1, 12)}${digits(1, 28)}`;
    const [home, former] = [postcode(), postcode()];
    return [
      [[given], [family], [born], [home]],
      [[given], [family.replace(/(.)(.)$/, "$2$1")], [born], [home]],
      [[given], [family], [born], [former, home]],
    ];
  }).flat();
}

describe("Matching a whole table", () => {
  const table = tableOf(COLUMNS, aTown());
  const matching = matchAll(table, 1);

  it("finds who is one person, though names slip and people move", () => {
    const persons = Map.groupBy(
      Array.from({ length: 900 }, (_, row) => row),
      (row) => Math.floor(row / 3),
    );
    const whole = [...persons.values()].filter((own) => new Set(own.map((row) => matching.clusterOf[row])).size === 1);
    expect(whole.length).toBeGreaterThan(295);
    expect(new Set(matching.clusterOf).size).toBeGreaterThan(295);
  });

  it("never learns that two values that differ speak for one person", () => {
    for (const { levels } of matching.model.columns) {
      const { ofSame = 0, ofDifferent = 0 } = levels.at(-1) ?? {};
      expect(ofSame).toBeLessThanOrEqual(ofDifferent);
    }
  });

  it("learns of no number or address that is somebody's own", () => {
    const columns: readonly Column[] = [
      ...COLUMNS,
      { name: "number", kind: "nhs-number" },
      { name: "at", kind: "address" },
    ];
    const town = aTown().map((row, at): Row => {
      const person = String(Math.floor(at / 3));
      return [...row, [person], [at % 20 === 0 ? "1 care home" : `${person} oak road`]];
    });
    const { model } = matchAll(tableOf(columns, town), 1);
    expect(model.columns.map(({ common }) => Object.keys(common)).slice(4)).toEqual([[], ["1 care home"]]);
    expect(Object.keys(model.columns[0]?.common ?? {}).length).toBeGreaterThan(5);
  });

  it("gives the same for the same table and seed", () => {
    const again = matchAll(table, 1);
    const { model, clusterOf, crowds, scored } = matching;
    expect(again).toEqual({
      ...{ model, clusterOf, crowds },
      scored: { ...scored, weigh: expect.any(Function) },
      compared: { ...matching.compared, areCompared: expect.any(Function) },
    });
  });

  it("says why, column by column, and the parts add up to the weight", () => {
    const { model } = matching;
    const { weigh } = matching.scored;
    const agreement = createAgreementReader(table)(0, 1);
    const parts = explain(model, agreement);
    expect(parts.map(({ column, level }) => `${column}: ${level}`)).toEqual([
      "given: the same",
      "family: a slip apart",
      "born: the same",
      "postcode: the same",
    ]);
    const sum = parts.reduce((total, { bits }) => total + bits, priorBits(model));
    expect(sum).toBeCloseTo(weigh(0, 1), 6);
  });

  it("says that given and family name stand in each other's place", () => {
    const swapped = tableOf(COLUMNS, [
      [["joan"], ["whitfield"], [], []],
      [["whitfield"], ["joan"], [], []],
    ]);
    const parts = explain(matching.model, createAgreementReader(swapped)(0, 1));
    expect(parts.map((one) => one.level)).toEqual(["given and family swapped", "given and family swapped"]);
  });

  it("takes a table of nobody, of one, and one with empty columns", () => {
    for (const rows of [
      [],
      [[["joan"], [], [], []]],
      [
        [[], [], [], []],
        [[], [], [], []],
      ],
    ] satisfies Row[][]) {
      expect(new Set(matchAll(tableOf(COLUMNS, rows), 1).clusterOf).size).toBe(rows.length);
    }
  });
});
