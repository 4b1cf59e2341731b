/** The characters that divide the fields of a CSV file. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * The character that divides a file, by its first lines: the one that divides most of them into the same number of
 * fields, the more fields the surer. So neither a title above the table misleads, nor commas in a note.
 */
export function delimiterOf(lines: readonly string[]): string {
  const [first = ""] = lines;
  const named = /^sep=(.)$/i.exec(first)?.[1];
  if (named !== undefined) return named;
  return DELIMITERS.map((delimiter) => ({ delimiter, sureness: surenessOf(delimiter, lines) })).reduce((best, next) =>
    next.sureness > best.sureness ? next : best,
  ).delimiter;
}

function surenessOf(delimiter: string, lines: readonly string[]): number {
  const divided = lines.map((line) => fieldsIn(line, delimiter)).filter((fields) => fields > 1);
  const counts = [...Map.groupBy(divided, (fields) => fields)].map(([fields, same]) => (fields - 1) * same.length);
  return Math.max(0, ...counts);
}

/** How many fields a line has; what stands between quotes divides nothing. */
function fieldsIn(line: string, delimiter: string): number {
  if (!line.includes('"')) return line.split(delimiter).length;
  let isQuoted = false;
  let fields = 1;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) fields++;
  }
  return fields;
}
