import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpellsOfFile, type SpellRow } from "./spells-of-file.ts";

const row = (number: number, minute: number, facts: SpellRow["facts"] = {}): SpellRow => ({
  facts,
  episode: { number, isLast: false, isDominant: false, diagnoses: [] },
  recorded: new Date(minute * 60_000),
});

const facts = fc.record(
  {
    site: fc.constantFrom("XT90101", "XT90102"),
    source: fc.constantFrom("19", "29", "51"),
    ready: fc.constantFrom("2025-03-01", "2025-03-02"),
  },
  { requiredKeys: [] },
);
/** Rows of one stay, no two written in the same minute. */
const rows = fc
  .uniqueArray(fc.record({ number: fc.integer({ min: 1, max: 4 }), minute: fc.nat(1000), facts }), {
    selector: ({ minute }) => minute,
    minLength: 1,
    maxLength: 8,
  })
  .map((told) => told.map((one) => row(one.number, one.minute, one.facts)));

describe("a stay put together from its rows", () => {
  it("is the same in whatever order they stand", () => {
    fc.assert(
      fc.property(
        rows.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }))),
        ([told, shuffled]) => {
          const last = (given: readonly SpellRow[]) => {
            const spells = createSpellsOfFile();
            return given.map((one) => spells.hear("S1", one)).at(-1);
          };
          expect(last(shuffled)).toEqual(last(told));
        },
      ),
    );
  });

  it("says what the row that was written last says, and of what it leaves out what the one before does", () => {
    const spells = createSpellsOfFile();
    spells.hear("S1", row(1, 10, { site: "XT90101", ready: "2025-03-01" }));
    const spell = spells.hear("S1", row(2, 20, { site: "XT90102" }));
    expect(spell).toMatchObject({ facts: { site: "XT90102", ready: "2025-03-01" }, recorded: new Date(20 * 60_000) });
  });

  it("is forgotten when too many others have come, and when it is deleted", () => {
    const spells = createSpellsOfFile(2);
    const numbers = (id: string, number: number) =>
      spells.hear(id, row(number, number)).episodes.map((episode) => episode.number);
    numbers("S1", 1);
    numbers("S2", 1);
    expect(numbers("S1", 2)).toEqual([1, 2]);
    numbers("S3", 1);
    expect(numbers("S2", 2)).toEqual([2]);
    expect(numbers("S3", 2)).toEqual([1, 2]);
    spells.forget("S3");
    expect(numbers("S3", 3)).toEqual([3]);
  });
});
