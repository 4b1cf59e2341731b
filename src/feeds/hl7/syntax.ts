import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";

/**
 * The characters that divide a message, which its own MSH-1 and MSH-2 name. One that is not named is a character that
 * stands in no message.
 * @see https://www.hl7.eu/HL7v2x/v25/std25/ch02.html (2.5.4, message delimiters)
 */
export type Delimiters = {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
};

export const USUAL_DELIMITERS: Delimiters = {
  field: "|",
  component: "^",
  repetition: "~",
  escape: "\\",
  subcomponent: "&",
};

const UNUSED = "\0";

/** One repetition of a field. */
export type Repetition = {
  /** A component, or a subcomponent of it, from 1; undefined where it is empty, or deleted (""). */
  readonly get: (component?: number, subcomponent?: number) => string | undefined;
  /** All of it as people read it, its components divided by spaces. */
  readonly words: string;
};

/** A reader takes no more repetitions of one field than this; a message that holds more is refused. */
export const MOST_REPETITIONS = 10_000;

/** One segment. Fields, components and subcomponents count from 1, as in the standard. */
export class Segment {
  readonly name: string;
  /** As received. */
  readonly text: string;
  readonly #fields: readonly string[];
  readonly #delimiters: Delimiters;

  constructor(text: string, delimiters: Delimiters) {
    this.text = text;
    this.#delimiters = delimiters;
    const fields = text.split(delimiters.field);
    this.name = fields[0] ?? "";
    // The character after MSH is itself the first field.
    this.#fields = BEARS_DELIMITERS.has(this.name) ? [this.name, delimiters.field, ...fields.slice(1)] : fields;
  }

  /** A field as it stands, delimiters and escapes included. */
  raw(field: number): string {
    return this.#fields[field] ?? "";
  }

  /** A component of a field's first repetition; undefined where it is empty, or deleted (""). */
  get(field: number, component = 1, subcomponent = 1): string | undefined {
    const { repetition } = this.#delimiters;
    return partOf(before(this.raw(field), repetition), component, subcomponent, this.#delimiters);
  }

  /** The repetitions of a field that say something. */
  all(field: number): readonly Repetition[] {
    const { repetition } = this.#delimiters;
    return this.raw(field)
      .split(repetition, MOST_REPETITIONS)
      .filter((text) => text.trim() !== "" && text !== DELETED)
      .map((text) => repetitionOf(text, this.#delimiters));
  }

  /** Whether a field holds more repetitions than are read. */
  overflows(field: number): boolean {
    return this.raw(field).split(this.#delimiters.repetition, MOST_REPETITIONS + 1).length > MOST_REPETITIONS;
  }
}

const BEARS_DELIMITERS: ReadonlySet<string> = new Set(["MSH", "FHS", "BHS"]);

/** A field that holds nothing but two quotes: what stood there before is to be deleted. */
const DELETED = '""';

const before = (text: string, mark: string): string => {
  const end = text.indexOf(mark);
  return end < 0 ? text : text.slice(0, end);
};

function repetitionOf(text: string, delimiters: Delimiters): Repetition {
  return {
    get: (component = 1, subcomponent = 1) => partOf(text, component, subcomponent, delimiters),
    get words() {
      const parts = text.split(delimiters.component);
      return parts
        .map((part) => unescaped(part.replaceAll(delimiters.subcomponent, " "), delimiters).trim())
        .filter((part) => part !== "" && part !== DELETED)
        .join(" ");
    },
  };
}

function partOf(text: string, component: number, subcomponent: number, delimiters: Delimiters): string | undefined {
  const part = nth(nth(text, delimiters.component, component), delimiters.subcomponent, subcomponent);
  if (part === "" || part === DELETED) return undefined;
  const plain = unescaped(part, delimiters).trim();
  return plain === "" ? undefined : plain;
}

/** The n-th part, from 1, without taking apart what follows it. */
function nth(text: string, mark: string, place: number): string {
  let start = 0;
  for (let passed = 1; passed < place; passed++) {
    const end = text.indexOf(mark, start);
    if (end < 0) return "";
    start = end + 1;
  }
  const end = text.indexOf(mark, start);
  return end < 0 ? text.slice(start) : text.slice(start, end);
}

/** The longest escape that is looked for, hexadecimal bytes apart. */
const LONGEST_ESCAPE = 12;

/**
 * Text as it was before the sender escaped it: delimiters, line breaks, bytes in hexadecimal. What is no known escape
 * is left as it stands.
 */
export function unescaped(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  let from = text.indexOf(escape);
  if (from < 0) return text;
  let plain = "";
  let copied = 0;
  while (from >= 0) {
    const end = text.indexOf(escape, from + 1);
    if (end < 0) break;
    const meaning = meaningOf(text.slice(from + 1, end), delimiters);
    if (meaning === undefined) {
      from = end;
      continue;
    }
    plain += text.slice(copied, from) + meaning;
    copied = end + 1;
    from = text.indexOf(escape, copied);
  }
  return plain + text.slice(copied);
}

function meaningOf(name: string, delimiters: Delimiters): string | undefined {
  switch (name) {
    case "F":
      return delimiters.field;
    case "S":
      return delimiters.component;
    case "T":
      return delimiters.subcomponent;
    case "R":
      return delimiters.repetition;
    case "E":
      return delimiters.escape;
    // Begin and end of highlighted text.
    case "H":
    case "N":
      return "";
    default:
      return /^X(?:[0-9A-Fa-f]{2})+$/.test(name) ? textOfBytes(name.slice(1)) : formatting(name);
  }
}

/** @see https://www.hl7.eu/HL7v2x/v25/std25/ch02.html (2.7.6, formatting codes) */
function formatting(name: string): string | undefined {
  if (name.length > LONGEST_ESCAPE) return undefined;
  const [, command, amount] = /^\.(br|sp|sk|in|ti|fi|nf|ce)([+-]?\d{1,3})?$/.exec(name) ?? [];
  switch (command) {
    case undefined:
      return undefined;
    case "br":
    case "ce":
      return "\n";
    case "sp":
      return "\n".repeat(Math.max(1, Number(amount ?? 1)));
    case "sk":
      return " ".repeat(Math.max(1, Number(amount ?? 1)));
    default:
      return "";
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });
const WINDOWS_1252 = new TextDecoder("windows-1252");

function textOfBytes(hex: string): string {
  const bytes = Buffer.from(hex, "hex");
  try {
    return UTF8.decode(bytes).replaceAll("\0", "");
  } catch {
    return WINDOWS_1252.decode(bytes).replaceAll("\0", "");
  }
}

/** Text that may stand in a field: its delimiters escaped, its line ends as breaks. */
export function escaped(text: string, delimiters: Delimiters = USUAL_DELIMITERS): string {
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const names = new Map([
    [escape, "E"],
    [field, "F"],
    [component, "S"],
    [repetition, "R"],
    [subcomponent, "T"],
  ]);
  let written = "";
  for (const letter of text.replace(/\r\n?/g, "\n")) {
    const name = letter === "\n" ? ".br" : names.get(letter);
    written += name === undefined ? letter : `${escape}${name}${escape}`;
  }
  return written;
}

/** A message taken apart. */
export type Message = {
  readonly delimiters: Delimiters;
  readonly header: Segment;
  /** All segments in order, the header first. */
  readonly segments: readonly Segment[];
  /** Lines that are no segments. */
  readonly strays: readonly { readonly text: string; readonly after: string }[];
  readonly first: (name: string) => Segment | undefined;
  readonly named: (name: string) => readonly Segment[];
};

/** A message of more segments than this is refused: each may become an entry. */
const MOST_SEGMENTS = 10_000;

/** The bytes that frame a message on a connection (MLLP) end a line as well. */
// eslint-disable-next-line no-control-regex -- one of them is a control character
const LINE_END = /\r\n|[\r\n\v\x1c]/;

const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/;

/** Takes a message apart; a fault where it is not HL7 v2, or too large. Segments end with CR, LF or both. */
export function parseMessage(text: string): Outcome<Message, Fault> {
  const lines = text
    .replace(/^[\uFEFF\s\v]+/, "")
    .replaceAll("\0", "")
    .split(LINE_END, MOST_SEGMENTS + 2);
  const delimiters = delimitersOf(lines[0] ?? "");
  if (!delimiters.ok) return delimiters;
  if (lines.length > MOST_SEGMENTS + 1) return failed(TOO_MANY);
  const segments: Segment[] = [];
  const strays: { text: string; after: string }[] = [];
  for (const line of lines) {
    if (line.trim() === "") continue;
    const segment = new Segment(line, delimiters.value);
    if (SEGMENT_NAME.test(segment.name)) segments.push(segment);
    else strays.push({ text: line, after: segments.at(-1)?.name ?? "MSH" });
  }
  const [header] = segments;
  if (!header) return failed(NO_MESSAGE);
  const first = (name: string): Segment | undefined => segments.find((one) => one.name === name);
  const named = (name: string): readonly Segment[] => segments.filter((one) => one.name === name);
  return succeeded({ delimiters: delimiters.value, header, segments, strays, first, named });
}

export const NO_MESSAGE: Fault = {
  path: "MSH",
  reason: "This is no HL7 v2 message.",
  accepted: "A message that begins with MSH and the characters that divide it, such as MSH|^~\\&|",
};

const TOO_MANY: Fault = {
  path: "MSH",
  reason: `This message has more than ${MOST_SEGMENTS.toString()} segments.`,
  accepted: `At most ${MOST_SEGMENTS.toString()} segments`,
};

function delimitersOf(header: string): Outcome<Delimiters, Fault> {
  if (!header.startsWith("MSH")) return failed(NO_MESSAGE);
  const field = header.charAt(3);
  const named = before(header.slice(4), field);
  // A fifth (2.7 and later) marks text that was cut off; nothing here depends on it.
  const [component = "", repetition = UNUSED, escape = UNUSED, subcomponent = UNUSED] = named;
  const all = [field, ...named.split("")];
  const isMark = (mark: string): boolean => /^[!-/:-@[-`{-~\u00a1-\u00bf]$/.test(mark) && mark !== '"';
  if (component === "" || all.length > 6 || !all.every(isMark) || new Set(all).size !== all.length) {
    return failed({
      path: "MSH-2",
      reason: "The characters that divide this message cannot be told.",
      accepted: "Different signs, neither letters nor digits, such as MSH|^~\\&|",
      value: header.slice(0, 12),
    });
  }
  return succeeded({ field, component, repetition, escape, subcomponent });
}
