import type { Category } from "../category.ts";
import type { ClosedKind, ClosedKindReason } from "../permit.ts";
import type { Cell, Decision } from "./decide.ts";
import { onceFor } from "./once-for.ts";

/** Where more than one holds, the first is told. */
const REASONS: readonly ClosedKindReason[] = ["role", "emergency", "objection"];

/** Kinds of fact of which something ordinary stays closed though its holder shares. What is private is not hinted at. */
export const closedKindsIn = onceFor(
  ({ open, closed }: Decision & { readonly allowed: true }): readonly ClosedKind[] => {
    const opened = new Set(open.filter(isOrdinary).map(({ category }) => category));
    const kinds = new Map<Category, ClosedKind>();
    for (const why of REASONS) {
      for (const { category } of (closed.get(why) ?? []).filter(isOrdinary)) {
        if (!kinds.has(category)) kinds.set(category, { category, why, wholly: !opened.has(category) });
      }
    }
    return [...kinds.values()];
  },
);

const isOrdinary = ({ sensitivity }: Cell): boolean => sensitivity === "normal";
