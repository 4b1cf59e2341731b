import type { Observation, Quantity } from "fhir/r4.js";
import { idOfParts, sourceId } from "../source-id.ts";
import { conceptIn, conceptOf, RESTRICTED, staffIn } from "./concept.ts";
import type { Belonging } from "./diagnosis.ts";
import type { MessageReading } from "./reading.ts";
import { unitIn, valueIn } from "./result-value.ts";
import type { Segment } from "./syntax.ts";

export type MessageObservation = Observation & { readonly id: string };

/** The order of which a measurement is a result. */
export type ResultOrder = {
  /** The number that the laboratory gave it. */
  readonly number: string;
  /** When the sample was taken, or the measurement made. */
  readonly taken?: string;
  readonly category?: string;
};

/**
 * Makes measurements of OBX segments. Their ids are the order's number, or the visit's, with the number of the segment
 * (OBX-1) and of its part (OBX-4), so that a corrected result takes the place of the one before; numbers that come
 * twice in a message are told apart by their order.
 */
export function createObservations(reading: MessageReading, belonging: Belonging) {
  const given = new Set<string>();
  const idOf = (obx: Segment, order: ResultOrder | undefined): string => {
    const parts = [obx.get(1) ?? obx.get(3) ?? "0", obx.get(4)].filter((part) => part !== undefined);
    const place = parts.join(".");
    for (let nth = 1; ; nth++) {
      const unlike = nth === 1 ? place : `${place}-${nth.toString()}`;
      const id = order ? sourceId(`${order.number}-${unlike}`) : idOfParts("OBX", belonging.context, unlike);
      if (given.has(id)) continue;
      given.add(id);
      return id;
    }
  };
  return {
    /** The measurement of one OBX with the notes that follow it; undefined where it does not say of what, which is refused. */
    of(obx: Segment, notes: readonly Segment[], order?: ResultOrder): MessageObservation | undefined {
      const code = conceptIn(obx, 3);
      if (code) return observationOf(reading, obx, notes, belonging, { id: idOf(obx, order), code, order });
      const accepted = "A code, or words, such as 718-7^Haemoglobin^LN";
      reading.refuse(obx, 3, { reason: "This result does not say of what it is.", accepted });
      return undefined;
    },
  };
}

type Named = {
  readonly id: string;
  readonly code: NonNullable<Observation["code"]>;
  readonly order: ResultOrder | undefined;
};

function observationOf(
  reading: MessageReading,
  obx: Segment,
  notes: readonly Segment[],
  { patient, visit }: Belonging,
  { id, code, order }: Named,
): MessageObservation {
  const effective = reading.time(obx, 14) ?? order?.taken;
  const interpretation = reading.all(obx, 8).flatMap((one) => interpretationOf(conceptOf(one)) ?? []);
  const performer = [performerIn(obx)].filter((one) => one !== undefined);
  const note = notes
    .map((nte) =>
      reading
        .all(nte, 3)
        .map((one) => one.words)
        .join("\n"),
    )
    .filter((text) => text !== "");
  return {
    resourceType: "Observation",
    id,
    ...(visit?.isHidden && { meta: RESTRICTED }),
    status: reading.listed(obx, 11, STATUSES) ?? "unknown",
    ...(order?.category !== undefined && {
      category: [{ coding: [{ system: CATEGORY, code: order.category }] }],
    }),
    code,
    subject: { reference: `Patient/${patient}` },
    ...(visit && { encounter: visit.reference }),
    ...(effective !== undefined && { effectiveDateTime: effective }),
    ...(performer.length > 0 && { performer }),
    ...valueIn(reading, obx),
    ...(interpretation.length > 0 && { interpretation }),
    ...(note.length > 0 && { note: note.map((text) => ({ text })) }),
    ...rangeIn(obx),
  };
}

const CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";

/** Table 0085, result status. */
const STATUSES: Readonly<Record<string, Observation["status"]>> = {
  ...{ F: "final", U: "final", V: "final", B: "final", P: "preliminary", R: "preliminary", S: "preliminary" },
  ...{ C: "corrected", A: "amended", I: "registered", O: "registered", N: "cancelled", X: "cancelled" },
  ...{ D: "entered-in-error", W: "entered-in-error" },
};

type Interpretation = NonNullable<Observation["interpretation"]>[number];

const INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
/** Table 0078, as far as FHIR has the same codes. */
const KNOWN = new Set("A AA H HH HU L LL LU N R S I MS VS POS NEG < > D U B W IND DET ND".split(" "));

function interpretationOf(concept: Interpretation | undefined): Interpretation | undefined {
  const code = concept?.coding?.[0]?.code?.toUpperCase();
  if (concept === undefined || code === undefined || !KNOWN.has(code)) return concept;
  return { ...concept, coding: [{ system: INTERPRETATION, code }] };
}

/** OBX-16 who observed, OBX-23 or OBX-15 where. */
function performerIn(obx: Segment): NonNullable<Observation["performer"]>[number] | undefined {
  const staff = staffIn(obx, 16);
  if (staff?.display !== undefined) return staff;
  const place = obx.get(23) ?? obx.get(15, 2) ?? obx.get(15);
  return place === undefined ? staff : { display: place };
}

/** OBX-7: 3.5-5.3, <5, >60, or words. */
function rangeIn(obx: Segment): Pick<Observation, "referenceRange"> {
  const text = obx.get(7);
  if (text === undefined) return {};
  const unit = unitIn(obx);
  const bound = (value: string): Quantity => ({ value: Number(value), ...unit });
  const [, low, high] = /^(-?[\d.]+)\s*-\s*(-?[\d.]+)$/.exec(text) ?? [];
  const [, sign, limit] = /^([<>])=?\s*(-?[\d.]+)$/.exec(text) ?? [];
  const bounds = {
    ...(isNumber(low) && isNumber(high) && { low: bound(low), high: bound(high) }),
    ...(isNumber(limit) && (sign === "<" ? { high: bound(limit) } : { low: bound(limit) })),
  };
  return { referenceRange: [{ ...bounds, text }] };
}

const isNumber = (text: string | undefined): text is string => text !== undefined && Number.isFinite(Number(text));
