import sanitizeHtml from "sanitize-html";
import { parseXml } from "#base";
import { ALLOWED_ELEMENTS, impurityOfAttribute, impurityOfElement, XHTML, type Impurity } from "./narrative-rules.ts";

/** A narrative as it may be kept, and what was done to it. */
export type Cleaned =
  /** Nothing: it is kept to the byte. */
  | { readonly kind: "clean" }
  /** It says the same in XHTML that stands by itself. */
  | { readonly kind: "rewritten"; readonly div: string }
  /** Something was taken out, or it was no XHTML; why, in words. */
  | { readonly kind: "cleaned"; readonly div: string | undefined; readonly reason: string };

/**
 * Holds the XHTML of a narrative to what FHIR allows. Whatever a narrative was, what is kept passes the same strict look
 * as one that was clean.
 * @see https://hl7.org/fhir/R4/narrative.html
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html
 */
export function cleanNarrative(div: string): Cleaned {
  if (isClean(div)) return { kind: "clean" };
  const plain = inNamespace(withoutNamedCharacters(div.trim()));
  if (isClean(plain)) return { kind: "rewritten", div: plain };
  const found = new Set<Impurity>();
  const cleaned = spellings(sanitised(plain, found)).find(isClean) ?? spellings(wordsOf(plain)).find(isClean);
  return { kind: "cleaned", div: cleaned, reason: reasonOf(found) };
}

/** By itself if it is a div, else within one. */
const spellings = (html: string): readonly string[] => [
  inNamespace(html.trim()),
  `<div xmlns="${XHTML}">${html.trim()}</div>`,
];

function reasonOf(found: ReadonlySet<Impurity>): string {
  if (found.size === 0) return "This narrative is not well-formed XHTML; what could be read of it was written anew.";
  return `This was taken out of the narrative: ${[...found].sort().join(", ")}.`;
}

/** One div of well-formed XHTML in which nothing stands but what is allowed, for parsers of XML and of HTML alike. */
function isClean(div: string): boolean {
  if (!div.startsWith("<div")) return false;
  const impure = { path: "div", reason: "impure", accepted: "" };
  const fault = parseXml(div, {
    open: ({ local, prefix, uri, attributes, depth }) => {
      const isPlain = uri === XHTML && prefix === "" && (depth > 1 || local === "div");
      if (!isPlain || impurityOfElement(local) !== undefined) return impure;
      return attributes.some(({ name, value }) => impurityOfAttribute(local, name, value) !== undefined)
        ? impure
        : undefined;
    },
    close: () => undefined,
    text: () => undefined,
    // A parser of HTML takes CDATA and instructions for comments that end at the first ">".
    other: (kind, content) => (kind === "comment" && !/^-?>|^\[|-$/.test(content) ? undefined : impure),
  });
  return fault === undefined;
}

/** Without what is not allowed. Text that stood in an element that is taken out stays, but for that of scripts. */
function sanitised(html: string, found: Set<Impurity>): string {
  return sanitizeHtml(withoutControls(html, found), {
    allowedTags: [...ALLOWED_ELEMENTS],
    // Held to the table in `allowedOf`; of addresses, sanitize-html looks at the scheme once more.
    allowedAttributes: false,
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["data"] },
    parseStyleAttributes: false,
    selfClosing: ["br", "hr", "img", "col"],
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "noscript",
      "xmp",
      "noembed",
      "noframes",
      "title",
      "template",
    ],
    parser: { recognizeCDATA: true, lowerCaseTags: true },
    transformTags: { "*": (tagName, attribs) => ({ tagName, attribs: allowedOf(tagName, attribs, found) }) },
  });
}

function allowedOf(
  element: string,
  attributes: sanitizeHtml.Attributes,
  found: Set<Impurity>,
): sanitizeHtml.Attributes {
  const wrong = impurityOfElement(element);
  if (wrong) found.add(wrong);
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => {
      const impurity = impurityOfAttribute(element, name, value);
      if (impurity && !wrong) found.add(impurity);
      return impurity === undefined && (value !== "" || name === "alt");
    }),
  );
}

/** Nothing but the words. */
const wordsOf = (html: string): string =>
  sanitizeHtml(withoutControls(html, new Set()), { allowedTags: [], allowedAttributes: {} });

function withoutControls(html: string, found: Set<Impurity>): string {
  if (html.includes("<?")) found.add("a processing instruction");
  if (/<!--(?:-?>|\[)/.test(html)) found.add("a comment that a browser may read otherwise");
  // eslint-disable-next-line no-control-regex -- these are what XML forbids
  return html.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").toWellFormed();
}

const inNamespace = (html: string): string =>
  html.replace(/^<div(?=[\s/>])(?![^>]*\sxmlns\s*=)/, `<div xmlns="${XHTML}"`);

/** HTML's names for characters, which XML does not know: those that are met in narratives. */
const withoutNamedCharacters = (html: string): string =>
  html.replace(/&([a-z]+[0-9]*);/gi, (reference, name: string) => CHARACTERS.get(name) ?? reference);

const CHARACTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ nbsp: "\u00a0", pound: "£", euro: "€", cent: "¢", copy: "©", reg: "®", trade: "™", deg: "°", micro: "µ" },
    ...{ ndash: "–", mdash: "—", hellip: "…", bull: "•", middot: "·", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" },
    ...{ frac12: "½", frac14: "¼", frac34: "¾", plusmn: "±", times: "×", divide: "÷", le: "≤", ge: "≥", ne: "≠" },
    ...{ eacute: "é", egrave: "è", ecirc: "ê", agrave: "à", acirc: "â", uuml: "ü", ouml: "ö", auml: "ä", szlig: "ß" },
    ...{ sup2: "²", sup3: "³", alpha: "α", beta: "β", gamma: "γ", rarr: "→", larr: "←", uarr: "↑", darr: "↓" },
  }),
);
