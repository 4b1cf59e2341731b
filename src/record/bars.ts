import type { ActId, EntryId, PatientId } from "#base";
import { standsBefore, type EntryVersion, type Standing } from "./entry.ts";

/** What an act left in the place of what it took: ids alone. */
export type Tombstone = {
  readonly act: ActId;
  /** None where everything of a registration is meant. */
  readonly entry: EntryId | null;
  /** None where the entry is meant whoever it is about. */
  readonly patient: PatientId | null;
};

/** The newest of an entry's sealed versions, and the highest number given to any of them. */
export type SealedStanding = Standing & { readonly id: EntryId; readonly latest: number };

type Incoming = Pick<EntryVersion, "id" | "patient" | "recorded" | "delivery" | "line">;

/**
 * The act that keeps a version out, if one does. An entry sealed or erased because it was filed under the wrong person
 * is kept out while it is filed under that person: once its source writes that it is about somebody else, later than
 * anything that was sealed, it is taken as theirs. A deletion that names nobody is theirs too where the entry is held
 * as theirs (`held`), and else nobody's.
 */
export function barredBy(
  version: Incoming,
  tombstones: readonly Tombstone[],
  { sealed, held }: { readonly sealed: SealedStanding | undefined; readonly held: boolean },
): ActId | undefined {
  const bars = ({ entry, patient }: Tombstone): boolean => {
    if (entry === null) return patient === version.patient;
    if (entry !== version.id) return false;
    if (patient === null || patient === version.patient) return true;
    if (version.patient === undefined && !held) return true;
    return sealed !== undefined && !standsBefore(version, sealed);
  };
  return tombstones.find(bars)?.act;
}
