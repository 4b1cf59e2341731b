import type { Consent } from "fhir/r4.js";
import { failed, succeeded, type Clock, type Outcome } from "#base";
import type { Directory } from "#place";
import { consentOfChoice } from "./choice/fhir.ts";
import { mustBeIssued, type PersonPermit } from "./permit.ts";
import { consentOfReader, isReader } from "./representation/fhir.ts";
import type { SharingStore } from "./store.ts";

type Parts = { readonly store: SharingStore; readonly directory: Directory; readonly clock: Clock };

/** Tells in FHIR what people agreed to, and what they object to. */
export function createConsenting({ store, directory, clock }: Parts) {
  return {
    /**
     * What the person chose about who sees what, and whom they let read, as FHIR R4 Consents: for the person, and those
     * who may read the record as staff; not for those whom they let in. The national data opt-out is not among them: it
     * is asked of a list, never kept.
     */
    async consentsOf(permit: PersonPermit): Promise<Outcome<readonly Consent[]>> {
      mustBeIssued(permit);
      if (permit.asker === "proxy") return NOT_THEIRS;
      const of = { person: permit.person, place: directory.place.name };
      const [choices, readers] = [await store.choicesOf(permit), await store.representationsOf(permit)];
      return succeeded([
        ...choices.map((choice) => consentOfChoice(choice, of)),
        ...readers.filter(isReader).map((one) => consentOfReader(one, of, clock())),
      ]);
    },
  };
}

const NOT_THEIRS = failed({
  kind: "refused" as const,
  message: "What a person chose, and whom they let in, is told to the person and to those who care for them.",
});
