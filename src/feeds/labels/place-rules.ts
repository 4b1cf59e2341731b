import { failed, succeeded, type Outcome } from "#base";
import type { Place, PlaceLabelRule } from "#place";
import { SENSITIVITIES, type Sensitivity } from "#sharing";
import { createLabeller, type Labeller } from "./labeller.ts";
import type { SensitivityRule } from "./rule.ts";

const labellers = new WeakMap<Place, Labeller>();

/** Labels entries as this place does. To be asked for once the place's rules have been checked. */
export function labellerOf(place: Place): Labeller {
  const known = labellers.get(place);
  if (known) return known;
  const rules = (place.labels ?? []).map(ruleOf).filter((rule) => rule !== undefined);
  const made = createLabeller(rules);
  labellers.set(place, made);
  return made;
}

/** Whether the sensitivities that a place's rules name exist: a rule that is passed over would leave open what should be private. */
export function checkLabelRules(place: Place): Outcome<undefined> {
  const unknown = (place.labels ?? []).flatMap((rule, at) =>
    ruleOf(rule) ? [] : [`labels.${at.toString()}.sensitivity: there is no ${rule.sensitivity}`],
  );
  if (unknown.length === 0) return succeeded(undefined);
  return failed({
    kind: "invalid",
    message: `The place file has faults. ${unknown.join("; ")}.`,
    remedy: `Sensitivities are: ${Object.keys(SENSITIVITIES).join(", ")}.`,
  });
}

function ruleOf({ sensitivity, because, source = "this place", ...when }: PlaceLabelRule): SensitivityRule | undefined {
  return isSensitivity(sensitivity) ? { sensitivity, because, source, when } : undefined;
}

const isSensitivity = (text: string): text is Sensitivity => Object.hasOwn(SENSITIVITIES, text);
