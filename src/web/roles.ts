import type { OrganisationKind, StaffRole } from "#place";

/** A role as it is said in a sentence. */
export function showRole(role: StaffRole): string {
  switch (role) {
    case "gp":
      return "GP";
    case "nurse":
      return "nurse";
    case "social-worker":
      return "social worker";
    case "therapist":
      return "therapist";
    case "coordinator":
      return "coordinator";
    case "data-quality":
      return "data quality";
    case "analyst":
      return "analyst";
    case "information-governance":
      return "information governance";
    case "engineer":
      return "engineer";
  }
}

/** A kind of organisation with how many of it. */
export function showKind(kind: OrganisationKind, count: number): string {
  const [one, many] = KINDS[kind];
  return `${count} ${count === 1 ? one : many}`;
}

const KINDS: Readonly<Record<OrganisationKind, readonly [string, string]>> = {
  "gp-practice": ["GP practice", "GP practices"],
  council: ["council", "councils"],
  "acute-trust": ["hospital trust", "hospital trusts"],
  "community-trust": ["community trust", "community trusts"],
  "mental-health-trust": ["mental health trust", "mental health trusts"],
  voluntary: ["voluntary organisation", "voluntary organisations"],
  ambulance: ["ambulance service", "ambulance services"],
  place: ["organisation of the place", "organisations of the place"],
};
