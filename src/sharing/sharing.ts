import type { Clock, PatientId, PersonId } from "#base";
import type { Directory } from "#place";
import { createChoosing } from "./choice/choosing.ts";
import { createConsenting } from "./consenting.ts";
import { createCopying } from "./copying.ts";
import { createDeciderKeeper } from "./decision/day-decider.ts";
import { createSeeing } from "./decision/seeing.ts";
import type { PersonPermit } from "./permit.ts";
import { createPermits } from "./permits.ts";
import { createRepresenting } from "./representation/representing.ts";
import { createRuling } from "./ruling/ruling-on-entries.ts";
import { createClaiming } from "./standing/claiming.ts";
import type { Relationship } from "./standing/relationship.ts";
import type { SharingStore } from "./store.ts";

export type Sharing = ReturnType<typeof createSharing>;

/** Asks for permits, and is told what grounds them. */
export function createSharing(parts: { store: SharingStore; directory: Directory; clock: Clock }) {
  const { store, clock } = parts;
  const deciderOn = createDeciderKeeper(parts);
  const permits = createPermits({ ...parts, deciderOn });
  return {
    ...permits,
    ...createCopying(permits),
    ...createSeeing({ ...parts, deciderOn }),
    ...createClaiming(parts),
    ...createChoosing(parts),
    ...createRepresenting(parts),
    ...createRuling(parts),
    ...createConsenting(parts),

    cells: () => store.cells(),

    /**
     * Takes what entries ground, in the transaction that saves them. `entries` are all that were saved: those that
     * ground nothing now lose what they grounded before.
     */
    async ground(entries: readonly string[], relationships: readonly Relationship[]): Promise<void> {
      await Promise.all([
        ...(entries.length > 0 ? [store.dropGroundedOn(entries)] : []),
        ...(relationships.length > 0 ? [store.saveRelationships(relationships)] : []),
      ]);
    },

    /**
     * Patients now belong to other persons, in the transaction that moves them. Their rights go with them. What people
     * chose, and whether many are curious about them, goes along and stays as well. Whoever was let in by their own
     * word must say anew about whom.
     */
    async moved(moves: readonly { patient: PatientId; from: PersonId; to: PersonId }[]): Promise<void> {
      if (moves.length === 0) return;
      const [patients, from, to] = [
        moves.map((one) => one.patient),
        moves.map((one) => one.from),
        moves.map((one) => one.to),
      ];
      await Promise.all([
        store.moveRelationships(patients, to),
        store.moveRepresentations(patients, to),
        store.copyChoices(from, to),
        store.copyWellKnown(from, to),
        store.endClaimsAbout([...new Set([...from, ...to])], clock()),
      ]);
    },

    /** Who has to do with the person, and why. */
    relationshipsOf: (permit: PersonPermit) => store.relationshipsOf(permit),
  };
}
