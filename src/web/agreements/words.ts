import type { OdsCode } from "#base";
import type { Directory } from "#place";
import {
  CATEGORIES,
  POSSIBLE,
  PURPOSES,
  SENSITIVITIES,
  type Alike,
  type Category,
  type Concern,
  type Extent,
  type MatrixCell,
  type NoFlow,
  type Opening,
  type Purpose,
  type PurposeTerms,
  type Sensitivity,
  type Viewer,
} from "#sharing";
import { showDate } from "../parts/index.ts";
import { showKind } from "../roles.ts";

const LIST = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** "A, B and C". */
export const listed = (words: readonly string[]): string => LIST.format(words);

export const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** As many practices of one list as are still told by their names. */
const NAMED = 3;

/** Who: names, but for many practices how many there are. Nobody's organisation: people themselves. */
export function showWho(directory: Directory, who: readonly Viewer[]): string {
  const isPractice = (one: Viewer) => one !== undefined && directory.organisation(one)?.kind === "gp-practice";
  const practices = who.filter(isPractice);
  const names = who.filter((one) => practices.length <= NAMED || !isPractice(one));
  const counts = practices.length > NAMED ? [showKind("gp-practice", practices.length)] : [];
  return listed([...names.map((one) => (one === undefined ? "people themselves" : directory.nameOf(one))), ...counts]);
}

/** A row or column of the matrix: a name, or how many of a kind stand alike. */
export function showAlike(directory: Directory, alike: Alike | undefined): string {
  if (alike === undefined) return "People themselves";
  const { kind, organisations } = alike;
  return organisations.length === 1 ? directory.nameOf(organisations[0]) : showKind(kind, organisations.length);
}

const isMany = (alike: Alike | undefined): boolean => alike === undefined || alike.organisations.length > 1;

/** "all 17 kinds of fact", "2 of 17 kinds of fact (Medicines, Alerts and risks)". */
export function showCategories(categories: readonly Category[]): string {
  if (categories.length === POSSIBLE) return `all ${POSSIBLE} kinds of fact`;
  return `${categories.length} of ${POSSIBLE} kinds of fact (${categories.map((one) => CATEGORIES[one]).join(", ")})`;
}

export const showPrivateKinds = (kinds: readonly Sensitivity[]): string =>
  listed(kinds.map((one) => lowered(SENSITIVITIES[one])));

/** How private what is shared may be, after a comma. */
export const withPrivate = ({ privateKinds }: Extent): string =>
  privateKinds.length === 0 ? ", nothing private" : `, private ones included: ${showPrivateKinds(privateKinds)}`;

/** Why nothing is seen. `holder` and `viewer` are names. */
export function showNoFlow(why: NoFlow, holder: string, viewer: string): string {
  switch (why) {
    case "source has not signed":
      return `${holder} has not signed`;
    case "receiver has not signed":
      return `${viewer} has not signed`;
    case "agreement has ended":
      return "the agreement is not in force";
    case "no agreement":
      return "no agreement for this purpose names both";
    case "not in the agreement":
      return "the agreement does not name it";
  }
}

/** A cell of the matrix as a sentence. */
export function showCell(
  directory: Directory,
  { holder, viewer, cell }: { readonly holder: Alike; readonly viewer: Alike | undefined; readonly cell: MatrixCell },
): string {
  const [holds, sees] = [showAlike(directory, holder), showAlike(directory, viewer)];
  if (!cell.own) return sentenceOf(cell.opening, { holds, sees, many: isMany(viewer), heldByMany: isMany(holder) });
  if (cell.among === undefined) return `${holds} sees what it holds itself.`;
  const among = cell.among.open
    ? `${showCategories(cell.among.extent.categories)}${withPrivate(cell.among.extent)}`
    : `nothing: ${showNoFlow(cell.among.why, "neither of two", "neither of two").replace("neither of two has", "they have")}`;
  return `Each of the ${holds} sees what it holds itself, and of the others ${among}.`;
}

type Named = {
  readonly holds: string;
  readonly sees: string;
  readonly many: boolean;
  readonly heldByMany: boolean;
};

/** What is seen of whom, by names. */
export function sentenceOf(opening: Opening, { holds, sees, many, heldByMany }: Named): string {
  const verb = many ? "see" : "sees";
  const hold = heldByMany ? "hold" : "holds";
  if (opening.open) {
    return `${sees} ${verb} ${showCategories(opening.extent.categories)} that ${holds} ${hold}${withPrivate(opening.extent)}.`;
  }
  const why = plural(showNoFlow(opening.why, holds, sees), heldByMany && opening.why === "source has not signed");
  const reason = plural(why, many && opening.why === "receiver has not signed");
  return `${sees} ${verb} nothing of what ${holds} ${hold}: ${reason}.`;
}

/** The same of many, shortly: "Seen by A and B: all 17 kinds of fact, private ones included". */
export function showSeenBy(opening: Opening, holder: string, viewers: string): string {
  if (!opening.open) return `Not seen by ${viewers}: ${showNoFlow(opening.why, holder, viewers)}.`;
  const { categories, privateKinds } = opening.extent;
  const privacy = privateKinds.length > 0 ? "private ones included" : "nothing private";
  return `Seen by ${viewers}: ${showCategories(categories)}, ${privacy}.`;
}

const plural = (words: string, isPlural: boolean): string =>
  isPlural ? words.replace(" has not signed", " have not signed") : words;

/** Purposes one after the other; some have commas of their own. */
export const showPurposes = (purposes: Iterable<Purpose>): string =>
  capital([...purposes].map((one) => lowered(PURPOSES[one].words)).join("; "));

/** What the choices of the person do about a purpose. */
export function showChoices(terms: PurposeTerms): string {
  const held = [
    terms.objectionsHold && "what the person chose not to share stays closed",
    terms.typeOneHolds && "what practices hold of whoever has a Type 1 opt-out stays closed",
    terms.nationalOptOutHolds && "whoever has a national data opt-out is left out",
  ].filter((one) => one !== false);
  return held.length === 0 ? "No opt-out applies" : capital(listed(held));
}

/** What is to be seen to, as the heading of a list. */
export const CONCERN_HEADINGS: Readonly<Record<Concern["kind"], string>> = {
  "not signed": "Not signed",
  left: "Left",
  "ends soon": "Ends within 90 days",
  ended: "Ended",
  "review is due": "Review is due",
  "no impact assessment": "No impact assessment (DPIA)",
  "no privacy notice": "No privacy notice",
};

/** The same of one agreement, after its name. */
export function showConcern(directory: Directory, concern: Concern): string | undefined {
  switch (concern.kind) {
    case "not signed":
    case "left":
      return showWho(directory, concern.organisations);
    case "ends soon":
    case "ended":
      return showDate(concern.to);
    case "review is due":
      return `since ${showDate(concern.since)}`;
    case "no impact assessment":
    case "no privacy notice":
      return undefined;
  }
}

/** Names of organisations one below the other, in the order of the place. */
export const namesOf = (directory: Directory, codes: readonly OdsCode[]): readonly string[] =>
  codes.map((one) => directory.nameOf(one));
