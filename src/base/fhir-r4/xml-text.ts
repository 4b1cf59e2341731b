/** Text as it stands between tags. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => ESCAPES.get(character) ?? character);

/** Text as it stands in an attribute, in double quotes: spaces of all kinds stay what they are. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES.get(character) ?? character);

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["\t", "&#9;"],
  ["\n", "&#10;"],
  ["\r", "&#13;"],
]);

/**
 * Whether XML 1.0 can hold a text at all, in whatever writing.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed();

// eslint-disable-next-line no-control-regex -- these are what XML forbids
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
