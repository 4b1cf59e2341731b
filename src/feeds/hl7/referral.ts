import type { Reference, ServiceRequest } from "fhir/r4.js";
import { sourceId } from "../source-id.ts";
import { conceptIn, conceptOf, organisationIn, organisationOf, RESTRICTED } from "./concept.ts";
import type { Belonging } from "./diagnosis.ts";
import type { Draft, MessageReading } from "./reading.ts";
import type { Segment } from "./syntax.ts";

/** The number of a referral: of whoever wrote it (RF1-6), else of another body (RF1-11). */
export const referralNumberIn = (reading: MessageReading): string | undefined => {
  const rf1 = reading.message.first("RF1");
  return rf1?.get(6) ?? rf1?.get(11);
};

/**
 * The referral of a REF message: RF1, with who refers to whom (PRD). `isTakenBack`: the event cancels it. Undefined
 * where it has no number, which is refused.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segments RF1 and PRD)
 */
export function referralIn(
  reading: MessageReading,
  { patient, visit }: Belonging,
  isTakenBack: boolean,
): Draft | undefined {
  const rf1 = reading.message.first("RF1");
  const number = referralNumberIn(reading);
  if (!rf1 || number === undefined) {
    reading.lacks("RF1-6", { reason: "This referral has no number.", accepted: "A number in RF1-6 or RF1-11" });
    return undefined;
  }
  const providers = reading.message.named("PRD");
  const requester = providerOf(providers, "RP");
  const performer = providerOf(providers, "RT");
  const category = conceptIn(rf1, 5) ?? conceptIn(rf1, 4);
  const code = conceptIn(rf1, 3);
  const written = reading.time(rf1, 7) ?? reading.time(rf1, 9);
  const reasonCode = reading.all(rf1, 10).flatMap((one) => conceptOf(one) ?? []);
  const notes = [
    rf1.get(22),
    ...reading.message.named("NTE").flatMap((nte) => reading.all(nte, 3).map((one) => one.words)),
  ];
  const resource: ServiceRequest & { id: string } = {
    resourceType: "ServiceRequest",
    id: sourceId(number),
    ...(visit?.isHidden && { meta: RESTRICTED }),
    identifier: [{ value: number }],
    status: isTakenBack ? "revoked" : (reading.listed(rf1, 1, STATUSES) ?? "active"),
    intent: "order",
    ...(category && { category: [category] }),
    priority: reading.listed(rf1, 2, PRIORITIES) ?? "routine",
    code: code ? { ...REFERRAL, ...(code.text !== undefined && { text: code.text }) } : REFERRAL,
    subject: { reference: `Patient/${patient}` },
    ...(visit && { encounter: visit.reference }),
    ...(written !== undefined && { authoredOn: written }),
    ...(requester && { requester }),
    ...(performer && { performer: [performer] }),
    ...(reasonCode.length > 0 && { reasonCode }),
    ...(notes.some(Boolean) && { note: notes.flatMap((text) => (text ? [{ text }] : [])) }),
  };
  return { resource, patient };
}

const REFERRAL = { coding: [{ system: "http://snomed.info/sct", code: "3457005", display: "Patient referral" }] };

/** Table 0283. */
const STATUSES: Readonly<Record<string, ServiceRequest["status"]>> = {
  ...{ A: "active", P: "active", R: "revoked", E: "completed" },
};

/** Table 0280. */
const PRIORITIES: Readonly<Record<string, NonNullable<ServiceRequest["priority"]>>> = {
  ...{ S: "stat", A: "asap", R: "routine", U: "urgent" },
};

/** The provider in a role (table 0286): the organisation where its code is given, with whoever is named of it. */
function providerOf(providers: readonly Segment[], role: "RP" | "RT"): Reference | undefined {
  const prd = providers.find((one) => one.all(1).some((part) => part.get()?.toUpperCase() === role));
  if (!prd) return undefined;
  const names = [prd.get(2, 5), prd.get(2, 2), prd.get(2, 1)].filter((name) => name !== undefined);
  const display = names.length > 0 ? names.join(" ") : undefined;
  const organisation = organisationOfProvider(prd);
  const words = [display, organisation?.display ?? prd.get(4, 4)].filter((part) => part !== undefined).join(", ");
  const value = organisation?.identifier?.value;
  if (value !== undefined) return organisationOf(value, words === "" ? undefined : words);
  return words === "" ? undefined : { display: words };
}

/** PRD-7 holds numbers of the provider, PRD-10 the name of its organisation. */
function organisationOfProvider(prd: Segment): Reference | undefined {
  const named = prd.get(10);
  const coded = prd
    .all(7)
    .map((one) => organisationIn({ get: (component) => (component === 1 ? one.get(1) : undefined) }))
    .find((one) => one?.identifier !== undefined);
  if (coded) return { ...coded, ...(named !== undefined && { display: named }) };
  return named === undefined ? undefined : { display: named };
}
