import { anObject, type Check } from "./checks.ts";
import { isJson } from "./json.ts";

/** What is read of a name, an address or a way of contact is text; the longest that is believed, in characters. */
const LONGEST = 300;

const isShortText = (value: unknown): boolean =>
  value === undefined || (typeof value === "string" && value.length <= LONGEST);

const ACCEPTED = `Text of at most ${LONGEST.toString()} characters`;

/** An object whose members of these names are texts, and of those others lists of texts. */
const ofTexts =
  (texts: readonly string[], lists: readonly string[]): Check =>
  (value, path, now) => {
    if (!isJson(value)) return anObject(value, path, now);
    for (const name of texts) {
      if (isShortText(value[name])) continue;
      return { path: `${path}.${name}`, reason: "This must be text, and not too long.", accepted: ACCEPTED };
    }
    for (const name of lists) {
      const items = value[name];
      if (items === undefined || (Array.isArray(items) && items.every(isShortText))) continue;
      return {
        path: `${path}.${name}`,
        reason: "This must be a list of texts that are not too long.",
        accepted: `A JSON list; each of its texts of at most ${LONGEST.toString()} characters`,
      };
    }
    return undefined;
  };

/** @see https://hl7.org/fhir/R4/datatypes.html#HumanName */
export const aName = ofTexts(["use", "family"], ["given", "prefix"]);
/** @see https://hl7.org/fhir/R4/datatypes.html#Address */
export const anAddress = ofTexts(["use", "city", "postalCode"], ["line"]);
/** @see https://hl7.org/fhir/R4/datatypes.html#ContactPoint */
export const aContactPoint = ofTexts(["system", "use", "value"], []);
