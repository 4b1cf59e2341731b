import { randomUUID } from "node:crypto";
import { civilDay, failed, succeeded, type ActorId, type Clock, type DeliveryId, type OdsCode } from "#base";
import type { Outcome, PatientId, PersonId } from "#base";
import type { Directory } from "#place";
import { CATEGORIES, SENSITIVITIES, type Category, type Sensitivity } from "./category.ts";
import { decide } from "./decide.ts";
import {
  issue,
  type ActPermit,
  type Actor,
  type CohortPermit,
  type LinkPermit,
  type ListPermit,
  type PersonPermit,
  type SupplyPermit,
} from "./permit.ts";
import type { Purpose } from "./purpose.ts";
import type { Relationship } from "./relationship.ts";
import type { SharingStore } from "./store.ts";

/** Who asks, what for, and for which page: "record", "timeline", "search". */
export type Asking = { readonly actor: ActorId; readonly purpose: Purpose; readonly what: string };

export type Sharing = ReturnType<typeof createSharing>;

/** Asks for permits, and is told what grounds them. */
export function createSharing({
  store,
  directory,
  clock,
}: {
  store: SharingStore;
  directory: Directory;
  clock: Clock;
}) {
  const weigh = ({ actor, purpose }: Asking) => {
    const at = clock();
    const staff = directory.staffMember(actor, civilDay(at));
    const decision = decide({ demonstration: directory.place.demonstration, staff, purpose });
    return { at, staff, decision };
  };

  async function refuse({ actor, purpose }: Asking, reason: string, at: Date, person?: PersonId) {
    const organisation = directory.place.staff.find((one) => one.id === actor)?.organisation ?? "unknown";
    await store.recordRefusal({ actor: { id: actor, organisation }, person, purpose, reason, at });
    return failed({ kind: "refused" as const, message: reason });
  }

  return {
    /** May this actor read this person? Refusals are logged here; a reading logs itself where it happens. */
    async mayRead(asking: Asking, person: PersonId): Promise<Outcome<PersonPermit>> {
      const { at, staff, decision } = weigh(asking);
      const { reason } = decision;
      if (!staff || !decision.allowed) return refuse(asking, reason, at, person);
      const { purpose, what } = asking;
      const id = randomUUID();
      return succeeded(
        issue<PersonPermit>({
          kind: "person",
          id,
          actor: actorOf(staff),
          person,
          purpose,
          what,
          reason,
          at,
          cells: "all",
        }),
      );
    },

    /** May this actor be shown a list of persons? */
    async mayList(asking: Asking): Promise<Outcome<ListPermit>> {
      const { at, staff, decision } = weigh(asking);
      const { reason } = decision;
      if (!staff || !decision.allowed) return refuse(asking, reason, at);
      const { purpose, what } = asking;
      return succeeded(
        issue<ListPermit>({ kind: "list", actor: actorOf(staff), purpose, what, reason, at, cells: "all" }),
      );
    },

    /**
     * May this actor seal or erase what feeds brought? `person`: about whom, where it is about one; a refusal is logged
     * with them.
     */
    async mayAct({ actor, what }: Omit<Asking, "purpose">, person?: PersonId): Promise<Outcome<ActPermit>> {
      const asking: Asking = { actor, what, purpose: "records-management" };
      const { at, staff, decision } = weigh(asking);
      const { reason } = decision;
      if (!staff || !decision.allowed) return refuse(asking, reason, at, person);
      const { purpose } = asking;
      return succeeded(issue<ActPermit>({ kind: "act", actor: actorOf(staff), purpose, reason, at }));
    },

    /** May this actor decide which registrations are one person's? */
    async mayLink({ actor, what }: Omit<Asking, "purpose">): Promise<Outcome<LinkPermit>> {
      const asking: Asking = { actor, what, purpose: "linkage" };
      const { at, staff, decision } = weigh(asking);
      const { reason } = decision;
      if (!staff || !decision.allowed) return refuse(asking, reason, at);
      const { purpose } = asking;
      return succeeded(issue<LinkPermit>({ kind: "link", actor: actorOf(staff), purpose, reason, at }));
    },

    /** May a group be studied? No agreement can say yes yet, so the answer is no. */
    async mayStudy(asking: Asking): Promise<Outcome<CohortPermit>> {
      return refuse(asking, "No agreement of this place allows groups to be studied yet.", clock());
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
          kind: "supply",
          source,
          delivery,
          purpose: "direct-care",
          reason: `${organisation.name} sent what it holds.`,
          at: clock(),
          cells: [...cells.values()],
          cellOf: (category, sensitivity) => {
            const cell = cells.get(`${category} ${sensitivity}`);
            if (cell === undefined) throw new Error(`No cell for ${category} ${sensitivity}`);
            return cell;
          },
        }),
      );
    },

    cells: () => store.cells(),

    /**
     * Takes what entries ground, in the transaction that saves them. `entries` are all that were saved: those that
     * ground nothing now lose what they grounded before.
     */
    async ground(entries: readonly string[], relationships: readonly Relationship[]): Promise<void> {
      if (entries.length > 0) await store.dropGroundedOn(entries);
      if (relationships.length > 0) await store.saveRelationships(relationships);
    },

    /** Patients now belong to other persons: their rights go with them, in the transaction that moves them. */
    async moved(moves: readonly { patient: PatientId; to: PersonId }[]): Promise<void> {
      if (moves.length === 0) return;
      await store.moveRelationships(
        moves.map((move) => move.patient),
        moves.map((move) => move.to),
      );
    },

    /** Who has to do with the person, and why. */
    relationshipsOf: (permit: PersonPermit) => store.relationshipsOf(permit),
  };
}

const actorOf = (staff: { id: ActorId; name: string; organisation: OdsCode }): Actor => ({
  id: staff.id,
  name: staff.name,
  organisation: staff.organisation,
});

const everyKind = () =>
  (Object.keys(CATEGORIES) as Category[]).flatMap((category) =>
    (Object.keys(SENSITIVITIES) as Sensitivity[]).map((sensitivity) => ({ category, sensitivity })),
  );
