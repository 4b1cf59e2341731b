import type { Appointment } from "fhir/r4.js";
import type { VisitStatus } from "./visit.ts";

/** What a type of message is about. */
export type MessageEvent =
  /** A visit, or what is known at it: patient, relatives, allergies, diagnoses, procedures, measurements. */
  | { readonly kind: "visit"; readonly status: VisitStatus; readonly needsVisit: boolean }
  /** Who a patient is, and what is known of them beside any visit. */
  | { readonly kind: "person" }
  /** Two registrations of one patient become one. */
  | { readonly kind: "merge" }
  | { readonly kind: "result" }
  | { readonly kind: "document" }
  /** `status`: what the event says; none where the message itself does. */
  | { readonly kind: "appointment"; readonly status?: Appointment["status"] }
  | { readonly kind: "referral"; readonly isTakenBack: boolean };

const visit = (status: VisitStatus, needsVisit = true): MessageEvent => ({ kind: "visit", status, needsVisit });

/**
 * The messages that are read, by their type (MSH-9, or EVN-1 where that has no event).
 * @see https://www.hl7.eu/HL7v2x/v25/std25/ch03.html (ADT), ch04 to ch11
 */
export const MESSAGE_EVENTS: Readonly<Record<string, MessageEvent>> = {
  "ADT^A01": visit("as-told"),
  "ADT^A02": visit("as-told"),
  "ADT^A03": visit("finished"),
  "ADT^A04": visit("as-told"),
  "ADT^A05": visit("planned"),
  "ADT^A08": visit("as-told", false),
  "ADT^A11": visit("cancelled"),
  "ADT^A13": visit("reopened"),
  "ADT^A28": { kind: "person" },
  "ADT^A31": { kind: "person" },
  "ADT^A40": { kind: "merge" },
  "ORU^R01": { kind: "result" },
  "MDM^T02": { kind: "document" },
  "MDM^T08": { kind: "document" },
  "SIU^S12": { kind: "appointment" },
  "SIU^S13": { kind: "appointment" },
  "SIU^S14": { kind: "appointment" },
  "SIU^S15": { kind: "appointment", status: "cancelled" },
  "SIU^S17": { kind: "appointment", status: "entered-in-error" },
  "SIU^S26": { kind: "appointment", status: "noshow" },
  "REF^I12": { kind: "referral", isTakenBack: false },
  "REF^I13": { kind: "referral", isTakenBack: false },
  "REF^I14": { kind: "referral", isTakenBack: true },
};

/** As rejections name them. */
export const TYPES_READ = Object.keys(MESSAGE_EVENTS).join(", ");
