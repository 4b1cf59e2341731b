import { whatWords, whoWords, type ActorsShown, type NameOf, type StaffOf } from "./access-words.ts";
import { sittingsOf, type LoggedLook, type Sitting } from "./look.ts";
import { summaryOf } from "./summary.ts";
import { isHidden } from "./withholding.ts";

/** One line of "Who has looked at my record": a sitting. */
export type AccessLine = {
  readonly from: Date;
  readonly until: Date;
  /** A name, a role, or somebody of an organisation, as the place chooses. */
  readonly who: string;
  readonly organisation: string;
  /** A sentence. */
  readonly why: string;
  readonly what: readonly string[];
  readonly isEmergency: boolean;
  readonly isRefused: boolean;
  /** The person's own: they need not ask who it was. */
  readonly isOwn: boolean;
  /** The rows of the log, to ask about. */
  readonly rows: readonly number[];
};

/** Who looked at a person's record, by day, newest first. */
export type Accesses = {
  readonly summary: string;
  readonly days: readonly { readonly day: string; readonly lines: readonly AccessLine[] }[];
};

export type Telling = {
  readonly now: Date;
  readonly shown: ActorsShown;
  readonly nameOf: NameOf;
  readonly staffOf: StaffOf;
  /** YYYY-MM-DD on the wall in England. */
  readonly dayOf: (moment: Date) => string;
};

/** What the person is told of who looked. What is held back is absent, from the summary too. */
export function accessesFrom(looks: readonly LoggedLook[], telling: Telling): Accesses {
  const told = looks.filter((look) => !isHidden(look, telling.now));
  const sittings = sittingsOf(told, telling.dayOf);
  const days = Map.groupBy(sittings, ({ from }) => telling.dayOf(from));
  return {
    summary: summaryOf(told.filter((look) => !look.isOwn)),
    days: [...days].map(([day, own]) => ({ day, lines: own.map((sitting) => lineFrom(sitting, telling)) })),
  };
}

function lineFrom({ from, until, looks }: Sitting, { shown, nameOf, staffOf }: Telling): AccessLine {
  const [first] = looks;
  if (!first) throw new Error("A sitting has looks.");
  const staff = first.actor === null ? undefined : staffOf(first.actor, first.at);
  return {
    ...{ from, until, why: first.reason },
    who: whoWords(first, staff, shown),
    organisation: nameOf(first.organisation),
    what: [...new Set(looks.map(whatWords))],
    isEmergency: looks.some((one) => one.isEmergency),
    isRefused: first.kind === "refusal",
    isOwn: first.isOwn,
    rows: looks.map((one) => one.seq),
  };
}
