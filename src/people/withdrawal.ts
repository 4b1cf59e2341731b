import type { Clock, NhsNumber, PatientId, PersonId } from "#base";
import { mustBeIssued, type ActPermit } from "#sharing";
import type { PeopleStore } from "./store.ts";

/** Links anew whoever these patients may concern. */
export type LinkAnew = (patients: readonly PatientId[]) => Promise<void>;

/** Registrations that an act takes out of sight, or for good, and those that another act puts back. */
export function createWithdrawal({ store, clock, link }: { store: PeopleStore; clock: Clock; link: LinkAnew }) {
  /** Whoever shares a person or a number with these patients, without the patients themselves. */
  async function fellowsOf(patients: readonly PatientId[]): Promise<readonly PatientId[]> {
    const around = await store.registrationsAround(patients);
    const leaving = new Set(patients);
    return around.map((one) => one.patient).filter((one) => !leaving.has(one));
  }

  /** Those who stay are linked by what is left; so are those whose number is no longer known by another. */
  async function linkThoseLeft(fellows: readonly PatientId[], changed: readonly NhsNumber[]): Promise<void> {
    const traces = await store.traces([], changed);
    const retraced = traces.length === 0 ? [] : await store.retrace(traces);
    const left = [...new Set([...fellows, ...retraced])];
    if (left.length > 0) await link(left);
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
      await store.lockLinks();
      const persons = await store.personsWith(patients);
      const fellows = await fellowsOf(patients);
      const changed =
        how === "seal" ? await store.sealPatients(patients) : await store.erasePatients(patients, clock());
      await linkThoseLeft(fellows, changed);
      return persons;
    },

    /** Puts sealed registrations back as they stood, and links them by what is known now. Returns whose they are. */
    async restore(permit: ActPermit, patients: readonly PatientId[]): Promise<readonly PersonId[]> {
      mustBeIssued(permit);
      await store.lockLinks();
      const changed = await store.unsealPatients(patients);
      const traces = await store.traces(await store.numbersOf(patients), changed);
      const retraced = traces.length === 0 ? [] : await store.retrace(traces);
      await link([...new Set([...patients, ...retraced])]);
      return store.personsWith(patients);
    },
  };
}
