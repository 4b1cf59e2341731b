import type { Patient as FhirPatient } from "fhir/r4.js";
import { patientIdOf } from "#base";
import { mustBeIssued, type SupplyPermit } from "#sharing";
import { patientFrom } from "./fhir.ts";
import type { Linking } from "./linking/linking.ts";
import type { ComparedRegistration } from "./linking/registration.ts";
import { saidNow, withFormer, withTracedNumber } from "./linking/said.ts";
import { registrationRow } from "./matching/registration.ts";
import type { Patient } from "./patient.ts";
import type { HeldSaid, PeopleStore, SaidPatient } from "./store.ts";

/** A Patient resource that became current. */
export type CurrentPatient = { readonly resource: FhirPatient & { readonly id: string }; readonly recorded: Date };

/** Takes registrations from sources, and links them. */
export function createRegistering({ store, linking }: { store: PeopleStore; linking: Linking }) {
  /** Follows superseded numbers; returns the patients who are known by another number for it. */
  async function followSuperseded(patients: readonly Patient[]): Promise<readonly Patient["id"][]> {
    const changed = await store.saveSuperseded(patients);
    const traces = await store.traces(
      patients.flatMap((one) => one.nhsNumber ?? []),
      changed,
    );
    return traces.length === 0 ? [] : store.retrace(traces);
  }

  return {
    /** Takes what a source's Patient entries say now, and links. To be called in the transaction that saves them. */
    async register(permit: SupplyPermit, current: readonly CurrentPatient[]): Promise<void> {
      mustBeIssued(permit);
      if (current.length === 0) return;
      const patients = current.map((one) => patientFrom(permit.source, one.resource, one.recorded));
      const [, held] = await Promise.all([store.linking.lockLinks(), store.said(patients.map(({ id }) => id))]);
      const said = patients.map((patient, nth): SaidPatient => {
        const before = held.get(patient.id)?.said;
        return { ...patient, said: saidNow(patient, current[nth]?.resource, before) };
      });
      const changed = said.filter((one) => saysOtherwise(one, held.get(one.id)));
      const [, retraced, around] = await Promise.all([
        store.savePatients(said),
        followSuperseded(patients),
        linking.findAround(changed.map(comparedFrom)),
      ]);
      if (retraced.length === 0) return linking.linkAmong(around);
      // By another number they are found by other keys.
      return linking.link([...new Set([...changed.map(({ id }) => id), ...retraced])]);
    },

    /**
     * Takes versions of a source's Patient entries that were overtaken before they came: names and homes of before.
     * To be called in the transaction that saves them.
     */
    async registerEarlier(permit: SupplyPermit, earlier: readonly CurrentPatient[]): Promise<void> {
      mustBeIssued(permit);
      if (earlier.length === 0) return;
      await store.linking.lockLinks();
      const patients = Map.groupBy(earlier, ({ resource }) => patientIdOf(permit.source, resource.id));
      const held = await store.said([...patients.keys()]);
      const changed = [...held].flatMap(([id, { said }]) => {
        const others = (patients.get(id) ?? []).map(({ resource }) => registrationRow([resource]));
        const all = withFormer(said, others);
        return JSON.stringify(all) === JSON.stringify(said) ? [] : [{ id, said: all }];
      });
      if (changed.length === 0) return;
      await store.saveSaid(changed);
      await linking.link(changed.map(({ id }) => id));
    },
  };
}

/** As it is compared, unless numbers that were superseded lead on from its own. */
const comparedFrom = ({ id, said, nhsNumber }: SaidPatient): ComparedRegistration => ({
  patient: id,
  row: withTracedNumber(said, nhsNumber ?? null),
});

/** Whether something that is compared is other than it was. */
const saysOtherwise = (now: SaidPatient, held: HeldSaid | undefined): boolean =>
  held === undefined ||
  JSON.stringify(now.said) !== JSON.stringify(held.said) ||
  [...now.sameAs].sort().join() !== [...held.sameAs].sort().join();
