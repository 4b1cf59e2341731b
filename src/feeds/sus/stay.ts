import type { CodeableConcept, Encounter, EncounterParticipant } from "fhir/r4.js";
import { stretchOf } from "#base";
import {
  ADMISSION_METHODS,
  ADMISSION_SOURCES,
  DISCHARGE_DESTINATIONS,
  DISCHARGE_METHODS,
  LEGAL_STATUSES,
  PATIENT_CLASSES,
} from "./code-lists.ts";
import { diagnosesOf } from "./coded-event.ts";
import {
  ACT_CODE,
  ACT_PRIORITY,
  byCode,
  CONSULTANT_CODE,
  given,
  legalStatusExtension,
  ODS_CODE,
  ODS_SITE,
  ownExtension,
  SPELL_NUMBER,
  ukCoreExtension,
  VISIT_NUMBER,
  withExtensions,
} from "./fhir.ts";
import type { Episode, SpellFacts } from "./spell-facts.ts";
import type { Spell } from "./spells-of-file.ts";

/** What tells one stay apart, and whose it is. */
export type StayOf = {
  readonly id: string;
  /** The hospital provider spell number as the row has it. */
  readonly number: string;
  readonly patient: string;
  /** The ODS code of who sends the file: the provider, where the row names no other. */
  readonly source: string;
  readonly now: Date;
};

/** A stay in hospital: one encounter, however many consultants' episodes it had. */
export function stayOf({ facts, episodes }: Spell, of: StayOf): Encounter & { id: string } {
  const { id, number, patient, source, now } = of;
  const main = episodes.find((one) => one.isDominant) ?? episodes[0];
  const inOrder = main ? [main, ...episodes.filter((one) => one !== main)] : episodes;
  const reason = main?.diagnoses[0]?.concept;
  const serviceType = episodes.findLast((one) => one.treatmentFunction)?.treatmentFunction;
  return {
    resourceType: "Encounter",
    id,
    ...withExtensions(...extensionsOf(facts)),
    identifier: [{ type: VISIT_NUMBER, system: SPELL_NUMBER, value: number }],
    status: statusOf(facts, now),
    class: { system: ACT_CODE, code: "IMP", display: "inpatient encounter" },
    type: typesOf(facts),
    ...given({ serviceType, priority: priorityOf(facts.method) }),
    subject: { reference: `Patient/${patient}` },
    ...participantsOf(episodes),
    ...periodOf(facts),
    ...lengthOf(facts),
    ...(reason && { reasonCode: [reason] }),
    ...diagnosesOf(inOrder.flatMap(({ diagnoses }) => diagnoses)),
    ...hospitalizationOf(facts),
    ...locationOf(facts, episodes.at(-1)),
    serviceProvider: byCode(ODS_CODE, facts.provider ?? source),
  };
}

const extensionsOf = ({ dischargeMethod, legalStatus, ready, decided }: SpellFacts) => [
  ukCoreExtension("DischargeMethod", dischargeMethod && DISCHARGE_METHODS.conceptOf(dischargeMethod)),
  legalStatusExtension(legalStatus && LEGAL_STATUSES.conceptOf(legalStatus)),
  ownExtension("discharge-ready-date", ready === undefined ? undefined : { valueDateTime: ready }),
  ownExtension("decided-to-admit-date", decided === undefined ? undefined : { valueDateTime: decided }),
];

/** Over, though nobody can say since when, is neither: nothing may rest on a stay that goes on, or has an end. */
function statusOf({ admitted, discharged, isOpen, dischargeMethod }: SpellFacts, now: Date): Encounter["status"] {
  if (discharged !== undefined) return "finished";
  if (isOpen === false || dischargeMethod !== undefined) return "unknown";
  const from = admitted === undefined ? undefined : stretchOf(admitted)?.from;
  return from !== undefined && from > now ? "planned" : "in-progress";
}

function typesOf({ method, classification }: SpellFacts): CodeableConcept[] {
  const words = classification === "2" ? "Day case" : kindOf(method);
  return [{ text: words }, ...(classification === undefined ? [] : [PATIENT_CLASSES.conceptOf(classification)])];
}

/** The groups into which the methods of admission fall. */
function kindOf(method: SpellFacts["method"]): string {
  if (method === undefined || method === "98" || method === "99") return "Stay in hospital";
  switch (method.charAt(0)) {
    case "1":
      return "Planned admission";
    case "2":
      return "Emergency admission";
    case "3":
      return "Maternity admission";
    default:
      return method === "81" ? "Transfer from another hospital" : "Birth";
  }
}

function priorityOf(method: SpellFacts["method"]): CodeableConcept | undefined {
  if (method?.startsWith("2")) return EMERGENCY;
  return method?.startsWith("1") ? ELECTIVE : undefined;
}

const EMERGENCY: CodeableConcept = { coding: [{ system: ACT_PRIORITY, code: "EM", display: "emergency" }] };
const ELECTIVE: CodeableConcept = { coding: [{ system: ACT_PRIORITY, code: "EL", display: "elective" }] };

/** Each consultant with the time and the specialty in which they were responsible. */
function participantsOf(episodes: readonly Episode[]): { participant?: EncounterParticipant[] } {
  const participant = episodes.flatMap(participantOf);
  return participant.length === 0 ? {} : { participant };
}

function participantOf(episode: Episode): EncounterParticipant[] {
  const { number, began, ended, consultant, consultantName, treatmentFunction } = episode;
  if (consultant === undefined && consultantName === undefined) return [];
  const period = given({ start: began, end: ended });
  return [
    {
      ...withExtensions(
        ownExtension("episode-number", { valueInteger: number }),
        ownExtension("treatment-function", treatmentFunction && { valueCodeableConcept: treatmentFunction }),
      ),
      type: [ATTENDER],
      ...(Object.keys(period).length > 0 && { period }),
      individual: consultantRef(consultant, consultantName),
    },
  ];
}

/** @see https://terminology.hl7.org/CodeSystem-v3-ParticipationType.html */
export const ATTENDER: CodeableConcept = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "ATND", display: "attender" }],
};

export const consultantRef = (code: string | undefined, name: string | undefined) =>
  code === undefined ? { display: name ?? "" } : byCode(CONSULTANT_CODE, code, name);

function periodOf({ admitted, discharged }: SpellFacts): Pick<Encounter, "period"> {
  const period = given({ start: admitted, end: discharged });
  return Object.keys(period).length === 0 ? {} : { period };
}

const DAY = 86_400_000;

/** Nights in hospital: what the national statistics call the length of stay. */
function lengthOf({ admitted, discharged }: SpellFacts): Pick<Encounter, "length"> {
  if (admitted === undefined || discharged === undefined) return {};
  const [first, last] = [Date.parse(admitted.slice(0, 10)), Date.parse(discharged.slice(0, 10))];
  return { length: { value: (last - first) / DAY, unit: "days", system: "http://unitsofmeasure.org", code: "d" } };
}

function hospitalizationOf({ method, source, destination }: SpellFacts): Pick<Encounter, "hospitalization"> {
  const hospitalization = {
    ...withExtensions(ukCoreExtension("AdmissionMethod", method && ADMISSION_METHODS.conceptOf(method))),
    ...given({
      admitSource: source && ADMISSION_SOURCES.conceptOf(source),
      dischargeDisposition: destination && DISCHARGE_DESTINATIONS.conceptOf(destination),
    }),
  };
  return Object.keys(hospitalization).length === 0 ? {} : { hospitalization };
}

/** The site, and the last ward that the rows name. */
function locationOf({ site, discharged }: SpellFacts, last: Episode | undefined): Pick<Encounter, "location"> {
  const ward = last?.ward;
  if (site === undefined && ward === undefined) return {};
  const location = site === undefined ? { display: ward ?? "" } : byCode(ODS_SITE, site, ward);
  return { location: [{ location, status: discharged === undefined ? "active" : "completed" }] };
}
