import type { Practitioner } from "fhir/r4.js";
import { sourceId } from "../source-id.ts";
import type { CodeableConcept } from "fhir/r4.js";
import { localSystem } from "./reference.ts";

/** What a row says of one member of staff. National data sets give no names; copies for local use may. */
export type Staff = {
  readonly id: string;
  readonly name: string | undefined;
  readonly registration: { readonly body: string | undefined; readonly entry: string | undefined };
  readonly group: CodeableConcept | undefined;
  readonly role: CodeableConcept | undefined;
};

export function practitionerOf({ id, name, registration, group, role }: Staff): Practitioner & { id: string } {
  const { body, entry } = registration;
  const qualification = [group, role].filter((one) => one !== undefined).map((code) => ({ code }));
  return {
    resourceType: "Practitioner",
    id: sourceId(id),
    identifier: [
      { system: localSystem("staff"), value: id },
      ...(entry === undefined ? [] : [{ ...(body !== undefined && { system: `${REGISTER}#${body}` }), value: entry }]),
    ],
    ...(name !== undefined && { name: [{ text: name }] }),
    ...(qualification.length > 0 && { qualification }),
  };
}

/** With the code of the body that registers them. */
const REGISTER = "https://www.datadictionary.nhs.uk/data_elements/professional_registration_body_code.html";
