import { isoDay, type Day } from "../lives/day.ts";
import type { HospitalLife } from "../lives/hospital.ts";
import type { Person } from "../lives/person.ts";
import type { IdentityFault } from "./fault-rates.ts";
import type { KnownAs, StatedIdentity } from "./identity.ts";

/** One source's registration of a person, and what the source has right of who they are. */
export type TrueSource = {
  readonly source: string;
  readonly patient: string;
  readonly nhsNumber: StatedIdentity["number"];
  readonly verified: boolean;
  readonly bornRight: boolean;
  readonly faults: readonly IdentityFault[];
  /** Who they were before an adoption or a gender recognition: must stay apart from all their other registrations. */
  readonly former?: true;
};

export const sourceOf = (source: string, { id, stated, isFormer }: Omit<KnownAs, "from" | "to">): TrueSource => ({
  source,
  patient: id,
  nhsNumber: stated.number,
  verified: stated.verified,
  bornRight: stated.bornRight,
  faults: stated.faults,
  ...(isFormer && { former: true }),
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
    formerFamily: person.formerFamily?.family,
    protection: person.protection?.kind,
    sources,
    emergencyAdmissions: hospital.stays.filter(({ method }) => method.startsWith("2")).length,
    emergencyAdmissionsSpared: hospital.spared,
  });

/** One line of truth/events.ndjson: an event that an agency exported, and the entry that it must become. */
export const truthOf = (event: { readonly day: Day }): string => JSON.stringify({ ...event, day: isoDay(event.day) });
