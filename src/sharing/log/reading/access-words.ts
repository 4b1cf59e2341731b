import type { ActorId, OdsCode } from "#base";
import type { Place, StaffRole } from "#place";
import type { LoggedLook } from "./look.ts";

/** How whoever looked is named to the person: as the place chooses. */
export type ActorsShown = NonNullable<Place["looksShownBy"]>;

/** What is known of whoever looked, in their role on that day. */
export type LookingActor = { readonly name: string; readonly role: StaffRole };

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
  { actor, organisation, purpose, isOwn }: Pick<LoggedLook, "actor" | "organisation" | "purpose" | "isOwn">,
  staff: LookingActor | undefined,
  shown: ActorsShown,
): string {
  if (isOwn) return "You";
  if (purpose === "own-record") return "Someone whom you let in";
  if (actor === null) return "A computer program";
  if (!staff || organisation === "public") return "Someone whom this place no longer knows";
  switch (shown) {
    case "name":
      return staff.name;
    case "role":
      return ROLE_WORDS[staff.role];
    case "organisation":
      return "A member of staff";
  }
}

/** What was looked at or done, where the log's own word is not plain. */
const WHAT: ReadonlyMap<string, string> = new Map([
  ["record", "your record in a minute"],
  ["timeline", "your timeline"],
  ["entry", "one entry of your record"],
  ["attachment", "a letter or picture in your record"],
  ["what changed", "what has changed in your record"],
  ["links", "who says that they know you"],
  ["search", "your name, in a search"],
  ["examples", "your name, in a list"],
  ["access log", "who has looked at your record"],
  ["rejections of a delivery", "what could not be read of a file that was about you too"],
  ["review queue", "whether two registrations are both yours"],
  ["pair of registrations", "whether two registrations are both yours"],
  ["decision about links", "they decided whether registrations are yours"],
  ["sealed", "they took something out of sight that was not about you, or not right"],
  ["erased", "they erased something"],
  ["break-glass", "they opened your record in an emergency"],
  ["relationship", "they said that they care for you"],
  ["refused", "nothing: they were refused"],
]);

export const whatWords = ({ what }: Pick<LoggedLook, "what">): string => WHAT.get(what) ?? what;

export type NameOf = (organisation: OdsCode | "public") => string;
export type StaffOf = (actor: ActorId, at: Date) => LookingActor | undefined;
