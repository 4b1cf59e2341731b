import type { App } from "#app";
import { civilDay, type ActorId } from "#base";
import { showRole } from "./roles.ts";

type Id = ActorId | null | undefined;

/** A moment, or a day as YYYY-MM-DD. */
type When = Date | string;

/** A member of staff by the name that the place gives them, as they were known then. */
export const showStaff = (app: App, id: Id, when: When | null | undefined): string =>
  staffThen(app, id, when)?.name ?? NOT_NAMED;

/** The same with the role that they had then. */
export function showStaffInRole(app: App, id: Id, when: When): string {
  const staff = staffThen(app, id, when);
  return staff ? `${staff.name}, ${showRole(staff.role)}` : NOT_NAMED;
}

/** The same with the organisation for which they worked then; undefined for whoever is not staff: people themselves. */
export function showStaffOf(app: App, id: Id, when: When): string | undefined {
  const staff = staffThen(app, id, when);
  return staff && `${staff.name}, ${app.directory.nameOf(staff.organisation)}`;
}

const staffThen = ({ directory }: App, id: Id, when: When | null | undefined) =>
  id && when ? directory.knownStaff(id, typeof when === "string" ? when : civilDay(when)) : undefined;

const NOT_NAMED = "Somebody whom the place no longer names";
