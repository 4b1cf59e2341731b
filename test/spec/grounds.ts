import type { CareTeam, Encounter, FhirResource } from "fhir/r4.js";
import type { RelationshipKind } from "#sharing";
import { COUNCIL, HOSPITAL, OTHER_PRACTICE, PRACTICE } from "../builders/place.ts";
import {
  aPackage,
  aReferral,
  aRegistration,
  aStay,
  aTeam,
  anObservation,
  organisation,
} from "../builders/resources.ts";

/** One promise: an entry, and which organisations have to do with its patient because of it. */
export type GroundPromise = {
  /** The entry in words; it came from the hospital. */
  readonly entry: string;
  readonly resource: FhirResource & { readonly id: string };
  readonly grounds: readonly {
    readonly kind: RelationshipKind;
    readonly organisation: string;
    readonly from?: string;
    readonly to?: string;
  }[];
};

export const SOURCE = HOSPITAL;
const PATIENT = "p1";

const stay = aStay("e1", PATIENT, "2025-02-03", "2025-02-06");
const going = aStay("e2", PATIENT, "2025-02-03");
const ofClass = (code: string): Encounter & { id: string } => ({ ...stay, class: { code } });
const ofStatus = (status: Encounter["status"]): Encounter & { id: string } => ({ ...going, status });
const stayed = { kind: "stay", organisation: HOSPITAL, from: "2025-02-03", to: "2025-02-07" } as const;
const stays = { kind: "stay", organisation: HOSPITAL, from: "2025-02-03" } as const;
const registered = { kind: "registration", organisation: PRACTICE, from: "2019-04-01" } as const;
const registration = aRegistration("r1", PATIENT, PRACTICE);
const referral = aReferral("q1", PATIENT, COUNCIL);
const referred = { kind: "referral", organisation: COUNCIL, from: "2025-02-03" } as const;
const team: CareTeam & { id: string } = aTeam("t1", PATIENT, COUNCIL, OTHER_PRACTICE);
const helped = aPackage("k1", PATIENT, "2025-02-03");

/** What grounds a relationship: the whole of it. */
export const GROUND_PROMISES: readonly GroundPromise[] = [
  { entry: "An episode of care that is active, managed by a practice", resource: registration, grounds: [registered] },
  {
    entry: "An episode of care that has finished",
    resource: { ...registration, status: "finished", period: { start: "2019-04-01", end: "2023-03-31" } },
    grounds: [{ ...registered, to: "2023-04-01" }],
  },
  { entry: "An episode of care that was cancelled", resource: { ...registration, status: "cancelled" }, grounds: [] },
  {
    entry: "An episode of care entered in error",
    resource: { ...registration, status: "entered-in-error" },
    grounds: [],
  },
  { entry: "A stay in hospital that goes on", resource: going, grounds: [stays] },
  { entry: "A stay in hospital that is over", resource: stay, grounds: [stayed] },
  { entry: "A visit to the emergency department", resource: ofClass("EMER"), grounds: [stayed] },
  { entry: "Somebody triaged", resource: ofStatus("triaged"), grounds: [stays] },
  { entry: "Somebody on leave from a stay", resource: ofStatus("onleave"), grounds: [stays] },
  { entry: "A stay that was cancelled", resource: ofStatus("cancelled"), grounds: [] },
  { entry: "A visit to a clinic or surgery", resource: ofClass("AMB"), grounds: [] },
  { entry: "A visit at home", resource: ofClass("HH"), grounds: [] },
  {
    entry: "A stay that another organisation provides",
    resource: { ...going, serviceProvider: organisation(OTHER_PRACTICE) },
    grounds: [{ ...stays, organisation: OTHER_PRACTICE }],
  },
  {
    entry: "A stay whose provider the source names by an id of its own",
    resource: { ...going, serviceProvider: { reference: "Organization/7f0c1a52-ward-3" } },
    grounds: [stays],
  },
  { entry: "A referral to a council", resource: referral, grounds: [referred] },
  {
    entry: "A referral for a stretch of time",
    resource: { ...referral, occurrencePeriod: { start: "2025-03-01", end: "2025-05-31" } },
    grounds: [{ ...referred, from: "2025-03-01", to: "2025-06-01" }],
  },
  { entry: "A referral that was revoked", resource: { ...referral, status: "revoked" }, grounds: [] },
  { entry: "A referral that is a draft", resource: { ...referral, status: "draft" }, grounds: [] },
  {
    entry: "A care team of two organisations",
    resource: team,
    grounds: [
      { kind: "team", organisation: COUNCIL },
      { kind: "team", organisation: OTHER_PRACTICE },
    ],
  },
  { entry: "A care team that is inactive", resource: { ...team, status: "inactive" }, grounds: [] },
  {
    entry: "A package of care",
    resource: helped,
    grounds: [{ kind: "team", organisation: HOSPITAL, from: "2025-02-03" }],
  },
  { entry: "A package of care that was revoked", resource: { ...helped, status: "revoked" }, grounds: [] },
  { entry: "A measurement", resource: anObservation("o1", PATIENT, "2025-02-03"), grounds: [] },
];
