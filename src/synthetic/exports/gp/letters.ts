import type { DocumentReference } from "fhir/r4.js";
import { isoDay, isoMoment } from "../../lives/day.ts";
import type { HospitalLife } from "../../lives/hospital.ts";
import type { Letter } from "../../lives/practice-life.ts";
import { ACUTE_TRUST } from "../../lives/town.ts";
import { conceptOf } from "../codes/coding.ts";
import { LETTERS, SPECIALTY_WORDS } from "../codes/procedures.ts";
import { metaAt, subjectOf } from "./fhir.ts";
import type { PatientView } from "./patient-view.ts";

/** A letter from the hospital, as the practice filed it, with its short text. */
export function letterIn(view: PatientView, letter: Letter, n: number, hospital: HospitalLife): DocumentReference {
  const { description, text } = wordsOf(letter, hospital);
  return {
    resourceType: "DocumentReference",
    id: `l${view.id}-${n}`,
    meta: metaAt(letter.recorded),
    status: "current",
    type: conceptOf(LETTERS[letter.kind]),
    subject: subjectOf(view),
    date: isoMoment(letter.recorded, 840),
    author: [{ display: ACUTE_TRUST.name }],
    description,
    content: [
      {
        attachment: {
          contentType: "text/plain",
          data: Buffer.from(text, "utf8").toString("base64"),
          creation: isoDay(letter.on),
        },
      },
    ],
  };
}

function wordsOf(
  { kind, on, of }: Letter,
  hospital: HospitalLife,
): { readonly description: string; readonly text: string } {
  switch (kind) {
    case "discharge": {
      const stay = hospital.stays[of];
      if (!stay) break;
      const came = stay.method.startsWith("2")
        ? "as an emergency"
        : stay.method === "31"
          ? "for maternity care"
          : "by appointment";
      const waited = stay.ready === undefined ? "" : ` Ready to leave on ${isoDay(stay.ready)}.`;
      const ending = stay.died ? `Died in hospital on ${isoDay(on)}.` : `Went home on ${isoDay(on)}.`;
      return {
        description: `Discharge summary: ${stay.words}`,
        text: `Admitted ${came} on ${isoDay(stay.admitted)}. ${stay.words} (${stay.diagnoses.join(", ")}).${waited} ${ending}`,
      };
    }
    case "clinic": {
      const visit = hospital.outpatientVisits[of];
      if (!visit) break;
      const words = SPECIALTY_WORDS[visit.specialty];
      return {
        description: `Clinic letter: ${words}`,
        text: `${visit.first ? "First" : "Follow-up"} visit to ${words} on ${isoDay(on)}. To carry on as before.`,
      };
    }
    case "emergency": {
      const attendance = hospital.attendances[of];
      if (!attendance) break;
      return {
        description: `Emergency department: ${attendance.words}`,
        text: `Came to the emergency department on ${isoDay(on)}. ${attendance.words} (${attendance.icd10}). Treated and sent home.`,
      };
    }
  }
  throw new Error(`A ${kind} letter about nothing`);
}
