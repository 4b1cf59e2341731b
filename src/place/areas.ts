import { failed, succeeded, type Outcome } from "#base";

/** A small area, and how deprived it is. */
export type Area = {
  /** Lower layer Super Output Area, such as E01000001. */
  readonly lsoa: string;
  /** Decile of the Index of Multiple Deprivation: 1 is the most deprived tenth of areas, 10 the least. */
  readonly decile: number;
};

/** Areas by postcode, in capitals and without a space. */
export type AreaTable = ReadonlyMap<string, Area>;

const COLUMNS = ["postcode", "lsoa", "imd_decile"] as const;
const POSTCODE = /^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$/;
const LSOA = /^E01\d{6}$/;
const DECILE = /^([1-9]|10)$/;
const MOST_NAMED = 10;

/** "zz1 1aa" as it stands in the table. */
export const barePostcode = (postcode: string): string => postcode.toUpperCase().replaceAll(/\s/g, "");

/**
 * Reads a table of areas: CSV with the columns postcode, lsoa and imd_decile. Every fault is named with its line; only the
 * first ten are, where there are more. `name` is what faults call the file.
 * @see https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019
 */
export function readAreas(text: string, name: string): Outcome<AreaTable> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const heading = cellsOf(lines[0] ?? "").map((cell) => cell.toLowerCase());
  const places = COLUMNS.map((column) => heading.indexOf(column));
  if (places.some((place) => place < 0)) {
    return failed(faulty(name, [`line 1: the columns must be ${COLUMNS.join(", ")}`]));
  }
  const areas = new Map<string, Area>();
  const faults: string[] = [];
  for (const [nth, line] of lines.entries()) {
    if (nth === 0 || line.trim() === "") continue;
    const cells = cellsOf(line);
    const [postcode = "", lsoa = "", decile = ""] = places.map((place) => cells[place]);
    const fault = faultIn(postcode, lsoa, decile, areas);
    if (fault === undefined) areas.set(barePostcode(postcode), { lsoa, decile: Number(decile) });
    else faults.push(`line ${String(nth + 1)}: ${fault}`);
  }
  return faults.length > 0 ? failed(faulty(name, faults)) : succeeded(areas);
}

/** No cell holds a comma; some writers quote them all. */
const cellsOf = (line: string): readonly string[] =>
  line.split(",").map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );

function faultIn(postcode: string, lsoa: string, decile: string, areas: AreaTable): string | undefined {
  const bare = barePostcode(postcode);
  if (!POSTCODE.test(bare)) return "postcode must be a whole postcode, such as ZZ1 1AA";
  if (areas.has(bare)) return "this postcode stands twice";
  if (!LSOA.test(lsoa)) return "lsoa must be an area's code, such as E01000001";
  return DECILE.test(decile) ? undefined : "imd_decile must be a whole number from 1 to 10";
}

function faulty(name: string, faults: readonly string[]) {
  const more = faults.length > MOST_NAMED ? `; and ${String(faults.length - MOST_NAMED)} more` : "";
  const message = `${name} has faults. ${faults.slice(0, MOST_NAMED).join("; ")}${more}`;
  return { kind: "invalid" as const, message, remedy: "See docs/place-file.md for what the table of areas holds." };
}
