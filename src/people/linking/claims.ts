import { personIdFoundedBy, uuidV5, type PatientId, type PersonId } from "#base";

/** A registration that was somebody's once, or is: since when it first was. */
export type Claim = { readonly patient: PatientId; readonly person: PersonId; readonly since: Date };

/** What is known of a registration's persons. */
export type Claimant = {
  readonly patient: PatientId;
  /** None from before it was erased: whom it founded then may go on without it. */
  readonly claims: readonly Omit<Claim, "patient">[];
  /** How many links it had before today's, those before it was erased included. */
  readonly earlierLinks: number;
};

/**
 * Which person each group of registrations is. A person's id goes to the group of whoever was that person first, of
 * all who ever were; so a person who is joined with another and parted from them again is who they were before. A group
 * without any claim founds a person. To be given whole: with whoever holds an id that one of them claims.
 */
export function personsOf(groups: readonly (readonly Claimant[])[]): readonly PersonId[] {
  const claims = groups.flatMap((group, index) =>
    group.flatMap(({ patient, claims: own }) =>
      own.map(({ person, since }) => ({ patient, person, since: since.getTime(), index })),
    ),
  );
  claims.sort(firstFirst);
  const given = new Map<number, PersonId>();
  const taken = new Set<PersonId>();
  for (const { person, index } of claims) {
    if (given.has(index) || taken.has(person)) continue;
    given.set(index, person);
    taken.add(person);
  }
  return groups.map((group, index) => given.get(index) ?? foundedBy(group));
}

type DatedClaim = { readonly patient: PatientId; readonly person: PersonId; readonly since: number };

/** Whoever founded the person goes before others of the same moment; the patient's id settles a tie. */
function firstFirst(a: DatedClaim, b: DatedClaim): number {
  const founder = (one: DatedClaim) => (one.person === personIdFoundedBy(one.patient) ? 0 : 1);
  return a.since - b.since || founder(a) - founder(b) || (a.patient < b.patient ? -1 : 1);
}

function foundedBy(group: readonly Claimant[]): PersonId {
  const [first] = [...group].sort((a, b) => (a.patient < b.patient ? -1 : 1));
  if (!first) throw new Error("A group has members.");
  if (first.claims.length === 0 && first.earlierLinks === 0) return personIdFoundedBy(first.patient);
  return uuidV5(`person|${first.patient}|${first.claims.length + first.earlierLinks + 1}`) as PersonId;
}
