import { describe, expect, it } from "vitest";
import { matchAll } from "./match-all.ts";
import { tableOf, type Column, type Row } from "./table.ts";
import { openThreads } from "./threads.ts";

const COLUMNS: readonly Column[] = [
  { name: "given", kind: "given-name" },
  { name: "family", kind: "family-name" },
  { name: "born", kind: "birth-date" },
  { name: "phone", kind: "phone" },
];

const rows = Array.from({ length: 600 }, (_, at): Row => {
  const person = at % 200;
  const born = `19${String(20 + (person % 60))}${String(1 + (person % 12)).padStart(2, "0")}11`;
  return [
    [`given${String(person % 17)}`],
    [`family${String(person % 13)}`],
    [born],
    [`0770090${String(1000 + person)}`, "1"],
  ];
});
const table = tableOf(COLUMNS, rows);

describe("Threads", () => {
  it("come to the same, however many there are", () => {
    const [alone, together] = [matchAll(table, 7, undefined, 1), matchAll(table, 7, undefined, 3)];
    expect(together.model).toEqual(alone.model);
    expect(together.scored.pairs).toEqual(alone.scored.pairs);
    expect(together.scored.weights).toEqual(alone.scored.weights);
    expect(together.clusterOf).toEqual(alone.clusterOf);
    expect(new Set(alone.clusterOf).size).toBe(200);
  });

  it("give results in the order of what was asked for, and take part themselves", () => {
    const threads = openThreads(table, 3);
    const rules = [0, 1, 2, 3].map((rule) => ({ rule }));
    const blocks = threads.run("blocks", rules);
    threads.close();
    expect(blocks.map(({ rule }) => rule)).toEqual([
      "birth date + family name",
      "birth date + given name",
      "given name + family name",
      "family name + year of birth",
    ]);
  });

  it("fail as one would alone", () => {
    const threads = openThreads(table, 2);
    expect(() => threads.run("blocks", [{ rule: 0 }, { rule: 99 }])).toThrow("There is no such rule.");
    threads.close();
  });
});
