import {
  civilDay,
  failed,
  isPublicActor,
  succeeded,
  type ActorId,
  type Clock,
  type Outcome,
  type PatientId,
  type Problem,
} from "#base";
import { mustBeIssued, type PersonPermit } from "../permit.ts";
import type { SharingStore } from "../store.ts";
import {
  readRepresentation,
  type HeldRepresentation,
  type ReadRepresentation,
  type RepresentationFaults,
  type WantedRepresentation,
} from "./representation.ts";

/** Why nobody was let in: what was asked for does not hold, or it is not theirs to ask. */
export type LettingProblem =
  | { readonly kind: "faults"; readonly faults: RepresentationFaults }
  | { readonly kind: "problem"; readonly problem: Problem };

/** Lets people read their own record, and those who care or decide for them. */
export function createRepresenting({ store, clock }: { readonly store: SharingStore; readonly clock: Clock }) {
  return {
    /** Who reads this person's record without being staff, or did: for the person, and those who care for them. */
    async representationsOf(permit: PersonPermit): Promise<readonly HeldRepresentation[]> {
      mustBeIssued(permit);
      return store.representationsOf(permit);
    },

    /** Whose records somebody may read today who is not staff; their own first. */
    representedBy: (actor: ActorId): Promise<readonly HeldRepresentation[]> => store.representedBy(actor, clock()),

    /** Holds what is asked for to the rules, before anybody is let in. `born`: as far as the record knows. */
    readLetting(
      permit: PersonPermit,
      wanted: WantedRepresentation,
      born: string | undefined,
    ): Outcome<ReadRepresentation, LettingProblem> {
      mustBeIssued(permit);
      if (!mayLetIn(permit)) return failed({ kind: "problem", problem: NOT_THEIRS });
      const letting = { byPerson: permit.asker === "self", today: civilDay(permit.at), born };
      const read = readRepresentation(wanted, letting);
      return read.ok ? read : failed({ kind: "faults", faults: read.problem });
    },

    /**
     * Lets somebody in who is not staff, from now on. `ground`: the registration by which the person is known; what lets
     * in goes with it, should it prove to be somebody else's. Ask `readLetting` first.
     */
    async represent(
      permit: PersonPermit,
      {
        actor,
        ground,
        letting,
      }: { readonly actor: ActorId; readonly ground: PatientId; readonly letting: ReadRepresentation },
    ): Promise<Outcome<undefined>> {
      mustBeIssued(permit);
      if (!mayLetIn(permit)) return failed(NOT_THEIRS);
      if (!isPublicActor(actor)) return failed(STAFF);
      const isDone = await store.represent(permit, { ...letting, actor, groundPatient: ground });
      return isDone ? succeeded(undefined) : failed(MOVED);
    },

    /**
     * From now on they do not read it any more. People end what they allowed, whoever was let in ends their own, and
     * those who care for the person end any.
     */
    async endRepresentation(permit: PersonPermit, id: number): Promise<Outcome<undefined>> {
      mustBeIssued(permit);
      const whose = whoseEnds(permit);
      const isDone = whose !== undefined && (await store.endRepresentation(permit, id, whose));
      return isDone ? succeeded(undefined) : failed(NOTHING_TO_END);
    },
  };
}

/** The person; and those whom something in the record shows to care for them: nobody by their own word alone. */
export const mayLetIn = ({ purpose, asker, relationship }: PersonPermit): boolean =>
  asker === "self" || (asker === "staff" && purpose === "direct-care" && relationship === "current");

function whoseEnds(permit: PersonPermit): "own" | "not of the person" | "all" | undefined {
  switch (permit.asker) {
    case "self":
      return "not of the person";
    case "proxy":
      return "own";
    case "staff":
      return mayLetIn(permit) ? "all" : undefined;
  }
}

const NOT_THEIRS: Problem = {
  kind: "refused",
  message: "People let others in themselves; or somebody does whom the record shows to care for them.",
  remedy: "Ask the person's GP practice.",
};
const STAFF: Problem = {
  kind: "invalid",
  message: "Members of staff read records to care for people, not as one of them.",
  remedy: "Give them an account of their own to read as somebody's relative.",
};
const MOVED: Problem = {
  kind: "conflict",
  message: "Who this person is has changed while you wrote.",
  remedy: "Open the page again.",
};
const NOTHING_TO_END: Problem = {
  kind: "not-found",
  message: "There is nothing to end: it is over already, or not yours to end.",
};
