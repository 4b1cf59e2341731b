import type {
  Annotation,
  CarePlan,
  CodeableConcept,
  Condition,
  DocumentReference,
  Encounter,
  Extension,
  Observation,
  ServiceRequest,
} from "fhir/r4.js";
import { impossible } from "#base";
import type { EventMapping, MappedStatus, RowKind } from "#place";
import { encounterClass } from "../cld/event.ts";
import { extended, patientRef, textExtension } from "../data-sets/reference.ts";
import { localMoment } from "../local-time.ts";
import { idOfParts, sourceId } from "../source-id.ts";
import type { TableEntry } from "../table/table.ts";
import { writtenKey } from "./heading.ts";
import { measuresOf, valueOf, type Value } from "./measured.ts";
import type { MappedRow } from "./row.ts";
import { statusWords } from "./status-words.ts";
import { writtenTime } from "./written-date.ts";

export type EventKind = Exclude<RowKind, "person">;

/** What a row says of an event. */
type Said = {
  readonly id: string;
  readonly patient: string;
  readonly what: CodeableConcept;
  /** FHIR dates or moments. */
  readonly start: string;
  readonly end: string | undefined;
  readonly status: MappedStatus;
  /** Whether the row, or its dates, say so; else it is only likely. */
  readonly isStatusKnown: boolean;
  readonly outcome: string | undefined;
  readonly who: string | undefined;
  readonly note: string | undefined;
};

type Resource = TableEntry["resource"];

/** What the event of a row comes to, and the day on which it began. */
export type EventTaken = { readonly resources: readonly Resource[]; readonly day: string };

type EventAsked = {
  readonly kind: EventKind;
  readonly mapping: EventMapping;
  readonly patient: string;
  /** YYYY-MM-DD in England. */
  readonly today: string;
};

/** The event of a row; none, and refused, where it says neither when nor what. */
export function eventOf(row: MappedRow, asked: EventAsked): EventTaken | undefined {
  const when = timesOf(row, asked.mapping);
  const what = row.concept(asked.mapping.what, "row");
  return when && { day: when.day, resources: resourcesOf(row, asked, when, what) };
}

function resourcesOf(
  row: MappedRow,
  { kind, mapping, patient, today }: EventAsked,
  when: Times,
  what: CodeableConcept | undefined,
): readonly Resource[] {
  const own = row.text(mapping.id);
  if (mapping.id && own === undefined) {
    row.refuse(mapping.id.column, { reason: "This must not be empty.", accepted: "The event's own id" }, "row");
    return [];
  }
  const common = {
    patient,
    ...when,
    ...statusOf(row, mapping, when, today),
    outcome: row.concept(mapping.outcome, "field")?.text,
    who: row.text(mapping.who),
    note: row.prose(mapping.note),
  };
  // Made last: by now the days are read, by which the row is told from others.
  const id = own === undefined ? idOfParts(kind, patient, ...row.content()) : sourceId(own);
  if (kind === "observation" && mapping.measures) {
    return measuresOf(row, mapping.measures).map(({ column, what: measured, value }) => {
      const each = own === undefined ? idOfParts(id, writtenKey(column)) : sourceId(`${own} ${column}`);
      return observationOf({ ...common, id: each, what: measured }, value);
    });
  }
  if (what && kind === "observation") return [observationOf({ ...common, id, what }, valueOf(row, mapping))];
  if (what && kind !== "observation") return [resourceOf(kind, { ...common, id, what })];
  const { column } = mapping.what ?? {};
  const isTold = row.rejections.some(({ lost }) => lost === "row");
  if (column !== undefined && !isTold) row.refuse(column, { reason: "This must not be empty.", accepted: WHAT }, "row");
  return [];
}

const WHAT = "What the row is about";

type Times = { readonly start: string; readonly end: string | undefined; readonly day: string; readonly last: string };

/** When it was, to the minute where the row says so, as it stood on the wall in England. */
function timesOf(row: MappedRow, mapping: EventMapping): Times | undefined {
  const date = row.date(mapping.date, "event");
  const clock = row.text(mapping.time);
  const time = clock === undefined ? date?.time : writtenTime(clock.replace(/^.*[T ](?=\d{2}:)/, ""));
  if (clock !== undefined && time === undefined) {
    const accepted = "A time of day, such as 14:30 or 2.30pm";
    row.refuse(mapping.time?.column ?? "", { reason: "This is not a time of day.", accepted }, "field", clock);
  }
  const until = row.date(mapping.end, "event");
  if (!date) {
    if (!row.rejections.some(({ field, lost }) => field === mapping.date.column && lost === "row")) {
      row.refuse(mapping.date.column, { reason: "This row does not say when it was.", accepted: "A day" }, "row");
    }
    return undefined;
  }
  const start = time === undefined ? date.day : localMoment(date.day, time);
  const isBackwards = until !== undefined && until.day < date.day;
  if (isBackwards) {
    const accepted = "A day on or after the first";
    row.refuse(mapping.end?.column ?? "", { reason: "This ends before it begins.", accepted }, "field", until.day);
  }
  const end = until && !isBackwards ? (until.time ? localMoment(until.day, until.time) : until.day) : undefined;
  return { start, end, day: date.day, last: end === undefined ? date.day : (until?.day ?? date.day) };
}

/** As the row says; else what is to come is planned, what has an end that has been is done. */
function statusOf(row: MappedRow, mapping: EventMapping, { day, end, last }: Times, today: string) {
  const said = row.listed(mapping.status, statusWords.find, statusWords.accepted);
  if (said) return { status: said, isStatusKnown: true };
  if (day > today) return { status: "planned" as const, isStatusKnown: true };
  if (end !== undefined && last <= today) return { status: "done" as const, isStatusKnown: true };
  return { status: end === undefined ? ("done" as const) : ("active" as const), isStatusKnown: end !== undefined };
}

function resourceOf(kind: Exclude<EventKind, "observation">, said: Said): Resource {
  switch (kind) {
    case "contact":
      return contactOf(said);
    case "referral":
      return referralOf(said);
    case "problem":
      return problemOf(said);
    case "service":
      return serviceOf(said);
    case "document":
      return documentOf(said);
    default:
      return impossible(kind);
  }
}

const outcomeOf = ({ outcome }: Said): Extension | undefined =>
  outcome === undefined ? undefined : textExtension("event-outcome", outcome);

const noteOf = ({ note }: Said): { note?: Annotation[] } => (note === undefined ? {} : { note: [{ text: note }] });

/** Encounters have no notes of their own. @see https://hl7.org/fhir/extensions/StructureDefinition-note.html */
const noteExtension = ({ note }: Said): Extension | undefined =>
  note === undefined
    ? undefined
    : { url: "http://hl7.org/fhir/StructureDefinition/note", valueAnnotation: { text: note } };

/** A contact ends as it begins unless it says otherwise: it is not one that goes on. */
function contactOf(said: Said): Encounter & { id: string } {
  const { id, patient, what, start, end, status, who } = said;
  const statuses = {
    planned: "planned",
    active: "in-progress",
    done: "finished",
    cancelled: "cancelled",
    missed: "cancelled",
    mistake: "entered-in-error",
  } as const satisfies Readonly<Record<MappedStatus, Encounter["status"]>>;
  return {
    resourceType: "Encounter",
    id,
    ...extended(outcomeOf(said), noteExtension(said)),
    status: statuses[status],
    class: encounterClass(what.text ?? ""),
    type: [status === "missed" ? { ...what, text: `Did not attend: ${what.text ?? ""}` } : what],
    subject: patientRef(patient),
    ...(who !== undefined && { participant: [{ individual: { display: who } }] }),
    period: { start, end: end ?? start },
  };
}

function referralOf(said: Said): ServiceRequest & { id: string } {
  const { id, patient, what, start, end, status, isStatusKnown, who } = said;
  const statuses = {
    planned: "draft",
    active: "active",
    done: "completed",
    cancelled: "revoked",
    missed: "revoked",
    mistake: "entered-in-error",
  } as const satisfies Readonly<Record<MappedStatus, ServiceRequest["status"]>>;
  return {
    resourceType: "ServiceRequest",
    id,
    ...extended(outcomeOf(said)),
    // A list of referrals does not say by itself which of them are done.
    status: isStatusKnown ? statuses[status] : "unknown",
    intent: "order",
    code: what,
    subject: patientRef(patient),
    ...(end !== undefined && { occurrencePeriod: { start, end } }),
    authoredOn: start,
    ...(who !== undefined && { requester: { display: who } }),
    ...noteOf(said),
  };
}

function observationOf(said: Said, value: Value): Observation & { id: string } {
  const { id, patient, what, start, status, who } = said;
  const statuses = {
    planned: "registered",
    active: "preliminary",
    done: "final",
    cancelled: "cancelled",
    missed: "cancelled",
    mistake: "entered-in-error",
  } as const satisfies Readonly<Record<MappedStatus, Observation["status"]>>;
  return {
    resourceType: "Observation",
    id,
    ...extended(outcomeOf(said)),
    status: statuses[status],
    code: what,
    subject: patientRef(patient),
    effectiveDateTime: start,
    ...(who !== undefined && { performer: [{ display: who }] }),
    ...value,
    ...noteOf(said),
  };
}

const CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

function problemOf(said: Said): Condition & { id: string } {
  const { id, patient, what, start, end, status, isStatusKnown, who } = said;
  const isOver = isStatusKnown && (status === "done" || end !== undefined);
  const clinical = { coding: [{ system: CLINICAL, code: isOver ? "resolved" : "active" }] };
  const isWrong = status === "mistake" || status === "cancelled";
  const wrong = { coding: [{ system: VERIFICATION, code: status === "mistake" ? "entered-in-error" : "refuted" }] };
  return {
    resourceType: "Condition",
    id,
    ...extended(outcomeOf(said)),
    ...(isWrong ? { verificationStatus: wrong } : { clinicalStatus: clinical }),
    code: what,
    subject: patientRef(patient),
    onsetDateTime: start,
    ...(end !== undefined && !isWrong && { abatementDateTime: end }),
    ...(who !== undefined && { recorder: { display: who } }),
    ...noteOf(said),
  };
}

/** A service goes on until it has an end. */
function serviceOf(said: Said): CarePlan & { id: string } {
  const { id, patient, what, start, end, status, isStatusKnown, who } = said;
  const statuses = {
    planned: "draft",
    active: "active",
    done: "completed",
    cancelled: "revoked",
    missed: "revoked",
    mistake: "entered-in-error",
  } as const satisfies Readonly<Record<MappedStatus, CarePlan["status"]>>;
  const stands = isStatusKnown ? status : "active";
  const period = { start, ...(end !== undefined && { end }) };
  return {
    resourceType: "CarePlan",
    id,
    ...extended(outcomeOf(said)),
    status: statuses[stands],
    intent: "order",
    category: [what],
    title: what.text ?? "Service",
    subject: patientRef(patient),
    period,
    ...(who !== undefined && { author: { display: who } }),
    ...noteOf(said),
  };
}

function documentOf(said: Said): DocumentReference & { id: string } {
  const { id, patient, what, start, end, status, who, note } = said;
  const title = what.text ?? "Note";
  return {
    resourceType: "DocumentReference",
    id,
    ...extended(outcomeOf(said)),
    status: status === "mistake" ? "entered-in-error" : "current",
    type: what,
    subject: patientRef(patient),
    ...(who !== undefined && { author: [{ display: who }] }),
    content: [
      {
        attachment: {
          contentType: "text/plain",
          ...(note !== undefined && { data: Buffer.from(note, "utf8").toString("base64") }),
          title,
        },
      },
    ],
    context: { period: { start, end: end ?? start } },
  };
}
