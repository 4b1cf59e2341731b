/**
 * The names by which one column goes: as the national service's extracts are landed (dotted), as the NHS Data
 * Dictionary writes it (capitals), and for short.
 * @see https://www.datadictionary.nhs.uk/data_sets/cds_v6-3/
 */
export type Headings = readonly string[];

/** A dotted path under each of several beginnings: extracts name the same thing from the spell, or from the episode. */
export const under = (beginnings: readonly string[], ...paths: readonly string[]): Headings =>
  beginnings.flatMap((beginning) => paths.map((path) => (beginning === "" ? path : `${beginning}.${path}`)));

/** Columns that come several times, numbered from 1: `diagnosis1` and so on. */
export const numbered = (
  name: string,
  most: number,
  headingsOf: (nth: number) => Headings,
): Readonly<Record<string, Headings>> =>
  Object.fromEntries(
    Array.from({ length: most }, (_, at) => [`${name}${(at + 1).toString()}`, headingsOf(at + 1)] as const),
  );

/** The names of numbered columns, made once. */
export const namesOf = <Name extends string>(name: Name, most: number): readonly `${Name}${number}`[] =>
  Array.from({ length: most }, (_, at): `${Name}${number}` => `${name}${at + 1}`);

/** "01" and "1": both are seen. */
export const twoDigits = (nth: number): string => String(nth).padStart(2, "0");
