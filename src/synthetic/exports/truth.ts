import { isoDay } from "../lives/day.ts";
import type { HospitalLife } from "../lives/hospital.ts";
import type { Person } from "../lives/person.ts";
import type { StatedIdentity } from "./faults.ts";

/** One source's registration of a person, and whether the source has their number and birth date right. */
export type TrueSource = {
  readonly source: string;
  readonly patient: string;
  readonly nhsNumber: StatedIdentity["number"];
  readonly verified: boolean;
  readonly bornRight: boolean;
};

export const sourceOf = (source: string, patient: string, stated: StatedIdentity): TrueSource => ({
  source,
  patient,
  nhsNumber: stated.number,
  verified: stated.verified,
  bornRight: stated.bornRight,
});

/** One line of truth/people.ndjson: who someone is, and as whom each source knows them. */
export const truthAbout = (person: Person, sources: readonly TrueSource[], hospital: HospitalLife): string =>
  JSON.stringify({
    person: person.number,
    nhsNumber: person.nhsNumber,
    formerNhsNumber: person.formerNhsNumber,
    born: isoDay(person.born),
    died: person.died === undefined ? undefined : isoDay(person.died),
    given: person.given,
    family: person.family,
    sources,
    emergencyAdmissions: hospital.stays.filter(({ method }) => method.startsWith("2")).length,
    emergencyAdmissionsSpared: hospital.spared,
  });
