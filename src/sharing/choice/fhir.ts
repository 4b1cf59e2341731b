import type { Consent, ConsentProvision } from "fhir/r4.js";
import { action, consentFrame, organisationRef, participant, partOf, type ConsentOf } from "../consent.ts";
import { purposesOfUse } from "../purpose-of-use.ts";
import type { Choosing, KeptChoice } from "./kept-choice.ts";

/**
 * What a person chose as a FHIR R4 Consent: agreements let organisations share, but for what the rule denies. An
 * organisation still sees what it holds itself.
 * @see https://hl7.org/fhir/R4/consent.html
 */
export function consentOfChoice({ id, choosing, madeAt }: KeptChoice, of: ConsentOf): Consent {
  const frame = consentFrame(of, { id: `choice-${String(id)}`, isActive: true, at: madeAt, otherwise: "shared" });
  return { ...frame, provision: { provision: [{ type: "deny", ...denied(choosing) }] } };
}

function denied(choosing: Choosing): ConsentProvision {
  switch (choosing.kind) {
    case "nothing-shared":
      return { action: [action("disclose")], purpose: objected() };
    case "not-seen-by":
      return {
        actor: [{ role: participant("PRCP"), reference: organisationRef(choosing.organisation) }],
        ...{ action: [action("access")], purpose: objected() },
      };
    case "not-shared-by":
      return {
        actor: [{ role: participant("CST"), reference: organisationRef(choosing.organisation) }],
        ...{ action: [action("disclose")], purpose: objected() },
      };
    case "category":
      return { action: [action("disclose")], purpose: objected(), code: [partOf(choosing.category)] };
    case "type-1":
      return {
        actor: [{ role: participant("CST"), reference: { display: "GP practices" } }],
        ...{ action: [action("disclose")], purpose: purposesOfUse(({ typeOneHolds }) => typeOneHolds) },
      };
  }
}

/** What an objection is heard for. */
const objected = () => purposesOfUse(({ objectionsHold }) => objectionsHold);
