import type { OdsCode } from "#base";
import { isJson, type Json } from "./json.ts";

/** The ids under which a source sent resources of this type with this identifier, in earlier deliveries. */
export type FindByIdentifier = (
  source: OdsCode,
  type: string,
  system: string,
  value: string,
) => Promise<readonly string[]>;

/** One question by identifier, as conditional references and ifNoneExist put it. */
export type IdentifierQuery = { readonly type: string; readonly system: string; readonly value: string };

/** Which resources of a source bear which identifiers: those of this delivery, and those sent before. */
export type IdentifierBook = {
  readonly remember: (resource: Json) => void;
  /** The ids of all resources that match. Asks the record once for each question. */
  readonly idsOf: (query: IdentifierQuery) => Promise<readonly string[]>;
};

/** Questions are kept up to this many; a delivery seldom names more staff and places than that. */
const LARGEST_CACHE = 200_000;

export function createIdentifierBook(source: OdsCode, find: FindByIdentifier): IdentifierBook {
  const here = new Map<string, Set<string>>();
  const before = new Map<string, readonly string[]>();
  const askBefore = async (key: string, { type, system, value }: IdentifierQuery): Promise<readonly string[]> => {
    const known = before.get(key);
    if (known) return known;
    const ids = await find(source, type, system, value);
    if (before.size >= LARGEST_CACHE) before.clear();
    before.set(key, ids);
    return ids;
  };
  return {
    remember: (resource) => {
      for (const key of keysOf(resource)) {
        const ids = here.get(key) ?? new Set();
        here.set(key, ids.add(String(resource.id)));
      }
    },
    idsOf: async (query) => {
      const key = keyOf(query.type, query.system, query.value);
      return [...new Set([...(here.get(key) ?? []), ...(await askBefore(key, query))])];
    },
  };
}

function keysOf(resource: Json): readonly string[] {
  const { resourceType, identifier } = resource;
  if (!Array.isArray(identifier)) return [];
  return identifier.flatMap((item: unknown) =>
    isJson(item) && typeof item.system === "string" && typeof item.value === "string"
      ? [keyOf(String(resourceType), item.system, item.value)]
      : [],
  );
}

const keyOf = (type: string, system: string, value: string): string => `${type}|${system}|${value}`;

/**
 * Reads "identifier=system|value", the one kind of search that a source may use in place of an id; undefined for any
 * other.
 * @see https://hl7.org/fhir/R4/http.html#trules
 */
export function identifierQuery(type: string, search: string): IdentifierQuery | undefined {
  const parameters = [...new URLSearchParams(search.replaceAll("+", "%2B"))];
  const only = parameters.length === 1 ? parameters[0] : undefined;
  if (only?.[0] !== "identifier") return undefined;
  const bar = only[1].indexOf("|");
  const system = only[1].slice(0, bar);
  const value = only[1].slice(bar + 1);
  return bar < 1 || value === "" ? undefined : { type, system, value };
}
