import { failed, succeeded, type Outcome } from "../outcome.ts";
import { definitionOf, type ElementDefinition, type TypeDefinition } from "./definitions.ts";
import { addPrimitive, addValue, evenOut, putInOrder, type FhirObject } from "./members.ts";
import { followDiv, XHTML, type DivReading } from "./xhtml.ts";
import { problemOfXml, type XmlFault } from "./xml-fault.ts";
import { parseXml, type Complaint, type Where, type XmlElement, type XmlListener } from "./xml-parsing.ts";

/** A resource read from XML, in the shape that FHIR JSON has when it is parsed. */
export type ReadXml = {
  readonly resource: FhirObject;
  /** Of a Bundle: the entries that could not be read, by their number from 0. In the resource they stand empty. */
  readonly faulty: ReadonlyMap<number, XmlFault>;
};

/**
 * Reads one resource in FHIR XML into what its JSON would be when parsed; numbers keep their digits (fhirJsonOf).
 * A narrative is kept as the text that it was; comments elsewhere are dropped. Unknown elements, text between elements
 * and what JSON could not hold are faults. Values are not looked at: a birth date may be any text.
 * @see https://hl7.org/fhir/R4/xml.html
 */
export function fhirOfXml(text: string): Outcome<FhirObject> {
  const read = readFhirXml(text);
  if (!read.ok) return failed(problemOfXml(read.problem));
  const [faulty] = read.value.faulty.values();
  return faulty ? failed(problemOfXml(faulty)) : succeeded(read.value.resource);
}

/** The same, but what is wrong in one entry of a Bundle costs that entry alone. */
export function readFhirXml(text: string): Outcome<ReadXml, XmlFault> {
  const whole: Holder = { kind: "holder", element: undefined, nth: 0, start: 0 };
  const faulty = new Map<number, XmlFault>();
  const fault = parseXml(text, readingInto(whole, faulty, text));
  if (fault) return failed(fault);
  if (whole.resource) return succeeded({ resource: whole.resource, faulty });
  return failed({ ...complaintAt([whole], EMPTY), line: 1, column: 1, start: 0 });
}

type Place = {
  /** What its parent says of it; undefined for resources and for the text as a whole. */
  readonly element: ElementDefinition | undefined;
  /** Which of several it is, from 0. */
  readonly nth: number;
  /** Characters before it. */
  readonly start: number;
};
/** An element in which a resource stands. */
type Holder = Place & { readonly kind: "holder"; resource?: FhirObject };
/** An element with elements; where it has a value, those that say more of it. */
type Elements = Place & {
  readonly kind: "elements";
  readonly definition: TypeDefinition;
  readonly object: FhirObject;
  value?: string;
  /** The order of the element that came last; and whether one came too late. */
  latest: number;
  disordered: boolean;
};
type Div = Place & { readonly kind: "div"; readonly reading: DivReading };
/** An element that is open. */
type Frame = Holder | Elements | Div;

/** Of an entry of a Bundle. */
const ENTRY_DEPTH = 2;
/** Entries that cannot be read; with more of them a Bundle is refused whole. */
const MOST_FAULTY = 100_000;

function readingInto(whole: Holder, faulty: Map<number, XmlFault>, text: string): XmlListener {
  const frames: Frame[] = [whole];
  /** In an entry that cannot be read, until it closes. */
  let passing = false;
  /** A complaint about an entry of a Bundle costs that entry; any other ends the reading. */
  const judge = (complaint: Complaint | undefined, where: Where): Complaint | undefined => {
    const [, bundle, entry] = frames;
    if (!complaint || bundle?.kind !== "elements" || !entry?.element) return complaint;
    if (bundle.definition.name !== "Bundle" || entry.element.name !== "entry") return complaint;
    if (faulty.size >= MOST_FAULTY) return complaint;
    faulty.set(entry.nth, { ...complaint, ...where, start: entry.start });
    addValue(bundle.object, entry.element, {});
    frames.length = ENTRY_DEPTH;
    passing = true;
    return undefined;
  };
  return {
    open(element, where) {
      const top = frames.at(-1);
      if (passing || !top) return undefined;
      if (top.kind === "div") {
        top.reading.open(element);
        return undefined;
      }
      const opened = top.kind === "holder" ? resourceIn(top, element) : elementIn(top, element);
      if (typeof opened === "string") return judge(complaintAt(frames, opened, element.local), where);
      frames.push(opened);
      const wrong = opened.kind === "div" ? undefined : takeAttributes(opened, element);
      return judge(wrong === undefined ? undefined : complaintAt(frames, wrong), where);
    },
    close(depth, end, where) {
      const top = frames.at(-1);
      if (!passing && top) {
        if (top.kind === "div" && !top.reading.close()) return undefined;
        const wrong = closed(top, frames.at(-2), text.slice(top.start, top.kind === "div" ? end : top.start));
        const complaint = judge(wrong === undefined ? undefined : complaintAt(frames, wrong), where);
        if (complaint) return complaint;
        if (frames.at(-1) === top) frames.pop();
      }
      if (depth === ENTRY_DEPTH) passing = false;
      return undefined;
    },
    text(words, where) {
      const top = frames.at(-1);
      if (passing || !top) return undefined;
      if (top.kind === "div") top.reading.text(words);
      else if (/[^ \t\r\n]/.test(words)) return judge(complaintAt(frames, LOOSE_TEXT), where);
      return undefined;
    },
  };
}

const FHIR = "http://hl7.org/fhir";

/** The resource that opens in a holder, or what is wrong. */
function resourceIn(holder: Holder, { local, uri, start }: XmlElement): Elements | Wrong {
  if (uri !== FHIR) return NOT_FHIR;
  const definition = definitionOf(local);
  if (!definition?.isResource || ABSTRACT.has(local)) return NO_RESOURCE;
  if (holder.resource) return TWO_RESOURCES;
  const object: FhirObject = { resourceType: local };
  holder.resource = object;
  return { kind: "elements", element: undefined, nth: 0, start, definition, object, ...NO_ORDER };
}

const NO_ORDER = { latest: -1, disordered: false };
const ABSTRACT: ReadonlySet<string> = new Set(["Resource", "DomainResource"]);

/** The element that opens among others, or what is wrong. */
function elementIn(parent: Elements, opening: XmlElement): Frame | Wrong {
  const { local, uri, start } = opening;
  const element = parent.definition.elements.get(local);
  if (!element || element.attribute) return uri === FHIR ? UNKNOWN_ELEMENT : NOT_FHIR;
  if (uri !== (element.kind === "xhtml" ? XHTML : FHIR)) return element.kind === "xhtml" ? NOT_XHTML : NOT_FHIR;
  const list = parent.object[local];
  const place = { element, nth: Array.isArray(list) ? list.length : 0, start };
  if (element.kind === "xhtml") return { ...place, kind: "div", reading: followDiv(opening) };
  if (element.kind === "resource") return { ...place, kind: "holder" };
  const definition = definitionOf(element.kind === "complex" ? element.type : "Element");
  return definition ? { ...place, kind: "elements", definition, object: {}, ...NO_ORDER } : UNKNOWN_ELEMENT;
}

const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

function takeAttributes(frame: Holder | Elements, { attributes }: XmlElement): Wrong | undefined {
  for (const { name, prefix, local, uri, value } of attributes) {
    if (name === "xmlns" || prefix === "xmlns" || uri === SCHEMA_INSTANCE) continue;
    if (frame.kind === "holder" || prefix !== "") return UNKNOWN_ATTRIBUTE;
    const element = frame.definition.elements.get(local);
    if (local === "value" && hasValue(frame.element)) frame.value = value;
    else if (element?.attribute) {
      noteOrder(frame, element);
      frame.object[local] = value;
    } else return UNKNOWN_ATTRIBUTE;
  }
  return undefined;
}

const hasValue = (element: ElementDefinition | undefined): boolean =>
  element !== undefined && element.kind !== "complex";

/** Hands what an element held to its parent; says what is wrong with it. `slice`: of a div, its text. */
function closed(frame: Frame, parent: Frame | undefined, slice: string): Wrong | undefined {
  if (frame.kind === "elements") settle(frame);
  if (frame.kind === "holder" && !frame.resource) return EMPTY;
  if (!frame.element || parent?.kind !== "elements") return undefined;
  const { object } = parent;
  noteOrder(parent, frame.element);
  switch (frame.kind) {
    case "div":
      return addValue(object, frame.element, frame.reading.textOf(slice)) ? undefined : ONCE_ONLY;
    case "holder":
      return addValue(object, frame.element, frame.resource) ? undefined : ONCE_ONLY;
    case "elements": {
      if (!hasValue(frame.element)) return addValue(object, frame.element, frame.object) ? undefined : ONCE_ONLY;
      const extra = Object.keys(frame.object).length > 0 ? frame.object : undefined;
      if (frame.value === undefined && !extra) return NO_VALUE;
      return addPrimitive(object, frame.element, frame.value, extra) ? undefined : ONCE_ONLY;
    }
  }
}

function noteOrder(frame: Elements, { order }: ElementDefinition): void {
  if (order < frame.latest) frame.disordered = true;
  frame.latest = Math.max(frame.latest, order);
}

/** Elements may come in any order, but two texts that say the same should give the same JSON. */
function settle({ object, definition, disordered }: Elements): void {
  evenOut(object);
  if (disordered) putInOrder(object, definition);
}

/** What is wrong: a key of the table of reasons. */
type Wrong = keyof typeof REASONS;

const NOT_FHIR = "not FHIR";
const NOT_XHTML = "not XHTML";
const NO_RESOURCE = "no resource";
const TWO_RESOURCES = "two resources";
const EMPTY = "empty";
const UNKNOWN_ELEMENT = "unknown element";
const UNKNOWN_ATTRIBUTE = "unknown attribute";
const ONCE_ONLY = "once only";
const NO_VALUE = "no value";
const LOOSE_TEXT = "loose text";

const REASONS = {
  [NOT_FHIR]: ["This element is not in the namespace of FHIR.", `xmlns="${FHIR}"`],
  [NOT_XHTML]: ["The div of this narrative is not in the namespace of XHTML.", `xmlns="${XHTML}"`],
  [NO_RESOURCE]: ["This is not a resource type of FHIR R4.", "A type such as Patient or Observation"],
  [TWO_RESOURCES]: ["More than one resource stands here.", "One resource"],
  [EMPTY]: ["No resource stands here.", "A FHIR R4 resource"],
  [UNKNOWN_ELEMENT]: ["FHIR R4 knows no such element here.", "The elements that FHIR R4 defines, and extensions"],
  [UNKNOWN_ATTRIBUTE]: ["An attribute stands here that FHIR R4 does not know.", "value, id; url of an extension"],
  [ONCE_ONLY]: ["This element may stand here once only.", "One of them"],
  [NO_VALUE]: ["This element is empty.", "A value, or an extension that says why there is none"],
  [LOOSE_TEXT]: ["Text stands here between elements.", "Values in the attribute value"],
} as const;

function complaintAt(frames: readonly Frame[], wrong: Wrong, within?: string): Complaint {
  const [reason, accepted] = REASONS[wrong];
  return { path: pathOf(frames, within), reason, accepted };
}

/** Such as Patient.contact[1].name; from the resource on in which it is, where that is an entry of its own. */
function pathOf(frames: readonly Frame[], within: string | undefined): string {
  let path = "";
  for (const frame of frames) {
    if (frame.element) {
      path += `.${frame.element.name}${frame.element.repeats ? `[${frame.nth.toString()}]` : ""}`;
    } else if (frame.kind === "elements" && !path.includes("contained")) path = frame.definition.name;
  }
  const full = within === undefined ? path : `${path}.${within}`;
  return (full.startsWith(".") ? full.slice(1) : full) || "file";
}
