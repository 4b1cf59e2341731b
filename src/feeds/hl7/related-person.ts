import type { RelatedPerson } from "fhir/r4.js";
import { idOfParts } from "../source-id.ts";
import { conceptIn } from "./concept.ts";
import { addressesIn, contactsIn, namesIn } from "./name-and-address.ts";
import type { Draft, MessageReading } from "./reading.ts";

/**
 * The relatives and carers that a message names (NK1). They are other people, of whom nobody but those who must may
 * read; of a protected patient, who and where they are is left out.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segment NK1)
 */
export function relatedPersonsIn(reading: MessageReading, patient: string): readonly Draft[] {
  return reading.message.named("NK1").flatMap((nk1, at): readonly Draft[] => {
    if (reading.isHidden) {
      reading.withhold("NK1", PROTECTED);
      return [];
    }
    const name = namesIn(reading, nk1, 2);
    const organisation = nk1.get(13);
    if (name.length === 0 && organisation === undefined) {
      reading.refuse(nk1, 2, {
        reason: "This relative has no name.",
        accepted: "A name, or an organisation in NK1-13",
      });
      return [];
    }
    const relationship = [conceptIn(nk1, 3), conceptIn(nk1, 7)].filter((one) => one !== undefined);
    const telecom = [...contactsIn(reading, nk1, 5, "home"), ...contactsIn(reading, nk1, 6, "work")];
    const address = addressesIn(reading, nk1, 4);
    const start = reading.time(nk1, 8)?.slice(0, 10);
    const end = reading.time(nk1, 9)?.slice(0, 10);
    const resource: RelatedPerson & { id: string } = {
      resourceType: "RelatedPerson",
      id: idOfParts("NK1", patient, nk1.get(1) ?? (at + 1).toString()),
      patient: { reference: `Patient/${patient}` },
      ...(relationship.length > 0 && { relationship }),
      name: name.length > 0 ? name : [{ text: organisation ?? "" }],
      ...(telecom.length > 0 && { telecom }),
      ...(address.length > 0 && { address }),
      ...((start ?? end) !== undefined && { period: { ...(start && { start }), ...(end && { end }) } }),
    };
    return [{ resource, patient, sensitivity: "third-party" }];
  });
}

const PROTECTED = {
  reason: "This relative was left out, because the message asks that the patient be protected (PD1-12 or ARV).",
  accepted: "Relatives of patients for whom no protection is asked",
};
