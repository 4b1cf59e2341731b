import type { LinkMethod, Person } from "#people";
import type { Directory, OrganisationKind } from "#place";
import { METHODS } from "./link-words.tsx";
import { counted } from "./parts/index.ts";
import { showKind } from "./roles.ts";

/** Where a person is known, and how that was put together: "3 registrations: 2 GP practices, 1 council; linked by NHS number". */
export function registrationWords({ registrations }: Person, directory: Directory): string {
  const kinds = Map.groupBy(registrations, (one) => directory.organisation(one.source)?.kind ?? "place");
  const sources = [...kinds].map(([kind, own]) => showKind(kind satisfies OrganisationKind, distinctSources(own)));
  return `${counted(registrations.length, "registration")}: ${sources.join(", ")}; ${linkWords(registrations)}`;
}

/** "linked by NHS number and people’s decision"; "not linked to any other" for a registration that stands alone. */
export function linkWords(registrations: readonly { readonly method: LinkMethod }[]): string {
  const methods = new Set(registrations.map(({ method }) => method));
  const words = LINKED_BY.flatMap(([method, by]) => (methods.has(method) ? [by] : []));
  return words.length === 0 ? "not linked to any other" : `linked by ${new Intl.ListFormat("en-GB").format(words)}`;
}

/** Surest first. */
const LINKED_BY: readonly (readonly [LinkMethod, string])[] = [
  ["decided", METHODS.decided],
  ["nhs-number", METHODS["nhs-number"]],
  ["source", METHODS.source],
  ["matching", METHODS.matching],
];

const distinctSources = (own: Person["registrations"]): number => new Set(own.map((one) => one.source)).size;
