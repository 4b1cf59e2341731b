import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from "saxes";
import { markupReason, type XmlFault } from "./xml-fault.ts";

/** An element as it opens. */
export type XmlElement = {
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  /** Declarations of namespaces are among them. */
  readonly attributes: readonly SaxesAttributeNS[];
  /** 1 for the root. */
  readonly depth: number;
  /** How many characters stand before its opening tag. */
  readonly start: number;
};

/** What is wrong with what was just read; it ends the reading. */
export type Complaint = Pick<XmlFault, "path" | "reason" | "accepted"> & { readonly start?: number };

type Heard = Complaint | undefined;

/** Who listens to an XML text. */
export type XmlListener = {
  readonly open: (element: XmlElement, where: Where) => Heard;
  /** `depth` is that of the element that closes; `end` how many characters stand before what follows it. */
  readonly close: (depth: number, end: number, where: Where) => Heard;
  readonly text: (text: string, where: Where) => Heard;
  /** What is neither element nor plain text. Without it they are passed over, and the text of CDATA is text. */
  readonly other?: (kind: "comment" | "instruction" | "cdata", content: string) => Heard;
};

/** From 1 each. */
export type Where = { readonly line: number; readonly column: number };

/** Resources nest some twenty deep in XML; a narrative's lists and tables somewhat deeper. */
const DEEPEST = 100;
/** An element takes more room in memory than in its file, where it may be four characters long. */
const MOST_ELEMENTS = 10_000_000;
/** Characters handed to the parser at once: after the first fault no more of them are read than this. */
const PIECE = 8_192;

/**
 * Reads XML 1.0 strictly, without ever expanding an entity: document type declarations are refused, and of entities
 * only XML's own five and references to characters are known. Undefined when all was well.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/XML_Security_Cheat_Sheet.html
 */
export function parseXml(text: string, listener: XmlListener): XmlFault | undefined {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  // The parser's own table inherits from Object, and so would take &constructor; for an entity.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, XML_ENTITIES);
  const heard = listenTo(parser, listener, text);
  for (let at = 0; at < text.length && !heard.fault; at += PIECE) parser.write(text.slice(at, at + PIECE));
  if (!heard.fault) parser.close();
  return heard.fault;
}

const XML_ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

type Parser = SaxesParser<{ xmlns: true }>;

function listenTo(parser: Parser, listener: XmlListener, text: string): { fault: XmlFault | undefined } {
  const heard: { fault: XmlFault | undefined } = { fault: undefined };
  let depth = 0;
  let elements = 0;
  let where: Where = { line: 1, column: 1 };
  const here = (): Where => ({ line: parser.line, column: Math.max(parser.column, 1) });
  const hear = (complaint: Heard, at = here()): void => {
    if (complaint && !heard.fault) heard.fault = { start: 0, ...complaint, ...at };
  };
  const unlessFaulty =
    <T>(listen: (given: T) => void) =>
    (given: T): void => {
      if (!heard.fault) listen(given);
    };
  parser.on("opentagstart", ({ name }) => {
    where = { line: parser.line, column: Math.max(parser.column - name.length - 1, 1) };
  });
  parser.on(
    "opentag",
    unlessFaulty((tag: SaxesTagNS) => {
      depth++;
      elements++;
      if (depth > DEEPEST) hear(TOO_DEEP, where);
      else if (elements > MOST_ELEMENTS) hear(TOO_MANY, where);
      else hear(listener.open(elementOf(tag, depth, text.lastIndexOf("<", parser.position - 1)), where), where);
    }),
  );
  const closing = unlessFaulty(() => {
    hear(listener.close(depth, parser.position, here()));
    depth--;
  });
  parser.on("closetag", closing);
  parser.on(
    "text",
    unlessFaulty((words: string) => hear(listener.text(words, here()))),
  );
  const other = (kind: "comment" | "instruction" | "cdata") =>
    unlessFaulty((content: string) => hear(listener.other?.(kind, content)));
  parser.on("comment", other("comment"));
  const instruction = other("instruction");
  parser.on("processinginstruction", ({ target }) => instruction(target));
  const cdata = listener.other ? other("cdata") : unlessFaulty((words: string) => hear(listener.text(words, here())));
  parser.on("cdata", cdata);
  parser.on("doctype", () => hear(DOCTYPE));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding)) hear(ENCODING);
  });
  parser.on("error", ({ message }) => hear({ path: "file", reason: markupReason(message), accepted: WELL_FORMED }));
  return heard;
}

const elementOf = ({ local, prefix, uri, attributes }: SaxesTagNS, depth: number, start: number): XmlElement => ({
  ...{ local, prefix, uri, depth, start },
  attributes: Object.values(attributes),
});

const WELL_FORMED = "Well-formed XML 1.0 in UTF-8, without a document type declaration";

const TOO_DEEP: Complaint = {
  path: "file",
  reason: "Elements are nested too deeply.",
  accepted: `At most ${DEEPEST.toString()} levels`,
};
const TOO_MANY: Complaint = {
  path: "file",
  reason: "There are too many elements.",
  accepted: `At most ${(MOST_ELEMENTS / 1_000_000).toString()} million elements; larger sets in several files`,
};
const DOCTYPE: Complaint = {
  path: "file",
  reason: "This has a document type declaration (DOCTYPE), which is never read: it can define entities without end.",
  accepted: WELL_FORMED,
};
const ENCODING: Complaint = {
  path: "file",
  reason: "This says that it is written in another encoding than UTF-8.",
  accepted: WELL_FORMED,
};
