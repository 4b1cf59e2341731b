import type { Mapping } from "#place";

/** Equal for all spellings of a heading or value that differ in case, accents, spaces and signs only, in any script. */
export function writtenKey(text: string): string {
  const lower = text.toLowerCase();
  // Nearly every text is so: a tenth of the work.
  const key = /^[a-z0-9 ,.'/():-]*$/.test(lower) ? lower.replace(/[^a-z0-9]+/g, "") : anyKey(text);
  return key === "" ? text.trim() : key;
}

const anyKey = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** What the columns of a table are called: by heading; without one "Column C"; the second of two alike "Phone (2)". */
export function headingsOf(fields: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return fields.map((field, at) => {
    const plain = field.replace(/\s+/g, " ").trim() || `Column ${columnLetters(at)}`;
    let name = plain;
    for (let nth = 2; taken.has(writtenKey(name)); nth++) name = `${plain} (${nth})`;
    taken.add(writtenKey(name));
    return name;
  });
}

/** A, B, ... Z, AA: as spreadsheets name their columns. `at` counts from 0. */
function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter;
}

/** Where a column stands among the headings, however it is spelt; undefined where it is not there. */
export function placeOf(headings: readonly string[], column: string): number | undefined {
  const exactly = headings.indexOf(column);
  if (exactly >= 0) return exactly;
  const key = writtenKey(column);
  const found = headings.findIndex((heading) => writtenKey(heading) === key);
  return found >= 0 ? found : undefined;
}

/** A column that a mapping names: where it does so in the place's file, and whether a file can be read without it. */
export type NamedColumn = { readonly path: string; readonly column: string; readonly isNeeded: boolean };

/**
 * Every column that a mapping names. Needed are those that tell who it is, as an id is made of them; when it was and
 * what it is; and those that must not be empty.
 */
export function columnsNamed({ person, event = {} as never }: Mapping): readonly NamedColumn[] {
  const { address = [], ...facts } = person;
  const { measures = [], ...said } = event;
  const telling = new Set(person.id ? ["id"] : IDENTITY);
  const of = (group: string, members: object, needed: (name: string) => boolean): readonly NamedColumn[] =>
    Object.entries(members).flatMap(([name, member]: [string, Member]) =>
      member.column === undefined
        ? []
        : [
            {
              path: `mapping.${group}.${name}`,
              column: member.column,
              isNeeded: needed(name) || member.required === true,
            },
          ],
    );
  return [
    ...of("person", facts, (name) => telling.has(name)),
    ...of("person.address", address, () => telling.has("address")),
    ...of("event", said, (name) => EVENT.has(name)),
    ...of("event.measures", measures, () => false),
  ];
}

type Member = { readonly column?: string; readonly required?: boolean };

/** Of what an id is made where there is no column for it. */
const IDENTITY = ["nhsNumber", "family", "given", "name", "born", "address", "postcode", "phone", "email"];
const EVENT: ReadonlySet<string> = new Set(["id", "date", "what"]);

/** Rows among which the one with the headings must be. */
export const MOST_TITLE_ROWS = 20;

/** The columns of these that a row of headings lacks. */
export const lackingIn = (headings: readonly string[], columns: readonly NamedColumn[]): readonly NamedColumn[] =>
  columns.filter(({ column }) => placeOf(headings, column) === undefined);
