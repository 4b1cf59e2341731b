import type { Identifier } from "fhir/r4.js";
import { readNhsNumber, type NhsNumber } from "#base";
import { idOfParts, sourceId } from "../source-id.ts";
import { systemOf, typedIdentifier } from "./concept.ts";
import type { MessageReading } from "./reading.ts";
import type { Repetition, Segment } from "./syntax.ts";

/** Who a message is about. */
export type PatientIdentity = {
  /** The source's id of the patient, as a FHIR id. */
  readonly id: string;
  readonly identifiers: readonly Identifier[];
};

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
const VERIFICATION = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";
const VERIFICATION_CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";

/** Identifier types (table 0203) by which a hospital knows its own patients, the best first. */
const OWN_TYPES = ["MR", "PI", "PT"];

/** Numbers of other bodies: a hospital's own id is none of these. */
const FOREIGN_TYPES: ReadonlySet<string> = new Set("SS NI DL PPN NH NHS AN VN MC MA MB BC".split(" "));

/**
 * The patient of a PID: the hospital's own number is its id (PID-3 of type MR or PI, else the first that is no other
 * body's; PID-2 and PID-4 in messages that leave PID-3 empty). Undefined where there is none, which is refused.
 */
export function identityIn(reading: MessageReading, pid: Segment): PatientIdentity | undefined {
  const listed = reading.all(pid, 3).filter((one) => one.get() !== undefined);
  const nhs = nhsNumberIn(reading, pid, listed);
  const own = listed.filter((one) => !isNhs(one));
  const chosen = chosenOf(own)?.get() ?? pid.get(2) ?? pid.get(4);
  const status = verificationOf(pid);
  const identifiers = [
    ...(nhs === undefined ? [] : [nhsIdentifier(nhs, status)]),
    ...own.map(localIdentifier),
    ...(chosen !== undefined && !own.some((one) => one.get() === chosen) ? [typedIdentifier("MR", chosen)] : []),
  ];
  if (chosen !== undefined && chosen !== nhs) return { id: sourceId(chosen), identifiers };
  if (nhs !== undefined) return { id: idOfParts("nhs-number", nhs), identifiers: [nhsIdentifier(nhs, status)] };
  reading.lacks("PID-3", {
    reason: "This message does not say whom it is about.",
    accepted: "The hospital's own number of the patient, such as 0012345^^^XT901^MR, or an NHS number",
  });
  return undefined;
}

/** The id of the patient that a merge gives up (MRG-1, or MRG-4 of old). */
export function formerIdentityIn(reading: MessageReading, mrg: Segment): PatientIdentity | undefined {
  const own = reading.all(mrg, 1).filter((one) => one.get() !== undefined && !isNhs(one));
  const chosen = chosenOf(own)?.get() ?? mrg.get(4);
  if (chosen === undefined) return undefined;
  const identifiers = own.length > 0 ? own.map(localIdentifier) : [typedIdentifier("MR", chosen)];
  return { id: sourceId(chosen), identifiers };
}

function chosenOf(own: readonly Repetition[]): Repetition | undefined {
  for (const type of OWN_TYPES) {
    const found = own.find((one) => (one.get(5)?.toUpperCase() ?? "") === type);
    if (found) return found;
  }
  return own.find((one) => !FOREIGN_TYPES.has(one.get(5)?.toUpperCase() ?? ""));
}

/** @see https://interop-nwengland.github.io/LTW-Genomics/StructureDefinition-NHSNumber.html (CX.4 NHS, CX.5 NH) */
const isNhs = (one: Repetition): boolean =>
  /^NHS?$/i.test(one.get(5) ?? "") || /^(?:NHS|2\.16\.840\.1\.113883\.2\.1\.4\.1)$/i.test(one.get(4) ?? "");

/** The NHS number of PID-3; else of PID-2 or PID-19 where those hold one, as messages of old do. */
function nhsNumberIn(reading: MessageReading, pid: Segment, listed: readonly Repetition[]): NhsNumber | undefined {
  let isFaulty = false;
  for (const one of listed.filter(isNhs)) {
    const read = readNhsNumber(one.get() ?? "");
    if (read.ok) return read.value;
    isFaulty = true;
    reading.refuse(pid, 3, { reason: read.problem.message, accepted: read.problem.remedy ?? "An NHS number" });
  }
  if (isFaulty) return undefined;
  for (const field of [2, 19]) {
    const read = readNhsNumber(pid.get(field) ?? "");
    if (read.ok) return read.value;
  }
  return undefined;
}

/** NHS number status indicator, as PID-32 carries it: NSTS01 to NSTS08. 01: present and verified. */
function verificationOf(pid: Segment): string | undefined {
  return /^(?:NSTS)?(0[1-8])$/i.exec(pid.get(32) ?? "")?.[1];
}

const nhsIdentifier = (value: NhsNumber, status: string | undefined): Identifier => ({
  ...(status !== undefined && {
    extension: [
      { url: VERIFICATION, valueCodeableConcept: { coding: [{ system: VERIFICATION_CODES, code: status }] } },
    ],
  }),
  use: "official",
  system: NHS_NUMBER,
  value,
});

function localIdentifier(one: Repetition): Identifier {
  const type = one.get(5)?.toUpperCase();
  const system = systemOf(one.get(4, 2));
  const authority = one.get(4, 1) ?? one.get(6, 1);
  const value = one.get() ?? "";
  return {
    ...(type !== undefined && /^[A-Z]{1,8}$/.test(type) ? typedIdentifier(type, value) : { value }),
    ...(system !== undefined && { system }),
    ...(authority !== undefined && { assigner: { display: authority } }),
  };
}
