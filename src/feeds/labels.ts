import type { DeliveryFacts } from "./adapter.ts";
import { createLabeller, type Label, type Labeller } from "./labels/labeller.ts";

export type { Label } from "./labels/labeller.ts";

/** The rules that hold everywhere. */
export const COMMON_LABELLER: Labeller = createLabeller();

/** The label of a FHIR resource: from its type, its codes and who says it, by the place's rules where it has any. */
export function labelOf(
  resource: Readonly<Record<string, unknown>>,
  { sourceKind, labeller = COMMON_LABELLER }: Pick<DeliveryFacts, "sourceKind" | "labeller"> = {},
): Label {
  const { category, sensitivity } = labeller.labelOf(resource, sourceKind);
  return { category, sensitivity };
}
