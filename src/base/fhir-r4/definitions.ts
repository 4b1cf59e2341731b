import { readFileSync } from "node:fs";

/** How the value of an element is written. */
export type Kind =
  /** JSON true or false, a number, or text; in XML the attribute "value". */
  | "boolean"
  | "number"
  | "text"
  /** Has elements of its own. */
  | "complex"
  /** Any resource: XML names its type in an element of its own. */
  | "resource"
  /** XHTML, which JSON holds as text. */
  | "xhtml";

export type ElementDefinition = {
  /** As JSON and XML name it: of a choice, with its type, such as valueQuantity. */
  readonly name: string;
  /** Its type, such as HumanName, or the path of an element that has elements of its own, such as Patient.contact. */
  readonly type: string;
  readonly kind: Kind;
  readonly repeats: boolean;
  /** In XML it is an attribute. */
  readonly attribute: boolean;
  /** Its place in the order of its type's elements. */
  readonly order: number;
};

/** The elements of a type, inherited ones included, in the order that XML wants. */
export type TypeDefinition = {
  readonly name: string;
  readonly elements: ReadonlyMap<string, ElementDefinition>;
  readonly isResource: boolean;
};

/**
 * What FHIR R4 says of a type or of an element that has elements of its own; undefined for those that it does not know.
 * @see https://hl7.org/fhir/R4/downloads.html (whose definitions scripts/fhir-r4-definitions.ts makes short)
 */
export function definitionOf(type: string): TypeDefinition | undefined {
  const known = read.get(type);
  if (known) return known;
  lines ??= readLines();
  const line = lines.get(type);
  if (line === undefined) return undefined;
  const definition = definitionIn(line);
  read.set(type, definition);
  return definition;
}

const read = new Map<string, TypeDefinition>();
let lines: ReadonlyMap<string, string> | undefined;

/** The text's lines by the type of which they speak. */
function readLines(): ReadonlyMap<string, string> {
  const text = readFileSync(new URL("definitions.txt", import.meta.url), "utf8");
  return new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.indexOf(" ")), line]),
  );
}

function definitionIn(line: string): TypeDefinition {
  const [name = "", base = "", ...own] = line.split(" ");
  const inherited = definitionOf(base);
  const elements = new Map(inherited?.elements);
  for (const written of own) {
    for (const element of elementsIn(written)) elements.set(element.name, { ...element, order: elements.size });
  }
  return { name, elements, isResource: name === "Resource" || inherited?.isResource === true };
}

/** One element, or the spellings of a choice: "value[x]:Quantity|string". */
function elementsIn(written: string): readonly Omit<ElementDefinition, "order">[] {
  const [, name = "", choice, attribute, types = "", repeats] = /^(\w+)(\[x\])?:(@)?([^*]+)(\*)?$/.exec(written) ?? [];
  return (types === "any" ? anyTypes() : types.split("|")).map((type) => ({
    name: choice === undefined ? name : name + type.charAt(0).toUpperCase() + type.slice(1),
    type,
    kind: kindOf(type),
    repeats: repeats !== undefined,
    attribute: attribute !== undefined,
  }));
}

const anyTypes = (): readonly string[] => lines?.get("any")?.slice("any ".length).split("|") ?? [];

function kindOf(type: string): Kind {
  switch (type) {
    case "boolean":
      return "boolean";
    case "decimal":
    case "integer":
    case "positiveInt":
    case "unsignedInt":
      return "number";
    case "Resource":
      return "resource";
    case "xhtml":
      return "xhtml";
    default:
      return /^[a-z]/.test(type) ? "text" : "complex";
  }
}
