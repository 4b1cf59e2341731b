import { z } from "zod";

/**
 * How the columns of a table that nobody prepared are to be read: what each row is about, who, what and when. Columns
 * are named by their headings, however spelt; one without a heading is "Column C", the second of two alike "Phone (2)".
 * @see docs/place-file.md
 */
export type Mapping = z.infer<typeof mappingShape>;
export type RowKind = Mapping["rowIs"];
export type PersonMapping = Mapping["person"];
export type EventMapping = NonNullable<Mapping["event"]>;
export type DateFormat = (typeof DATE_FORMATS)[number];
export type MappedStatus = (typeof MAPPED_STATUSES)[number];

/** A column, or what every row says; exactly one of them. `required`: a row without it is refused. */
export type MappedField = z.infer<typeof field>;
export type MappedColumn = z.infer<typeof column>;
export type MappedDate = z.infer<typeof date>;
/** What a value stands for: words, with a code of a code system where there is one. */
export type MappedCode = z.infer<typeof code>;
export type MappedConcept = z.infer<typeof concept>;

/** What each row of a table is about, besides the person. */
export const ROW_KINDS = ["contact", "referral", "observation", "problem", "service", "document", "person"] as const;

/**
 * How days are written: day and month with one digit or two, with / . - or a space between, the year with four digits or
 * two. "number": as a spreadsheet counts days. Days of a workbook, and those written 2026-05-03, need no format.
 */
export const DATE_FORMATS = ["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD Mon YYYY", "YYYYMMDD", "number"] as const;

/** How an event stands, in words of no one standard. */
export const MAPPED_STATUSES = ["planned", "active", "done", "cancelled", "missed", "mistake"] as const;

const words = z.string("words").min(1, "words");
const heading = z.string("the heading of a column").min(1, "the heading of a column");

/** A heading alone is short for { column: heading }. */
const orHeading = <T extends z.ZodType>(shape: T) =>
  z.preprocess((given) => (typeof given === "string" ? { column: given } : given), shape);

const columnMembers = { column: heading, required: z.boolean().exactOptional() };
const fieldMembers = {
  column: heading.exactOptional(),
  constant: words.exactOptional(),
  required: z.boolean().exactOptional(),
};
type OneOf = { readonly column?: string; readonly constant?: string };
const isOne = ({ column: named, constant }: OneOf): boolean => (named === undefined) !== (constant === undefined);
const ONE = "either a column or a constant";

const column = orHeading(z.strictObject(columnMembers));
const field = orHeading(z.strictObject(fieldMembers).refine(isOne, ONE));
const date = orHeading(z.strictObject({ ...columnMembers, format: z.enum(DATE_FORMATS).exactOptional() }));

/** Words alone are short for { display: words }. */
const code = z.preprocess(
  (given) => (typeof given === "string" ? { display: given } : given),
  z.strictObject({ display: words, code: words.exactOptional(), system: words.exactOptional() }),
);
const codes = z.record(z.string(), code).exactOptional();
const otherwise = z.enum(["keep", "refuse"]).exactOptional();

/** `system`: the code system of the values themselves, and of codes that name none. */
const concept = orHeading(
  z.strictObject({ ...fieldMembers, system: words.exactOptional(), codes, otherwise }).refine(isOne, ONE),
);

const person = z
  .strictObject({
    id: column.exactOptional(),
    nhsNumber: column.exactOptional(),
    family: column.exactOptional(),
    given: column.exactOptional(),
    /** A whole name; one with a comma has the family name before it, whatever the order. */
    name: orHeading(
      z.strictObject({ ...columnMembers, order: z.enum(["given-first", "family-first"]).exactOptional() }),
    ).exactOptional(),
    born: date.exactOptional(),
    died: date.exactOptional(),
    sex: orHeading(
      z.strictObject({
        ...columnMembers,
        codes: z.record(z.string(), z.enum(["female", "male", "other", "unknown"])).exactOptional(),
      }),
    ).exactOptional(),
    address: z
      .preprocess((given) => (Array.isArray(given) ? (given as unknown[]) : [given]), z.array(column).min(1))
      .exactOptional(),
    postcode: column.exactOptional(),
    phone: column.exactOptional(),
    email: column.exactOptional(),
  })
  .refine(
    ({ id, nhsNumber, family, name }) => id ?? nhsNumber ?? family ?? name,
    "who it is: an id, nhsNumber, name or family",
  );

const measure = z.strictObject({
  column: heading,
  /** What is measured; none: as the heading says. */
  what: code.exactOptional(),
  unit: words.exactOptional(),
});

const event = z.strictObject({
  id: column.exactOptional(),
  date,
  time: column.exactOptional(),
  end: date.exactOptional(),
  /** What it is: the activity, the problem, the kind of document, what is measured. */
  what: concept.exactOptional(),
  value: concept.exactOptional(),
  unit: field.exactOptional(),
  /** Of a row with several measurements, each in a column of its own. */
  measures: z.array(measure).min(1).exactOptional(),
  /** What came of it, in words. */
  outcome: concept.exactOptional(),
  status: orHeading(
    z.strictObject({ ...columnMembers, codes: z.record(z.string(), z.enum(MAPPED_STATUSES)).exactOptional() }),
  ).exactOptional(),
  who: field.exactOptional(),
  note: column.exactOptional(),
});

/** The shape of a mapping in a place's file. */
export const mappingShape = z
  .strictObject({
    /** The sheet of a workbook; none: the first that has rows. */
    sheet: words.exactOptional(),
    rowIs: z.enum(ROW_KINDS),
    /** What kind of fact its events are, and how private; none: as the rules for labels say. Checked at start. */
    category: words.exactOptional(),
    sensitivity: words.exactOptional(),
    person,
    event: event.exactOptional(),
  })
  .superRefine((mapping, context) => {
    for (const [path, message] of faultsOf(mapping)) context.addIssue({ code: "custom", path: [...path], message });
  });

type Fault = readonly [path: readonly string[], message: string];
type Shaped = { readonly rowIs: string; readonly event?: z.infer<typeof event> };

/** What a row must say for what it is about. */
function faultsOf({ rowIs, event: given }: Shaped): readonly Fault[] {
  if (rowIs === "person") return given ? [[["event"], "rows about persons alone have no event"]] : [];
  if (!given) return [[["event"], "when and what: rows about anything but a person need an event"]];
  const isMeasured = rowIs === "observation" && given.measures !== undefined;
  const strays = rowIs === "observation" ? [] : (["value", "unit", "measures"] as const).filter((one) => given[one]);
  return [
    ...strays.map((one) => [["event", one], `only rows about observations have ${one}`] as const),
    ...((given.what ?? isMeasured)
      ? []
      : [[["event", "what"], "what it is: a column, or a constant for all rows"] as const]),
  ];
}
