/** Texts by their numbers, one behind another, in memory that threads share. */
export type TextBook = {
  /** UTF-16, as texts are in JavaScript. */
  readonly units: Uint16Array;
  /** Where each text begins, and where the last ends. */
  readonly starts: Int32Array;
};

export function textBookOf(texts: readonly string[]): TextBook {
  const starts = new Int32Array(new SharedArrayBuffer(4 * (texts.length + 1)));
  for (const [number, text] of texts.entries()) starts[number + 1] = (starts[number] ?? 0) + text.length;
  const units = new Uint16Array(new SharedArrayBuffer(2 * (starts[texts.length] ?? 0)));
  for (const [number, text] of texts.entries()) {
    const start = starts[number] ?? 0;
    for (let at = 0; at < text.length; at++) units[start + at] = text.charCodeAt(at);
  }
  return { units, starts };
}

/** Reads texts by their numbers; each is read out of the book once. */
export function createTextReader({ units, starts }: TextBook): (number: number) => string {
  const bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
  const read: string[] = [];
  return (number) =>
    (read[number] ??= bytes.toString("utf16le", 2 * (starts[number] ?? 0), 2 * (starts[number + 1] ?? 0)));
}
