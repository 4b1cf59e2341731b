import { failed, succeeded, type Outcome } from "#base";
import type { Mapping, Place } from "#place";
import { CATEGORIES, SENSITIVITIES, type Category, type Sensitivity } from "#sharing";
import type { Label } from "../labels.ts";

/** The label of an entry of a mapped table, from the one that the rules for labels give it. */
export type MappedLabels = (type: string, ofRules: Label) => Label;

/**
 * What a mapping says of its events stands: the category always, the sensitivity where the rules find nothing private.
 * Who somebody is stays what it is.
 */
export function labelsOf({ category, sensitivity }: Mapping): MappedLabels {
  const ownCategory = categoryIn(category);
  const ownSensitivity = sensitivityIn(sensitivity);
  return (type, ofRules) =>
    type === "Patient"
      ? ofRules
      : {
          category: ownCategory ?? ofRules.category,
          sensitivity: ofRules.sensitivity === "normal" ? (ownSensitivity ?? "normal") : ofRules.sensitivity,
        };
}

const isOf = <Name extends string>(names: Readonly<Record<Name, string>>, text: string): text is Name =>
  Object.hasOwn(names, text);

const categoryIn = (text: string | undefined): Category | undefined =>
  text !== undefined && isOf(CATEGORIES, text) ? text : undefined;

const sensitivityIn = (text: string | undefined): Sensitivity | undefined =>
  text !== undefined && isOf(SENSITIVITIES, text) ? text : undefined;

/** Holds the categories and sensitivities of a place's mappings to those that there are. */
export function checkMappings({ feeds }: Pick<Place, "feeds">): Outcome<undefined> {
  const faults = feeds.flatMap(({ mapping = {} as Partial<Mapping> }, at) => [
    ...(mapping.category !== undefined && !categoryIn(mapping.category)
      ? [`feeds.${at}.mapping.category: ${mapping.category} is none of ${Object.keys(CATEGORIES).join(", ")}`]
      : []),
    ...(mapping.sensitivity !== undefined && !sensitivityIn(mapping.sensitivity)
      ? [`feeds.${at}.mapping.sensitivity: ${mapping.sensitivity} is none of ${Object.keys(SENSITIVITIES).join(", ")}`]
      : []),
  ]);
  if (faults.length === 0) return succeeded(undefined);
  return failed({
    kind: "invalid",
    message: `The place file has faults. ${faults.join("; ")}`,
    remedy: "See docs/place-file.md for what each line means.",
  });
}
