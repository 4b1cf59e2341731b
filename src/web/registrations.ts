import type { Person } from "#people";
import type { Directory, OrganisationKind } from "#place";
import { counted } from "./parts/index.ts";
import { showKind } from "./roles.ts";

/** Where a person is known, and how that was put together: "3 registrations: 2 GP practices, 1 council; by NHS number". */
export function registrationWords({ registrations }: Person, directory: Directory): string {
  const kinds = Map.groupBy(registrations, (one) => directory.organisation(one.source)?.kind ?? "place");
  const sources = [...kinds].map(([kind, own]) => showKind(kind satisfies OrganisationKind, distinctSources(own)));
  const linked = registrations.some((one) => one.method === "nhs-number");
  return `${counted(registrations.length, "registration")}: ${sources.join(", ")}; ${
    linked ? "linked by NHS number" : "not yet linked"
  }`;
}

const distinctSources = (own: Person["registrations"]): number => new Set(own.map((one) => one.source)).size;
