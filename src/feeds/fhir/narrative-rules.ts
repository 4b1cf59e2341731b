/** What a narrative may not hold, in the words that its rejection uses. */
export type Impurity =
  | "a script"
  | "an event handler"
  | "a frame or an embedded object"
  | "a form"
  | "a link that is not one to a page"
  | "a picture from elsewhere"
  | "a style that loads from elsewhere or covers the page"
  | "a style sheet"
  | "an element that FHIR does not allow"
  | "an attribute that FHIR does not allow"
  | "a processing instruction"
  | "a comment that a browser may read otherwise";

export const XHTML = "http://www.w3.org/1999/xhtml";

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * The elements of which a narrative may be made.
 * @see https://hl7.org/fhir/R4/narrative.html (HTML 4.0, chapters 7 to 11 and 15; links and pictures)
 */
export const ALLOWED_ELEMENTS = wordsIn(
  `div p br h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr address bdo
  kbd sub sup ul ol li dl dt dd pre table caption colgroup col thead tr tfoot tbody th td code samp img ins del u s`,
);

const ALLOWED_ATTRIBUTES = wordsIn(
  `title style class id lang xml:lang dir span width height align valign char charoff abbr axis headers scope rowspan
  colspan summary border frame rules cellpadding cellspacing start type value compact datetime name alt rel rev
  hreflang clear nowrap bgcolor accesskey tabindex`,
);

/** Attributes that hold an address, by the elements that may have them. */
const ADDRESSES: Readonly<Record<string, ReadonlySet<string>>> = {
  href: wordsIn("a"),
  cite: wordsIn("blockquote q ins del"),
  src: wordsIn("img"),
};

/** What is wrong with an element of this name; undefined when it may stand in a narrative. */
export function impurityOfElement(name: string): Impurity | undefined {
  if (ALLOWED_ELEMENTS.has(name)) return undefined;
  if (name === "script") return "a script";
  if (name === "style" || name === "link") return "a style sheet";
  if (OBJECTS.has(name)) return "a frame or an embedded object";
  if (FORMS.has(name)) return "a form";
  return "an element that FHIR does not allow";
}

const OBJECTS = wordsIn("iframe frame frameset object embed applet video audio source svg math canvas");
const FORMS = wordsIn("form input button select option optgroup textarea label fieldset legend isindex");

/** What is wrong with an attribute of an allowed element; undefined when it may stand there. */
export function impurityOfAttribute(element: string, name: string, value: string): Impurity | undefined {
  if (/^on/i.test(name)) return "an event handler";
  if (name === "xmlns") return value === XHTML ? undefined : "an attribute that FHIR does not allow";
  const bearers = ADDRESSES[name];
  if (bearers) {
    if (!bearers.has(element)) return "an attribute that FHIR does not allow";
    if (name === "src") return isOwnPicture(value) ? undefined : "a picture from elsewhere";
    return isLink(value) ? undefined : "a link that is not one to a page";
  }
  if (!ALLOWED_ATTRIBUTES.has(name)) return "an attribute that FHIR does not allow";
  if (name === "style" && !isPlainStyle(value)) return "a style that loads from elsewhere or covers the page";
  return undefined;
}

/** A picture within the text itself or within the resource: one from elsewhere would tell who is reading. */
const isOwnPicture = (value: string): boolean =>
  /^(?:#[\w.-]+|data:image\/(?:png|jpeg|gif);base64,[\w+/=\s]*)$/.test(value);

/** Browsers pass over spaces and control characters within a scheme. */
function isLink(value: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what browsers pass over
  const scheme = /^([^/?#]*?):/.exec(value.replace(/[\x00-\x20]/g, ""))?.[1];
  return scheme === undefined || /^(?:https?|mailto|tel)$/i.test(scheme);
}

/** A backslash can spell any of these words in another way. */
const isPlainStyle = (value: string): boolean =>
  !/[\\@<]|url\s*\(|image\s*\(|image-set|expression|javascript|behaviou?r|binding|position|\/\*/i.test(value);
