import { describe, expect, it } from "vitest";
import { feedId, odsCode } from "#base";
import type { MappingDraft, Sample, SampleColumn } from "#feeds";
import { directoryOf } from "#place";
import { aPlace, COUNCIL, PRACTICE } from "../../../test/builders/place.ts";
import { readColumns } from "./column-answers.ts";
import { readFeed, shortName } from "./feed-answers.ts";
import { readValues } from "./value-answers.ts";
import { asksNothing, valueQuestions } from "./value-questions.ts";

const column = (heading: string, examples: readonly string[] = [], values?: readonly string[]): SampleColumn => ({
  ...{ heading, examples, values },
});
const sampleOf = (columns: readonly SampleColumn[], draft: Partial<MappingDraft> = {}) => ({
  table: { sheets: [], headingLine: 1, columns },
  draft: { rowIs: "contact" as const, person: {}, event: {}, ...draft },
});

describe("what is chosen of the columns", () => {
  const sample = sampleOf([column("Name"), column("Born"), column("Date"), column("Notes")]);
  const good = { rowIs: "contact", "column-0": "person.name", "column-1": "person.born", "column-2": "event.date" };
  const faultsOf = (form: Record<string, string>) => [...readColumns({ ...good, ...form }, sample).faults];

  it("becomes a draft", () => {
    expect(readColumns({ ...good, "column-3": "event.note" }, sample).value).toEqual({
      rowIs: "contact",
      person: { name: { column: "Name" }, born: { column: "Born" } },
      event: { date: { column: "Date" }, note: { column: "Notes" } },
    });
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    ["nothing says what rows are about", { rowIs: "" }, "rowIs", "Choose what each row is about"],
    [
      "two columns are one thing",
      { "column-3": "event.date" },
      "column-3",
      "Choose something else: Date is that already",
    ],
    ["a contact has a value", { "column-3": "event.value" }, "column-3", "Only measurements, tests and scores"],
    ["nothing says who", { "column-0": "none", "column-1": "none" }, "column-0", "who the row is about"],
    ["a name stands alone", { "column-1": "none" }, "column-0", "tells people of one name apart"],
    ["nothing says when", { "column-2": "none" }, "column-2", "when it was"],
  ])("is told where %s", (_, form, field, words) => {
    expect(faultsOf(form)).toEqual([[field, expect.stringContaining(words)]]);
  });

  it("needs no day where rows are about persons alone, nor more than an id to say who", () => {
    expect(faultsOf({ rowIs: "person", "column-2": "none" })).toEqual([]);
    expect(faultsOf({ "column-0": "person.id", "column-1": "none" })).toEqual([]);
  });

  it("takes what no form of ours sends for nothing chosen", () => {
    expect(readColumns({ ...good, "column-3": "__proto__" }, sample).value.event).toEqual({ date: { column: "Date" } });
  });
});

describe("what is asked of the values", () => {
  it("is the order of names, how days are written, and what few values mean", () => {
    const questions = valueQuestions(
      sampleOf([column("Name"), column("Born", ["3/5/41"]), column("Date"), column("Kind", [], ["A", "B"])], {
        person: { name: { column: "Name" }, born: { column: "Born" } },
        event: { date: { column: "Date" }, what: { column: "Kind" } },
      }),
    );
    expect(questions).toEqual({
      name: "Name",
      dates: [
        { role: "person.born", heading: "Born", examples: ["3/5/41"] },
        { role: "event.date", heading: "Date", examples: [] },
      ],
      asksWhat: false,
      asksUnit: false,
      measures: [],
      codes: [{ role: "event.what", heading: "Kind", values: ["A", "B"] }],
    });
  });

  it("is nothing where a list of persons says all", () => {
    const draft = { rowIs: "person" as const, person: { id: { column: "Ref" } }, event: { date: { column: "Date" } } };
    expect(asksNothing(valueQuestions(sampleOf([column("Ref"), column("Date")], draft)))).toBe(true);
  });

  it("is what every row is about, and in what unit, where no column says so", () => {
    const draft = { rowIs: "observation" as const, event: { value: { column: "Value" } } };
    const questions = valueQuestions(sampleOf([column("Value", [], ["1", "2"])], draft));
    expect(questions).toMatchObject({ asksWhat: true, asksUnit: true, codes: [] });
  });
});

describe("what is answered of the values", () => {
  const draft: MappingDraft = {
    rowIs: "contact",
    person: { name: { column: "Name" }, born: { column: "Born", format: "MM/DD/YYYY" }, sex: { column: "Sex" } },
    event: {
      date: { column: "Date" },
      what: {
        column: "Kind",
        codes: { A: { display: "Befriending", code: "1", system: "snomed" }, Gone: { display: "Something of old" } },
        otherwise: "refuse",
      },
      status: { column: "Attended" },
    },
  };
  const columns = [
    ...[column("Name"), column("Born"), column("Sex", [], ["f", "Weiblich"]), column("Date")],
    ...[column("Kind", [], ["A", "B"]), column("Attended", [], ["Y", "N"])],
  ];
  const questions = valueQuestions(sampleOf(columns, draft));
  const answered = (form: Record<string, string>) => readValues(form, draft, questions);

  it("is put beside each column; codes given by hand stay with their words, and so do values that this file lacks", () => {
    const { value, faults } = answered({
      order: "family-first",
      "format-person-born": "DD/MM/YYYY",
      "format-event-date": "",
      "code-event-what-0": "Befriending",
      "code-event-what-1": " Lunch club ",
      "otherwise-event-what": "keep",
      "code-person-sex-0": "",
      "code-person-sex-1": "female",
      "code-event-status-0": "missed",
      "code-event-status-1": "done",
    });
    expect(faults.size).toBe(0);
    expect(value).toEqual({
      rowIs: "contact",
      person: {
        name: { column: "Name", order: "family-first" },
        born: { column: "Born", format: "DD/MM/YYYY" },
        sex: { column: "Sex", codes: { Weiblich: "female" } },
      },
      event: {
        date: { column: "Date" },
        what: {
          column: "Kind",
          codes: {
            A: { display: "Befriending", code: "1", system: "snomed" },
            B: { display: "Lunch club" },
            Gone: { display: "Something of old" },
          },
        },
        status: { column: "Attended", codes: { Y: "missed", N: "done" } },
      },
    });
  });

  it("is taken back where a field is emptied, and other words lose the code of the old ones", () => {
    const { value } = answered({ "code-event-what-0": "", "code-event-what-1": "B", "otherwise-event-what": "refuse" });
    expect(value.event.what).toEqual({
      column: "Kind",
      codes: { B: { display: "B" }, Gone: { display: "Something of old" } },
      otherwise: "refuse",
    });
    expect(value.person.born).toEqual({ column: "Born" });
    expect(answered({ "code-event-what-0": "Visit" }).value.event.what?.codes?.["A"]).toEqual({ display: "Visit" });
  });

  it("must say what every row is about where no column does", () => {
    const bare: MappingDraft = { ...draft, event: { date: { column: "Date" } } };
    const asked = valueQuestions(sampleOf(columns, bare));
    expect([...readValues({}, bare, asked).faults.keys()]).toEqual(["what"]);
    expect(readValues({ what: "Visit" }, bare, asked).value.event.what).toEqual({ constant: "Visit" });
  });
});

describe("what is answered of the feed", () => {
  const directory = directoryOf(aPlace());
  const sample: Pick<Sample, "draft" | "feed" | "before"> = { ...sampleOf([]), feed: {}, before: undefined };
  const good = { name: "Friends", id: "friends", source: COUNCIL, deliveries: "increments", days: "31" };

  it("is a feed of its own folder, with the labels that were chosen", () => {
    const { value, faults } = readFeed({ ...good, category: "social-care", sensitivity: "normal" }, sample, directory);
    expect(faults.size).toBe(0);
    expect(value.feed).toEqual({
      id: "friends",
      name: "Friends",
      folder: "friends",
      organisations: [COUNCIL],
      deliveries: "increments",
      expectedEveryDays: 31,
    });
    expect(value.draft).toMatchObject({ category: "social-care" });
    expect(value.draft).not.toHaveProperty("sensitivity");
  });

  it.each([
    ["name", { name: " " }],
    ["id", { id: "Friends!" }],
    ["id", { id: "gp" }],
    ["id", { id: "gp-fhir" }],
    ["id", { id: "mapping" }],
    ["source", { source: "X00000" }],
    ["deliveries", { deliveries: "" }],
    ["days", { days: "0" }],
    ["days", { days: "a month" }],
  ])("is told where %s will not do: %j", (field, form) => {
    expect([...readFeed({ ...good, ...form }, sample, directory).faults.keys()]).toEqual([field]);
  });

  it("keeps the id and folder of a feed that is changed, and its senders where there are several", () => {
    const before = {
      ...aPlace().feeds[0]!,
      id: feedId("friends"),
      folder: "elsewhere",
      organisations: [PRACTICE, COUNCIL],
    };
    const { value, faults } = readFeed({ ...good, id: "other", source: "" }, { ...sample, before }, directory);
    expect(faults.size).toBe(0);
    expect(value.feed).toMatchObject({
      id: "friends",
      folder: "elsewhere",
      organisations: [PRACTICE, odsCode(COUNCIL)],
    });
  });

  it.each([
    ["Befriending May 2026", "befriending-may-2026"],
    ["--Zoë's list (new)--", "zoe-s-list-new"],
    ["", ""],
  ])("has a short name made of %j: %s", (name, short) => {
    expect(shortName(name)).toBe(short);
  });
});
