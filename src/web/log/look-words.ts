import type { App } from "#app";
import { odsCode, type ActorId } from "#base";
import type { LoggedLook } from "#sharing";
import { showClaimant } from "../claim-words.ts";

/** Who looked, by name and role: for officers. */
export function showLooker(
  app: App,
  { actor, purpose, isOwn }: Pick<LoggedLook, "actor" | "purpose" | "isOwn">,
): string {
  if (isOwn) return "The person";
  if (purpose === "own-record") return "Somebody whom the person let in";
  return actor === null ? "A computer program" : showClaimant(app, { actor });
}

/** The organisation of whoever looked; of people themselves, none. */
export const showOrganisation = ({ directory }: App, organisation: string): string =>
  organisation === "public" ? "" : directory.nameOf(odsCode(organisation));

/** A colleague among the officers, by name. */
export const showOfficer = ({ directory }: App, by: ActorId | null | undefined): string =>
  directory.place.staff.find(({ id }) => id === by)?.name ?? "Somebody whom the place no longer names";
