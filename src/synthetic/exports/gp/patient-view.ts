import type { Day } from "../../lives/day.ts";
import type { Person, Registration } from "../../lives/person.ts";
import { CLOSED_PRACTICE, SUCCESSOR, type Practice } from "../../lives/town.ts";
import type { StatedIdentity } from "../identity.ts";

/** One person as one practice knows them: its own number for them, and the time in which it wrote about them. */
export type PatientView = {
  readonly person: Person;
  readonly practice: Practice;
  readonly id: string;
  readonly stated: StatedIdentity;
  readonly registrations: readonly Registration[];
  readonly from: Day;
  readonly to?: Day;
  /** Whether the person came from elsewhere in the town, so that only problems and medicines came with them. */
  readonly transferred: boolean;
};

/** The person as this practice knows them; undefined when it does not. */
export function patientViewOf(
  person: Person,
  practice: Practice,
  id: string,
  stated: StatedIdentity,
): PatientView | undefined {
  const ours = person.registrations.filter(
    ({ ods }) => ods === practice.ods || (practice.index === SUCCESSOR && ods === CLOSED_PRACTICE.ods),
  );
  const first = ours[0];
  const last = ours.at(-1);
  if (!first || !last) return undefined;
  return {
    person,
    practice,
    id,
    stated,
    registrations: ours,
    from: first.from,
    ...(last.to === undefined ? {} : { to: last.to }),
    transferred: person.registrations[0] !== first,
  };
}

/** When a fact stood in this practice's record: as it was recorded, or when its papers came; undefined when never. */
export function standsFrom(view: PatientView, recorded: Day, travels: boolean): Day | undefined {
  if (view.to !== undefined && recorded > view.to) return undefined;
  if (!view.transferred || recorded >= view.from) return recorded;
  return travels ? view.from + 9 : undefined;
}
