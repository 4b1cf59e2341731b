import type { StaffMember } from "#place";
import type { Purpose } from "./purpose.ts";

/** Everything that a decision about reading rests on. */
export type Standing = {
  /** The place says that its people are made up. */
  readonly demonstration: boolean;
  /** The member of staff who asks, in their role today; none for someone unknown, or whose role has ended. */
  readonly staff: StaffMember | undefined;
  readonly purpose: Purpose;
};

export type Decision = { readonly allowed: boolean; readonly reason: string };

const yes = (reason: string): Decision => ({ allowed: true, reason });
const no = (reason: string): Decision => ({ allowed: false, reason });

/**
 * May this actor read persons for this purpose? Undecided means no.
 * One rule grants for now, and only in a demonstration; agreements, relationships and choices come to stand beside it.
 */
export function decide(standing: Standing): Decision {
  if (!standing.staff) return no("We do not know who is asking, or their role here has ended.");
  if (!standing.demonstration) return no("No sharing agreement of this place allows it yet.");
  switch (standing.purpose) {
    case "direct-care":
      return yes("Demonstration with made-up people: any member of staff may see any record for the person's care.");
    case "data-quality":
      return yes("Demonstration with made-up people: any member of staff may look at what feeds refused.");
    case "linkage":
      return standing.staff.role === "data-quality"
        ? yes("Demonstration with made-up people: data quality may find out which registrations are one person's.")
        : no("Only data quality may look into which registrations are one person's.");
    case "records-management":
      return standing.staff.role === "information-governance"
        ? yes("Demonstration with made-up people: information governance may seal and erase what feeds brought.")
        : no("Only information governance may seal or erase what stands in the record.");
    case "own-record":
    case "risk-stratification":
    case "commissioning":
    case "invoice-validation":
    case "evaluation":
    case "safeguarding":
    case "legal-disclosure":
      return no("No rule allows this purpose yet.");
  }
}
