import { readNhsNumber } from "#base";
import type { DateFormat, RowKind } from "#place";
import { MAY_REPEAT, OF_OBSERVATIONS, type ColumnRole, type MappingDraft } from "./draft.ts";
import { withRoles } from "./column-roles.ts";
import { writtenKey } from "./heading.ts";
import type { SampleColumn } from "./sample-table.ts";
import { writtenDate } from "./written-date.ts";

/** A guess at how a table is to be read, from its headings and values: for somebody to look at, never to be relied on. */
export function guessMapping(columns: readonly SampleColumn[], thisYear: number): MappingDraft {
  const roles = rolesGuessed(columns, thisYear);
  const rowIs = kindGuessed(columns, roles);
  const kept = roles.map((role): ColumnRole => {
    if (rowIs === "person" && role.startsWith("event.")) return "none";
    return rowIs !== "observation" && OF_OBSERVATIONS.has(role) ? "none" : role;
  });
  const headings = columns.map(({ heading }) => heading);
  const draft = withRoles({ rowIs, person: {}, event: {} }, headings, kept);
  return withFormats(draft, columns, thisYear);
}

/** What a heading says by itself. The first that fits counts: "contact date" is a date, not a contact. */
const BY_HEADING: readonly (readonly [RegExp, ColumnRole])[] = [
  [/^nhs/, "person.nhsNumber"],
  [/^(dob|dateofbirth|birthdate|born|birthday)|(dob|dateofbirth)$/, "person.born"],
  [/^(dod|dateofdeath|died|deathdate)$/, "person.died"],
  [/(surname|lastname|familyname)$/, "person.family"],
  [/(firstname|forename|forenames|givenname|givennames|christianname)$/, "person.given"],
  [/post ?code|^zip|^postal/, "person.postcode"],
  [/e?mail/, "person.email"],
  [/phone|^tel|mobile|landline|contactn(o|umber)$/, "person.phone"],
  [/^(sex|gender)/, "person.sex"],
  [/(contact|visit|event|activity|referral|appointment|row|record|entry)(id|ref|reference|no|number)$/, "event.id"],
  [/^(id|ref|reference|no|number|code)$/, "person.id"],
  [
    /(client|person|patient|member|user|case|customer|resident|urn|system)(id|ref|reference|no|number|code)$|^urn$/,
    "person.id",
  ],
  [
    /^(worker|staff|volunteer|keyworker|practitioner|coordinator|clinician|therapist|adviser|advisor|caseworker)/,
    "event.who",
  ],
  [/^(seen|done|taken|entered|recorded|completed|referred)by|^by$|^who$|byname$/, "event.who"],
  [
    /^(name|fullname|names)$|^(client|patient|person|member|user|serviceuser|resident|customer)s?(fullname|name)?$/,
    "person.name",
  ],
  [/address|^(street|town|city|county|house|addr)/, "person.address"],
  [
    /(end|closed?|closure|discharged?|finish|until|left|to)(date|on)?$|^date(closed|ended|of(closure|discharge))/,
    "event.end",
  ],
  [/date|^(when|day|on|start|started|from|timestamp|seen|visited)$/, "event.date"],
  [/^(time|starttime|timeof)/, "event.time"],
  [/outcome/, "event.outcome"],
  [/status|^attend(ed|ance)$|dna$/, "event.status"],
  [/note|comment|detail|remark|summary|narrative|freetext/, "event.note"],
  [/^units?$|uom/, "event.unit"],
  [/^(value|score|total|totalscore|result|reading|measurement|amount)$|score$/, "event.value"],
  [
    /activity|service|^(type|what|event|intervention|reason|problem|diagnosis|condition|test|measure|title|subject|kind|scale|questionnaire|tool)/,
    "event.what",
  ],
  [/(type|reason|diagnosis|problem)$/, "event.what"],
];

function rolesGuessed(columns: readonly SampleColumn[], thisYear: number): readonly ColumnRole[] {
  const taken = new Set<ColumnRole>();
  return columns.map((column) => {
    const role = roleOf(column, thisYear);
    if (taken.has(role) && !MAY_REPEAT.has(role)) return "none";
    taken.add(role);
    return role;
  });
}

function roleOf(column: SampleColumn, thisYear: number): ColumnRole {
  const key = writtenKey(column.heading);
  const named = BY_HEADING.find(([pattern]) => pattern.test(key))?.[1];
  const own = byValues(column, thisYear);
  if (named === undefined) return own ?? "none";
  // A heading may mislead: what is no date is none, and numbers of the NHS are that whatever they are called.
  if (own === "person.nhsNumber") return own;
  const isDate = named === "event.date" || named === "event.end" || named === "person.born" || named === "person.died";
  if (isDate && column.examples.length > 0 && own !== "person.born" && own !== "event.date") return "none";
  if (named === "event.value" && key.includes("result") && !isMeasured(column)) return "event.outcome";
  return named;
}

/** Most values are numbers, such as 14, < 5 or 142/88. */
const isMeasured = ({ examples }: SampleColumn): boolean =>
  examples.filter((value) => /^[<>]?=?\s*\d/.test(value)).length >= MOST * examples.length;

/** What the values say, where they leave no doubt. */
function byValues({ examples }: SampleColumn, thisYear: number): ColumnRole | undefined {
  if (examples.length === 0) return undefined;
  const all = (test: (value: string) => boolean) => examples.every(test);
  if (all((value) => readNhsNumber(value).ok)) return "person.nhsNumber";
  if (all((value) => /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i.test(value))) return "person.postcode";
  if (all((value) => /^\S+@\S+\.\S+$/.test(value))) return "person.email";
  if (all((value) => /^(\+44|0)[\d\s()-]{8,16}$/.test(value))) return "person.phone";
  const format = dateFormatOf(examples, thisYear);
  if (format === undefined) return undefined;
  const years = examples.map((value) => yearIn(value, format, thisYear));
  const births = years.filter((year) => year < thisYear - GROWN).length;
  return births >= MOST * years.length ? "person.born" : "event.date";
}

/** Years before which days in a table of today's work are births. */
const GROWN = 16;

const CANDIDATES: readonly (DateFormat | "any")[] = ["any", "MM/DD/YYYY", "YYYYMMDD", "number"];

/** The way in which most of these are written, if any; "any" where no format need be named. */
function dateFormatOf(values: readonly string[], thisYear: number): DateFormat | "any" | undefined {
  const fitting = CANDIDATES.map((format) => ({
    format,
    days: values.filter((value) => isDay(value, format, thisYear)).length,
  }));
  const best = fitting.reduce((most, next) => (next.days > most.days ? next : most));
  return best.days >= MOST * values.length && best.days > 0 ? best.format : undefined;
}

/** Of the values: some may be wrong. */
const MOST = 0.6;

const readAs = (value: string, format: DateFormat | "any", thisYear: number) =>
  writtenDate(value, format === "any" ? undefined : format, { thisYear, isBirth: false });

function isDay(value: string, format: DateFormat | "any", thisYear: number): boolean {
  const read = readAs(value, format, thisYear);
  if (typeof read === "string") return false;
  // Any number of five digits is a day to a spreadsheet: only those of a lifetime are believed.
  return format !== "number" || Math.abs(Number(read.day.slice(0, 4)) - thisYear) < 100;
}

function yearIn(value: string, format: DateFormat | "any", thisYear: number): number {
  const read = readAs(value, format, thisYear);
  return typeof read === "string" ? thisYear : Number(read.day.slice(0, 4));
}

function kindGuessed(columns: readonly SampleColumn[], roles: readonly ColumnRole[]): RowKind {
  const headings = columns.map(({ heading }) => writtenKey(heading)).join(" ");
  if (!roles.includes("event.date")) return "person";
  if (roles.includes("event.value") || /weight|height|bloodpressure|\bbmi\b/.test(headings)) return "observation";
  if (/referral|referred/.test(headings)) return "referral";
  if (/diagnosis|problem|condition/.test(headings)) return "problem";
  if (/letter|document|filename/.test(headings)) return "document";
  return roles.includes("event.end") && /package|service|support/.test(headings) ? "service" : "contact";
}

function withFormats(draft: MappingDraft, columns: readonly SampleColumn[], thisYear: number): MappingDraft {
  const formatted = <D extends { readonly column: string }>(date: D | undefined): D | undefined => {
    const values = columns.find(({ heading }) => heading === date?.column)?.examples ?? [];
    const format = values.length > 0 ? dateFormatOf(values, thisYear) : undefined;
    return date && format && format !== "any" ? { ...date, format } : date;
  };
  const { person, event } = draft;
  return {
    ...draft,
    person: {
      ...person,
      ...(person.born && { born: formatted(person.born) ?? person.born }),
      ...(person.died && { died: formatted(person.died) ?? person.died }),
    },
    event: {
      ...event,
      ...(event.date && { date: formatted(event.date) ?? event.date }),
      ...(event.end && { end: formatted(event.end) ?? event.end }),
    },
  };
}
