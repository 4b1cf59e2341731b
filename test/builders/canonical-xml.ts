import { SaxesParser } from "saxes";

type Element = { readonly name: string; readonly tag: string; readonly children: (Element | string)[] };

const XHTML = "http://www.w3.org/1999/xhtml";

/**
 * The resources of a FHIR XML text (of a Bundle, those of its entries), each in one spelling, so that two which say the
 * same are equal: without comments, declarations and the spaces between elements; attributes in order, and elements of
 * one name in the order in which they stand. Within a narrative everything counts.
 */
export function canonicalResources(text: string): readonly string[] {
  const root = treeOf(text);
  if (!root.name.endsWith("|Bundle")) return [writtenOut(root)];
  const within = (parent: Element, name: string): Element[] =>
    parent.children.filter((child) => typeof child !== "string").filter((child) => child.name.endsWith(`|${name}`));
  return within(root, "entry")
    .flatMap((entry) => within(entry, "resource"))
    .flatMap(({ children }) => children.filter((child) => typeof child !== "string"))
    .map(writtenOut);
}

function treeOf(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [{ name: "document", tag: "", children: [] }];
  parser.on("opentag", ({ local, uri, attributes }) => {
    const said = Object.values(attributes)
      .filter(({ name, uri: space }) => !name.startsWith("xmlns") && !space.endsWith("XMLSchema-instance"))
      .map((one) => `${one.uri}|${one.local}=${JSON.stringify(one.value)}`);
    const name = `${uri}|${local}`;
    const element = { name, tag: [name, ...said.sort()].join(" "), children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  const words = (said: string): void => {
    const parent = open.at(-1);
    if (parent?.name.startsWith(XHTML)) parent.children.push(said);
    else if (said.trim() !== "") throw new Error(`Text between elements: ${said}`);
  };
  parser.on("text", words);
  parser.on("cdata", words);
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  const root = open[0]?.children.find((child) => typeof child !== "string");
  if (!root) throw new Error("No element in this text.");
  return root;
}

function writtenOut({ name, tag, children }: Element): string {
  const written = children.map((child) => (typeof child === "string" ? JSON.stringify(child) : writtenOut(child)));
  if (name.startsWith(XHTML)) return `<${tag}>${written.join("")}</>`;
  const sorted = children
    .map((child, at) => ({ name: typeof child === "string" ? "" : child.name, text: written[at] ?? "" }))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  return `<${tag}>${sorted.map((one) => one.text).join("")}</>`;
}
