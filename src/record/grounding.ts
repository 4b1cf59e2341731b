import type { EntryId } from "#base";
import type { Sharing } from "#sharing";
import type { Ground } from "./grounds.ts";
import type { RecordStore } from "./store.ts";

/** Tells sharing what entries ground. */
export type Grounding = (entries: readonly EntryId[], grounds: readonly Ground[]) => Promise<void>;

/** `entries` are all of which something else may hold now: those that ground nothing lose what they grounded before. */
export const groundingFor =
  (store: RecordStore, sharing: Sharing): Grounding =>
  async (entries, grounds) => {
    const persons = await store.lockedPersonsOf([...new Set(grounds.map((one) => one.groundPatient))]);
    await sharing.ground(
      entries,
      grounds.flatMap((one) => {
        const person = persons.get(one.groundPatient);
        return person === undefined ? [] : [{ ...one, person }];
      }),
    );
  };
