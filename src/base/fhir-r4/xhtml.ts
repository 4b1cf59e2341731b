import { escapeAttribute, escapeText } from "./xml-text.ts";
import type { XmlElement } from "./xml-parsing.ts";

export const XHTML = "http://www.w3.org/1999/xhtml";

/** A narrative's div as it is met within a resource in XML. */
export type DivReading = {
  readonly open: (element: XmlElement) => void;
  readonly text: (words: string) => void;
  /** True when it was the div itself that closed. */
  readonly close: () => boolean;
  /** The div as text that stands by itself, which JSON holds; `slice` is what stood in the file. */
  readonly textOf: (slice: string) => string;
};

/**
 * Follows a div to its end. Nearly always its text stands by itself; where it leans on prefixes or namespaces that were
 * declared outside of it, it is written anew.
 */
export function followDiv(div: XmlElement): DivReading {
  const open: XmlElement[] = [];
  let standsAlone = div.attributes.some(({ name }) => name === "xmlns");
  let anew = "";
  const begin = (element: XmlElement): void => {
    const outer = open.at(-1)?.uri;
    open.push(element);
    standsAlone &&= element.prefix === "" && element.attributes.every(({ prefix }) => PLAIN.has(prefix));
    const attributes = element.attributes.filter(({ name, prefix }) => name !== "xmlns" && prefix !== "xmlns");
    const namespace = element.uri === outer ? "" : ` xmlns="${escapeAttribute(element.uri)}"`;
    const written = attributes.map(({ local, prefix, value }) => {
      const name = prefix === "xml" ? `xml:${local}` : local;
      return ` ${name}="${escapeAttribute(value)}"`;
    });
    anew += `<${element.local}${namespace}${written.join("")}>`;
  };
  begin(div);
  return {
    open: begin,
    text: (words) => {
      anew += escapeText(words);
    },
    close: () => {
      anew += `</${open.pop()?.local ?? ""}>`;
      return open.length === 0;
    },
    // What a parser of XML makes of line ends.
    textOf: (slice) => (standsAlone ? slice.replace(/\r\n?/g, "\n") : anew),
  };
}

const PLAIN: ReadonlySet<string> = new Set(["", "xml"]);
