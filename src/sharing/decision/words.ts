import type { StaffRole } from "#place";
import { PURPOSES, type Purpose } from "../purpose.ts";
import type { Closed, Refusal } from "./decide.ts";
import { rolesFor } from "./role.ts";

export type RefusalWords = { readonly message: string; readonly remedy?: string };

/** Why nothing is opened for a purpose, and what to do. `organisation`: the name of the asker's. */
export function refusalWords(refusal: Refusal, purpose: Purpose, organisation: string): RefusalWords {
  switch (refusal) {
    case "unknown asker":
      return { message: "We do not know who is asking, or their role here has ended." };
    case "not in this role":
      return { message: `${whoMay(purpose)} may do this: ${lowerFirst(PURPOSES[purpose].words)}.` };
    case "no relationship":
      return {
        message: `Nothing shows that ${organisation} has to do with this person at the moment.`,
        remedy:
          "If you care for them, say so and why. In an emergency, clinicians and social workers can open what saves lives.",
      };
    case "no emergency in this role":
      return { message: "In an emergency, only clinicians and social workers can open a record, and only for care." };
  }
}

/** Whoever may read, but not take a copy away. */
export const NO_COPY: RefusalWords = {
  message:
    "Copies are for the person, for those who may read the whole record with them, and for information governance when the person asks for one.",
  remedy: "Whoever needs what is in the record reads it here. Information governance answers requests for a copy.",
};

function whoMay(purpose: Purpose): string {
  const roles = rolesFor(purpose).map((role) => ROLE_WORDS[role]);
  return roles.length === 0 ? "Nobody of the staff" : `Only ${new Intl.ListFormat("en-GB").format(roles)}`;
}

const ROLE_WORDS: Readonly<Record<StaffRole, string>> = {
  gp: "GPs",
  nurse: "nurses",
  "social-worker": "social workers",
  therapist: "therapists",
  coordinator: "coordinators",
  "data-quality": "data quality",
  analyst: "analysts",
  "information-governance": "information governance",
  engineer: "engineers",
};

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** Why something stays closed, in a sentence. */
export const CLOSED_WORDS: Readonly<Record<Closed, string>> = {
  withheld: "Withheld until someone decides.",
  "until released": "Shown entry by entry, once two have looked at it.",
  role: "Not needed in this role.",
  emergency: "Not opened in an emergency.",
  objection: "The person chose not to share it.",
  "type 1": "The person asked their practice to share it for their care only.",
  "national opt-out": "The person opted out of planning and research.",
  "no agreement": "No agreement covers it.",
  "source has not signed": "The organisation that holds it has not signed the agreement.",
  "receiver has not signed": "The organisation that asks has not signed the agreement.",
  "agreement has ended": "The agreement is not in force.",
  "not in the agreement": "The agreement does not name it.",
};

/** From the most to the least telling, where nothing at all is open: what to say first. */
export const CLOSED_FIRST: readonly Closed[] = [
  ...(["receiver has not signed", "objection", "national opt-out", "type 1", "source has not signed"] as const),
  ...(["agreement has ended", "no agreement", "not in the agreement", "role", "emergency"] as const),
  ...(["until released", "withheld"] as const),
];

/** Why whose facts stay closed is told to whoever reads; what is only private is not hinted at. */
export const CLOSED_TOLD: readonly Closed[] = [
  ...([
    "receiver has not signed",
    "source has not signed",
    "agreement has ended",
    "no agreement",
    "objection",
  ] as const),
];
