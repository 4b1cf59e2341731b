import type { OdsCode } from "#base";
import type { StaffRole } from "#place";
import type { Category } from "../category.ts";
import type { Choices } from "../choice/choice.ts";
import type { Purpose } from "../purpose.ts";

/** Who asks. */
export type Asker =
  | { readonly kind: "staff"; readonly role: StaffRole; readonly organisation: OdsCode }
  /** The person. */
  | { readonly kind: "self" }
  /** Somebody whom the person, or the law, let in to these parts of the record. */
  | { readonly kind: "proxy"; readonly scope: readonly Category[] };

/** How whoever asks has to do with the person at the moment. */
export type RelationshipStanding =
  | "none"
  | "current"
  /** They said themselves that they look after the person, and why. */
  | "claimed"
  /** They broke the glass. */
  | "emergency";

/** Everything about an asker and a person that a decision rests on. */
export type Standing = {
  /** None for someone unknown, or whose role has ended. */
  readonly asker: Asker | undefined;
  readonly purpose: Purpose;
  readonly relationship: RelationshipStanding;
  readonly choices: Choices;
};
