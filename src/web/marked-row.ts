/** A row as received, with the refused value apart, so that it can be marked. */
export type MarkedRow = { readonly before: string; readonly marked: string; readonly after: string };

/** Characters shown on either side of the refused value. */
const AROUND = 240;

/**
 * Finds the refused value in its row: as a whole field where it stands so (between separators or quotes), else
 * wherever it stands first. Long rows are shortened around it.
 */
export function markedRow(row: string, value: string | undefined): MarkedRow {
  const at = value ? placeOf(row, value) : -1;
  if (at < 0 || !value) return { before: shortened(row, 2 * AROUND), marked: "", after: "" };
  const before = row.slice(0, at);
  return {
    before: before.length > AROUND ? `… ${before.slice(-AROUND)}` : before,
    marked: value,
    after: shortened(row.slice(at + value.length), AROUND),
  };
}

function placeOf(row: string, value: string): number {
  for (let at = row.indexOf(value); at >= 0; at = row.indexOf(value, at + 1)) {
    if (isEdge(row[at - 1]) && isEdge(row[at + value.length])) return at;
  }
  return row.indexOf(value);
}

const isEdge = (character: string | undefined): boolean => character === undefined || /[,"|;:{}[\]\s]/.test(character);

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)} …` : text);
