import { stretchOf } from "#base";
import { at, isFields, textIn, type Fields } from "./resource.ts";

/** When an entry's event took place, as a stretch of time; none where the resource names no time. */
export type Event = {
  /** The start as the source wrote it, so that "2019" is not shown as 1 January 2019. */
  readonly text: string | undefined;
  readonly from: Date | undefined;
  /** The first moment after it; undefined while it goes on. */
  readonly to: Date | undefined;
};

const NO_TIME: Event = { text: undefined, from: undefined, to: undefined };

/**
 * Fields that say when, the most telling first; each type of resource has one or two of them.
 * @see https://hl7.org/fhir/R4/fivews.html (FiveWs.done, FiveWs.planned, FiveWs.recorded)
 */
const PERIODS = [
  "period",
  "effectivePeriod",
  "performedPeriod",
  "occurrencePeriod",
  "onsetPeriod",
  "billablePeriod",
  "servicePeriod",
  "executionPeriod",
] as const;
const MOMENTS = [
  "effectiveDateTime",
  "effectiveInstant",
  "performedDateTime",
  "occurrenceDateTime",
  "onsetDateTime",
  "start",
  "started",
  "recordedDate",
  "authoredOn",
  "whenHandedOver",
  "date",
  "issued",
  "dateAsserted",
  "sent",
  "created",
  "recorded",
] as const;

export function eventOf(resource: Fields): Event {
  if (resource["resourceType"] === "Patient") return NO_TIME;
  for (const field of PERIODS) {
    const period = resource[field];
    if (isFields(period)) return ofPeriod(textIn(period["start"]), textIn(period["end"]));
  }
  for (const field of MOMENTS) {
    const text = textIn(resource[field]);
    if (text !== undefined) return ofMoment(resource, text);
  }
  const document = at(resource["context"], "period");
  return isFields(document) ? ofPeriod(textIn(document["start"]), textIn(document["end"])) : NO_TIME;
}

function ofPeriod(start: string | undefined, end: string | undefined): Event {
  const ends = end === undefined ? undefined : stretchOf(end);
  const from = start === undefined ? undefined : stretchOf(start)?.from;
  return { text: start ?? end, from: from ?? ends?.from, to: ends?.to };
}

function ofMoment(resource: Fields, text: string): Event {
  const stretch = stretchOf(text);
  return { text, from: stretch?.from, to: endOf(resource, stretch?.to) };
}

/** Problems and medicines begin at a moment and go on until a field of their own names an end; most events end as named. */
function endOf(resource: Fields, asNamed: Date | undefined): Date | undefined {
  switch (resource["resourceType"]) {
    case "Condition":
      return momentIn(resource["abatementDateTime"]);
    case "MedicationRequest":
      return momentIn(at(at(resource["dispenseRequest"], "validityPeriod"), "end"));
    case "Appointment":
      return momentIn(resource["end"]) ?? asNamed;
    default:
      return asNamed;
  }
}

const momentIn = (value: unknown): Date | undefined => {
  const text = textIn(value);
  return text === undefined ? undefined : stretchOf(text)?.to;
};
