import type { App } from "#app";
import { odsCode } from "#base";
import type { LoggedLook } from "#sharing";
import { showStaffInRole } from "../staff-words.ts";

/** Who looked, by name and role: for officers. */
export function showLooker(
  app: App,
  { actor, at, purpose, isOwn }: Pick<LoggedLook, "actor" | "at" | "purpose" | "isOwn">,
): string {
  if (isOwn) return "The person";
  if (purpose === "own-record") return "Somebody whom the person let in";
  return actor === null ? "A computer program" : showStaffInRole(app, actor, at);
}

/** The organisation of whoever looked; of people themselves, none. */
export const showOrganisation = ({ directory }: App, organisation: string): string =>
  organisation === "public" ? "" : directory.nameOf(odsCode(organisation));
