import type { OdsCode } from "#base";
import type { StaffRole } from "#place";
import type { Category, Sensitivity } from "../category.ts";
import type { ClosedSources } from "../permit.ts";
import type { RelationshipKind } from "../standing/relationship.ts";
import type { Cell, Decision } from "./decide.ts";
import { CLOSED_TOLD } from "./words.ts";

/** What an organisation may see of a person to care for them, and why. */
export type Sight = {
  readonly organisation: OdsCode;
  /** What shows that it has to do with the person at the moment. None: what follows holds once something does. */
  readonly because: readonly RelationshipKind[];
  /** Roles that care, of those who work there today. None: nobody there opens a record to care. */
  readonly roles: readonly StaffRole[];
  /** Other organisations whose facts come to any of these roles. */
  readonly sources: readonly OdsCode[];
  /** Kinds of fact that come from any of them. */
  readonly categories: readonly Category[];
  /** How private what comes may be. */
  readonly sensitivities: readonly Sensitivity[];
  /** Kinds of which the person lets nothing come. */
  readonly kept: readonly Category[];
  /** Other organisations of which nothing comes, and why. */
  readonly closed: readonly ClosedSources[];
};

type Seen = Pick<Sight, "organisation" | "because" | "roles"> & {
  /** Of each of the roles, on what others hold and the organisation holds itself. */
  readonly decisions: readonly Decision[];
};

/** What an organisation sees of what others hold. What it holds itself it sees without us. */
export function sightOf({ decisions, ...seen }: Seen): Sight {
  const allowed = decisions.flatMap((one) => (one.allowed ? [one] : []));
  const ofOthers = (cells: readonly Cell[] = []) => cells.filter(({ source }) => source !== seen.organisation);
  const open = ofOthers(allowed.flatMap((one) => one.open));
  const closedFor = (why: (typeof CLOSED_TOLD)[number]) =>
    ofOthers(allowed.flatMap((one) => one.closed.get(why) ?? []));
  const sources = distinct(open.map(({ source }) => source));
  const categories = distinct(open.map(({ category }) => category));
  const kept = distinct(closedFor("objection").map(({ category }) => category));
  return {
    ...seen,
    sources,
    categories,
    sensitivities: distinct(open.map(({ sensitivity }) => sensitivity)),
    kept: kept.filter((one) => !categories.includes(one)),
    closed: CLOSED_TOLD.flatMap((why) => {
      const shut = distinct(closedFor(why).map(({ source }) => source)).filter((one) => !sources.includes(one));
      return shut.length > 0 ? [{ why, sources: shut }] : [];
    }),
  };
}

const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];
