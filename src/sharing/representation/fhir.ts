import type { Consent, Period } from "fhir/r4.js";
import { action, consentFrame, participant, partOf, type ConsentOf } from "../consent.ts";
import { purposeOfUse, TERMS } from "../purpose-of-use.ts";
import type { HeldRepresentation, RepresentationKind } from "./representation.ts";

/** Whoever reads somebody else's record. */
export type Reader = HeldRepresentation & { readonly kind: Exclude<RepresentationKind, "self"> };

/** People who read their own record need nobody's consent. */
export const isReader = (held: HeldRepresentation): held is Reader => held.kind !== "self";

/**
 * Whom the person let read their record, or who decides for them, as a FHIR R4 Consent: nothing but what the rule
 * permits, to its end. What showed that it is so is not told.
 * @see https://hl7.org/fhir/R4/consent.html
 */
export function consentOfReader(held: Reader, of: ConsentOf, now: Date): Consent {
  const { id, starts, ends } = held;
  const isActive = starts <= now && (ends === undefined || now < ends);
  const frame = consentFrame(of, { id: `reader-${String(id)}`, isActive, at: starts, otherwise: "closed" });
  return {
    ...frame,
    provision: {
      provision: [
        {
          type: "permit",
          period: periodOf(held),
          actor: [{ role: participant("PRCP", ROLES[held.kind]), reference: { display: held.name } }],
          action: [action("access")],
          securityLabel: [ORDINARY],
          purpose: [purposeOfUse("own-record")],
          code: [...held.scope.map(partOf), ...(held.seesLog ? [ACCESS_LOG] : [])],
        },
      ],
    },
  };
}

const ROLES: Readonly<Record<Reader["kind"], string>> = {
  carer: "A carer or relative",
  attorney: "Decides for the person by law",
  parent: "A parent, or whoever has parental responsibility",
};

/** The end is the first moment after it; a Period names the last moment within. */
const periodOf = ({ starts, ends }: Reader): Period => ({
  start: starts.toISOString(),
  ...(ends && { end: new Date(Math.max(starts.getTime(), ends.getTime() - 1)).toISOString() }),
});

/** @see https://terminology.hl7.org/CodeSystem-v3-Confidentiality.html */
const ORDINARY = { system: `${TERMS}/v3-Confidentiality`, code: "N", display: "normal" };
const ACCESS_LOG = { text: "Who has looked at the record" };
