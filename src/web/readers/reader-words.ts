import { CATEGORIES, type Category, type HeldRepresentation, type RepresentationKind } from "#sharing";
import { showDate } from "../parts/index.ts";

/** What somebody is to the person whose record they read. */
export const KIND_WORDS: Readonly<Record<RepresentationKind, { readonly text: string; readonly hint: string }>> = {
  self: { text: "The person", hint: "They read all of their own record, but what is about others or was withheld" },
  carer: {
    text: "A carer or relative, whom the person wants to read along",
    hint: "The person says so, and knows what they will see",
  },
  attorney: {
    text: "Somebody who decides for the person by law",
    hint: "An attorney for health and welfare, or a deputy of the court, for a person who cannot decide",
  },
  parent: { text: "A parent, or whoever has parental responsibility", hint: "Until the person is 16 and decides" },
};

/** What somebody is, within a sentence. */
export const KIND_IN_SENTENCE: Readonly<Record<RepresentationKind, string>> = {
  self: "the person",
  carer: "a carer or relative",
  attorney: "decides for the person by law",
  parent: "a parent",
};

/** The parts that whoever is let in can be shown, but for name and address, which they always are. */
export const PARTS: readonly Category[] = (Object.keys(CATEGORIES) as Category[]).filter(
  (one) => one !== "demographics" && one !== "administration",
);

/** What somebody may read, in a sentence without its end. */
export function scopeWords({ kind, scope }: Pick<HeldRepresentation, "kind" | "scope">): string {
  if (kind === "self") return "All of it, but what is about others or was withheld";
  const parts = PARTS.filter((one) => scope.includes(one));
  if (parts.length === PARTS.length) return "Every part, but nothing that is more private";
  const listed = parts.map((one) => lowerFirst(CATEGORIES[one]));
  return `Name and address${listed.length > 0 ? `; ${listed.join("; ")}` : ""}. Nothing that is more private`;
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

export const logWords = ({ seesLog }: Pick<HeldRepresentation, "seesLog">): string =>
  seesLog ? "Sees who has looked at the record" : "Does not see who has looked at the record";

/** Whether somebody may read at a moment. */
export const isOpenAt = ({ starts, ends }: Pick<HeldRepresentation, "starts" | "ends">, now: Date): boolean =>
  starts <= now && (ends === undefined || now < ends);

/** "From 3 May 2026, until 3 August 2026". The end is the first moment after the last day. */
export function whenWords({ starts, ends }: Pick<HeldRepresentation, "starts" | "ends">, now: Date): string {
  const from = `From ${showDate(starts)}`;
  if (ends === undefined) return from;
  const last = showDate(new Date(ends.getTime() - 1));
  return ends <= now ? `${from} to ${last}` : `${from}, until the end of ${last}`;
}
