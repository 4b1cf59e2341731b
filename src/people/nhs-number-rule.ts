import { personIdFoundedBy, uuidV5, type PatientId, type PersonId } from "#base";
import type { Link, LinkMethod } from "./patient.ts";

/** What the rule needs of a patient. */
export type Registration = {
  readonly patient: PatientId;
  /** NHS number with superseded numbers followed; undefined where there is none. */
  readonly number: string | undefined;
  /** The source traced the number. */
  readonly verified: boolean;
  /** YYYY-MM-DD. */
  readonly born: string | undefined;
  /** Today's person and since when; undefined for a patient just received. */
  readonly person: PersonId | undefined;
  readonly since: Date | undefined;
  readonly method: LinkMethod | undefined;
  readonly reason: string | undefined;
  /** How many links the patient had before today's. */
  readonly earlierLinks: number;
};

/**
 * Who is who among registrations: those with the same NHS number and the same date of birth are one person, if a
 * source has traced the number for at least one of them. All others stay alone. Who belongs together depends only on
 * the registrations given, never on the order in which they came. Give all that carry a number, and all members of the
 * persons concerned. A person's id stays with whoever of them was linked to it longest.
 * @see https://digital.nhs.uk/services/personal-demographics-service (cross-check trace: NHS number and date of birth)
 */
export function linkByNhsNumber(registrations: readonly Registration[]): readonly Link[] {
  const groups = groupsOf(registrations);
  const persons = personsOf(groups);
  return groups.flatMap((group, index) => {
    const person = persons[index];
    if (person === undefined) throw new Error("Every group has a person.");
    return group.members.map((one) => linkOf(one, person, group));
  });
}

type Group = { readonly members: readonly Registration[]; readonly linked: boolean; readonly carrying: number };

function groupsOf(registrations: readonly Registration[]): readonly Group[] {
  const byKey = Map.groupBy([...registrations].sort(longestLinkedFirst), (one) =>
    one.number && one.born ? `${one.number} ${one.born}` : one.patient,
  );
  return [...byKey.values()].flatMap((members): readonly Group[] => {
    const carrying = members.length;
    if (carrying > 1 && members.some((one) => one.verified)) return [{ members, linked: true, carrying }];
    return members.map((one) => ({ members: [one], linked: false, carrying }));
  });
}

/** The person that was there first; the patient's id settles a tie. */
function longestLinkedFirst(a: Registration, b: Registration): number {
  const since = (one: Registration) => one.since?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return since(a) - since(b) || (a.patient < b.patient ? -1 : 1);
}

/** One person for each group. An id in use goes to one group only. */
function personsOf(groups: readonly Group[]): readonly PersonId[] {
  const claims = groups
    .flatMap((group, index) => group.members.map((one) => ({ one, index })))
    .sort((a, b) => longestLinkedFirst(a.one, b.one));
  const kept = new Map<number, PersonId>();
  const taken = new Set<PersonId>();
  for (const { one, index } of claims) {
    if (one.person === undefined || kept.has(index) || taken.has(one.person)) continue;
    kept.set(index, one.person);
    taken.add(one.person);
  }
  return groups.map((group, index) => kept.get(index) ?? newPersonFor(group));
}

function newPersonFor(group: Group): PersonId {
  const [first] = group.members;
  if (!first) throw new Error("A group has members.");
  // Had it a link before, its registration was erased, and the person whom it founded may go on without it.
  if (first.person === undefined && first.earlierLinks === 0) return personIdFoundedBy(first.patient);
  return uuidV5(`person|${first.patient}|${first.earlierLinks + 1}`) as PersonId;
}

function linkOf(one: Registration, person: PersonId, group: Group): Link {
  const { patient } = one;
  return group.linked
    ? { patient, person, method: "nhs-number", reason: "A traced NHS number and the date of birth are the same." }
    : { patient, person, method: "alone", reason: whyAlone(one, group.carrying) };
}

function whyAlone(one: Registration, carrying: number): string {
  if (!one.number) return "Not yet linked: the source gave no usable NHS number.";
  if (!one.born) return "Not yet linked: the source gave no whole date of birth.";
  if (carrying > 1) return "Not yet linked: no source has traced this NHS number.";
  return "Not yet linked: no other registration has this NHS number with this date of birth.";
}
