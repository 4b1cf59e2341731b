import { odsCode, type ActorId, type OdsCode } from "#base";
import { isCategory, type Category } from "../category.ts";
import { NO_CHOICES, type Choices } from "./choice.ts";

/** One thing that a person may choose. The national data opt-out is not among them: it is asked of a list, never kept. */
export type Choosing =
  | { readonly kind: "nothing-shared" }
  | { readonly kind: "not-seen-by"; readonly organisation: OdsCode }
  | { readonly kind: "not-shared-by"; readonly organisation: OdsCode }
  | { readonly kind: "category"; readonly category: Category }
  | { readonly kind: "type-1" };

export type ChoiceKind = Choosing["kind"];

/** A choice that stands. */
export type KeptChoice = {
  readonly id: number;
  readonly choosing: Choosing;
  readonly madeBy: ActorId;
  readonly madeAt: Date;
};

/** A choice as it is written down: its kind, and what it is about. */
export type WrittenChoice = { readonly kind: string; readonly about: string };

export function writtenFrom(choosing: Choosing): WrittenChoice {
  switch (choosing.kind) {
    case "nothing-shared":
    case "type-1":
      return { kind: choosing.kind, about: "" };
    case "not-seen-by":
    case "not-shared-by":
      return { kind: choosing.kind, about: choosing.organisation };
    case "category":
      return { kind: choosing.kind, about: choosing.category };
  }
}

/** What stands under a kind that is not known closes everything: nobody knows what the person wanted closed. */
export function choosingFrom({ kind, about }: WrittenChoice): Choosing {
  switch (kind) {
    case "type-1":
      return { kind };
    case "not-seen-by":
    case "not-shared-by":
      return { kind, organisation: odsCode(about) };
    case "category":
      return isCategory(about) ? { kind, category: about } : { kind: "nothing-shared" };
    default:
      return { kind: "nothing-shared" };
  }
}

/** All that a person has chosen. */
export function choicesFrom(all: readonly Choosing[]): Choices {
  const organisations = (kind: ChoiceKind) =>
    all.flatMap((one) => (one.kind === kind && "organisation" in one ? [one.organisation] : []));
  return {
    ...NO_CHOICES,
    nothingShared: all.some(({ kind }) => kind === "nothing-shared"),
    notSeenBy: organisations("not-seen-by"),
    notSharedBy: organisations("not-shared-by"),
    categories: all.flatMap((one) => (one.kind === "category" ? [one.category] : [])),
    typeOne: all.some(({ kind }) => kind === "type-1"),
  };
}
