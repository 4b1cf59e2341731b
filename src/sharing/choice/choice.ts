import type { OdsCode } from "#base";
import type { Category } from "../category.ts";

/** What a person has chosen about who sees what. */
export type Choices = {
  /** Nothing is to be shared between organisations. */
  readonly nothingShared: boolean;
  /** Organisations that are not to see what others hold. */
  readonly notSeenBy: readonly OdsCode[];
  /** Organisations that are not to share what they hold. */
  readonly notSharedBy: readonly OdsCode[];
  /** Kinds of fact that are not to be shared. */
  readonly categories: readonly Category[];
  /** What the practice holds stays out of every use but care: told to the practice. */
  readonly typeOne: boolean;
  /** The national data opt-out: left out of planning and research. Asked of a list, never kept. */
  readonly national: boolean;
};

export const NO_CHOICES: Choices = {
  ...{ nothingShared: false, notSeenBy: [], notSharedBy: [], categories: [], typeOne: false, national: false },
};

/** Whether the person objects to a source's fact of this category being seen by another organisation. */
export const objects = (choices: Choices, fact: { source: OdsCode; category: Category }, seenBy: OdsCode | undefined) =>
  choices.nothingShared ||
  choices.notSharedBy.includes(fact.source) ||
  choices.categories.includes(fact.category) ||
  (seenBy !== undefined && choices.notSeenBy.includes(seenBy));
