/** A whole name taken apart. `given` may be empty: some have one name. */
export type NameParts = {
  readonly prefix: string | undefined;
  readonly given: readonly string[];
  readonly family: string;
};

const TITLES = new Set(
  "mr mrs ms miss mx master dr prof professor rev reverend fr sir dame lady lord cllr sister".split(" "),
);
/** What belongs to the family name that follows it. */
const PARTICLES = new Set(
  "van von der den de del della di da dos du la le al el bin ben ibn ap st ter ten mac".split(" "),
);

/**
 * Takes a whole name apart. Before a comma stands the family name, whatever the order; undefined where nothing but signs
 * is left. What stands in brackets, and after "née" or "aka", is no part of it.
 */
export function partName(text: string, order: "given-first" | "family-first"): NameParts | undefined {
  const plain = text
    .replace(/\([^)]*\)|\[[^\]]*\]|"[^"]*"/g, " ")
    .replace(/\b(?:n[ée]e|aka|formerly)\b.*$/iu, " ")
    .trim();
  const comma = plain.indexOf(",");
  if (comma > 0) return withFamily(wordsIn(plain.slice(0, comma)), wordsIn(plain.slice(comma + 1)));
  const { prefix, names } = withoutTitle(wordsIn(plain));
  const count = order === "family-first" ? 1 : familyWords(names);
  const [family, given] =
    order === "family-first"
      ? [names.slice(0, count), names.slice(count)]
      : [names.slice(-count), names.slice(0, -count)];
  return names.length === 0 ? undefined : { prefix, given, family: family.join(" ") };
}

const wordsIn = (text: string): readonly string[] => text.split(/\s+/).filter((word) => /\p{L}/u.test(word));

const isTitle = (word: string): boolean => TITLES.has(word.toLowerCase().replace(/\.$/, ""));

function withFamily(before: readonly string[], after: readonly string[]): NameParts | undefined {
  const first = withoutTitle(before);
  const second = withoutTitle(after);
  // "Smith, Mary, Mrs" and "Smith, Mary Mrs": the title may stand last.
  const given = second.names.filter((word) => !isTitle(word));
  const last = second.names.find(isTitle);
  if (first.names.length === 0) return undefined;
  return { prefix: first.prefix ?? second.prefix ?? last, given: given.map(plainWord), family: first.names.join(" ") };
}

const plainWord = (word: string): string => word.replace(/,+$/, "");

function withoutTitle(words: readonly string[]): { prefix: string | undefined; names: readonly string[] } {
  const [first = "", ...rest] = words;
  return isTitle(first) && rest.length > 0 ? { prefix: first, names: rest } : { prefix: undefined, names: words };
}

/** How many of the last words are the family name: the last, and the particles before it; never the first of several. */
function familyWords(names: readonly string[]): number {
  let count = 1;
  while (count < names.length - 1 && PARTICLES.has((names.at(-count - 1) ?? "").toLowerCase())) count++;
  return Math.min(count, Math.max(1, names.length));
}
