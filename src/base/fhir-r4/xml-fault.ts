import type { Problem } from "../outcome.ts";

/** What is wrong in a text of XML, and where. */
export type XmlFault = {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** The element as FHIR paths name it, such as Patient.contact[1].name; "file" where the whole text is meant. */
  readonly path: string;
  /** One sentence without personal data. */
  readonly reason: string;
  readonly accepted: string;
  /** How many characters of the text stand before the element in which it is. */
  readonly start: number;
};

export const problemOfXml = ({ line, column, reason, accepted }: XmlFault): Problem => ({
  kind: "invalid",
  message: `Line ${line}, column ${column}: ${reason}`,
  remedy: accepted,
});

/** What a parser says of markup, in words that hold nothing of the text itself. */
export function markupReason(said: string): string {
  if (said.includes("entity")) return "This uses an entity that XML does not know.";
  if (/unclosed|unmatched|unexpected end|close tag|empty close|must contain a root/.test(said)) {
    return "An element is not closed, or is closed in the wrong place.";
  }
  if (said.includes("disallowed character.")) return "This holds a character that XML does not allow.";
  if (said.includes("duplicate attribute")) return "An attribute stands twice in one element.";
  if (said.includes("namespace") || said.includes("prefix"))
    return "A prefix stands here that no namespace belongs to.";
  if (said.includes("XML declaration"))
    return "The XML declaration is broken, or does not stand at the very beginning.";
  return "This is not well-formed XML: the markup is broken.";
}
