import type { CellId, OdsCode } from "#base";
import { createFlowReader, type NoFlow } from "../agreement/flow.ts";
import type { Agreement } from "../agreement/agreement.ts";
import type { Category, Sensitivity } from "../category.ts";
import { objects, type Choices } from "../choice/choice.ts";
import { PURPOSES, type Purpose } from "../purpose.ts";
import { EMERGENCY_ROLES, EMERGENCY_VIEW, OWN_VIEW, proxyView, shows, UNTIL_RELEASED, viewsOf } from "./role.ts";
import type { View } from "./role.ts";
import type { Asker, RelationshipStanding, Standing } from "../standing/standing.ts";

/** A kind of fact from one source. */
export type Cell = {
  readonly id: CellId;
  readonly source: OdsCode;
  readonly category: Category;
  readonly sensitivity: Sensitivity;
  /** The source is a GP practice. */
  readonly fromPractice: boolean;
};

/** Why nothing at all is opened. */
export type Refusal = "unknown asker" | "not in this role" | "no relationship" | "no emergency in this role";

/** Why a cell stays closed to somebody to whom others are opened. */
export type Closed =
  NoFlow | "withheld" | "until released" | "role" | "emergency" | "objection" | "type 1" | "national opt-out";

export type Decision =
  | { readonly allowed: false; readonly refusal: Refusal }
  | {
      readonly allowed: true;
      readonly open: readonly Cell[];
      readonly closed: ReadonlyMap<Closed, readonly Cell[]>;
    };

/** What is known of a place on a day, against which standings are decided. */
export type Ground = {
  readonly cells: readonly Cell[];
  readonly agreements: readonly Agreement[];
  /** YYYY-MM-DD. */
  readonly day: string;
};

/** Decides, and keeps what is the same for everybody of one standing. */
export type Decider = (standing: Standing) => Decision;

/**
 * May whoever asks read the person for this purpose, and which kinds of fact? Undecided means no. The same standing on
 * the same ground gives the same decision, whatever was asked before and in whatever order facts became known.
 */
export function createDecider(ground: Ground): Decider {
  const beforeChoices = new Map<string, Decision>();
  return (standing) => {
    const key = keyOf(standing);
    let decision = beforeChoices.get(key);
    if (decision === undefined) {
      decision = decideBeforeChoices(standing, ground);
      beforeChoices.set(key, decision);
    }
    return decision.allowed ? heeding(standing, decision) : decision;
  };
}

const keyOf = ({ asker, purpose, relationship }: Standing): string =>
  `${JSON.stringify(asker)} ${purpose} ${relationship}`;

/** Whether anything may be opened at all. */
function refusalOf({ asker, purpose, relationship }: Standing, views: readonly View[]): Refusal | undefined {
  if (asker === undefined) return "unknown asker";
  const isEmergency = relationship === "emergency";
  if (views.length === 0) {
    const isCarer = asker.kind === "staff" && viewsOf(asker.role, purpose).length > 0;
    return isEmergency && isCarer ? "no emergency in this role" : "not in this role";
  }
  const { needsRelationship } = PURPOSES[purpose];
  if (!needsRelationship) return undefined;
  const isStaff = asker.kind === "staff";
  const isEnough = relationship === "current" || (isStaff && (relationship === "claimed" || isEmergency));
  return isEnough ? undefined : "no relationship";
}

/** The kinds of fact that are needed for the purpose, before agreements and choices. */
function viewsFor(asker: Asker, purpose: Purpose, relationship: RelationshipStanding): readonly View[] {
  if (asker.kind !== "staff") {
    if (purpose !== "own-record") return [];
    return [asker.kind === "self" ? OWN_VIEW : proxyView(asker.scope)];
  }
  const views = viewsOf(asker.role, purpose);
  if (relationship !== "emergency" || !PURPOSES[purpose].needsRelationship) return views;
  // Only care knows emergencies: whoever protects somebody has to do with them, or says so first.
  return purpose === "direct-care" && EMERGENCY_ROLES.has(asker.role) ? views : [];
}

function decideBeforeChoices(standing: Standing, { cells, agreements, day }: Ground): Decision {
  const { asker, purpose, relationship } = standing;
  const views = asker === undefined ? [] : viewsFor(asker, purpose, relationship);
  const refusal = refusalOf(standing, views);
  if (refusal !== undefined) return { allowed: false, refusal };
  const receiver = asker?.kind === "staff" ? asker.organisation : undefined;
  const flow = createFlowReader(agreements, { receiver, purpose, day });
  const isEmergency = relationship === "emergency" && PURPOSES[purpose].needsRelationship;
  const answer = ({ source, category, sensitivity }: Cell): Closed | undefined => {
    if (sensitivity === "restricted") return "withheld";
    if (source !== receiver) {
      const coming = flow(source, category, sensitivity);
      if (!coming.open) return coming.why;
    }
    if (!views.some((view) => shows(view, category, sensitivity))) {
      return asker?.kind === "self" && shows(UNTIL_RELEASED, category, sensitivity) ? "until released" : "role";
    }
    return isEmergency && !shows(EMERGENCY_VIEW, category, sensitivity) ? "emergency" : undefined;
  };
  return sorted(cells, answer);
}

/** The same with what the person chose. */
function heeding({ asker, purpose, choices }: Standing, decision: Decision & { readonly allowed: true }): Decision {
  const terms = PURPOSES[purpose];
  const receiver = asker?.kind === "staff" ? asker.organisation : undefined;
  const mayClose =
    (terms.objectionsHold && hasObjections(choices)) ||
    (terms.typeOneHolds && choices.typeOne) ||
    (terms.nationalOptOutHolds && choices.national);
  if (!mayClose) return decision;
  const chosen = sorted(decision.open, (cell) => {
    if (terms.nationalOptOutHolds && choices.national) return "national opt-out";
    if (terms.typeOneHolds && choices.typeOne && cell.fromPractice) return "type 1";
    const isObjected = terms.objectionsHold && cell.source !== receiver && objects(choices, cell, receiver);
    return isObjected ? "objection" : undefined;
  });
  return { ...chosen, closed: new Map([...decision.closed, ...chosen.closed]) };
}

const hasObjections = ({ nothingShared, notSeenBy, notSharedBy, categories }: Choices): boolean =>
  nothingShared || notSeenBy.length + notSharedBy.length + categories.length > 0;

/** Cells by their answer: why each is closed, or undefined where it is open. */
function sorted(cells: readonly Cell[], answer: (cell: Cell) => Closed | undefined): Decision & { allowed: true } {
  const open: Cell[] = [];
  const closed = new Map<Closed, Cell[]>();
  for (const cell of cells) {
    const why = answer(cell);
    if (why === undefined) open.push(cell);
    else if (closed.has(why)) closed.get(why)?.push(cell);
    else closed.set(why, [cell]);
  }
  return { allowed: true, open, closed };
}
