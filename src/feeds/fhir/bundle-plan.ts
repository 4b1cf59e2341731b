import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";
import { identifierQuery, type IdentifierBook } from "./identifier-book.ts";
import { isJson, type Json } from "./json.ts";
import { NOT_UNDERSTOOD } from "./references.ts";
import { isFhirId, isResourceType } from "./resource-types.ts";
import { survey, type Held, type OpenReference } from "./survey.ts";

/** What is to become of one entry of a Bundle. `line` is its number, from 1. */
export type Planned = { readonly line: number; readonly row: () => string } & (
  | Given
  | { readonly kind: "ended"; readonly type: string; readonly id: string }
  /** It exists already, or there is nothing to delete. */
  | { readonly kind: "passed-over" }
  | { readonly kind: "faulty"; readonly fault: Fault }
);

/** A resource, with what must be settled in it before it is taken. */
type Given = {
  readonly kind: "given";
  readonly resource: Json;
  readonly open: readonly OpenReference[];
  readonly held: readonly Held[];
};

/** An entry that could not even be parsed: why, and as it stood in the file. */
export type Unparsed = { readonly fault: Fault; readonly row: string };

export type Plan = {
  readonly entries: readonly Planned[];
  /** "Type/id" of each entry by its fullUrl: what references within the Bundle point at. */
  readonly byFullUrl: ReadonlyMap<string, string>;
};

/** Gives each entry its id and finds out which exist already, in order; references are resolved afterwards. */
export async function planEntries(
  entries: readonly unknown[],
  requests: boolean,
  book: IdentifierBook,
  unparsed: ReadonlyMap<number, Unparsed>,
): Promise<Plan> {
  const byFullUrl = new Map<string, string>();
  const planned: Planned[] = [];
  for (const [at, entry] of entries.entries()) {
    const broken = unparsed.get(at);
    if (broken) {
      planned.push({ line: at + 1, row: () => broken.row, kind: "faulty", fault: broken.fault });
      continue;
    }
    const outcome = isJson(entry) ? await planEntry(entry, requests, book) : faulty(NOT_AN_OBJECT);
    if (outcome.address !== undefined && isJson(entry) && typeof entry.fullUrl === "string") {
      byFullUrl.set(entry.fullUrl, outcome.address);
    }
    if (outcome.plan.kind === "given") book.remember(outcome.plan.resource);
    planned.push({ line: at + 1, row: () => rowText(entry, outcome.plan), ...outcome.plan });
  }
  return { entries: planned, byFullUrl };
}

type Step =
  | Given
  | { readonly kind: "ended"; readonly type: string; readonly id: string }
  | { readonly kind: "passed-over" }
  | { readonly kind: "faulty"; readonly fault: Fault };

/** What to do with an entry, and what its fullUrl stands for. */
type Planning = { readonly plan: Step; readonly address?: string };

const faulty = (fault: Fault): Planning => ({ plan: { kind: "faulty", fault } });

/** The entry as received; one that is nested too deeply cannot be written out. */
const rowText = (entry: unknown, plan: Step): string =>
  plan.kind === "faulty" && plan.fault.path.startsWith("resource.") ? "" : JSON.stringify(entry);

async function planEntry(entry: Json, requests: boolean, book: IdentifierBook): Promise<Planning> {
  const found = survey(entry, true);
  if (found.fault) return faulty({ ...found.fault, path: `resource.${found.fault.path}` });
  if (!requests) return isOutcomeOfSearch(entry) ? { plan: { kind: "passed-over" } } : planGiven(entry);
  const request = isJson(entry.request) ? entry.request : {};
  switch (request.method) {
    case "POST":
      return planPost(entry, request, book);
    case "PUT":
      return planPut(entry, request, book);
    case "DELETE":
      return planDelete(request, book);
    default: {
      const fault = {
        path: "entry.request.method",
        reason: "Entries that ask for this are not read.",
        value: request.method,
      };
      return faulty({ ...fault, accepted: "POST, PUT, DELETE" });
    }
  }
}

const isOutcomeOfSearch = (entry: Json): boolean => isJson(entry.search) && entry.search.mode === "outcome";

/** @see https://hl7.org/fhir/R4/http.html#ccreate */
async function planPost(entry: Json, request: Json, book: IdentifierBook): Promise<Planning> {
  if (request.ifNoneExist === undefined) return planGiven(entry);
  const type = isJson(entry.resource) ? String(entry.resource.resourceType) : "";
  const existing = await matchOf(type, request.ifNoneExist, "entry.request.ifNoneExist", book);
  if (!existing.ok) return faulty(existing.problem);
  if (existing.value === undefined) return planGiven(entry);
  return { plan: { kind: "passed-over" }, address: `${type}/${existing.value}` };
}

/** @see https://hl7.org/fhir/R4/http.html#upsert */
async function planPut(entry: Json, request: Json, book: IdentifierBook): Promise<Planning> {
  const target = targetOf(request.url);
  if (!target || !isJson(entry.resource)) return faulty(badUrl(request.url));
  if (target.search === undefined) return planGiven(entry, target.id);
  const existing = await matchOf(target.type, target.search, "entry.request.url", book);
  return existing.ok ? planGiven(entry, existing.value) : faulty(existing.problem);
}

async function planDelete(request: Json, book: IdentifierBook): Promise<Planning> {
  const target = targetOf(request.url);
  if (!target) return faulty(badUrl(request.url));
  if (target.id !== undefined) return { plan: { kind: "ended", type: target.type, id: target.id } };
  const existing = await matchOf(target.type, target.search, "entry.request.url", book);
  if (!existing.ok) return faulty(existing.problem);
  const id = existing.value;
  return { plan: id === undefined ? { kind: "passed-over" } : { kind: "ended", type: target.type, id } };
}

/** The id that matches a condition, if any; two are a fault, as it is not clear which is meant. */
async function matchOf(
  type: string,
  search: unknown,
  path: string,
  book: IdentifierBook,
): Promise<Outcome<string | undefined, Fault>> {
  const query = typeof search === "string" ? identifierQuery(type, search) : undefined;
  if (!query)
    return failed({ path, reason: NOT_UNDERSTOOD.reason, accepted: "identifier=system|value", value: search });
  const [first, second] = await book.idsOf(query);
  if (second === undefined) return succeeded(first);
  const reason = "More than one resource of this source has this identifier.";
  return failed({ path, reason, accepted: "An identifier that at most one resource has", value: search });
}

type Target = { readonly type: string; readonly id?: string; readonly search?: string };

/** "Type/id" or "Type?search". */
function targetOf(url: unknown): Target | undefined {
  if (typeof url !== "string") return undefined;
  const [, type, id, search] = /^\/?([A-Za-z]+)(?:\/([A-Za-z0-9\-.]{1,64})|\?(.+))$/s.exec(url) ?? [];
  if (!isResourceType(type)) return undefined;
  return { type, ...(id === undefined ? {} : { id }), ...(search === undefined ? {} : { search }) };
}

const badUrl = (url: unknown): Fault => ({
  path: "entry.request.url",
  reason: "This does not say which resource is meant.",
  accepted: "Type/id, such as Patient/123, or Type?identifier=system|value",
  value: url,
});

/** A resource under the id that the request gives, else its own, else that of its fullUrl. */
function planGiven(entry: Json, requested?: string): Planning {
  const { resource } = entry;
  if (!isJson(resource)) return faulty(NO_RESOURCE);
  const id = requested ?? resource.id ?? idInFullUrl(entry.fullUrl);
  if (!isResourceType(resource.resourceType) || !isFhirId(id)) {
    const { open, held } = survey(resource, false);
    return { plan: { kind: "given", resource, open, held } };
  }
  if (resource.resourceType === "Bundle") return faulty(NESTED);
  resource.id = id;
  const { open, held } = survey(resource, false);
  return {
    plan: { kind: "given", resource, open, held },
    address: `${resource.resourceType}/${id}`,
  };
}

function idInFullUrl(fullUrl: unknown): string | undefined {
  return typeof fullUrl === "string"
    ? fullUrl.slice(Math.max(fullUrl.lastIndexOf(":"), fullUrl.lastIndexOf("/")) + 1)
    : undefined;
}

const NOT_AN_OBJECT: Fault = { path: "entry", reason: "This entry is not a JSON object.", accepted: "A JSON object" };
const NO_RESOURCE: Fault = {
  path: "entry.resource",
  reason: "This entry has no resource.",
  accepted: "A FHIR R4 resource",
};
const NESTED: Fault = {
  path: "entry.resource",
  reason: "A Bundle within a Bundle is not read.",
  accepted: "Any other FHIR R4 resource",
};
