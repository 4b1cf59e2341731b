import type { Patient as FhirPatient } from "fhir/r4.js";
import type { PatientId } from "#base";
import type { ListPermit } from "#sharing";
import { pairsIn } from "./linking/block.ts";
import { keysOf, weigherFor } from "./linking/comparing.ts";
import type { LinkingStore } from "./linking/linking-store.ts";
import type { ModelKeeper } from "./linking/model-keeper.ts";
import { RIVAL_WITHIN } from "./linking/likelihood.ts";
import { registrationRow } from "./matching/registration.ts";
import type { Person } from "./person.ts";

/**
 * How sure a match is.
 * @see https://hl7.org/fhir/R4/valueset-match-grade.html
 */
export type MatchGrade = "certain" | "probable" | "possible";

/** A person who may be whom a Patient is about. */
export type PersonMatch = {
  readonly person: Person;
  /** From 0 to 1: how likely it is the same person. */
  readonly score: number;
  readonly grade: MatchGrade;
};

export type MatchWanted = {
  /** Only one whom nobody rivals, or nobody. */
  readonly onlyCertainMatches: boolean;
  readonly most: number;
};

const CERTAIN = 0.99;
const PROBABLE = 0.8;
const POSSIBLE = 0.2;
/** Whom nobody has registered yet stands under this id while they are compared. */
const ASKED = "asked" as PatientId;

/** FHIR's Patient/$match. */
export function createMatch(parts: {
  readonly linkingStore: LinkingStore;
  readonly models: ModelKeeper;
  /** The persons of these registrations; each one shown is logged. */
  readonly personsOf: (permit: ListPermit, patients: readonly PatientId[]) => Promise<readonly Person[]>;
}) {
  const { linkingStore, models, personsOf } = parts;
  return {
    /**
     * Who may be whom this Patient is about, likest first. A person is as like as the likest of their registrations.
     * @see https://hl7.org/fhir/R4/patient-operation-match.html
     */
    async match(permit: ListPermit, asked: FhirPatient, wanted: MatchWanted): Promise<readonly PersonMatch[]> {
      const row = registrationRow([asked]);
      const { model } = await models.present();
      const pairs = pairsIn(await linkingStore.blocksBy(keysOf(row), ASKED));
      const compared = await linkingStore.compared(pairs.map(([, other]) => other));
      const weigh = weigherFor(model, [{ patient: ASKED, row }, ...compared]);
      const weights = new Map(compared.map(({ patient }, nth) => [patient, weigh(0, nth + 1)]));
      const like = [...weights].filter(([, weight]) => likelihood(weight) >= POSSIBLE).map(([patient]) => patient);
      const persons = await personsOf(permit, like);
      const scored = persons
        .map((person) => ({
          person,
          weight: Math.max(...person.registrations.map(({ id }) => weights.get(id) ?? -Infinity)),
        }))
        .sort((a, b) => b.weight - a.weight || (a.person.id < b.person.id ? -1 : 1));
      const [first, second] = scored;
      const isRivalled = first !== undefined && second !== undefined && first.weight - second.weight < RIVAL_WITHIN;
      const matches = scored.map(({ person, weight }, nth): PersonMatch => {
        const score = likelihood(weight);
        return { person, score, grade: gradeOf(score, nth === 0 && !isRivalled) };
      });
      if (wanted.onlyCertainMatches) return matches.filter(({ grade }) => grade === "certain").slice(0, 1);
      return matches.slice(0, wanted.most);
    },
  };
}

const likelihood = (weight: number): number => 1 / (1 + 2 ** -weight);

function gradeOf(score: number, standsAlone: boolean): MatchGrade {
  if (score >= CERTAIN && standsAlone) return "certain";
  return score >= PROBABLE ? "probable" : "possible";
}
