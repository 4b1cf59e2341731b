import { failed, succeeded, type NhsNumber, type Outcome } from "#base";
import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf, type Fault, type Loss } from "../fault.ts";
import { isJson } from "../fhir/json.ts";
import { labelOf } from "../labels.ts";
import type { Taken } from "../pile.ts";
import { amount, birthDay, day, listed, nhsNumber, pastDay, type CellOutcome } from "../rows/cell.ts";
import type { FileRow } from "../rows/csv-record.ts";
import { spellingKey, type ValueList } from "../rows/value-list.ts";

/** An entry as a table's rule gives it; the frame adds where it stood, its label and when it was recorded. */
export type TableEntry = Pick<SuppliedEntry, "resource" | "patient" | "ended" | "onlyIfHeld"> & {
  /** Where the table knows better than the resource says. */
  readonly category?: SuppliedEntry["category"];
  readonly sensitivity?: SuppliedEntry["sensitivity"];
  /** When the source wrote it down; none: when the delivery was received. Never later than that. */
  readonly recorded?: Date | undefined;
};

/** One table that a source's files hold: its columns, and what a row of it comes to. */
export type Table<Column extends string> = {
  /** As people who send it call it: "Care contact (CYP201)". */
  readonly name: string;
  /**
   * Our name of a column to its heading, or the several headings it goes by: of those, the first cell that is not empty
   * counts. However spelt: case and signs do not count.
   */
  readonly columns: Readonly<Record<Column, string | readonly string[]>>;
  /** Without these a file is not this table. */
  readonly needed: readonly NoInfer<Column>[];
  /** The entries of one row. What it says through `row.refuse` and the cell readers becomes a rejection. */
  readonly take: (row: TableRow<Column>, facts: DeliveryFacts) => readonly TableEntry[];
};

/** A row while it is read: each reader gives undefined for an empty cell, and for a faulty one, which it refuses. */
export type TableRow<Column extends string> = {
  readonly line: number;
  /** Whether the file has this column at all. */
  has(column: Column): boolean;
  /** Trimmed; empty where the cell, or the column, is not there. */
  text(column: Column): string;
  given(column: Column): string | undefined;
  /** A cell without which the row means nothing: empty, it costs the row. */
  needed(column: Column): string | undefined;
  /** YYYY-MM-DD. */
  day(column: Column): string | undefined;
  birthDay(column: Column): string | undefined;
  /** A day that has been, such as a death. */
  pastDay(column: Column): string | undefined;
  nhsNumber(column: Column): NhsNumber | undefined;
  amount(column: Column): number | undefined;
  listed<V extends string>(column: Column, list: ValueList<V>): V | undefined;
  /** Says that a cell cannot be taken; "row" where nothing of the row may be kept then. */
  refuse(column: Column, what: { readonly reason: string; readonly accepted: string }, lost: Loss): void;
};

/** A table that has found its columns in the first row of a file. */
export type OpenTable = { readonly name: string; readonly take: (row: FileRow, facts: DeliveryFacts) => Taken };

/** A table as an adapter tries it: the open table where the header is its own, else the columns that are missing. */
export type AnyTable = {
  readonly name: string;
  readonly open: (header: readonly string[]) => Outcome<OpenTable, readonly string[]>;
};

/** Makes a table ready to be tried. */
export function tableOf<Column extends string>(table: Table<Column>): AnyTable {
  const headings = new Map<Column, readonly string[]>();
  for (const column in table.columns) {
    const names: string | readonly string[] = table.columns[column];
    headings.set(column, typeof names === "string" ? [names] : names);
  }
  return {
    name: table.name,
    open: (header) => {
      const keys = header.map(spellingKey);
      const places = new Map<Column, readonly number[]>();
      for (const [column, names] of headings) {
        const found = names.map((name) => keys.indexOf(spellingKey(name))).filter((at) => at >= 0);
        if (found.length > 0) places.set(column, found);
      }
      const missing = table.needed.filter((column) => !places.has(column));
      if (missing.length > 0) return failed(missing.map((column) => headings.get(column)?.[0] ?? column));
      // As it stands in the file, so that whoever made the file finds it.
      const names = new Map([...places].map(([column, [at = -1]]) => [column, header[at]?.trim()]));
      const named = (column: Column) => names.get(column) ?? headings.get(column)?.[0] ?? column;
      return succeeded({ name: table.name, take: takerOf(table, { places, named, width: header.length }) });
    },
  };
}

type Columns<Column extends string> = {
  /** A file that has gone through several editions of a data set has a column under its old heading and its new one. */
  readonly places: ReadonlyMap<Column, readonly number[]>;
  readonly named: (column: Column) => string;
  readonly width: number;
};

function takerOf<Column extends string>(table: Table<Column>, columns: Columns<Column>): OpenTable["take"] {
  return (fileRow, facts) => {
    const { fields, line, text } = fileRow;
    const lostWhole = (fault: Fault): Taken => ({ rejections: [rejectionOf(fault, line, text, "row")] });
    if (!fields) return lostWhole(fileRow.fault ?? BROKEN);
    if (isMisshapen(fields, columns.width)) return lostWhole(widthFault(fields.length, columns.width));
    const row = new ReadRow(fields, fileRow, columns, facts.now);
    const given = table.take(row, facts);
    const { rejections } = row;
    if (rejections.some(({ lost }) => lost === "row")) return { rejections };
    return { entries: given.map((one) => entryOf(one, line, facts)), rejections };
  };
}

function entryOf(given: TableEntry, line: number, facts: DeliveryFacts): SuppliedEntry {
  const { resource, patient, ended, onlyIfHeld, recorded } = given;
  const label = labelOf(isJson(resource) ? resource : {}, facts);
  return {
    resource,
    ...(patient !== undefined && { patient }),
    category: given.category ?? label.category,
    sensitivity: given.sensitivity ?? label.sensitivity,
    recorded: recorded === undefined || recorded > facts.received ? facts.received : recorded,
    line,
    ...(ended !== undefined && { ended }),
    ...(onlyIfHeld && { onlyIfHeld }),
  };
}

/** A class, so that its readers are not made anew for each of millions of rows. */
class ReadRow<Column extends string> implements TableRow<Column> {
  readonly line: number;
  readonly rejections: Rejection[] = [];
  readonly #fields: readonly string[];
  readonly #file: FileRow;
  readonly #columns: Columns<Column>;
  readonly #now: Date;

  constructor(fields: readonly string[], file: FileRow, columns: Columns<Column>, now: Date) {
    this.line = file.line;
    this.#fields = fields;
    this.#file = file;
    this.#columns = columns;
    this.#now = now;
  }

  has(column: Column): boolean {
    return this.#columns.places.has(column);
  }

  text(column: Column): string {
    for (const place of this.#columns.places.get(column) ?? NOWHERE) {
      const cell = (this.#fields[place] ?? "").trim();
      if (cell !== "") return cell;
    }
    return "";
  }

  given(column: Column): string | undefined {
    return this.text(column) || undefined;
  }

  needed(column: Column): string | undefined {
    const value = this.given(column);
    if (value === undefined) this.#refuse({ path: this.#named(column), ...EMPTY_CELL }, "row");
    return value;
  }

  day(column: Column): string | undefined {
    return this.#keep(day(this.text(column), this.#named(column)));
  }

  birthDay(column: Column): string | undefined {
    return this.#keep(birthDay(this.text(column), this.#named(column), this.#now));
  }

  pastDay(column: Column): string | undefined {
    return this.#keep(pastDay(this.text(column), this.#named(column), this.#now));
  }

  nhsNumber(column: Column): NhsNumber | undefined {
    return this.#keep(nhsNumber(this.text(column), this.#named(column)));
  }

  amount(column: Column): number | undefined {
    return this.#keep(amount(this.text(column), this.#named(column)));
  }

  listed<V extends string>(column: Column, list: ValueList<V>): V | undefined {
    return this.#keep(listed(this.text(column), this.#named(column), list));
  }

  refuse(
    column: Column,
    { reason, accepted }: { readonly reason: string; readonly accepted: string },
    lost: Loss,
  ): void {
    this.#refuse({ path: this.#named(column), reason, accepted, value: this.text(column) }, lost);
  }

  #named(column: Column): string {
    return this.#columns.named(column);
  }

  #keep<T>(outcome: CellOutcome<T>): T | undefined {
    if (outcome.ok) return outcome.value;
    this.#refuse(outcome.problem, "field");
    return undefined;
  }

  #refuse(fault: Fault, lost: Loss): void {
    this.rejections.push(rejectionOf(fault, this.line, this.#file.text, lost));
  }
}

const NOWHERE: readonly number[] = [];

const EMPTY_CELL = { reason: "This must not be empty.", accepted: "A value" };

/** Empty fields at the end of a row are let through: spreadsheets add them. */
const isMisshapen = (fields: readonly string[], width: number): boolean =>
  fields.length < width || fields.slice(width).some((field) => field.trim() !== "");

const BROKEN: Fault = {
  path: "row",
  reason: "This row cannot be taken apart: its quotes are broken, or it is too long.",
  accepted: "Fields that hold commas, quotes or line ends stand between quotes; a quote within is doubled",
};

const widthFault = (fields: number, width: number): Fault => ({
  path: "row",
  reason: `This row has ${fields.toString()} fields, but the first line names ${width.toString()} columns.`,
  accepted: "As many fields as columns",
});
