import type { UnusualKind, UnusualOutcome } from "#sharing";

/** What stands out by a rule, and what may lie behind it. It says nothing of whether it was wrong. */
export const MEANINGS: Readonly<Record<UnusualKind, string>> = {
  "own-record":
    "People read their own record on the pages that are for people. With the access of their work they may see what is withheld from them, and nobody looks over their shoulder.",
  colleague:
    "Somebody who works for the same organisation. They may have cared for them; they may have been curious about somebody whom they know.",
  neighbour:
    "Somebody of the same home or the same postcode. They may be family, a neighbour or a former partner; they may have cared for them.",
  "well-known": "Many are curious about this person, so that every look at their record is looked at again.",
  night:
    "Several people between midnight and six, by somebody who hardly ever looks at night. It may be a night shift, or somebody else who used an open session.",
  volume:
    "Far more people than they usually look at in a day, and than others in their role did that day. It may be a clinic or a clear-out; it may be somebody who collects records.",
  refusals:
    "Refused again and again in one day. They may not know what is open to them; they may be trying records that are not.",
};

export function showOutcome(outcome: UnusualOutcome): string {
  switch (outcome) {
    case "proper":
      return "Proper";
    case "not proper":
      return "Not proper";
    case "unclear":
      return "Unclear";
  }
}

export const OUTCOMES: readonly UnusualOutcome[] = ["proper", "not proper", "unclear"];

/** What an address or a form says was found, if it is one of these. */
export const outcomeIn = (text: string | null | undefined): UnusualOutcome | undefined =>
  OUTCOMES.find((one) => one === text?.replace("-", " "));
