import type { Condition, Procedure } from "fhir/r4.js";
import { idOfParts } from "../source-id.ts";
import { conceptIn, RESTRICTED, staffIn } from "./concept.ts";
import type { Draft, MessageReading } from "./reading.ts";
import type { Segment } from "./syntax.ts";
import type { Visit } from "./visit.ts";

/** To whom, and to which visit or referral, the clinical segments of a message belong. */
export type Belonging = {
  readonly patient: string;
  /** Names diagnoses, procedures and measurements that bear no number of their own. */
  readonly context: string;
  readonly visit?: Visit;
  /** The visit has ended. */
  readonly isOver?: boolean;
  /** An OBX of which the message's rule has taken what it says already. */
  readonly isTaken?: (obx: Segment) => boolean;
};

/**
 * The diagnoses of a message (DG1). One that bears no number of its own is the n-th of its visit, so that a final
 * diagnosis takes the place of the one on admission.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segment DG1)
 */
export function diagnosesIn(reading: MessageReading, belonging: Belonging): readonly Draft[] {
  return reading.message.named("DG1").flatMap((dg1, at) => {
    const code = conceptIn(dg1, 3);
    const words = dg1.get(4);
    if (!code && words === undefined) {
      reading.refuse(dg1, 3, { reason: "This diagnosis says nothing.", accepted: "A code, or words in DG1-4" });
      return [];
    }
    const own = dg1.get(20);
    const { context, patient } = belonging;
    const id =
      own === undefined ? diagnosisId(context, dg1.get(1) ?? (at + 1).toString()) : idOfParts("DG1", patient, own);
    return [draftOf(conditionOf(reading, dg1, id, belonging, { ...code, ...wordsOf(code?.text, words) }), belonging)];
  });
}

const diagnosisId = (context: string, nth: string): string => idOfParts("DG1", context, nth);

/** What the sender says in words is shown before what its code is called. */
const wordsOf = (coded: string | undefined, said: string | undefined): { text?: string } => {
  const text = said ?? coded;
  return text === undefined ? {} : { text };
};

type Concept = NonNullable<Condition["code"]>;

function conditionOf(
  reading: MessageReading,
  dg1: Segment,
  id: string,
  { patient, visit, isOver }: Belonging,
  code: Concept,
): Condition & { readonly id: string } {
  const isMistake = dg1.get(21)?.toUpperCase() === "D";
  const certainty = isMistake ? "entered-in-error" : CERTAINTIES[dg1.get(6)?.toUpperCase() ?? ""];
  const recordedDate = reading.time(dg1, 5) ?? reading.time(dg1, 19);
  const recorder = staffIn(dg1, 16);
  return {
    resourceType: "Condition",
    id,
    ...((dg1.get(18)?.toUpperCase() === "Y" || visit?.isHidden) && { meta: RESTRICTED }),
    // What a visit treated is past once it is over; what goes on stands in the practice's list of problems.
    ...(!isMistake && { clinicalStatus: { coding: [{ system: CLINICAL, code: isOver ? "inactive" : "active" }] } }),
    ...(certainty && { verificationStatus: { coding: [{ system: VERIFICATION, code: certainty }] } }),
    category: [{ coding: [{ system: CATEGORY, code: "encounter-diagnosis" }] }],
    code,
    subject: { reference: `Patient/${patient}` },
    ...(visit && { encounter: visit.reference }),
    ...(recordedDate !== undefined && { recordedDate }),
    ...(recorder && { recorder }),
  };
}

const CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category";

/** Table 0052: admitting, working, final. */
const CERTAINTIES: Readonly<Record<string, string>> = { A: "provisional", W: "provisional", F: "confirmed" };

/** The procedures of a message (PR1). */
export function proceduresIn(reading: MessageReading, belonging: Belonging): readonly Draft[] {
  return reading.message.named("PR1").flatMap((pr1, at) => {
    const code = conceptIn(pr1, 3);
    const words = pr1.get(4);
    if (!code && words === undefined) {
      reading.refuse(pr1, 3, { reason: "This procedure says nothing.", accepted: "A code, or words in PR1-4" });
      return [];
    }
    const own = pr1.get(19);
    const { context, patient } = belonging;
    const id =
      own === undefined ? procedureId(context, pr1.get(1) ?? (at + 1).toString()) : idOfParts("PR1", patient, own);
    return [draftOf(procedureOf(reading, pr1, id, belonging, { ...code, ...wordsOf(code?.text, words) }), belonging)];
  });
}

const procedureId = (context: string, nth: string): string => idOfParts("PR1", context, nth);

function procedureOf(
  reading: MessageReading,
  pr1: Segment,
  id: string,
  { patient, visit }: Belonging,
  code: Concept,
): Procedure & { readonly id: string } {
  const performed = reading.time(pr1, 5);
  const performer = PERFORMERS.map((field) => staffIn(pr1, field)).find((one) => one !== undefined);
  const reason = conceptIn(pr1, 15);
  return {
    resourceType: "Procedure",
    id,
    ...(visit?.isHidden && { meta: RESTRICTED }),
    status: pr1.get(20)?.toUpperCase() === "D" ? "entered-in-error" : "completed",
    code,
    subject: { reference: `Patient/${patient}` },
    ...(visit && { encounter: visit.reference }),
    ...(performed !== undefined && { performedDateTime: performed }),
    ...(performer && { performer: [{ actor: performer }] }),
    ...(reason && { reasonCode: [reason] }),
  };
}

/** Who operated (PR1-11), who otherwise did it (PR1-12), who gave the anaesthetic (PR1-8). */
const PERFORMERS = [11, 12, 8];

/** How many diagnoses and procedures without numbers of their own a visit is taken to have had at most. */
const MOST_DIAGNOSES = 9;
const MOST_PROCEDURES = 3;

/**
 * What an admission that is taken back (A11) had said of the patient goes with it: it may have been somebody else's.
 * The message itself names none of it. That the first of each is gone is remembered, so that an admission which comes
 * after its cancellation brings nothing back.
 */
export const withdrawnWith = (context: string): readonly Draft[] => [
  deletionOf("Condition", diagnosisId(context, "1")),
  ...beyond(1, MOST_DIAGNOSES).map((nth) => deletionOf("Condition", diagnosisId(context, nth), true)),
  deletionOf("Procedure", procedureId(context, "1")),
  ...beyond(1, MOST_PROCEDURES).map((nth) => deletionOf("Procedure", procedureId(context, nth), true)),
];

/** The diagnoses on discharge are all that there are: what was thought of before, and is not among them, is over. */
export function diagnosesDropped({ message }: MessageReading, context: string): readonly Draft[] {
  const numbers = message
    .named("DG1")
    .flatMap((dg1, at) => (dg1.get(20) === undefined ? Number(dg1.get(1) ?? at + 1) : []));
  const last = Math.max(0, ...numbers.filter(Number.isInteger));
  if (last === 0) return [];
  return beyond(last, MOST_DIAGNOSES).map((nth) => deletionOf("Condition", diagnosisId(context, nth), true));
}

const beyond = (last: number, most: number): readonly string[] =>
  Array.from({ length: Math.max(0, most - last) }, (_, at) => (last + at + 1).toString());

/** A deletion says type and id, and nothing else. */
const deletionOf = (resourceType: "Condition" | "Procedure", id: string, onlyIfHeld = false): Draft => ({
  resource: { resourceType, id } as Draft["resource"],
  ended: true,
  ...(onlyIfHeld && { onlyIfHeld }),
});

const draftOf = (resource: Draft["resource"], { patient }: Belonging): Draft => ({ resource, patient });
