import type { App } from "#app";
import type { RetentionRule } from "#place";
import { CAUSES, type Act, type DueCount } from "#record";
import { CATEGORIES, LONGEST_REASON } from "#sharing";
import { CharacterCount, counted, showDateTime, type TextLink } from "./parts/index.ts";
import { refusedPage as pageOfRefusal } from "./refused-page.tsx";
import { showKind } from "./roles.ts";
import type { Answer, PageRequest } from "./route.ts";
import { showStaff } from "./staff-words.ts";

/** What an act did, as its name. */
export function showAct({ kind }: Pick<Act, "kind">): string {
  switch (kind) {
    case "seal":
      return "Sealed";
    case "erase":
      return "Erased";
    case "unseal":
      return "Given back";
    case "lift":
      return "Let come again";
  }
}

/** What an act means for those who read the record. */
export function showMeaning({ kind, undoneBy }: Pick<Act, "kind" | "undoneBy">): string {
  switch (kind) {
    case "seal":
      return undoneBy === undefined
        ? "Nobody sees it. It is kept, and can be given back."
        : "It was kept, and has since been given back or erased.";
    case "erase":
      return undoneBy === undefined
        ? "It is gone for good, and deliveries do not bring it again."
        : "It is gone, but deliveries may bring it again by now.";
    case "unseal":
      return "What had been sealed is in the record again.";
    case "lift":
      return "What had been erased stays gone until its source sends it again.";
  }
}

/** "3 registrations with 24 entries". */
export const showExtent = ({ entries, registrations }: Pick<Act, "entries" | "registrations">): string =>
  registrations === 0
    ? counted(entries, "entry", "entries")
    : `${counted(registrations, "registration")} with ${counted(entries, "entry", "entries")}`;

export const showCause = ({ cause }: Pick<Act, "cause">): string => CAUSES[cause];

/** Who acted, by the name that the place gives them. */
export const showActor = (app: App, { actor, organisation, at }: Pick<Act, "actor" | "organisation" | "at">): string =>
  `${showStaff(app, actor, at)}, ${app.directory.nameOf(organisation)}`;

/** How often deliveries brought what is barred, so that its source can be told. */
export const showBarred = ({ barred, lastBarred }: Pick<Act, "barred" | "lastBarred">): string =>
  lastBarred === undefined
    ? "No delivery has brought it since"
    : `Deliveries brought it ${counted(barred, "time")}, last on ${showDateTime(lastBarred)}; it was not taken`;

/** "8 years after the last entry". */
export function showTerm({ keepYears, from, ifLastAtAge }: RetentionRule): string {
  const years = counted(keepYears, "year");
  switch (from) {
    case "last-entry":
      return `${years} after the last entry`;
    case "death":
      return `${years} after the person's death`;
    case "birth":
      return ifLastAtAge === undefined
        ? `until the person is ${keepYears}`
        : `until the person is ${keepYears}, if they were ${ifLastAtAge} or older at the last entry`;
  }
}

/** Which kinds of organisation a rule is for: "GP practices, councils". */
export const showHolders = ({ organisations }: RetentionRule): string =>
  organisations.map((kind) => showKind(kind, 2).replace(/^2 /, "")).join(", ");

/** What is due: the whole, or a kind of fact. */
export const showScope = ({ scope }: Pick<DueCount, "scope">): string =>
  scope === "registration" ? "Whole registrations" : CATEGORIES[scope];

type ReasonProps = { readonly value: string | undefined; readonly error: string | undefined };

/** The question why: what is answered is kept with the act. */
export const ReasonField = ({ value, error }: ReasonProps) => (
  <CharacterCount
    name="reason"
    label="The reason, in your words"
    hint="Without names or anything about a person: it is kept with the act"
    maxLength={LONGEST_REASON}
    rows={3}
    value={value}
    error={error}
  />
);

type RefusedProps = { readonly message: string; readonly title: string; readonly breadcrumbs: readonly TextLink[] };

/** The page for somebody who may not seal or erase: why, and who may. */
export const refusedPage = (app: App, request: PageRequest, refusal: RefusedProps): Answer =>
  pageOfRefusal(app, request, { ...refusal, role: "information-governance" });
