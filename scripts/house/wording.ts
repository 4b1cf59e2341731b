import type { ProjectFile } from "./files.ts";
import type { Finding } from "./finding.ts";

type Wording = { readonly rule: string; readonly pattern: RegExp; readonly words: string };

const WORDINGS: readonly Wording[] = [
  // Written so that this file does not break its own rules.
  { rule: "nothing left for later", pattern: /\b(TO[D]O|FIX[M]E)\b/, words: "do it now, or leave it out" },
  { rule: "true on every machine", pattern: /\/wor[k]\//, words: "names a folder of one machine" },
];

/** What the text of any file may not say. */
export function wordingFindings(files: readonly ProjectFile[]): Finding[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, number) => [
      ...WORDINGS.filter(({ pattern }) => pattern.test(line)).map(({ rule, words }) => ({
        rule,
        where: `${path}:${number + 1}`,
        words,
      })),
      ...realNumbers(line).map((found) => ({
        rule: "made-up people only",
        where: `${path}:${number + 1}`,
        words: `${found} could be someone's NHS number; use one that begins with 999`,
      })),
    ]),
  );
}

/** NHS numbers, written as they are shown to people, that could be given to a real person. */
const realNumbers = (line: string): string[] =>
  (line.match(/(?<![\d-])\d{3} \d{3} \d{4}(?!\d)/g) ?? []).filter(
    (shown) => !shown.startsWith("999") && isValid(shown.replaceAll(" ", "")),
  );

/** @see https://www.datadictionary.nhs.uk/attributes/nhs_number.html (Modulus 11) */
function isValid(digits: string): boolean {
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return (11 - (sum % 11)) % 11 === Number(digits.charAt(9));
}
