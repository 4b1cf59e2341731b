/** Letters that sound alike have the same digit; the others have none. */
const DIGITS: Readonly<Record<string, string>> = {
  ...{ b: "1", f: "1", p: "1", v: "1" },
  ...{ c: "2", g: "2", j: "2", k: "2", q: "2", s: "2", x: "2", z: "2" },
  ...{ d: "3", t: "3" },
  ...{ l: "4" },
  ...{ m: "5", n: "5" },
  ...{ r: "6" },
};

/**
 * How a name sounds: its first letter and three digits for the consonants that follow, "r163" for Robert. Letters with
 * the same digit count once if they stand together, or with only h or w between them. A name without such letters
 * sounds like itself alone.
 *
 * The handbook's appendix says how its Soundex is worked out; that page could not be read in full, so this is the
 * American Soundex as the National Archives write it down.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/appendix#soundex-matching
 * @see https://www.archives.gov/research/census/soundex
 */
export function soundex(name: string): string {
  const letters = name.toLowerCase().replace(/[^a-z]/g, "");
  let code = letters.slice(0, 1);
  let last = DIGITS[code];
  for (const letter of letters.slice(1)) {
    if (letter === "h" || letter === "w") continue;
    const digit = DIGITS[letter];
    if (digit !== undefined && digit !== last) code += digit;
    last = digit;
  }
  return code === "" ? name : code.slice(0, 4).padEnd(4, "0");
}
