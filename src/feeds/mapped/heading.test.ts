import { describe, expect, it } from "vitest";
import { headingsOf, placeOf, writtenKey } from "./heading.ts";

describe("headings", () => {
  it("are told apart, though they stand twice or not at all", () => {
    expect(headingsOf(["Name ", "", "Phone", "Phone", "Date\nof birth", "phone"])).toEqual([
      ...["Name", "Column B", "Phone", "Phone (2)", "Date of birth", "phone (3)"],
    ]);
    expect(headingsOf(["Phone 2", "Phone", "Phone"])).toEqual(["Phone 2", "Phone", "Phone (3)"]);
    expect(headingsOf(Array.from({ length: 28 }, () => "")).slice(25)).toEqual(["Column Z", "Column AA", "Column AB"]);
  });

  it("are found however they are spelt", () => {
    const headings = headingsOf(["D.O.B.", "Prénom", "Имя", "#"]);
    expect(["dob", "prenom", "ИМЯ", "#"].map((column) => placeOf(headings, column))).toEqual([0, 1, 2, 3]);
    expect(placeOf(headings, "%")).toBeUndefined();
  });

  it("in other scripts stay apart", () => {
    expect(writtenKey("Имя")).not.toBe(writtenKey("Дата"));
  });
});
