import type { Fault } from "../fault.ts";
import { identifierQuery, type IdentifierBook } from "./identifier-book.ts";
import type { OpenReference } from "./survey.ts";

/** What the references of a resource may be resolved against. */
export type ReferenceContext = {
  readonly book: IdentifierBook;
  /** "Type/id" of each entry of the Bundle by its fullUrl; undefined outside of Bundles. */
  readonly byFullUrl?: ReadonlyMap<string, string>;
};

/** What came of the references of one resource: `changed` when any was written anew. */
export type Resolution = { readonly changed: boolean; readonly faults: readonly Fault[] };

export const NOTHING_OPEN: Resolution = { changed: false, faults: [] };

/** Puts "Type/id" in the place of every open reference, in the resource itself. */
export async function resolveReferences(
  type: string,
  open: readonly OpenReference[],
  context: ReferenceContext,
): Promise<Resolution> {
  const faults: Fault[] = [];
  let changed = false;
  for (const reference of open) {
    const target = await targetOf(reference, context);
    if (typeof target === "string") {
      reference.holder[reference.member] = target;
      changed = true;
    } else if (target) faults.push({ ...target, path: `${type}.${reference.path}`, value: reference.text });
  }
  return { changed, faults };
}

type Refusal = { readonly reason: string; readonly accepted: string };

/** The entry meant; a refusal when none can be meant; undefined when the reference is to be left as it is. */
async function targetOf(reference: OpenReference, context: ReferenceContext): Promise<string | Refusal | undefined> {
  const { text, member } = reference;
  const withinBundle = context.byFullUrl?.get(text);
  if (withinBundle !== undefined) return withinBundle;
  if (member !== "reference" || text.startsWith("http")) return undefined;
  if (text.startsWith("urn:")) return context.byFullUrl ? NOT_IN_BUNDLE : OUTSIDE_BUNDLE;
  return conditionalTarget(text, context.book);
}

const NOT_IN_BUNDLE: Refusal = {
  reason: "No entry of the Bundle has this address.",
  accepted: "The fullUrl of an entry of the same Bundle, or Type/id",
};
const OUTSIDE_BUNDLE: Refusal = {
  reason: "An address of this kind has no meaning outside a Bundle.",
  accepted: "Type/id, such as Patient/123",
};

const CONDITIONAL = /^([A-Z][A-Za-z]+)\?(.+)$/s;

async function conditionalTarget(text: string, book: IdentifierBook): Promise<string | Refusal> {
  const [, type, search] = CONDITIONAL.exec(text) ?? [];
  const query = type === undefined || search === undefined ? undefined : identifierQuery(type, search);
  if (!query) return NOT_UNDERSTOOD;
  const ids = await book.idsOf(query);
  if (ids.length === 1) return `${query.type}/${String(ids[0])}`;
  return { reason: `${howMany(ids)} has the identifier that this reference names.`, accepted: ONE_MATCH };
}

export const NOT_UNDERSTOOD: Refusal = {
  reason: "This search is not understood.",
  accepted: "Type?identifier=system|value",
};
const ONE_MATCH = "An identifier that exactly one resource of this source has, sent before or earlier in the file";

const howMany = (ids: readonly string[]): string =>
  ids.length === 0 ? "No resource of this source" : "More than one resource of this source";
