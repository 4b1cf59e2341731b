import type { Readable } from "node:stream";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { createPile } from "../pile.ts";
import { headingFault } from "../rows/heading-row.ts";
import { openRows } from "../rows/read-rows.ts";
import type { AnyTable, OpenTable } from "./table.ts";

/** What files of a format are: in words for rejections, and the tables that they may hold. */
export type TableFormat = {
  /** "Community services data (CSDS) as CSV". */
  readonly accepted: string;
  /** Made anew for each file, so that a table may remember what it has given. */
  readonly tables: () => readonly AnyTable[];
  /** The name of a table that such files may hold as well, and that is not read, by its header. */
  readonly notRead?: (header: readonly string[]) => string | undefined;
};

/**
 * An adapter for files that hold one of several tables with named columns: which one, the header says. Rows up to
 * `resumeAfter` are read for what later rows need of them, but not given again.
 */
export const createTableAdapter = ({ accepted, tables, notRead }: TableFormat): Adapter =>
  async function* read(bytes: Readable, facts: DeliveryFacts, resumeAfter: number): AsyncGenerator<Reading> {
    const pile = createPile(resumeAfter);
    const { rows, foreign } = openRows(bytes);
    let table: OpenTable | undefined;
    for await (const row of rows) {
      if (!table) {
        const unnamed = headingFault(row);
        const found = unnamed ?? tableWith(row.fields ?? [], tables());
        if ("reason" in found) {
          const unread = notRead?.(row.fields ?? []);
          const reason = unread === undefined ? found.reason : `This table is not read: ${unread}.`;
          yield refused(foreign() ?? unnamed ?? { ...found, reason, accepted });
          return;
        }
        table = found;
        continue;
      }
      const taken = table.take(row, facts);
      if (row.lastLine <= resumeAfter) continue;
      pile.add(row.lastLine, taken);
      if (pile.isFull()) yield pile.take();
    }
    if (!table) yield refused(foreign() ?? { path: "file", reason: "This file is empty.", accepted });
    else if (!pile.isEmpty()) yield pile.take();
  };

/** The table whose columns the header names; else what the nearest one lacks. */
function tableWith(header: readonly string[], tables: readonly AnyTable[]): OpenTable | Omit<Fault, "accepted"> {
  let nearest: { readonly name: string; readonly missing: readonly string[] } | undefined;
  for (const table of tables) {
    const opened = table.open(header);
    if (opened.ok) return opened.value;
    const missing = opened.problem;
    if (!nearest || missing.length < nearest.missing.length) nearest = { name: table.name, missing };
  }
  const lacks = nearest
    ? ` Nearest is ${nearest.name}, but these columns are missing: ${nearest.missing.join(", ")}.`
    : "";
  return { path: "file", reason: `The first line names the columns of no known table.${lacks}` };
}

const refused = (fault: Fault): Reading => ({
  line: 1,
  entries: [],
  rejections: [rejectionOf(fault, 1, undefined, "row")],
});
