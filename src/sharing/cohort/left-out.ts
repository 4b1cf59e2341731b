import { PURPOSES, type Purpose } from "../purpose.ts";

/** Why somebody is not counted, in the order in which it is asked: whoever is left out is so on the first that holds. */
export const LEFT_OUT = {
  "not taking part": "No organisation that takes part knows them",
  "no NHS number": "They have no NHS number, so that nobody can see whether they opted out",
  "national opt-out": "They have a national data opt-out",
  objection: "They chose not to share what is known of them",
  "type 1": "They asked their practice to share what it holds for their care only",
} as const;

export type LeftOut = keyof typeof LEFT_OUT;

/** The grounds on which somebody can be left out of studies for a purpose. */
export function groundsFor(purpose: Purpose): readonly LeftOut[] {
  const { nationalOptOutHolds, objectionsHold, typeOneHolds } = PURPOSES[purpose];
  return [
    "not taking part",
    ...(nationalOptOutHolds ? (["no NHS number", "national opt-out"] as const) : []),
    ...(objectionsHold ? (["objection"] as const) : []),
    ...(typeOneHolds ? (["type 1"] as const) : []),
  ];
}
