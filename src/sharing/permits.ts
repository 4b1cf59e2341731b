import { civilDay, failed, succeeded, uuidV7, type ActorId, type Clock, type DeliveryId, type OdsCode } from "#base";
import type { Outcome, PersonId } from "#base";
import type { Directory } from "#place";
import { CATEGORIES, SENSITIVITIES, type Category, type Sensitivity } from "./category.ts";
import { NO_CHOICES } from "./choice/choice.ts";
import { optOutsAt } from "./cohort/opt-out.ts";
import { closedKindsIn } from "./decision/closed-kinds.ts";
import type { DeciderKeeper } from "./decision/day-decider.ts";
import type { Cell, Closed, Decision } from "./decision/decide.ts";
import { forPeople } from "./decision/for-people.ts";
import { onceFor } from "./decision/once-for.ts";
import { takesCopies } from "./decision/role.ts";
import { CLOSED_FIRST, CLOSED_TOLD, CLOSED_WORDS, NO_COPY, refusalWords, type RefusalWords } from "./decision/words.ts";
import type { LookedAt } from "./log/looked-at.ts";
import {
  issue,
  mustBeIssued,
  type ActPermit,
  type Actor,
  type Among,
  type Cells,
  type ClosedSources,
  type CohortPermit,
  type LinkPermit,
  type ListPermit,
  type PersonPermit,
  type SupplyPermit,
} from "./permit.ts";
import { PURPOSES, type Purpose } from "./purpose.ts";
import { publicAskerIn, relationshipIn, type Facts, type StandingReason } from "./standing/facts.ts";
import type { Asker } from "./standing/standing.ts";
import type { SharingStore } from "./store.ts";

/** Who asks, what for, and for which page: "record", "timeline", "search". */
export type Asking = { readonly actor: ActorId; readonly purpose: Purpose; readonly what: LookedAt };

type Parts = {
  readonly store: SharingStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly deciderOn: DeciderKeeper;
};

/** Who asks, as the place knows them. */
type Known = { readonly asker: Asker | undefined; readonly actor: Actor; readonly organisationName: string };

/** Asks for permits. */
export function createPermits({ store, directory, clock, deciderOn }: Parts) {
  /** The organisation, and those whose work it carries on. */
  const standingFor = (organisation: OdsCode, day: string): readonly OdsCode[] =>
    directory.place.organisations
      .map(({ ods }) => ods)
      .filter((ods) => directory.carriedOnBy(ods, day) === organisation);

  function knownStaff(id: ActorId, day: string): Known | undefined {
    const staff = directory.staffMember(id, day);
    if (!staff) return undefined;
    const organisation = directory.carriedOnBy(staff.organisation, day);
    return {
      asker: { kind: "staff", role: staff.role, organisation },
      actor: { id, name: staff.name, organisation: staff.organisation },
      organisationName: directory.nameOf(staff.organisation),
    };
  }

  async function refuse({ actor, purpose }: Asking, problem: RefusalWords, person?: PersonId) {
    const at = clock();
    const organisation = directory.knownStaff(actor, civilDay(at))?.organisation ?? "unknown";
    const reason = problem.message;
    await store.recordRefusal({ actor: { id: actor, organisation }, person, purpose, reason, at });
    return failed({ kind: "refused" as const, ...problem });
  }

  /** Of each person, what is known of the asker and them. */
  const factsAbout = (actor: ActorId, day: string, persons: readonly PersonId[]) => {
    const staff = directory.staffMember(actor, day);
    const organisations = staff ? standingFor(directory.carriedOnBy(staff.organisation, day), day) : [];
    return store.factsOf({ actor, organisations, persons });
  };

  /** What a member of staff may do for a purpose, whoever it is about. `person`: with whom a refusal is logged. */
  async function weighRole(asking: Asking, person?: PersonId) {
    const { actor, purpose } = asking;
    const at = clock();
    const day = civilDay(at);
    const known = knownStaff(actor, day) ?? knownPublic(actor, undefined, at);
    const { decide, sourcesIn } = await deciderOn(day);
    const decision = decide({ asker: known.asker, purpose, relationship: "current", choices: NO_CHOICES });
    const opened = openedBy(decision, purpose, known.organisationName);
    if (!opened.ok) return refuse(asking, opened.problem, person);
    const { open } = opened.value;
    const cells = cellsIn(open);
    const reason = `${PURPOSES[purpose].words}, at ${known.organisationName}.`;
    const granted = { actor: known.actor, purpose, at, reason };
    return succeeded({ granted, cells, sources: sourcesIn(open), asker: known.asker, decision: opened.value });
  }

  return {
    /** May this actor read this person? Refusals are logged here; a reading logs itself where it happens. */
    async mayRead(asking: Asking, person: PersonId): Promise<Outcome<PersonPermit>> {
      const at = clock();
      const day = civilDay(at);
      const { purpose, what } = asking;
      if (PURPOSES[purpose].studiesGroups) return refuse(asking, NOT_ONE_PERSON, person);
      const { facts: all, newestCell } = await factsAbout(asking.actor, day, [person]);
      const facts = all.get(person);
      // Nobody is to be let in because nothing is known.
      if (!facts) throw new Error("Facts are told of everybody who is asked about.");
      const known = knownStaff(asking.actor, day) ?? knownPublic(asking.actor, facts, at);
      if (known.asker && isForCopy(what) && !takesCopies(known.asker, purpose)) return refuse(asking, NO_COPY, person);
      const standing: StandingReason = isPublic(known.asker) ? LET_IN : relationshipIn(facts, at);
      const { decide, sourcesIn } = await deciderOn(day, newestCell);
      const { relationship } = standing;
      const decision = decide({ asker: known.asker, purpose, relationship, choices: facts.choices });
      const opened = openedBy(decision, purpose, known.organisationName);
      if (!opened.ok) return refuse(asking, opened.problem, person);
      const { open, closed } = isForCopy(what) ? forPeople(opened.value) : opened.value;
      return succeeded(
        issue<PersonPermit>({
          ...{ kind: "person", id: uuidV7(at), actor: known.actor, person, purpose, what, at },
          reason: reasonOf(known, purpose, standing),
          cells: cellsIn(open),
          onceReleased: cellsIn(closed.get("until released") ?? NO_CELLS),
          sources: sourcesIn(open),
          closed: closedSources(closed),
          closedKinds: closedKindsIn(opened.value),
          asker: known.asker?.kind ?? "staff",
          relationship,
        }),
      );
    },

    /** May this actor be shown a list of persons? For care, sharing.among then says which of them. */
    async mayList(asking: Asking): Promise<Outcome<ListPermit>> {
      const { purpose, what } = asking;
      if (PURPOSES[purpose].studiesGroups) return refuse(asking, NOT_ONE_PERSON);
      const weighed = await weighRole(asking);
      if (!weighed.ok) return weighed;
      const { needsRelationship } = PURPOSES[purpose];
      const { granted, cells, sources } = weighed.value;
      return succeeded(issue<ListPermit>({ ...granted, kind: "list", what, cells, sources, needsRelationship }));
    },

    /** Who of these persons may be shown in a list, and by whose registrations. */
    async among(permit: ListPermit, persons: readonly PersonId[]): Promise<Among> {
      mustBeIssued(permit);
      if (persons.length === 0) return { shown: new Map(), hidden: [] };
      if (!permit.needsRelationship) return { shown: new Map(persons.map((one) => [one, permit.sources])), hidden: [] };
      const { actor, purpose, at } = permit;
      const day = civilDay(at);
      const known = knownStaff(actor.id, day);
      const { facts, newestCell } = await factsAbout(actor.id, day, persons);
      const { decide, sourcesIn } = await deciderOn(day, newestCell);
      const shown = new Map<PersonId, readonly OdsCode[]>();
      const hidden: { person: PersonId; why: string }[] = [];
      for (const person of persons) {
        const own = facts.get(person);
        if (!own) continue;
        const { relationship } = relationshipIn(own, at);
        const decision = decide({ asker: known?.asker, purpose, relationship, choices: own.choices });
        const opened = openedBy(decision, purpose, known?.organisationName ?? "");
        const sources = opened.ok ? sourcesIn(opened.value.open) : [];
        if (sources.length > 0) shown.set(person, sources);
        else hidden.push({ person, why: opened.ok ? NO_IDENTITY : opened.problem.message });
      }
      return { shown, hidden };
    },

    /**
     * May this actor seal or erase what feeds brought? `person`: about whom, where it is about one; a refusal is logged
     * with them.
     */
    async mayAct({ actor, what }: Omit<Asking, "purpose">, person?: PersonId): Promise<Outcome<ActPermit>> {
      const weighed = await weighRole({ actor, what, purpose: "records-management" }, person);
      if (!weighed.ok) return weighed;
      return succeeded(issue<ActPermit>({ kind: "act", ...weighed.value.granted }));
    },

    /** May this actor decide which registrations are one person's? */
    async mayLink({ actor, what }: Omit<Asking, "purpose">): Promise<Outcome<LinkPermit>> {
      const weighed = await weighRole({ actor, what, purpose: "linkage" });
      if (!weighed.ok) return weighed;
      return succeeded(issue<LinkPermit>({ kind: "link", ...weighed.value.granted }));
    },

    /**
     * May groups be studied without names? No where the purpose leaves out whoever has a national data opt-out, and no
     * list says who has one.
     */
    async mayStudy(asking: Asking): Promise<Outcome<CohortPermit>> {
      const { purpose, what } = asking;
      if (!PURPOSES[purpose].studiesGroups) return refuse(asking, NO_STUDY);
      const weighed = await weighRole(asking);
      if (!weighed.ok) return weighed;
      const { granted, cells, sources, asker, decision } = weighed.value;
      if (PURPOSES[purpose].nationalOptOutHolds) {
        const optOuts = optOutsAt(directory.place, granted.at);
        if (!optOuts.ok) return refuse(asking, optOuts.problem);
      }
      const notTakingPart = whollyClosed(decision);
      return succeeded(issue<CohortPermit>({ ...granted, kind: "cohort", what, asker, cells, sources, notTakingPart }));
    },

    /**
     * May this source write what one of its deliveries says? Only organisations of the place may.
     * Ask before a transaction begins: the source's cells are made on the way, and must outlive a rollback.
     */
    async maySupply(source: OdsCode, delivery: DeliveryId): Promise<Outcome<SupplyPermit>> {
      const organisation = directory.organisation(source);
      if (!organisation) {
        const message = `${source} is not an organisation of this place.`;
        const remedy = "Add it to the place file, or correct the folder's name.";
        return failed({ kind: "refused" as const, message, remedy });
      }
      const cells = await store.cellsOf(source, everyKind());
      return succeeded(
        issue<SupplyPermit>({
          ...{ kind: "supply", source, delivery, purpose: "direct-care", at: clock() },
          reason: `${organisation.name} sent what it holds.`,
          cells: [...cells.values()],
          cellOf: (category, sensitivity) => {
            const cell = cells.get(`${category} ${sensitivity}`);
            if (cell === undefined) throw new Error(`No cell for ${category} ${sensitivity}`);
            return cell;
          },
        }),
      );
    },
  };
}

type Opened = Decision & { readonly allowed: true };

/** What a decision opens, or why it opens nothing. `organisation`: the name of the asker's. */
function openedBy(decision: Decision, purpose: Purpose, organisation: string): Outcome<Opened, RefusalWords> {
  if (!decision.allowed) return failed(refusalWords(decision.refusal, purpose, organisation));
  const why = CLOSED_FIRST.find((one) => decision.closed.has(one));
  // Where nothing was ever supplied, nothing is closed either.
  return decision.open.length > 0 || why === undefined ? succeeded(decision) : failed({ message: CLOSED_WORDS[why] });
}

const NOT_ONE_PERSON = { message: "This purpose studies groups without names, never one person." };
const NO_STUDY = { message: "This purpose is about single people: groups are not studied for it." };
const NO_IDENTITY = "Who this is may not be shown.";
const LET_IN: StandingReason = { relationship: "current", because: "they read their own record, or were let in" };

const isForCopy = (what: LookedAt): boolean => what === "copy" || what === "copy to be taken";

const isPublic = (asker: Asker | undefined): boolean => asker !== undefined && asker.kind !== "staff";

/** Whoever is not staff reads as the person, or as someone let in; or is nobody. */
function knownPublic(id: ActorId, facts: Facts | undefined, at: Date): Known {
  const asker = facts && publicAskerIn(facts, at);
  return {
    asker,
    actor: { id, name: PUBLIC_NAMES[asker?.kind ?? "staff"], organisation: "public" },
    organisationName: "",
  };
}

const PUBLIC_NAMES = { self: "The person", proxy: "Someone let in", staff: "Unknown" } as const;

/** Why, in a sentence that the person understands. */
function reasonOf({ asker, organisationName }: Known, purpose: Purpose, { because }: StandingReason): string {
  if (asker?.kind === "self") return "The person read their own record.";
  if (asker?.kind === "proxy") return "Someone whom the person let in read the record.";
  const { words, needsRelationship } = PURPOSES[purpose];
  return `${words}, at ${organisationName}${needsRelationship ? `: ${because}` : ""}.`;
}

/** Whose facts stay closed for reasons that a reader is to know; what is only private is not hinted at. */
const closedSources = onceFor((closed: ReadonlyMap<Closed, readonly Cell[]>): readonly ClosedSources[] =>
  CLOSED_TOLD.flatMap((why) => {
    const cells = closed.get(why);
    return cells ? [{ why, sources: [...new Set(cells.map(({ source }) => source))] }] : [];
  }),
);

const cellsIn = onceFor((cells: readonly Cell[]): Cells => cells.map(({ id }) => id));
const NO_CELLS: readonly Cell[] = [];

/** Of whom nothing is open, by the most telling reason. */
function whollyClosed({ open, closed }: Opened): readonly ClosedSources[] {
  const told = new Set(open.map(({ source }) => source));
  return CLOSED_FIRST.flatMap((why) => {
    const sources = [...new Set((closed.get(why) ?? []).map(({ source }) => source))].filter((one) => !told.has(one));
    for (const source of sources) told.add(source);
    return sources.length > 0 ? [{ why, sources }] : [];
  });
}

const everyKind = () =>
  (Object.keys(CATEGORIES) as Category[]).flatMap((category) =>
    (Object.keys(SENSITIVITIES) as Sensitivity[]).map((sensitivity) => ({ category, sensitivity })),
  );
