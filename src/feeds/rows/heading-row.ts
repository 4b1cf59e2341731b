import type { Fault } from "../fault.ts";
import type { FileRow } from "./csv-record.ts";

/** Characters. The longest name in a published data set has about 80; a heading of a spreadsheet may be a question. */
const LONGEST_HEADING = 400;

/**
 * Why a row cannot be the one that names the columns, whatever it names. Where line ends were lost, a whole file stands
 * in its first row: taken for headings, all of it would be passed over in silence.
 */
export function headingFault({ fields = [], fault }: FileRow): Fault | undefined {
  if (fault) return fault;
  return fields.some((heading) => heading.length > LONGEST_HEADING) ? TOO_LONG : undefined;
}

const TOO_LONG: Fault = {
  path: "file",
  reason: `A column's name in the first line is longer than ${LONGEST_HEADING.toString()} characters: its lines do not end as lines.`,
  accepted: "One line with the names of the columns, then one line for each row",
};
