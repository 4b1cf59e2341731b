import type { Row } from "../matching/table.ts";
import { entryOf, personsByNumber, registerOf } from "./register.ts";
import { trace, type Traced } from "./trace.ts";
import { createUnmatched } from "./unmatched.ts";

/** Who is who by the published trace, and how each registration came to it. */
export type Tracing = {
  /** For each registration its person: the place of the first registration of that person. */
  readonly personOf: Int32Array;
  /** How many registrations came to their person in which way; "register" are those that the register is made of. */
  readonly counts: Readonly<Partial<Record<Traced["outcome"] | "register", number>>>;
};

/**
 * Traces all registrations as NHS England's Master Person Service would, to compare our own linkage with. The register
 * stands in the place of the Personal Demographics Service: of the registrations `inRegister`, such as those of GP
 * practices, it has one entry for each traced NHS number, with all that any of them says. All others are traced
 * against it, in their order. Whom it does not know gets an id of their own, which they share with earlier ones who
 * agree by name, date of birth and postcode (`createUnmatched`); for whom it knows several, an id that nobody shares.
 * @see https://digital.nhs.uk/services/personal-demographics-service/master-person-service/the-person_id-handbook/technical-details-of-the-data-linkage-algorithm
 */
export function traceAll(rows: readonly Row[], inRegister: (row: number) => boolean): Tracing {
  const reference = [...rows.keys()].filter(inRegister);
  const persons = personsByNumber(reference.map((row) => rows[row] ?? [])).map((person) =>
    person.map((at) => reference[at] ?? 0),
  );
  const register = registerOf(persons.map((person) => entryOf(person.map((row) => rows[row] ?? []))));
  const unmatched = createUnmatched();
  const personOf = Int32Array.from(rows, (_, row) => row);
  const counts: Partial<Record<Traced["outcome"] | "register", number>> = {};
  const inIt = new Set<number>(persons.flat());
  for (const person of persons) for (const row of person) personOf[row] = person[0] ?? row;
  for (const [row, record] of rows.entries()) {
    const traced = inIt.has(row) ? undefined : trace(register, record);
    const outcome = traced?.outcome ?? "register";
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (traced?.outcome === "no match") personOf[row] = unmatched.idFor(record, row);
    else if (traced && traced.outcome !== "several") personOf[row] = persons[traced.entry]?.[0] ?? row;
  }
  return { personOf, counts };
}
