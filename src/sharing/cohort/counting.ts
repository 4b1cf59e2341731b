import type { NhsNumber, OdsCode } from "#base";
import { NO_CHOICES, type Choices } from "../choice/choice.ts";
import type { DayDecider } from "../decision/day-decider.ts";
import type { Decision } from "../decision/decide.ts";
import type { Cells } from "../permit.ts";
import type { Purpose } from "../purpose.ts";
import type { Standing } from "../standing/standing.ts";
import type { LeftOut } from "./left-out.ts";
import type { OptOutFinding, OptOuts } from "./opt-out.ts";

/** Somebody of whom it is asked whether they may be counted. */
export type Subject = {
  /** All by which sources know them, superseded ones too. */
  readonly numbers: readonly NhsNumber[];
  /** Where they are registered. */
  readonly sources: readonly OdsCode[];
  /** As they are kept: of the national data opt-out they know nothing. */
  readonly choices: Choices;
};

/** Whether somebody may be counted: by which kinds of fact and whose registrations; or why not. */
export type Counting =
  | { readonly counted: true; readonly cells: Cells; readonly sources: readonly OdsCode[] }
  | { readonly counted: false; readonly why: LeftOut };

type Parts = {
  readonly decider: DayDecider;
  readonly asker: Standing["asker"];
  readonly purpose: Purpose;
  /** None where the national data opt-out does not hold for the purpose. */
  readonly optOuts: OptOuts | undefined;
};

/** What is opened of whoever chose the same. */
type Opened = {
  readonly cells: Cells;
  readonly sources: ReadonlySet<OdsCode>;
  readonly objected: ReadonlySet<OdsCode>;
};

/**
 * Says of one person after the other whether they may be counted: by the same decision that opens a record. Counted is
 * who is registered with an organisation of which the decision opens, of this person, who they are. It is worked out once
 * for all who chose the same.
 */
export function createCounting({ decider, asker, purpose, optOuts }: Parts): (subject: Subject) => Counting {
  const known = new Map<string, Opened>();
  const openedOf = (choices: Choices): Opened => {
    const key = JSON.stringify(choices);
    let opened = known.get(key);
    if (opened === undefined) {
      opened = openedBy(decider, decider.decide({ asker, purpose, relationship: "current", choices }));
      known.set(key, opened);
    }
    return opened;
  };
  const ofAnybody = openedOf(NO_CHOICES);
  return ({ numbers, sources, choices }) => {
    const taking = sources.filter((one) => ofAnybody.sources.has(one));
    if (taking.length === 0) return { counted: false, why: "not taking part" };
    const finding = optOuts?.of(numbers) ?? "may be used";
    const opened = openedOf({ ...choices, national: finding !== "may be used" });
    const open = taking.filter((one) => opened.sources.has(one));
    if (open.length > 0) return { counted: true, cells: opened.cells, sources: open };
    return { counted: false, why: whyNot(finding, opened, taking) };
  };
}

function openedBy({ sourcesIn }: DayDecider, decision: Decision): Opened {
  if (!decision.allowed) return { cells: [], sources: new Set(), objected: new Set() };
  return {
    cells: decision.open.map(({ id }) => id),
    sources: new Set(sourcesIn(decision.open)),
    objected: new Set(sourcesIn(decision.closed.get("objection") ?? [])),
  };
}

function whyNot(finding: OptOutFinding, { objected }: Opened, taking: readonly OdsCode[]): LeftOut {
  switch (finding) {
    case "no NHS number":
      return "no NHS number";
    case "opted out":
      return "national opt-out";
    case "may be used":
      return taking.some((one) => objected.has(one)) ? "objection" : "type 1";
  }
}
