import type { OrganisationKind } from "#place";
import type { Category, Sensitivity } from "#sharing";

/** A rule that says what kind of fact an entry is. */
export type CategoryRule = Rule & { readonly category: Category };
/** A rule that says that an entry is private beyond the ordinary. */
export type SensitivityRule = Rule & { readonly sensitivity: Sensitivity };
export type LabelRule = CategoryRule | SensitivityRule;

type Rule = {
  /** Why, as a clause: "its code stands for an infection with HIV". */
  readonly because: string;
  /** Where the rule comes from: a link, or "this place". */
  readonly source: string;
  readonly when: Condition;
};

/** What an entry must be for a rule to hold. Everything named must hold; of a list, one is enough. */
export type Condition = {
  /** FHIR types. */
  readonly types?: readonly string[];
  /** One of its codes (what it is about, its reason, its value): of this system, any of these. */
  readonly codes?: CodeList;
  /** As codes, but every code that begins so counts: "F10" is F10.2 too. Dots do not count. */
  readonly codesBeginning?: CodeList;
  /** A code of its FHIR category, or of a visit's class, whatever the system. */
  readonly categories?: readonly string[];
  readonly classes?: readonly string[];
  /** The source's own security labels (meta.security). */
  readonly securityLabels?: readonly string[];
  /** A code of a document's type, or its words, however spelt. */
  readonly documentTypes?: readonly string[];
  /** What kind of organisation says it. */
  readonly sourceKinds?: readonly OrganisationKind[];
  /** What category it was given: for rules of sensitivity. */
  readonly inCategories?: readonly Category[];
};

export type CodeList = { readonly system: string; readonly codes: readonly string[] };
