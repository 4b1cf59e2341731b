const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "t", "yes", "y", "1", "-1"].map((word) => [word, true] as const),
  ...["false", "f", "no", "n", "0", ""].map((word) => [word, false] as const),
]);

/** A yes or no as extracts write it; empty is a no, and undefined what is neither. */
export const flagIn = (text: string): boolean | undefined => FLAGS.get(text) ?? FLAGS.get(text.toLowerCase());

export const FLAG_WORDS = "true or false, yes or no, Y or N, 1 or 0";
