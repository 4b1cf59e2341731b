import type { MappingDraft } from "#feeds";
import { DATE_FORMATS, MAPPED_STATUSES, type DateFormat, type MappedCode, type MappedConcept } from "#place";
import type { FormFaults } from "./faults.ts";
import { dateIn, type CodeQuestion, type DateRole, type ValueQuestions } from "./value-questions.ts";

type Form = Readonly<Record<string, string>>;

export const SEXES = ["female", "male", "other", "unknown"] as const;

export const formatField = (role: string): string => `format-${role.replace(".", "-")}`;
export const codeField = (role: string, at: number): string => `code-${role.replace(".", "-")}-${at}`;
export const otherwiseField = (role: string): string => `otherwise-${role.replace(".", "-")}`;
export const unitField = (at: number): string => `unit-${at}`;

/** What the form says of the values, put into the draft, and what is wrong with it. */
export function readValues(form: Form, draft: MappingDraft, questions: ValueQuestions) {
  const faults = new Map<string, string>();
  const given = (field: string): string | undefined => form[field]?.trim() || undefined;
  let value = withDates(draft, questions, form);
  if (questions.name !== undefined && value.person.name) {
    const { order: _before, ...name } = value.person.name;
    const order = form["order"] === "family-first" ? ("family-first" as const) : ("given-first" as const);
    value = { ...value, person: { ...value.person, name: { ...name, order } } };
  }
  if (questions.asksWhat) {
    const constant = given("what");
    if (constant === undefined) faults.set("what", "Enter what every row is about, such as Befriending");
    else value = { ...value, event: { ...value.event, what: { constant } } };
  }
  if (questions.asksUnit) {
    const { unit: _before, ...event } = value.event;
    const constant = given("unit");
    value = { ...value, event: { ...event, ...(constant !== undefined && { unit: { constant } }) } };
  }
  value = withUnits(value, questions, given);
  for (const question of questions.codes) value = withCodes(value, question, form);
  return { value, faults: faults satisfies FormFaults };
}

function withDates(draft: MappingDraft, { dates }: ValueQuestions, form: Form): MappingDraft {
  return dates.reduce<MappingDraft>((so, { role }) => {
    const format = DATE_FORMATS.find((one) => one === form[formatField(role)]);
    return withFormat(so, role, format);
  }, draft);
}

function withFormat(draft: MappingDraft, role: DateRole, format: DateFormat | undefined): MappingDraft {
  const present = dateIn(draft, role);
  if (!present) return draft;
  const { format: _before, ...date } = present;
  const changed = { ...date, ...(format !== undefined && { format }) };
  const [group, name] =
    role === "person.born" || role === "person.died"
      ? (["person", role.slice(7)] as const)
      : (["event", role.slice(6)] as const);
  return { ...draft, [group]: { ...draft[group], [name]: changed } };
}

function withUnits(
  draft: MappingDraft,
  { measures }: ValueQuestions,
  given: (field: string) => string | undefined,
): MappingDraft {
  if (measures.length === 0 || !draft.event.measures) return draft;
  const changed = draft.event.measures.map((measure) => {
    const at = measures.indexOf(measure.column);
    if (at < 0) return measure;
    const { unit: _before, ...rest } = measure;
    const unit = given(unitField(at));
    return { ...rest, ...(unit !== undefined && { unit }) };
  });
  return { ...draft, event: { ...draft.event, measures: changed } };
}

/** What each value means. Values that this file does not hold keep what was said of them. */
function withCodes(draft: MappingDraft, question: CodeQuestion, form: Form): MappingDraft {
  const { role, values } = question;
  const said = values.map((value, at) => [value, form[codeField(role, at)]?.trim() ?? ""] as const);
  const others = <V>(codes: Readonly<Record<string, V>> = {}): Record<string, V> =>
    Object.fromEntries(Object.entries(codes).filter(([value]) => !values.includes(value)));
  const { person, event } = draft;
  switch (role) {
    case "person.sex": {
      if (!person.sex) return draft;
      const { codes: before, ...sex } = person.sex;
      const codes = { ...others(before), ...listed(said, SEXES) };
      return { ...draft, person: { ...person, sex: { ...sex, ...whereAny(codes) } } };
    }
    case "event.status": {
      if (!event.status) return draft;
      const { codes: before, ...status } = event.status;
      const codes = { ...others(before), ...listed(said, MAPPED_STATUSES) };
      return { ...draft, event: { ...event, status: { ...status, ...whereAny(codes) } } };
    }
    case "event.what":
    case "event.outcome":
    case "event.value": {
      const name = role.slice(6) as "what" | "outcome" | "value";
      const concept = event[name];
      if (!concept) return draft;
      return {
        ...draft,
        event: { ...event, [name]: coded(concept, said, others(concept.codes), form[otherwiseField(role)]) },
      };
    }
  }
}

function coded(
  { codes: before = {}, otherwise: _otherwise, ...concept }: MappedConcept,
  said: readonly (readonly [string, string])[],
  others: Record<string, MappedCode>,
  otherwise: string | undefined,
): MappedConcept {
  const own = said.flatMap(([value, display]) => {
    const present = before[value];
    if (display === "") return [];
    // The words alone are asked: a code that was given beside them stays with them.
    return [[value, present?.display === display ? present : { display }] as const];
  });
  const codes = { ...others, ...Object.fromEntries(own) };
  return { ...concept, ...whereAny(codes), ...(otherwise === "refuse" && { otherwise: "refuse" as const }) };
}

const listed = <V extends string>(said: readonly (readonly [string, string])[], all: readonly V[]): Record<string, V> =>
  Object.fromEntries(
    said.flatMap(([value, chosen]) => {
      const found = all.find((one) => one === chosen);
      return found === undefined ? [] : [[value, found] as const];
    }),
  );

const whereAny = <V>(codes: Record<string, V>): { codes?: Record<string, V> } =>
  Object.keys(codes).length === 0 ? {} : { codes };
