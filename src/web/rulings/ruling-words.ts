import type { App } from "#app";
import { ON_ONE_WORD, rulingInForce, stateOfRuling, type Ruling, type RulingGround } from "#sharing";
import type { Sensitivity } from "#sharing";
import { showDate } from "../parts/index.ts";
import { showStaff } from "../staff-words.ts";

/** Why an entry is kept from the person, or shown to them. */
export function showGround(ground: RulingGround): string {
  switch (ground) {
    case "third-party":
      return "It tells of somebody else who has not agreed";
    case "serious-harm":
      return "It could cause serious harm";
    case "agreed":
      return "Whoever it tells of has agreed";
    case "reasonable":
      return "It is reasonable without their agreeing";
    case "no-harm":
      return "It would cause no serious harm";
  }
}

/** What to think of before choosing it. */
export function groundHint(ground: RulingGround): string {
  switch (ground) {
    case "third-party":
      return "They can be told from it, and it would not be reasonable to show it without their agreeing. Staff who cared for the person are not meant. Information governance decides.";
    case "serious-harm":
      return "To the physical or mental health of the person or somebody else; that it upsets is not enough. Another professional who cares for the person decides.";
    case "agreed":
      return "You or somebody else asked them. Information governance decides.";
    case "reasonable":
      return "Such as what the person said themselves, or knows already. Information governance decides.";
    case "no-harm":
      return "Neither to the person nor to anybody else. Another professional who cares for the person decides.";
  }
}

/** Who decides, of those who may. */
export function showDeciders(ground: RulingGround): string {
  switch (ground) {
    case "third-party":
    case "agreed":
    case "reasonable":
      return "Information governance";
    case "serious-harm":
    case "no-harm":
      return "Another professional";
  }
}

/** What is asked for. */
export const showRulingKind = (kind: Ruling["kind"]): string =>
  kind === "withhold" ? "Keep it from the person" : "Show it to the person";

/** How a ruling stands. */
export function showRulingState(ruling: Ruling, now: Date): string {
  const { kind, until, holdsUntil, decision } = ruling;
  switch (stateOfRuling(ruling, now)) {
    case "waits":
      return kind === "release"
        ? "Waits for a second person"
        : `Kept until ${showDate(holdsUntil ?? now)} on one person’s word; waits for a second person`;
    case "lapsed":
      return "Waits for a second person; the person is shown it until somebody agrees";
    case "stands":
      return until ? `Agreed, until ${showDate(until)}` : "Agreed";
    case "refused":
      return "Not agreed";
    case "ended":
      return decision?.agreed ? "Agreed, then ended" : "Taken back";
    case "over":
      return `Over since ${showDate(until ?? now)}`;
  }
}

/** Whether the person, and those whom they let in, are shown an entry, in a sentence for staff. */
export function showSight(app: App, sensitivity: Sensitivity, rulings: readonly Ruling[], now: Date): string {
  const ruling = rulingInForce(rulings, now);
  if (ruling?.kind === "withhold") return `Kept from the person and those whom they let in. ${whoseWord(app, ruling)}.`;
  if (ruling) return `Shown to the person, not to those whom they let in. ${whoseWord(app, ruling)}.`;
  if (sensitivity === "restricted") return "Shown to nobody until somebody decides.";
  if (isClosedByKind(sensitivity)) return "Not shown to the person, as nothing of its kind is until two have said so.";
  if (rulings.some((one) => stateOfRuling(one, now) === "lapsed")) {
    return `Shown to the person: somebody asked to keep it from them, and nobody agreed within ${DAYS} days.`;
  }
  return "Shown to the person, where agreements let it come to them.";
}

const DAYS = String(ON_ONE_WORD / 86_400_000);

const isClosedByKind = (sensitivity: Sensitivity): boolean =>
  sensitivity === "abuse" || sensitivity === "safeguarding" || sensitivity === "third-party";

/** "It could cause serious harm: asked by A Nurse on 3 May 2026, agreed by A GP, until 1 October 2026". */
function whoseWord(app: App, { ground, askedBy, askedAt, decision, until, holdsUntil }: Ruling): string {
  const asked = `${showGround(ground)}: asked by ${showStaff(app, askedBy, askedAt)} on ${showDate(askedAt)}`;
  if (decision) {
    const agreed = `${asked}, agreed by ${showStaff(app, decision.by, decision.at)}`;
    return until ? `${agreed}, until ${showDate(until)}` : agreed;
  }
  return `${asked}, until ${showDate(holdsUntil ?? askedAt)} unless a second person agrees`;
}
