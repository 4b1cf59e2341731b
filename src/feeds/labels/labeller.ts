import type { OrganisationKind } from "#place";
import type { Category, Sensitivity } from "#sharing";
import { spellingKey } from "../rows/value-list.ts";
import { CATEGORY_RULES } from "./category-rules.ts";
import type { CategoryRule, Condition, LabelRule, SensitivityRule } from "./rule.ts";
import { SENSITIVITY_RULES } from "./sensitivity-rules.ts";

/** What sharing must know of an entry before anyone may see it. */
export type Label = { readonly category: Category; readonly sensitivity: Sensitivity };

/** A label with the rules that gave it; no rule: none held, so that it is administration, or ordinary. */
export type ReasonedLabel = Label & {
  readonly categoryRule: CategoryRule | undefined;
  readonly sensitivityRule: SensitivityRule | undefined;
};

type Json = Readonly<Record<string, unknown>>;

/** Labels entries by rules. */
export type Labeller = {
  /** Reads only; what is misshapen counts as absent. */
  readonly labelOf: (resource: Json, sourceKind?: OrganisationKind) => ReasonedLabel;
  /** All rules, in the order in which they are asked. */
  readonly rules: readonly LabelRule[];
};

/** `ofPlace`: what the place adds; asked after the sources' own labels and before all else. */
export function createLabeller(ofPlace: readonly SensitivityRule[] = []): Labeller {
  const own = SENSITIVITY_RULES.filter(({ when }) => when.securityLabels);
  const rest = SENSITIVITY_RULES.filter(({ when }) => !when.securityLabels);
  const sensitivities = [...own, ...ofPlace, ...rest];
  const categoriesOf = byType(CATEGORY_RULES);
  const sensitivitiesOf = byType(sensitivities);
  return {
    rules: [...CATEGORY_RULES, ...sensitivities],
    labelOf: (resource, sourceKind) => {
      const type = String(resource["resourceType"]);
      const facts = factsOf(resource);
      const categoryRule = categoriesOf(type).find((rule) => rule.holds(facts, sourceKind, undefined))?.rule;
      const category = categoryRule?.category ?? "administration";
      const sensitivityRule = sensitivitiesOf(type).find((rule) => rule.holds(facts, sourceKind, category))?.rule;
      return { category, sensitivity: sensitivityRule?.sensitivity ?? "normal", categoryRule, sensitivityRule };
    },
  };
}

/** What rules look at in a resource, read once. */
type Facts = {
  readonly codes: readonly Coded[];
  readonly categories: readonly string[];
  readonly class: string;
  readonly labels: readonly string[];
  /** Codes and words of a document's type, by spelling key. */
  readonly documentTypes: readonly string[];
};
type Coded = { readonly system: string; readonly code: string };

type Compiled<R> = {
  readonly rule: R;
  readonly holds: (facts: Facts, sourceKind: OrganisationKind | undefined, category: Category | undefined) => boolean;
};

/** The rules that can hold for a type: those that name it, and those that name none. */
function byType<R extends LabelRule>(rules: readonly R[]): (type: string) => readonly Compiled<R>[] {
  const compiled = rules.map((rule) => ({ rule, holds: testOf(rule.when) }));
  const kept = new Map<string, readonly Compiled<R>[]>();
  return (type) => {
    const known = kept.get(type);
    if (known) return known;
    const own = compiled.filter(({ rule }) => rule.when.types?.includes(type) ?? true);
    // Types are a closed list of about 150: what is kept cannot grow without end, but for misshapen input.
    if (kept.size < 200) kept.set(type, own);
    return own;
  };
}

function testOf(when: Condition): Compiled<LabelRule>["holds"] {
  const tests: Compiled<LabelRule>["holds"][] = [];
  const { codes, codesBeginning, categories, classes, securityLabels, documentTypes, sourceKinds, inCategories } = when;
  if (securityLabels) tests.push(({ labels }) => labels.some((one) => securityLabels.includes(one)));
  if (codes) {
    const known = new Set(codes.codes);
    tests.push((facts) => facts.codes.some(({ system, code }) => system === codes.system && known.has(code)));
  }
  if (codesBeginning) {
    const { system: wanted, codes: beginnings } = codesBeginning;
    tests.push((facts) =>
      facts.codes.some(
        ({ system, code }) =>
          system.startsWith(wanted) && beginnings.some((one) => code.replace(".", "").startsWith(one)),
      ),
    );
  }
  if (categories) tests.push((facts) => facts.categories.some((one) => categories.includes(one)));
  if (classes) tests.push((facts) => classes.includes(facts.class));
  if (documentTypes) {
    const keys = documentTypes.map(spellingKey);
    tests.push((facts) => facts.documentTypes.some((one) => keys.some((key) => one.includes(key))));
  }
  if (sourceKinds) tests.push((_facts, sourceKind) => sourceKind !== undefined && sourceKinds.includes(sourceKind));
  if (inCategories) tests.push((_facts, _kind, category) => category !== undefined && inCategories.includes(category));
  return (facts, sourceKind, category) => tests.every((test) => test(facts, sourceKind, category));
}

/** The elements that say what an entry is about. */
const TELLING = ["code", "reasonCode", "medicationCodeableConcept", "valueCodeableConcept", "type", "vaccineCode"];

const NONE: readonly never[] = [];

function factsOf(resource: Json): Facts {
  const { meta } = resource;
  const isDocument = resource["resourceType"] === "DocumentReference" || resource["resourceType"] === "Composition";
  return {
    codes: TELLING.flatMap((element) => (resource[element] === undefined ? NONE : codingsIn(resource[element]))),
    categories: resource["category"] === undefined ? NONE : codingsIn(resource["category"]).map(({ code }) => code),
    class: codedIn(resource["class"])?.code ?? "",
    labels:
      isObject(meta) && Array.isArray(meta["security"])
        ? meta["security"].flatMap((one) => codedIn(one)?.code ?? NONE)
        : NONE,
    documentTypes: isDocument ? documentTypesIn(resource) : NONE,
  };
}

function documentTypesIn({ type, category, description, title }: Json): readonly string[] {
  const concepts = [type, category].flatMap((one) => (Array.isArray(one) ? (one as readonly unknown[]) : [one]));
  const words = concepts.flatMap((concept) => {
    if (!isObject(concept)) return [];
    const codings = Array.isArray(concept["coding"]) ? (concept["coding"] as readonly unknown[]) : [];
    return [concept["text"], ...codings.flatMap((one) => (isObject(one) ? [one["display"], one["code"]] : []))];
  });
  return [...words, description, title].filter((one) => typeof one === "string").map(spellingKey);
}

/** The codings of a concept, or of several. */
function codingsIn(value: unknown): readonly Coded[] {
  const found: Coded[] = [];
  for (const concept of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    if (!isObject(concept) || !Array.isArray(concept["coding"])) continue;
    for (const coding of concept["coding"]) {
      const coded = codedIn(coding);
      if (coded) found.push(coded);
    }
  }
  return found;
}

function codedIn(coding: unknown): Coded | undefined {
  if (!isObject(coding) || typeof coding["code"] !== "string") return undefined;
  return { system: typeof coding["system"] === "string" ? coding["system"] : "", code: coding["code"] };
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
