import { failed, stretchOf, succeeded, type ActorId, type Outcome, type PatientId, type PersonId } from "#base";
import { isCategory, type Category } from "../category.ts";

/** On whose behalf somebody reads who is not staff: their own, or that of whoever they care for or decide for. */
export const REPRESENTATION_KINDS = ["self", "carer", "attorney", "parent"] as const;
export type RepresentationKind = (typeof REPRESENTATION_KINDS)[number];

/** Why decisions rest on it: who may read what, and until when. */
export type Representation = {
  readonly kind: RepresentationKind;
  /** Parts of the record; of no account for people themselves. */
  readonly scope: readonly Category[];
  readonly starts: Date;
  readonly ends?: Date | undefined;
};

/** A representation as it is kept. */
export type HeldRepresentation = Representation & {
  readonly id: number;
  readonly actor: ActorId;
  readonly person: PersonId;
  /** Who reads, as the person knows them; empty of people themselves. */
  readonly name: string;
  /** Whether they see who looked at the record, as the person does. */
  readonly seesLog: boolean;
  /** What showed that it is so. */
  readonly evidence: string;
  readonly madeBy: ActorId;
};

/** What is asked for when somebody is let in. `ends`: the last day, YYYY-MM-DD; none for people themselves. */
export type WantedRepresentation = {
  readonly kind: RepresentationKind;
  readonly name: string;
  readonly scope: readonly string[];
  readonly seesLog: boolean;
  readonly evidence: string;
  readonly ends: string | undefined;
};

/** What was asked for, once it holds to the rules. */
export type ReadRepresentation = Omit<WantedRepresentation, "scope"> & { readonly scope: readonly Category[] };

/** What is known when it is asked for. */
export type Letting = {
  /** The person lets somebody in themselves; else somebody who cares for them does, who saw the evidence. */
  readonly byPerson: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** When the person was born, as exactly as is known; none where nobody knows. */
  readonly born: string | undefined;
};

/** Where what was asked for does not hold: words for each field. */
export type RepresentationFaults = { readonly [Field in keyof WantedRepresentation]?: string };

/** Who is registered, with the registration by which the person was known: a representation goes with it. */
export type GroundedRepresentation = ReadRepresentation & {
  readonly actor: ActorId;
  readonly groundPatient: PatientId;
};

export const LONGEST_NAME = 100;
export const LONGEST_EVIDENCE = 300;
/** Years of age from which young people decide for themselves who reads their record, unless a court says otherwise. */
export const DECIDES_AT = 16;

/**
 * Holds what is asked for to the rules: people let carers in themselves; whoever may decide for them shows evidence to
 * those who care for them; nobody but the person is let in for longer than a year at a time; parents until their child
 * decides.
 * @see https://digital.nhs.uk/services/nhs-app/nhs-app-guidance-for-gp-practices/guidance-on-nhs-app-features/linked-profiles-and-proxy-access
 * @see https://www.legislation.gov.uk/ukpga/1969/46/section/8 (consent from 16 years of age)
 */
export function readRepresentation(
  wanted: WantedRepresentation,
  letting: Letting,
): Outcome<ReadRepresentation, RepresentationFaults> {
  const isSelf = wanted.kind === "self";
  const [name, evidence] = [tidy(wanted.name), tidy(wanted.evidence)];
  const parts = wanted.scope.filter(isCategory);
  // Whose record it is, whoever reads it must know.
  const scope: readonly Category[] = [...new Set<Category>(["demographics", ...parts])];
  const faults: RepresentationFaults = {
    ...faultOf("kind", kindFault(wanted.kind, letting)),
    ...(!isSelf && {
      ...faultOf("name", nameFault(name)),
      ...faultOf("scope", parts.length === 0 ? "Choose what they may read" : undefined),
      ...faultOf("ends", endFault(wanted, letting)),
    }),
    ...(!letting.byPerson && faultOf("evidence", evidenceFault(evidence))),
  };
  if (Object.keys(faults).length > 0) return failed(faults);
  const { kind } = wanted;
  if (isSelf) return succeeded({ kind, evidence, name: "", scope: [], seesLog: true, ends: undefined });
  return succeeded({ kind, name, evidence, scope, seesLog: wanted.seesLog, ends: wanted.ends });
}

const faultOf = (field: keyof WantedRepresentation, words: string | undefined): RepresentationFaults =>
  words === undefined ? {} : { [field]: words };

const tidy = (text: string): string => text.trim().replace(/\s+/g, " ");

function kindFault(kind: RepresentationKind, { byPerson, today, born }: Letting): string | undefined {
  if (byPerson) return kind === "carer" ? undefined : "You can let in somebody who cares for you";
  if (kind !== "parent") return undefined;
  if (born === undefined) return "Nobody can be let in as a parent: when the person was born is not known";
  return decidesFrom(born) > today ? undefined : `From ${DECIDES_AT} on people decide themselves: ask the person`;
}

function nameFault(name: string): string | undefined {
  if (name === "") return "Enter their name";
  return name.length > LONGEST_NAME ? `Their name must be ${LONGEST_NAME} characters or fewer` : undefined;
}

function evidenceFault(evidence: string): string | undefined {
  if (evidence === "") return "Say what you saw that shows it";
  return evidence.length > LONGEST_EVIDENCE ? `It must be ${LONGEST_EVIDENCE} characters or fewer` : undefined;
}

function endFault({ kind, ends }: WantedRepresentation, { today, born }: Letting): string | undefined {
  if (ends === undefined) return "Enter the last day on which they may read";
  if (ends < today) return "The last day must be today or later";
  if (ends > yearsAfter(today, 1)) return "The last day must be within a year: they can be let in again";
  const decides = kind === "parent" && born !== undefined ? decidesFrom(born) : undefined;
  if (decides !== undefined && ends >= decides) {
    return `The last day must be before the person is ${DECIDES_AT}: from then on they decide`;
  }
  return undefined;
}

/** The first day on which somebody born then may decide; where the day of birth is not known, the earliest. */
const decidesFrom = (born: string): string =>
  yearsAfter((stretchOf(born)?.from ?? new Date(0)).toISOString().slice(0, 10), DECIDES_AT);

/** The same day so many years after a day, YYYY-MM-DD; of 29 February, 1 March where there is none. */
function yearsAfter(day: string, years: number): string {
  const then = new Date(`${day}T00:00:00Z`);
  then.setUTCFullYear(then.getUTCFullYear() + years);
  return then.toISOString().slice(0, 10);
}
