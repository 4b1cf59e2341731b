import { failed, type EntryId, type Outcome, type Problem } from "#base";
import type { AskedRuling, ListPermit, PersonPermit, Ruling, RulingAnswer, RuledEntry, Sharing } from "#sharing";
import type { CellReader } from "./cells.ts";
import type { RuledRow, RecordStore } from "./store.ts";

/** A ruling that waits, with the entry and whose it is today. */
export type WaitingRuling = Ruling & Pick<RuledRow, "person" | "cell">;

type Parts = { readonly store: RecordStore; readonly sharing: Sharing; readonly cells: CellReader };

/** Rules what of single entries people see: sharing keeps what is ruled, and what is here holds that the entry is there. */
export function createRulings({ store, sharing, cells }: Parts) {
  /** The entry, where the permit opens it, its person's and nobody else's. */
  async function found<T>(
    permit: PersonPermit,
    id: EntryId,
    work: (about: RuledEntry) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const [current] = await store.versions(permit, id);
    if (!current) return failed(NO_ENTRY);
    if (current.type === "Patient") return failed(WHO_IT_IS);
    const { source, sensitivity } = (await cells([current]))(current.cell);
    return work({ id, cell: current.cell, source, sensitivity });
  }

  return {
    /** Asks that an entry be kept from the person, or shown to them. Answers the ruling's number. */
    askRuling: (permit: PersonPermit, id: EntryId, asked: AskedRuling) =>
      found(permit, id, (about) => sharing.askRuling(permit, about, asked)),

    /** Agrees with what somebody else asked, or not. */
    decideRuling: (permit: PersonPermit, id: EntryId, ruling: number, answer: RulingAnswer) =>
      found(permit, id, (about) => sharing.decideRuling(permit, about, ruling, answer)),

    /** From now on it is as if it had not been ruled. */
    endRuling: (permit: PersonPermit, id: EntryId, ruling: number, reason: string) =>
      found(permit, id, (about) => sharing.endRuling(permit, about, ruling, reason)),

    /**
     * What waits for a second person, the oldest first, of those whom whoever asks may see in a list: of nobody named,
     * and of entries that are there today.
     */
    async rulingsWaiting(permit: ListPermit): Promise<readonly WaitingRuling[]> {
      const rulings = await sharing.rulingsWaiting(permit);
      const rows = await store.whoseEntries(permit, [...new Set(rulings.map(({ entry }) => entry))]);
      const { shown } = await sharing.among(permit, [...new Set(rows.map(({ person }) => person))]);
      const byEntry = new Map(rows.map((row) => [row.id, row]));
      return rulings.flatMap((ruling) => {
        const row = byEntry.get(ruling.entry);
        if (!row || !shown.has(row.person)) return [];
        return [{ ...ruling, person: row.person, cell: row.cell }];
      });
    },
  };
}

const NO_ENTRY: Problem = { kind: "not-found", message: "This person has no such entry." };
const WHO_IT_IS: Problem = { kind: "invalid", message: "Who the person is, as a source says, is not kept from them." };
