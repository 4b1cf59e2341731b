import { rolesOf, type ColumnRole, type MappingDraft, type Sample } from "#feeds";

/** What must be asked about the values of a sample's columns. */
export type ValueQuestions = {
  /** The column of whole names, of which the order is asked. */
  readonly name: string | undefined;
  readonly dates: readonly DateQuestion[];
  /** Nothing says what a row is about: it is asked for all rows together. */
  readonly asksWhat: boolean;
  /** Values have no column for their unit: it is asked for all rows together. */
  readonly asksUnit: boolean;
  readonly measures: readonly string[];
  readonly codes: readonly CodeQuestion[];
};

export type DateRole = "person.born" | "person.died" | "event.date" | "event.end";
export type DateQuestion = { readonly role: DateRole; readonly heading: string; readonly examples: readonly string[] };

export type CodeRole = "event.what" | "event.outcome" | "event.value" | "event.status" | "person.sex";
/** A column with few values, each of which may mean something. */
export type CodeQuestion = { readonly role: CodeRole; readonly heading: string; readonly values: readonly string[] };

const DATES: readonly DateRole[] = ["person.born", "person.died", "event.date", "event.end"];
const CODES: readonly CodeRole[] = ["event.what", "event.outcome", "event.value", "event.status", "person.sex"];
const WORDLESS = /^[-+<>=\s\d.,/]*$/;

export function valueQuestions({ draft, table }: Pick<Sample, "draft" | "table">): ValueQuestions {
  const headings = table.columns.map(({ heading }) => heading);
  const roles = rolesOf(draft, headings);
  const columnOf = (role: ColumnRole) => table.columns[roles.indexOf(role)];
  const isEvent = draft.rowIs !== "person";
  const isAsked = (role: ColumnRole) => isEvent || role.startsWith("person.");
  const measures = headings.filter((_, at) => roles[at] === "event.measures");
  const isMeasured = draft.rowIs === "observation" && measures.length > 0;
  return {
    name: columnOf("person.name")?.heading,
    dates: DATES.filter(isAsked).flatMap((role) => {
      const column = columnOf(role);
      return column ? [{ role, heading: column.heading, examples: column.examples }] : [];
    }),
    asksWhat: isEvent && !columnOf("event.what") && !isMeasured,
    asksUnit: draft.rowIs === "observation" && columnOf("event.value") !== undefined && !columnOf("event.unit"),
    measures: isMeasured ? measures : [],
    codes: CODES.filter(isAsked).flatMap((role) => {
      const { heading, values = [] } = columnOf(role) ?? {};
      const worded = values.filter((value) => !WORDLESS.test(value));
      return heading === undefined || worded.length === 0 ? [] : [{ role, heading, values: worded }];
    }),
  };
}

export const asksNothing = (questions: ValueQuestions): boolean =>
  questions.name === undefined &&
  !questions.asksWhat &&
  !questions.asksUnit &&
  [questions.dates, questions.measures, questions.codes].every((list) => list.length === 0);

/** The date of a role as the draft has it. */
export function dateIn({ person, event }: MappingDraft, role: DateRole) {
  switch (role) {
    case "person.born":
      return person.born;
    case "person.died":
      return person.died;
    case "event.date":
      return event.date;
    case "event.end":
      return event.end;
  }
}
