import type { DiagnosticReport } from "fhir/r4.js";
import { idOfParts, sourceId } from "../source-id.ts";
import { attachmentIn, ENCAPSULATED } from "./attachment.ts";
import { conceptIn, RESTRICTED, staffIn, typedIdentifier } from "./concept.ts";
import type { Belonging } from "./diagnosis.ts";
import { createObservations, type MessageObservation, type ResultOrder } from "./observation.ts";
import type { Draft, MessageReading } from "./reading.ts";
import type { Segment } from "./syntax.ts";

/** An order (OBR), or none for what stands before any, with its results and the notes on each. */
type Group = {
  readonly obr: Segment | undefined;
  readonly nth: number;
  readonly notes: Segment[];
  readonly results: { readonly obx: Segment; readonly notes: Segment[] }[];
};

/** The reports and results of a message: an OBX belongs to the OBR before it, a note to what stands before it. */
export function resultsIn(reading: MessageReading, belonging: Belonging): readonly Draft[] {
  const observations = createObservations(reading, belonging);
  const { isTaken } = belonging;
  const segments = reading.message.segments.filter((one) => one.name !== "OBX" || !isTaken?.(one));
  return groupsOf(segments).flatMap((group) => {
    const order = group.obr && orderOf(reading, group.obr, group.nth);
    const attachments: NonNullable<DiagnosticReport["presentedForm"]> = [];
    const results: MessageObservation[] = [];
    for (const { obx, notes } of group.results) {
      if (group.obr && obx.get(2)?.toUpperCase() === ENCAPSULATED && obx.get(3) !== undefined) {
        const attachment = attachmentIn(reading, obx);
        if (attachment) attachments.push(attachment);
        continue;
      }
      const observation = observations.of(obx, notes, order);
      if (observation) results.push(observation);
    }
    const report = group.obr && order && reportOf(reading, group, order, belonging, results, attachments);
    return [...results, ...(report ? [report] : [])].map((resource) => ({ resource, patient: belonging.patient }));
  });
}

function groupsOf(segments: readonly Segment[]): readonly Group[] {
  let group: Group = { obr: undefined, nth: 0, notes: [], results: [] };
  const groups = [group];
  let notes: Segment[] | undefined;
  for (const segment of segments) {
    if (segment.name === "OBR") {
      group = { obr: segment, nth: groups.length, notes: [], results: [] };
      groups.push(group);
      ({ notes } = group);
    } else if (segment.name === "OBX") {
      notes = [];
      group.results.push({ obx: segment, notes });
    } else if (segment.name === "NTE") notes?.push(segment);
    // A note after a specimen, a timing or a contact is about those.
    else if (!BETWEEN.has(segment.name)) notes = undefined;
  }
  return groups.filter(({ obr, results }) => obr !== undefined || results.length > 0);
}

/** Segments between an order or a result and the notes on it. */
const BETWEEN: ReadonlySet<string> = new Set(["PRT", "ROL"]);

/**
 * OBR-3, the laboratory's number with its own authority: two laboratories of a hospital count alike. Without it the
 * number of whoever asked (OBR-2), else the place in the message.
 */
function orderOf(reading: MessageReading, obr: Segment, nth: number): ResultOrder {
  const [filler, placer] = [entityOf(obr, 3), entityOf(obr, 2)];
  const control = reading.message.header.get(10) ?? "";
  const number = filler ?? (placer === undefined ? idOfParts("OBR", control, nth.toString()) : `P${placer}`);
  const taken = reading.time(obr, 7);
  const category = CATEGORIES[obr.get(24)?.toUpperCase() ?? ""];
  return { number, ...(taken !== undefined && { taken }), ...(category !== undefined && { category }) };
}

/** An entity's number, with the authority that gave it where it is named. */
function entityOf(segment: Segment, field: number): string | undefined {
  const number = segment.get(field);
  const authority = segment.get(field, 2) ?? segment.get(field, 3);
  return number === undefined || authority === undefined ? number : idOfParts("order", authority, number);
}

/** Table 0074, diagnostic service, in the categories of FHIR. */
const CATEGORIES: Readonly<Record<string, string>> = {
  ...{ LAB: "laboratory", CH: "laboratory", HM: "laboratory", MB: "laboratory", BLB: "laboratory", IMM: "laboratory" },
  ...{ SP: "laboratory", VR: "laboratory", TX: "laboratory", PAT: "laboratory", MCB: "laboratory", SR: "laboratory" },
  ...{ RAD: "imaging", CT: "imaging", NMR: "imaging", NMS: "imaging", RUS: "imaging", VUS: "imaging", XRC: "imaging" },
  ...{ EC: "procedure", EN: "procedure", CUS: "imaging", PF: "procedure" },
};

function reportOf(
  reading: MessageReading,
  { obr, notes }: Group,
  order: ResultOrder,
  { patient, visit }: Belonging,
  results: readonly MessageObservation[],
  presentedForm: NonNullable<DiagnosticReport["presentedForm"]>,
): (DiagnosticReport & { readonly id: string }) | undefined {
  if (!obr) return undefined;
  const code = conceptIn(obr, 4);
  const issued = reading.time(obr, 22);
  const interpreter = interpreterIn(obr);
  const conclusion = notes.flatMap((nte) => reading.all(nte, 3).map((one) => one.words)).join("\n");
  if (!code)
    reading.refuse(obr, 4, { reason: "This report does not say what was asked.", accepted: "A code, or words" });
  return {
    resourceType: "DiagnosticReport",
    id: sourceId(order.number),
    ...(visit?.isHidden && { meta: RESTRICTED }),
    ...identifiersOf(obr),
    status: reading.listed(obr, 25, STATUSES) ?? "unknown",
    ...(order.category !== undefined && { category: [{ coding: [{ system: SECTION, code: obr.get(24) ?? "" }] }] }),
    code: code ?? { text: "Report" },
    subject: { reference: `Patient/${patient}` },
    ...(visit && { encounter: visit.reference }),
    ...(order.taken !== undefined && { effectiveDateTime: order.taken }),
    ...(issued !== undefined && issued.length > 10 && { issued }),
    ...(interpreter && { resultsInterpreter: [interpreter] }),
    ...(results.length > 0 && { result: results.map(({ id }) => ({ reference: `Observation/${id}` })) }),
    ...(conclusion !== "" && { conclusion }),
    ...(presentedForm.length > 0 && { presentedForm }),
  };
}

const SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074";

function identifiersOf(obr: Segment): Pick<DiagnosticReport, "identifier"> {
  const identifier = [
    ...[obr.get(2)].flatMap((value) => (value === undefined ? [] : [typedIdentifier("PLAC", value)])),
    ...[obr.get(3)].flatMap((value) => (value === undefined ? [] : [typedIdentifier("FILL", value)])),
  ];
  return identifier.length > 0 ? { identifier } : {};
}

/** OBR-32 is a name within a component (NDL): its parts are subcomponents. */
function interpreterIn(obr: Segment): ReturnType<typeof staffIn> {
  const names = [6, 3, 2].map((part) => obr.get(32, 1, part)).filter((name) => name !== undefined);
  const value = obr.get(32, 1, 1);
  if (names.length === 0) return staffIn(obr, 32);
  return { ...(value !== undefined && { identifier: { value } }), display: names.join(" ") };
}

/** Table 0123, report status. */
const STATUSES: Readonly<Record<string, DiagnosticReport["status"]>> = {
  ...{ F: "final", C: "corrected", A: "partial", P: "preliminary", R: "preliminary", M: "amended" },
  ...{ I: "registered", O: "registered", S: "registered", X: "cancelled", Y: "unknown", Z: "unknown" },
};
