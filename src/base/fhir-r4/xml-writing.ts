import { failed, succeeded, type Outcome } from "../outcome.ts";
import { definitionOf, type ElementDefinition, type TypeDefinition } from "./definitions.ts";
import { digitsOf } from "./digits.ts";
import { isFhirObject, type FhirObject } from "./members.ts";
import { XHTML } from "./xhtml.ts";
import { parseXml } from "./xml-parsing.ts";
import { escapeAttribute, isXmlText } from "./xml-text.ts";

/**
 * Writes one resource, as its JSON is when parsed (parseFhirJson keeps the digits of numbers), as FHIR XML in UTF-8.
 * Fails, naming the element, where XML cannot say the same: members that FHIR R4 does not know, a list where one value
 * belongs, characters that XML forbids, a narrative that is not well-formed.
 * @see https://hl7.org/fhir/R4/xml.html
 */
export function xmlOfFhir(resource: unknown): Outcome<string> {
  const wrong: Wrong[] = [];
  const xml = resourceXml(resource, [], wrong, true);
  const [first] = wrong;
  if (!first) return succeeded(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  return failed({
    kind: "invalid",
    message: `${first.path}: ${first.reason}`,
    remedy: "A resource as FHIR R4 defines it",
  });
}

type Wrong = { readonly path: string; readonly reason: string };
type Trail = readonly string[];

const FHIR = "http://hl7.org/fhir";
const DEEPEST = 100;

function resourceXml(resource: unknown, trail: Trail, wrong: Wrong[], outermost = false): string {
  const type = isFhirObject(resource) ? resource.resourceType : undefined;
  const definition = typeof type === "string" ? definitionOf(type) : undefined;
  if (!isFhirObject(resource) || !definition?.isResource) {
    return complain(wrong, trail, "This is not a resource of FHIR R4.");
  }
  const { resourceType: _, ...members } = resource;
  const name = definition.name;
  const children = elementsXml(members, resource, definition, trail.length === 0 ? [name] : trail, wrong);
  return `<${name}${outermost ? ` xmlns="${FHIR}"` : ""}>${children}</${name}>`;
}

/** The elements of an object, in the order that XML wants; attributes are written by whoever writes its tag. */
function elementsXml(
  members: FhirObject,
  holder: FhirObject,
  definition: TypeDefinition,
  trail: Trail,
  wrong: Wrong[],
): string {
  if (trail.length > DEEPEST) return complain(wrong, trail, "This is nested too deeply.");
  const left = new Set(Object.keys(members).filter((name) => name !== "fhir_comments" && members[name] !== undefined));
  let xml = "";
  for (const element of definition.elements.values()) {
    const { name } = element;
    const given = left.delete(name);
    const extra = left.delete(`_${name}`);
    if (element.attribute || (!given && !extra)) continue;
    xml += memberXml(holder, element, [...trail, name], wrong);
  }
  for (const name of left) complain(wrong, [...trail, name], "FHIR R4 knows no such element here.");
  return xml;
}

/** All that stands under one name: one value or several, and what is said of each. */
function memberXml(holder: FhirObject, element: ElementDefinition, trail: Trail, wrong: Wrong[]): string {
  const value = holder[element.name];
  const extra = holder[`_${element.name}`];
  if (!element.repeats) return oneXml({ holder, member: element.name, value, extra }, element, trail, wrong);
  const values: unknown = value ?? [];
  const extras: unknown = extra ?? [];
  if (!Array.isArray(values) || !Array.isArray(extras)) return complain(wrong, trail, "This must be a list.");
  let xml = "";
  for (let at = 0; at < Math.max(values.length, extras.length); at++) {
    const one: One = {
      holder: values as unknown as FhirObject,
      member: String(at),
      value: values[at],
      extra: extras[at],
    };
    xml += oneXml(one, element, [...trail.slice(0, -1), `${element.name}[${at.toString()}]`], wrong);
  }
  return xml;
}

/** A value, where it stands, and what stands beside it under the same name with an underscore. */
type One = { readonly holder: FhirObject; readonly member: string; readonly value: unknown; readonly extra: unknown };

function oneXml(one: One, element: ElementDefinition, trail: Trail, wrong: Wrong[]): string {
  const { value, extra } = one;
  if (extra !== undefined && (element.kind === "complex" || element.kind === "resource" || element.kind === "xhtml")) {
    return complain(wrong, [...trail.slice(0, -1), `_${trail.at(-1) ?? ""}`], "FHIR R4 knows no such element here.");
  }
  switch (element.kind) {
    case "xhtml":
      return divXml(value, trail, wrong);
    case "resource":
      return `<${element.name}>${resourceXml(value, trail, wrong)}</${element.name}>`;
    case "complex":
      return complexXml(value, element, "", trail, wrong);
    case "boolean":
    case "number":
    case "text": {
      const attribute = valueXml(one, trail, wrong);
      if (attribute === "" && !isFhirObject(extra)) return complain(wrong, trail, "This element is empty.");
      return complexXml(extra ?? {}, { ...element, type: "Element" }, attribute, trail, wrong);
    }
  }
}

function complexXml(
  value: unknown,
  { name, type }: ElementDefinition,
  attribute: string,
  trail: Trail,
  wrong: Wrong[],
): string {
  const definition = definitionOf(type);
  if (!isFhirObject(value) || !definition) return complain(wrong, trail, "This must be an object.");
  let attributes = "";
  for (const element of definition.elements.values()) {
    if (!element.attribute || value[element.name] === undefined) continue;
    const one = { holder: value, member: element.name, value: value[element.name], extra: undefined };
    attributes += valueXml(one, [...trail, element.name], wrong, element.name);
  }
  const children = elementsXml(value, value, definition, trail, wrong);
  const tag = `${name}${attributes}${attribute}`;
  return children === "" ? `<${tag}/>` : `<${tag}>${children}</${name}>`;
}

/** A value as an attribute with the space before it; empty where there is none. */
function valueXml({ holder, member, value }: One, trail: Trail, wrong: Wrong[], attribute = "value"): string {
  switch (typeof value) {
    case "string":
      if (!isXmlText(value)) return complain(wrong, trail, "This text holds a character that XML does not allow.");
      return ` ${attribute}="${escapeAttribute(value)}"`;
    case "number":
      return ` ${attribute}="${digitsOf(holder, member, value)}"`;
    case "boolean":
      return ` ${attribute}="${value.toString()}"`;
    default:
      if (value === undefined || value === null) return "";
      return complain(wrong, trail, "This must be one value.");
  }
}

/** @see https://hl7.org/fhir/R4/narrative.html */
function divXml(value: unknown, trail: Trail, wrong: Wrong[]): string {
  const div =
    typeof value === "string" ? value.trim().replace(/^<div(?=[\s/>])(?![^>]*\sxmlns=)/, `<div xmlns="${XHTML}"`) : "";
  return isDiv(div) ? div : complain(wrong, trail, "This narrative is not a div of well-formed XHTML.");
}

/** Whether a text is one div of well-formed XHTML; whatever stands in it. */
export function isDiv(text: string): boolean {
  const roots: boolean[] = [];
  const fault = parseXml(text, {
    open: ({ local, uri, depth }) => {
      if (depth === 1) roots.push(local === "div" && uri === XHTML);
      return undefined;
    },
    close: () => undefined,
    text: () => undefined,
  });
  return fault === undefined && roots[0] === true && text.startsWith("<div");
}

function complain(wrong: Wrong[], trail: Trail, reason: string): string {
  wrong.push({ path: trail.join("."), reason });
  return "";
}
