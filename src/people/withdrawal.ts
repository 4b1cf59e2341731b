import type { Clock, NhsNumber, PatientId, PersonId } from "#base";
import { mustBeIssued, type ActPermit } from "#sharing";
import type { Linking } from "./linking/linking.ts";
import type { PeopleStore } from "./store.ts";

/** Registrations that an act takes out of sight, or for good, and those that another act puts back. */
export function createWithdrawal({ store, clock, linking }: { store: PeopleStore; clock: Clock; linking: Linking }) {
  /** Whose numbers are followed otherwise, now that something else is said of these. */
  async function retraced(numbers: readonly NhsNumber[], changed: readonly NhsNumber[]) {
    const traces = await store.traces(numbers, changed);
    return traces.length === 0 ? [] : store.retrace(traces);
  }

  return {
    /**
     * Takes registrations out of everyone's sight ("seal"), or forgets them, sealed ones too ("erase"). A person keeps
     * their id while another registration is theirs; with none left there is no record of them. To be called in the
     * transaction of the act. Returns whose they were.
     */
    async withdraw(
      permit: ActPermit,
      patients: readonly PatientId[],
      how: "seal" | "erase",
    ): Promise<readonly PersonId[]> {
      mustBeIssued(permit);
      await store.linking.lockLinks();
      const persons = await store.personsWith(patients);
      const fellows = await store.linking.concerned(patients);
      const changed =
        how === "seal" ? await store.sealPatients(patients) : await store.erasePatients(patients, clock());
      await linking.forget(patients, fellows);
      await linking.link(await retraced([], changed));
      return persons;
    },

    /** Puts sealed registrations back as they stood, and links them by what is known now. Returns whose they are. */
    async restore(permit: ActPermit, patients: readonly PatientId[]): Promise<readonly PersonId[]> {
      mustBeIssued(permit);
      await store.linking.lockLinks();
      const changed = await store.unsealPatients(patients);
      const others = await retraced(await store.numbersOf(patients), changed);
      await linking.link([...new Set([...patients, ...others])]);
      return store.personsWith(patients);
    },
  };
}
