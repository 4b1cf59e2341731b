import type { ActorId, OdsCode } from "#base";
import type { Place, StaffRole } from "#place";
import { isLookedAt, LOOKED_AT } from "../looked-at.ts";
import type { LoggedLook } from "./look.ts";

/** How whoever looked is named to the person: as the place chooses. */
export type ActorsShown = NonNullable<Place["looksShownBy"]>;

/** What is known of whoever looked, in their role on that day. */
export type LookingActor = { readonly name: string; readonly role: StaffRole; readonly team?: string };

export const ROLE_WORDS: Readonly<Record<StaffRole, string>> = {
  gp: "A GP",
  nurse: "A nurse",
  "social-worker": "A social worker",
  therapist: "A therapist",
  coordinator: "A coordinator",
  "data-quality": "Someone who puts records right",
  analyst: "An analyst",
  "information-governance": "Someone who watches over privacy",
  engineer: "An engineer",
};

/** Who looked. `staff`: as the place knows them; nobody where it does not. */
export function whoWords(
  {
    actor,
    organisation,
    purpose,
    isOwn,
    reader,
  }: Pick<LoggedLook, "actor" | "organisation" | "purpose" | "isOwn" | "reader">,
  staff: LookingActor | undefined,
  shown: ActorsShown,
): string {
  if (isOwn) return "You";
  if (purpose === "own-record") return reader === null ? "Someone whom you let in" : `${reader}, whom you let in`;
  if (actor === null) return "A computer program";
  if (!staff || organisation === "public") return "Someone whom this place no longer knows";
  switch (shown) {
    case "name":
      return staff.name;
    case "role":
      return ROLE_WORDS[staff.role];
    case "team":
      return staff.team === undefined ? ROLE_WORDS[staff.role] : teamWords(staff.team);
    case "organisation":
      return "A member of staff";
  }
}

/** "Rapid Response" in a sentence; a team that is called so already is not called so twice. */
const teamWords = (team: string): string => `The ${team}${/\bteam$/i.test(team) ? "" : " team"}`;

/** What was looked at or done, as the person is told. */
export const whatWords = ({ what }: Pick<LoggedLook, "what">): string => (isLookedAt(what) ? LOOKED_AT[what] : what);

export type NameOf = (organisation: OdsCode | "public") => string;
export type StaffOf = (actor: ActorId, at: Date) => LookingActor | undefined;
