import { civilDay, failed, succeeded, type Clock, type NhsNumber, type OdsCode } from "#base";
import type { Outcome, PersonId } from "#base";
import type { Directory } from "#place";
import { NO_CHOICES } from "../choice/choice.ts";
import { createDeciderKeeper } from "../decision/day-decider.ts";
import { mustBeIssued, type Cells, type CohortPermit } from "../permit.ts";
import { PURPOSES, type Purpose } from "../purpose.ts";
import type { SharingStore } from "../store.ts";
import type { CohortStore, Group } from "./cohort-store.ts";
import { createCounting } from "./counting.ts";
import { groundsFor, LEFT_OUT, type LeftOut } from "./left-out.ts";
import { optOutsAt } from "./opt-out.ts";
import { createPseudonyms, type Pseudonym } from "./pseudonym.ts";

/** By which numbers sources know somebody, and which sources. */
export type Registered = { readonly numbers: readonly NhsNumber[]; readonly sources: readonly OdsCode[] };

/** Of each of a group who is registered anywhere, by which numbers and where. */
export type RegistrationsOf = (permit: CohortPermit, group: Group) => Promise<ReadonlyMap<PersonId, Registered>>;

/** Somebody who may be counted. Who they are is not told. */
export type CohortMember = {
  readonly pseudonym: Pseudonym;
  /** By which kinds of fact they may be studied. */
  readonly cells: Cells;
  /** Whose registrations of them are among these. */
  readonly sources: readonly OdsCode[];
};

/** A group as it may be studied for a purpose. */
export type Cohort = {
  readonly purpose: Purpose;
  /** In an order that says nothing of them. */
  readonly members: readonly CohortMember[];
  /** How many are left out, on each ground that holds for the purpose. Small numbers are hidden where they are shown. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
};

export type Cohorts = ReturnType<typeof createCohorts>;

type Parts = {
  readonly store: SharingStore;
  readonly studies: CohortStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly registrationsOf: RegistrationsOf;
  /** By which persons are given pseudonyms: 32 bytes that nobody else knows. */
  readonly key: Uint8Array;
};

/** Gives groups of persons to be studied: opt-outs applied, identifiers replaced. */
export function createCohorts(parts: Parts) {
  const { studies, directory, clock, registrationsOf, key } = parts;
  const deciderOn = createDeciderKeeper(parts);
  return {
    /**
     * Who of a group may be counted, by which kinds of fact, and how many are left out on which ground. Logged as one row,
     * with counts and without persons. Refused where the list of opt-outs may not be relied on any more.
     */
    async cohort(permit: CohortPermit, group: Group): Promise<Outcome<Cohort>> {
      mustBeIssued(permit);
      const { purpose, asker, at } = permit;
      const optOuts = PURPOSES[purpose].nationalOptOutHolds ? optOutsAt(directory.place, clock()) : undefined;
      if (optOuts?.ok === false) return failed({ kind: "refused", ...optOuts.problem });
      const registered = await registrationsOf(permit, group);
      const choices = await studies.choicesIn(group);
      const decider = await deciderOn(civilDay(at));
      const counting = createCounting({ decider, asker, purpose, optOuts: optOuts?.value });
      const pseudonymOf = createPseudonyms(key, purpose);
      const members: CohortMember[] = [];
      const leftOut = new Map(groundsFor(purpose).map((why) => [why, 0]));
      for (const person of group === "everybody" ? registered.keys() : new Set(group)) {
        const own = registered.get(person) ?? NOWHERE;
        const found = counting({ ...own, choices: choices.get(person) ?? NO_CHOICES });
        if (!found.counted) leftOut.set(found.why, (leftOut.get(found.why) ?? 0) + 1);
        else members.push({ pseudonym: pseudonymOf(person), cells: found.cells, sources: found.sources });
      }
      const cohort = { purpose, members: members.sort(byPseudonym), leftOut };
      await studies.recordStudy(permit, outcomeOf(cohort));
      return succeeded(cohort);
    },
  };
}

const NOWHERE: Registered = { numbers: [], sources: [] };

/** Two cohorts of the same group in the same order could be joined line by line. */
const byPseudonym = (one: CohortMember, other: CohortMember): number =>
  one.pseudonym < other.pseudonym ? -1 : one.pseudonym > other.pseudonym ? 1 : 0;

/** As the log has it. */
function outcomeOf({ members, leftOut }: Cohort): string {
  const grounds = [...leftOut].filter(([, count]) => count > 0);
  const words = grounds.map(([why, count]) => `${String(count)}: ${LEFT_OUT[why].toLowerCase()}`);
  const others = words.length === 0 ? "nobody was left out" : `left out were ${words.join("; ")}`;
  return `${String(members.length)} people were counted; ${others}.`;
}
