/**
 * The fields of one CSV record; undefined where its quotes are broken. A field that begins with a quote ends with one,
 * and within it a quote is doubled; in a field that does not begin with one there is none.
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-2
 */
export function csvFields(text: string, delimiter: string): readonly string[] | undefined {
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; at <= text.length;) {
    const end = text.charCodeAt(at) === QUOTE ? endOfQuoted(text, at, delimiter) : endOfPlain(text, at, delimiter);
    if (end < 0) return undefined;
    fields.push(text.charCodeAt(at) === QUOTE ? unquoted(text, at, end) : text.slice(at, end));
    at = end + delimiter.length;
  }
  return fields;
}

const QUOTE = 34;

/** Where a field without quotes ends; below 0 where a quote or a line end stands in it. */
function endOfPlain(text: string, start: number, delimiter: string): number {
  const next = text.indexOf(delimiter, start);
  const end = next < 0 ? text.length : next;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === LINE_FEED) return -1;
  }
  return end;
}

const LINE_FEED = 10;

/** Where a field between quotes ends, after its last quote; below 0 where that never comes, or text follows it. */
function endOfQuoted(text: string, start: number, delimiter: string): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0 && text.charCodeAt(quote + 1) === QUOTE) quote = text.indexOf('"', quote + 2);
  if (quote < 0) return -1;
  return quote + 1 === text.length || text.startsWith(delimiter, quote + 1) ? quote + 1 : -1;
}

function unquoted(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}
