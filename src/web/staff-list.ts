import type { StaffMember, StaffRole } from "#place";
import type { TextLink } from "./parts/index.ts";

/** Where it is told who works where. */
export const STAFF: TextLink = { text: "Who works where", href: "/staff" };

/** Whose work it is that roles are right. */
const ROLES: readonly StaffRole[] = ["information-governance", "engineer"];

export const mayReadStaff = ({ role }: StaffMember): boolean => ROLES.includes(role);
