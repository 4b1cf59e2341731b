/** A value list that finds its members however they are spelt. */
export type ValueList<V extends string> = {
  readonly find: (text: string) => V | undefined;
  /** All members, as a rejection names them. */
  readonly accepted: string;
};

/** `variants`: other spellings that no rule of writing explains, and what they mean. */
export function valueList<V extends string>(
  values: readonly V[],
  variants: Readonly<Record<string, V>> = {},
): ValueList<V> {
  const byKey = new Map<string, V>();
  for (const value of values) byKey.set(spellingKey(value), value);
  for (const [variant, value] of Object.entries(variants)) byKey.set(spellingKey(variant), value);
  const exactly = new Map<string, V>(values.map((value) => [value, value]));
  const find = (text: string): V | undefined => exactly.get(text) ?? byKey.get(spellingKey(text));
  return { find, accepted: values.join("; ") };
}

/**
 * Equal for all spellings of a value that differ in case, spaces, dashes and punctuation only, as councils' files do:
 * "NFA - Support ended: Other reason" and "NFA – Support ended - other reason".
 */
export const spellingKey = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^a-z0-9]+/g, "");
