import type { ActorId, OdsCode } from "#base";
import type { LogKind } from "../fhir.ts";
import type { Withholding } from "./withholding.ts";

/** A row of the log about one person, as it is read for people. */
export type LoggedLook = {
  readonly seq: number;
  readonly at: Date;
  readonly kind: LogKind;
  readonly actor: ActorId | null;
  readonly organisation: OdsCode | "public";
  readonly purpose: string;
  readonly what: string;
  readonly reason: string;
  /** The person looked at their own record. */
  readonly isOwn: boolean;
  /** Whom the person let in, as the person knows them; null for all others. */
  readonly reader: string | null;
  /** Let in by their own word that it was an emergency. */
  readonly isEmergency: boolean;
  /** An officer's work on who looked. */
  readonly isOversight: boolean;
  readonly withholdings: readonly Withholding[];
};

/** Looks of one actor at one person, for one reason, one soon after another. */
export type Sitting = {
  readonly from: Date;
  readonly until: Date;
  readonly looks: readonly LoggedLook[];
};

const HOUR = 3_600_000;

/** Milliseconds after which another look is another sitting. */
const SAME_SITTING = HOUR;

/** Puts the looks of one sitting together; newest sitting first, its looks in the order in which they came. */
export function sittingsOf(looks: readonly LoggedLook[], dayOf: (moment: Date) => string): readonly Sitting[] {
  const inOrder = looks.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq);
  const open = new Map<string, LoggedLook[]>();
  const sittings: LoggedLook[][] = [];
  for (const look of inOrder) {
    const key = JSON.stringify([look.actor, look.organisation, look.kind, look.reason, dayOf(look.at)]);
    const sitting = open.get(key);
    const last = sitting?.at(-1);
    if (sitting && last && look.at.getTime() - last.at.getTime() <= SAME_SITTING) sitting.push(look);
    else {
      const begun = [look];
      open.set(key, begun);
      sittings.push(begun);
    }
  }
  return sittings.map(sittingFrom).toSorted((a, b) => b.from.getTime() - a.from.getTime());
}

function sittingFrom(looks: readonly LoggedLook[]): Sitting {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last) throw new Error("A sitting has looks.");
  return { from: first.at, until: last.at, looks };
}
