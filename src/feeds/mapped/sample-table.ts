import { createReadStream } from "node:fs";
import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";
import { openRows, sheetNames } from "../rows/read-rows.ts";
import { headerRowIn } from "./header-row.ts";
import { headingsOf, MOST_TITLE_ROWS, placeOf } from "./heading.ts";

/** One column of a sample: what it is called and what stands in it. */
export type SampleColumn = {
  readonly heading: string;
  /** The first different values; the first few of them are shown. */
  readonly examples: readonly string[];
  /** Every value among the rows looked at; none where there are many. */
  readonly values: readonly string[] | undefined;
};

/** A file as one looks at it who wants to know what it holds. */
export type SampleTable = {
  /** The sheets of a workbook that are shown; none of a CSV file. */
  readonly sheets: readonly string[];
  /** The row of the headings, from 1. */
  readonly headingLine: number;
  readonly columns: readonly SampleColumn[];
};

/** Rows looked at, examples kept, and values that are still few. */
const MOST_ROWS = 2000;
const MOST_EXAMPLES = 50;
const MANY = 25;
const LONGEST_VALUE = 60;

/**
 * Reads the beginning of a file. `known`: headings that a mapping names already, by which the row of the headings is
 * found where it is there; else it is guessed. Fails where the file is no table.
 */
export async function readSampleTable(
  path: string,
  sheet: string | undefined,
  known: readonly string[] = [],
): Promise<Outcome<SampleTable, Fault>> {
  const stream = createReadStream(path);
  try {
    const sheets = await sheetNames(createReadStream(path));
    const { rows, foreign } = openRows(stream, { sheet });
    const read: { line: number; fields: readonly string[] }[] = [];
    for await (const { line, fields } of rows) {
      if (fields) read.push({ line, fields });
      if (read.length > MOST_ROWS) break;
    }
    const fault = foreign() ?? (read.length === 0 ? EMPTY : undefined);
    if (fault) return failed(fault);
    const at = headingRow(
      read.map(({ fields }) => fields),
      known,
    );
    const headings = headingsOf(read[at]?.fields ?? []);
    const below = read.slice(at + 1).map(({ fields }) => fields);
    const columns = headings.map((heading, place) =>
      columnOf(
        heading,
        below.map((fields) => fields[place] ?? ""),
      ),
    );
    return succeeded({ sheets, headingLine: read[at]?.line ?? 1, columns });
  } finally {
    stream.destroy();
  }
}

const EMPTY: Fault = { path: "file", reason: "This file is empty.", accepted: "A table as CSV or workbook (.xlsx)" };

function headingRow(rows: readonly (readonly string[])[], known: readonly string[]): number {
  const named = rows.slice(0, MOST_TITLE_ROWS).map((fields) => {
    const headings = headingsOf(fields);
    return known.filter((column) => placeOf(headings, column) !== undefined).length;
  });
  const most = Math.max(0, ...named);
  return most > known.length / 2 ? named.indexOf(most) : headerRowIn(rows);
}

function columnOf(heading: string, cells: readonly string[]): SampleColumn {
  const given = cells.map((cell) => cell.replace(/\s+/g, " ").trim()).filter(Boolean);
  const values = [...new Set(given)];
  const isFew = values.length <= MANY && values.every((value) => value.length <= LONGEST_VALUE);
  // Where nearly every row says something else, the values are no list, however few rows there are.
  const isList = isFew && (values.length <= 3 || values.length <= given.length / 2);
  return { heading, examples: values.slice(0, MOST_EXAMPLES), values: isList ? values.sort() : undefined };
}
