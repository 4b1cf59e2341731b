import type { DocumentReference } from "fhir/r4.js";
import { sourceId } from "../source-id.ts";
import { attachmentIn, ENCAPSULATED, textAttachment } from "./attachment.ts";
import { conceptIn, organisationOf, RESTRICTED, staffOf } from "./concept.ts";
import type { Belonging } from "./diagnosis.ts";
import type { Draft, MessageReading } from "./reading.ts";
import type { Segment } from "./syntax.ts";

/**
 * The document of an MDM message: what it is stands in TXA, what it says in the OBX segments after it. Undefined where
 * nothing of it can be kept, which is refused.
 * @see https://hl7.org/fhir/uv/v2mappings/ (segment TXA)
 */
export function documentIn(reading: MessageReading, { patient, visit }: Belonging): Draft | undefined {
  const txa = reading.message.first("TXA");
  const number = txa?.get(12);
  if (!txa || number === undefined) {
    reading.lacks("TXA-12", {
      reason: "This document has no number.",
      accepted: "The hospital's number of the document",
    });
    return undefined;
  }
  const content = contentsIn(reading, txa);
  if (content.length === 0) {
    const accepted = "OBX segments after TXA that hold text (TX, FT) or a file (ED)";
    reading.lacks("OBX-5", { reason: "Nothing of this document's content could be kept.", accepted });
    return undefined;
  }
  const date = reading.time(txa, 4) ?? reading.time(txa, 6);
  const description = txa.get(25) ?? txa.get(16);
  const resource: DocumentReference & { id: string } = {
    resourceType: "DocumentReference",
    id: sourceId(number),
    ...((isConfidential(txa) || visit?.isHidden) && { meta: RESTRICTED }),
    ...statusesIn(txa),
    type: typeIn(reading, txa),
    subject: { reference: `Patient/${patient}` },
    ...(date !== undefined && date.length > 10 && { date }),
    ...writersIn(reading, txa),
    ...(description !== undefined && { description }),
    content,
    context: {
      ...(visit && { encounter: [visit.reference] }),
      ...(date !== undefined && { period: { start: date } }),
    },
  };
  return { resource, patient };
}

/** Who wrote it (TXA-9), who signed it (TXA-22), and which document it takes the place of (TXA-13). */
function writersIn(
  reading: MessageReading,
  txa: Segment,
): Pick<DocumentReference, "author" | "authenticator" | "relatesTo"> {
  const author = reading.all(txa, 9).flatMap((one) => staffOf(one) ?? []);
  const authenticator = reading
    .all(txa, 22)
    .map(staffOf)
    .find((one) => one !== undefined);
  const parent = txa.get(13);
  const target = { reference: `DocumentReference/${sourceId(parent ?? "")}` };
  return {
    author: author.length > 0 ? author : [organisationOf(reading.facts.source)],
    ...(authenticator && { authenticator }),
    ...(parent !== undefined && { relatesTo: [{ code: "replaces", target }] }),
  };
}

function statusesIn(txa: Segment): Pick<DocumentReference, "status" | "docStatus"> {
  const docStatus = DOCUMENT_STATUSES[txa.get(17)?.toUpperCase() ?? ""];
  return { status: STATUSES[txa.get(19)?.toUpperCase() ?? ""] ?? "current", ...(docStatus && { docStatus }) };
}

/** Table 0271, completion. */
const DOCUMENT_STATUSES: Readonly<Record<string, NonNullable<DocumentReference["docStatus"]>>> = {
  ...{
    AU: "final",
    LA: "final",
    DO: "final",
    PA: "preliminary",
    DI: "preliminary",
    IN: "preliminary",
    IP: "preliminary",
  },
};

/** Table 0273, availability. */
const STATUSES: Readonly<Record<string, DocumentReference["status"]>> = {
  ...{ AV: "current", CA: "entered-in-error", OB: "superseded", UN: "superseded" },
};

/** Table 0272: R restricted, V very restricted. */
const isConfidential = (txa: Segment): boolean => /^[RV]/i.test(txa.get(18) ?? "");

/** Table 0270 in words; a code that is not of it keeps its own. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ CN: "Consultation", CD: "Cardiodiagnostics", DI: "Diagnostic imaging", DS: "Discharge summary" },
  ...{ ED: "Emergency department report", HP: "History and physical examination", OP: "Operative report" },
  ...{ PC: "Psychiatric consultation", PH: "Psychiatric history and physical examination", PN: "Procedure note" },
  ...{ PR: "Progress note", SP: "Surgical pathology", TS: "Transfer summary" },
};

function typeIn(reading: MessageReading, txa: Segment): NonNullable<DocumentReference["type"]> {
  const concept = conceptIn(txa, 2);
  if (!concept)
    reading.refuse(txa, 2, { reason: "This document does not say what it is.", accepted: "A code, or words" });
  const code = txa.get(2)?.toUpperCase() ?? "";
  const words = txa.get(2, 2) ?? TYPES[code];
  const isOfTable = txa.get(2, 3) === undefined && TYPES[code] !== undefined;
  if (!isOfTable) return concept ?? { text: "Document" };
  return { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0270", code }], text: words ?? code };
}

/** Files each by itself; all that is text together, a line for each OBX. */
function contentsIn(reading: MessageReading, txa: Segment): DocumentReference["content"] {
  const { segments } = reading.message;
  const lines: string[] = [];
  const files: DocumentReference["content"] = [];
  for (const obx of segments.slice(segments.indexOf(txa)).filter(({ name }) => name === "OBX")) {
    if (obx.get(2)?.toUpperCase() === ENCAPSULATED) {
      const attachment = attachmentIn(reading, obx);
      if (attachment) files.push({ attachment });
    } else lines.push(...linesOf(reading, obx));
  }
  const text = lines.join("\n");
  return text.trim() === "" ? files : [{ attachment: textAttachment(text) }, ...files];
}

const TEXT_TYPES: ReadonlySet<string> = new Set(["TX", "FT", "ST", ""]);

/** What is no text is named. */
function linesOf(reading: MessageReading, obx: Segment): readonly string[] {
  const isText = TEXT_TYPES.has(obx.get(2)?.toUpperCase() ?? "");
  const said = reading.all(obx, 5).map((one) => one.words);
  const name = obx.get(3, 2) ?? obx.get(3);
  return isText || name === undefined
    ? said.length === 0 && isText
      ? [""]
      : said
    : said.map((one) => `${name}: ${one}`);
}
