import { failed, succeeded, type Outcome, type PatientId } from "#base";
import { mustBeIssued, readReason, type LinkPermit, type ListPermit, type PersonPermit } from "#sharing";
import type { Linking } from "../linking/linking.ts";
import type { LinkingStore } from "../linking/linking-store.ts";
import type { Protection } from "./pair.ts";
import type { ReviewStore } from "./review-store.ts";

/**
 * Identities that are kept apart: who somebody was before an adoption or a gender recognition must not be found again
 * by what has stayed the same. What is protected is joined with nobody, by matching or by people, until it is lifted.
 * @see https://www.legislation.gov.uk/ukpga/2004/7/section/22 (Gender Recognition Act 2004, section 22)
 */
export function createProtecting(parts: {
  readonly store: ReviewStore;
  readonly linkingStore: LinkingStore;
  readonly linking: Linking;
  readonly inTransaction: <T>(work: () => Promise<T>) => Promise<T>;
}) {
  const { store, linkingStore, linking, inTransaction } = parts;
  return {
    /** Keeps registrations apart from all others: those of an identity that is over. Returns the protection's number. */
    async protect(permit: LinkPermit, patients: readonly PatientId[], words: string): Promise<Outcome<number>> {
      mustBeIssued(permit);
      const reason = readReason(words);
      if (!reason.ok) return reason;
      return inTransaction(async () => {
        await linkingStore.lockLinks();
        const present = await linkingStore.compared(patients);
        if (patients.length === 0 || present.length < patients.length) {
          return failed({ kind: "not-found", message: "One of the registrations is not here any more." });
        }
        const concerned = await linkingStore.concerned(patients);
        const identity = await store.protect(permit, patients, reason.value);
        await linking.relink(concerned, `protection ${String(identity)}`);
        return succeeded(identity);
      });
    },

    /** Ends a protection: its registrations are compared with all others again. */
    async liftProtection(permit: LinkPermit, identity: number): Promise<Outcome<number>> {
      mustBeIssued(permit);
      return inTransaction(async () => {
        await linkingStore.lockLinks();
        const patients = await store.liftProtection(permit, identity);
        if (patients.length === 0) return failed({ kind: "not-found", message: "There is no such protection." });
        await linking.relink(patients, `protection ${String(identity)} lifted`);
        return succeeded(identity);
      });
    },

    /** Every identity that is protected now, newest first. Nobody is shown. */
    async protections(permit: ListPermit): Promise<readonly Protection[]> {
      mustBeIssued(permit);
      return store.protections();
    },

    /** The number of the protection under which the person's registrations are, if any. */
    async protectionOf(permit: PersonPermit): Promise<number | undefined> {
      mustBeIssued(permit);
      return store.protectionOf(await store.patientsOfPerson(permit.person));
    },
  };
}
