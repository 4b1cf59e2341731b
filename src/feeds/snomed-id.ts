/** The multiplication table of the dihedral group of ten elements, and the permutation that goes with it. */
const TIMES = [
  "0123456789",
  "1234067895",
  "2340178956",
  "3401289567",
  "4012395678",
  "5987604321",
  "6598710432",
  "7659821043",
  "8765932104",
  "9876543210",
].map((row) => Array.from(row, Number));
const TURNED = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258",
].map((row) => Array.from(row, Number));

const MOST_KEPT = 20_000;
const kept = new Map<string, boolean>();

/**
 * Whether a text can be the id of a SNOMED CT concept: six to eighteen digits of which the last checks the others
 * (Verhoeff), and the two before it say that it is a concept and no description of one. A spreadsheet rounds long ids:
 * their check digit gives it away.
 * @see https://confluence.ihtsdotools.org/display/DOCRELFMT/6.4+SCTID+Check-digit (SNOMED CT release file specification)
 */
export function isSnomedId(text: string): boolean {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const isId = /^[1-9]\d{2,14}[01]0\d$/.test(text) && checkSum(text) === 0;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, isId);
  return isId;
}

function checkSum(digits: string): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    sum = TIMES[sum]?.[TURNED[place % 8]?.[digit] ?? 0] ?? 0;
  }
  return sum;
}
