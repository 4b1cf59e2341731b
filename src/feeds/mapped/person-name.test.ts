import { describe, expect, it } from "vitest";
import { partName } from "./person-name.ts";

const parted = (text: string, order: "given-first" | "family-first" = "given-first") => {
  const parts = partName(text, order);
  return parts && [parts.prefix ?? "", parts.given.join(" "), parts.family];
};

describe("a whole name", () => {
  it.each([
    ["Mary Smith", ["", "Mary", "Smith"]],
    ["Mrs. Mary Ann Smith", ["Mrs.", "Mary Ann", "Smith"]],
    ["SMITH, Mary", ["", "Mary", "SMITH"]],
    ["Smith, Mrs Mary", ["Mrs", "Mary", "Smith"]],
    ["Smith, Mary, Mrs", ["Mrs", "Mary", "Smith"]],
    ["Ludwig van Beethoven", ["", "Ludwig", "van Beethoven"]],
    ["Maria de la Cruz", ["", "Maria", "de la Cruz"]],
    ["Siân O’Neill-Jones", ["", "Siân", "O’Neill-Jones"]],
    ["Margaret (Peggy) Mitchell", ["", "Margaret", "Mitchell"]],
    ["Ann Lee née Park", ["", "Ann", "Lee"]],
    ["Madonna", ["", "", "Madonna"]],
    ["Mr Bean", ["Mr", "", "Bean"]],
    ["Иван Петров", ["", "Иван", "Петров"]],
    ["van Gogh", ["", "van", "Gogh"]],
  ])("%s is parted", (text, parts) => {
    expect(parted(text)).toEqual(parts);
  });

  it("may have the family name first", () => {
    expect(parted("Chan Mei Ling", "family-first")).toEqual(["", "Mei Ling", "Chan"]);
    expect(parted("Smith, Mary", "family-first")).toEqual(["", "Mary", "Smith"]);
  });

  it.each(["", "-", "(unknown)", "123"])("is none in %j", (text) => {
    expect(parted(text)).toBeUndefined();
  });
});
