import { describe, expect, it } from "vitest";
import { guessMapping } from "./guess.ts";
import { headerRowIn } from "./header-row.ts";
import { headingsOf } from "./heading.ts";
import type { SampleColumn } from "./sample-table.ts";

const table = (columns: Readonly<Record<string, readonly string[]>>): readonly SampleColumn[] => {
  const headings = headingsOf(Object.keys(columns));
  return Object.values(columns).map((examples, at) => ({ heading: headings[at] ?? "", examples, values: undefined }));
};
const guessed = (columns: Readonly<Record<string, readonly string[]>>) => guessMapping(table(columns), 2026);

describe("a guess at how a table is to be read", () => {
  it("of a charity's contacts", () => {
    expect(
      guessed({
        "Client Name": ["Smith, Mary", "Lee, Bo"],
        "D.O.B.": ["03/05/1941", "31/12/1938"],
        "Address 1": ["1 Oak Street"],
        Town: ["Northbank"],
        "Post Code": ["ZZ1 1AA"],
        "Tel.": ["020 7946 0001"],
        Date: ["12/05/2026"],
        Activity: ["Befriending"],
        Volunteer: ["Pat"],
        Comments: ["Well"],
        "Office use": ["x"],
      }),
    ).toEqual({
      rowIs: "contact",
      person: {
        name: { column: "Client Name" },
        born: { column: "D.O.B." },
        address: [{ column: "Address 1" }, { column: "Town" }],
        postcode: { column: "Post Code" },
        phone: { column: "Tel." },
      },
      event: {
        date: { column: "Date" },
        what: { column: "Activity" },
        who: { column: "Volunteer" },
        note: { column: "Comments" },
      },
    });
  });

  it("of scores in American days", () => {
    expect(
      guessed({
        PatientID: ["A1"],
        Surname: ["Smith"],
        Forename: ["Mary"],
        DOB: ["05/03/1941", "12/31/1938"],
        "Date completed": ["5/28/2026"],
        Questionnaire: ["PHQ-9"],
        Score: ["14"],
      }),
    ).toEqual({
      rowIs: "observation",
      person: {
        id: { column: "PatientID" },
        family: { column: "Surname" },
        given: { column: "Forename" },
        born: { column: "DOB", format: "MM/DD/YYYY" },
      },
      event: {
        date: { column: "Date completed", format: "MM/DD/YYYY" },
        what: { column: "Questionnaire" },
        value: { column: "Score" },
      },
    });
  });

  it("by what stands in the cells, where the headings say nothing or mislead", () => {
    expect(
      guessed({
        A: ["999 000 0018", "9990000026"],
        B: ["19410503"],
        C: ["ann@example.org"],
        D: ["07700 900123"],
        "Start date": ["soon", "later"],
        E: ["20260512"],
      }),
    ).toMatchObject({
      rowIs: "contact",
      person: {
        nhsNumber: { column: "A" },
        born: { column: "B", format: "YYYYMMDD" },
        email: { column: "C" },
        phone: { column: "D" },
      },
      event: { date: { column: "E", format: "YYYYMMDD" } },
    });
  });

  it("takes each role once, and leaves the others for somebody to decide", () => {
    const draft = guessed({
      Name: ["Ann Lee"],
      Date: ["12/05/2026"],
      "Date (2)": ["13/05/2026"],
      Notes: ["a"],
      "Notes 2": ["b"],
    });
    expect(draft.event).toEqual({ date: { column: "Date" }, note: { column: "Notes" } });
  });

  it.each([
    ["persons", { Name: ["Ann Lee"], DOB: ["03/05/1941"] }, "person"],
    ["referrals", { Name: ["Ann"], "Date of referral": ["12/05/2026"], Reason: ["Falls"] }, "referral"],
    ["problems", { Name: ["Ann"], Date: ["12/05/2026"], Diagnosis: ["Asthma"] }, "problem"],
    [
      "services",
      { Name: ["Ann"], "Start date": ["12/05/2026"], "End date": ["13/05/2026"], Package: ["Meals"] },
      "service",
    ],
    ["letters", { Name: ["Ann"], Date: ["12/05/2026"], Letter: ["Dear"] }, "document"],
    ["measurements", { Name: ["Ann"], Date: ["12/05/2026"], Weight: ["70"] }, "observation"],
  ])("of %s is what each row is about", (_, columns, kind) => {
    expect(guessed(columns).rowIs).toBe(kind);
  });

  it("makes nothing of nothing", () => {
    expect(guessed({})).toEqual({ rowIs: "person", person: {}, event: {} });
    expect(guessed({ X: [], Y: [] })).toEqual({ rowIs: "person", person: {}, event: {} });
  });
});

describe("the row of the headings", () => {
  it.each([
    [
      "is the first",
      [
        ["Name", "Date"],
        ["Ann", "12/05/2026"],
      ],
      0,
    ],
    [
      "stands below titles",
      [["Age Well"], ["March 2026", ""], ["Name", "Date", "Notes"], ["Ann", "12/05/2026", "x"]],
      2,
    ],
    [
      "is no row of values",
      [
        ["12/05/2026", "3"],
        ["Name", "Count"],
      ],
      1,
    ],
    [
      "may be the fullest where none looks like it",
      [
        ["1", "2"],
        ["1", "2", "3"],
      ],
      1,
    ],
  ])("%s", (_, rows, at) => {
    expect(headerRowIn(rows)).toBe(at);
  });
});
