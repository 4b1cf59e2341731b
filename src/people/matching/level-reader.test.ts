import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEVELS, levelOf, type ColumnKind } from "./comparison.ts";
import { createLevelReaders } from "./level-reader.ts";
import { tableOf } from "./table.ts";
import { createTextReader } from "./text-book.ts";

const text = (signs: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(signs)), maxLength });
const pair = (one: fc.Arbitrary<string>) => fc.tuple(one, one).map((both) => both.join(""));

const TEXTS: Readonly<Record<ColumnKind, fc.Arbitrary<string>>> = {
  "given-name": fc.oneof(text("abde- ", 7), fc.constantFrom("peggy", "margaret", "meg", "bill", "william", "will")),
  "family-name": text("abdeé- ", 8),
  "birth-date": fc.oneof(
    fc
      .tuple(
        fc.constantFrom("1944", "1945", "1954", "2044"),
        pair(fc.constantFrom("0", "1", "2")),
        pair(text("012", 1)),
      )
      .map((parts) => parts.join("")),
    text("0123456789", 8),
  ),
  postcode: fc
    .tuple(fc.constantFrom("z", "zz", "x"), text("12", 2), text("123ab", 3))
    .map(([area, district, inward]) => `${area}${district} ${inward}`),
  sex: fc.constantFrom("female", "male"),
  number: text("0123456", 5),
  "nhs-number": text("0123", 6),
  "traced-number": text("0123", 6),
  phone: text("0123", 6),
  email: fc.tuple(text("abc-", 5), text("abc", 4)).map((parts) => parts.join("@")),
  address: fc.tuple(text("12", 2), text("abcd ", 9)).map((parts) => parts.join(" ")),
  words: text("abcdef ,", 12),
};

describe("Two values by their numbers", () => {
  const kinds = Object.keys(LEVELS) as readonly ColumnKind[];

  it.each(kinds)("agree as their texts do, whichever is named first: %s", (kind) => {
    fc.assert(
      fc.property(fc.uniqueArray(TEXTS[kind], { minLength: 2, maxLength: 40 }), (texts) => {
        const table = tableOf(
          [{ name: "column", kind }],
          texts.map((one) => [[one]]),
        );
        const textOf = createTextReader(table.values[0]!.texts);
        const read = createLevelReaders(table)[0]!;
        for (let one = 0; one < texts.length; one++) {
          expect(textOf(one)).toBe(texts[one]);
          for (let other = 0; other < texts.length; other++) {
            if (one !== other) expect(read(one, other)).toBe(levelOf(kind, textOf(other), textOf(one)));
          }
        }
      }),
    );
  });
});
