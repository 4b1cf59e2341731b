import type { AuditEvent, AuditEventAgent, AuditEventEntity, CodeableConcept } from "fhir/r4.js";
import type { ActorId, OdsCode, PersonId } from "#base";
import { isPurpose, PURPOSES } from "../purpose.ts";
import { purposeOfUse, TERMS } from "../purpose-of-use.ts";

/** What a row of the log is for. */
export type LogKind = "person" | "list" | "supply" | "act" | "cohort" | "refusal";

/** A row of the log as it is given in FHIR. */
export type LogRow = {
  readonly seq: number;
  readonly at: Date;
  readonly kind: LogKind;
  readonly actor: ActorId | null;
  readonly organisation: OdsCode | "public";
  readonly purpose: string;
  readonly person: PersonId | null;
  readonly delivery: number | null;
  readonly what: string;
  readonly reason: string;
  readonly isEmergency: boolean;
};

const ODS = "https://fhir.nhs.uk/Id/ods-organization-code";
const ACTORS = "urn:wholestory:actor";

/**
 * A row of the log as a FHIR R4 AuditEvent. `observer`: the name of the place whose log it is.
 * @see https://hl7.org/fhir/R4/auditevent.html
 */
export function auditEventOf(row: LogRow, observer: string): AuditEvent {
  return {
    resourceType: "AuditEvent",
    id: `access-${String(row.seq)}`,
    type: TYPES[row.kind],
    action: actionOf(row),
    recorded: row.at.toISOString(),
    // 4: minor failure.
    outcome: row.kind === "refusal" ? "4" : "0",
    outcomeDesc: row.reason,
    purposeOfEvent: [purposeOf(row)],
    agent: agentsOf(row),
    source: { observer: { display: observer } },
    ...(row.person || row.delivery !== null ? { entity: entitiesOf(row) } : {}),
  };
}

const dicom = (code: string, display: string) => ({
  system: "http://dicom.nema.org/resources/ontology/DCM",
  code,
  display,
});

/** @see https://hl7.org/fhir/R4/valueset-audit-event-type.html (extensible) */
const TYPES: Readonly<Record<LogKind, AuditEvent["type"]>> = {
  person: dicom("110110", "Patient Record"),
  list: dicom("110112", "Query"),
  supply: dicom("110107", "Import"),
  act: dicom("110110", "Patient Record"),
  cohort: dicom("110106", "Export"),
  refusal: dicom("110113", "Security Alert"),
};

/** Acts that do away with what stood there; others change it. */
const DELETING = new Set(["erased", "refused rows removed"]);

/** @see https://hl7.org/fhir/R4/valueset-audit-event-action.html (required) */
function actionOf({ kind, what }: LogRow): "C" | "R" | "U" | "D" | "E" {
  switch (kind) {
    case "person":
    case "refusal":
    case "cohort":
      return "R";
    case "list":
      return "E";
    case "supply":
      return "C";
    case "act":
      return DELETING.has(what) ? "D" : "U";
  }
}

function purposeOf({ purpose, isEmergency }: LogRow): CodeableConcept {
  if (!isPurpose(purpose)) return { text: purpose };
  const { system, code } = purposeOfUse(purpose);
  return { coding: [{ system, code: isEmergency ? "ETREAT" : code }], text: PURPOSES[purpose].words };
}

/** Whoever asked, and the organisation for which they did; a supply is asked for by the organisation itself. */
function agentsOf({ actor, organisation }: LogRow): AuditEventAgent[] {
  const who = actor === null ? [] : [{ who: { identifier: { system: ACTORS, value: actor } }, requestor: true }];
  if (organisation === "public") return who;
  const from = { who: { identifier: { system: ODS, value: organisation } }, requestor: actor === null };
  return [...who, from];
}

function entitiesOf({ person, delivery, what }: LogRow): AuditEventEntity[] {
  const about: readonly AuditEventEntity[] = person
    ? [
        {
          what: { reference: `Person/${person}` },
          type: { system: `${TERMS}/audit-entity-type`, code: "1", display: "Person" },
          role: { system: `${TERMS}/object-role`, code: "1", display: "Patient" },
          description: what,
        },
      ]
    : [];
  const from: readonly AuditEventEntity[] =
    delivery === null
      ? []
      : [
          {
            name: `Delivery ${String(delivery)}`,
            type: { system: `${TERMS}/audit-entity-type`, code: "2", display: "System Object" },
            role: { system: `${TERMS}/object-role`, code: "20", display: "Job" },
          },
        ];
  return [...about, ...from];
}
