import { parseFhirJson } from "#base";
import type { Reading, DeliveryFacts } from "../adapter.ts";
import { cleanHeld, NOTHING_HELD, type Cleaning } from "./cleaning.ts";
import { NO_REJECTIONS, takeResource, type Taken } from "./entry.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import type { IdentifierBook } from "./identifier-book.ts";
import { isJson, type Json } from "./json.ts";
import { readLines, type Line } from "../rows/lines.ts";
import { createPile } from "../pile.ts";
import { NOTHING_OPEN, resolveReferences, type Resolution } from "./references.ts";
import { survey, type Survey } from "./survey.ts";

/** Bytes. A resource with its documents inside may be large; a longer line is a broken file. */
const LONGEST_LINE = 20_000_000;

/**
 * Reads one resource a line. Lines up to `resumeAfter` are passed over unread: what they said has been saved, and is
 * found through the book.
 * @see https://hl7.org/fhir/R4/nd-json.html
 */
export async function* readNdjson(
  pieces: AsyncIterable<Buffer>,
  facts: DeliveryFacts,
  resumeAfter: number,
  book: IdentifierBook,
): AsyncGenerator<Reading> {
  const pile = createPile(resumeAfter);
  let isBlank = resumeAfter === 0;
  for await (const lines of readLines(pieces, { longest: LONGEST_LINE })) {
    for (const line of lines) {
      if (line.number <= resumeAfter) continue;
      const prepared = prepare(line);
      isBlank &&= prepared.kind === "empty";
      const resolution =
        prepared.kind === "resource" && prepared.survey.open.length > 0
          ? await resolveReferences(String(prepared.resource.resourceType), prepared.survey.open, { book })
          : NOTHING_OPEN;
      const cleaning =
        prepared.kind === "resource" && prepared.survey.held.length > 0
          ? await cleanHeld(String(prepared.resource.resourceType), prepared.survey.held)
          : NOTHING_HELD;
      pile.add(line.number, settle(line, prepared, { resolution, cleaning }, facts, book));
      if (pile.isFull()) yield pile.take();
    }
    if (pile.isWorthYielding()) yield pile.take();
  }
  if (isBlank) pile.add(1, { rejections: [rejectionOf(BLANK, 1, undefined, "row")] });
  if (!pile.isEmpty()) yield pile.take();
}

type Prepared =
  | { readonly kind: "resource"; readonly resource: Json; readonly survey: Survey }
  | { readonly kind: "faulty"; readonly fault: Fault }
  | { readonly kind: "empty" };

function prepare(line: Line): Prepared {
  if (line.problem) return { kind: "faulty", fault: line.problem === "length" ? TOO_LONG : NOT_UTF8 };
  const resource = parsed(line.text);
  if (resource === undefined)
    return line.text.trim() === "" ? { kind: "empty" } : { kind: "faulty", fault: notJson(line) };
  if (!isJson(resource)) return { kind: "faulty", fault: NOT_A_RESOURCE };
  const found = survey(resource, line.text.includes("\\u"));
  return found.fault ? { kind: "faulty", fault: found.fault } : { kind: "resource", resource, survey: found };
}

/** What was done about the references, narratives and attachments of a resource. */
type Settled = { readonly resolution: Resolution; readonly cleaning: Cleaning };

function settle(
  line: Line,
  prepared: Prepared,
  { resolution, cleaning }: Settled,
  facts: DeliveryFacts,
  book: IdentifierBook,
): Taken {
  const faults = prepared.kind === "faulty" ? [prepared.fault] : resolution.faults;
  if (faults.length > 0) {
    return { rejections: faults.map((fault) => rejectionOf(fault, line.number, line.text, "row")) };
  }
  if (prepared.kind !== "resource") return { rejections: NO_REJECTIONS };
  const verbatim = !resolution.changed && isWrittenPlainly(line.text, prepared.survey);
  const received = { line: line.number, row: () => line.text, cleaning, ...(verbatim ? { json: line.text } : {}) };
  const taken =
    prepared.resource.resourceType === "Bundle" ? bundleWithin(line) : takeResource(prepared.resource, received, facts);
  if (taken.entry && BEARERS.has(taken.entry.resource.resourceType)) book.remember(prepared.resource);
  return taken;
}

/** Those whom others point at by identifier. */
const BEARERS: ReadonlySet<string> = new Set([
  "Patient",
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "Location",
  "HealthcareService",
]);

const bundleWithin = (line: Line): Taken => ({
  rejections: [rejectionOf(NESTED_BUNDLE, line.number, line.text, "row")],
});

function parsed(text: string): unknown {
  // An exception for each of a million empty lines would take ten seconds.
  if (text === "") return undefined;
  try {
    return parseFhirJson(text);
  } catch {
    return undefined;
  }
}

/** Numbers that are legal JSON but which a database may refuse are written anew, as JavaScript reads them. */
function isWrittenPlainly(text: string, { zeros }: Survey): boolean {
  if (zeros && /[eE][-+]?\d{4}/.test(text)) return false;
  return text.length < 1000 || !/\d{400}/.test(text);
}

const ACCEPTED = "One FHIR R4 resource as JSON on each line";

const BLANK: Fault = { path: "file", reason: "This file holds nothing but white space.", accepted: ACCEPTED };
const NOT_UTF8: Fault = {
  path: "line",
  reason: "This line holds bytes that are not UTF-8.",
  accepted: "UTF-8 text",
};
const TOO_LONG: Fault = { path: "line", reason: "This line is too long.", accepted: "At most 20 MB a line" };
const NOT_A_RESOURCE: Fault = { path: "line", reason: "This line is not a JSON object.", accepted: ACCEPTED };
const NESTED_BUNDLE: Fault = {
  path: "Bundle",
  reason: "A Bundle cannot stand among other lines.",
  accepted: "A file that holds one Bundle and nothing else, or one resource on each line",
};

const notJson = (line: Line): Fault => ({
  path: "line",
  reason: line.ended ? "This line is not JSON." : "The file breaks off in this line: it is not whole JSON.",
  accepted: ACCEPTED,
});
