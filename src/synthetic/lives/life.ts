import { careLifeOf, type CareLife } from "./care.ts";
import { communityLifeOf, type CommunityLife } from "./community.ts";
import { hospitalLifeOf, type HospitalLife } from "./hospital.ts";
import { mentalHealthLifeOf, type MentalHealthLife } from "./mental-health.ts";
import type { Person } from "./person.ts";
import { practiceLifeOf } from "./practice.ts";
import type { PracticeLife } from "./practice-life.ts";
import type { Settings } from "./settings.ts";
import { townOf } from "./town.ts";
import { townsOf } from "./well-known.ts";
import { voluntaryLifeOf, type VoluntaryLife } from "./voluntary.ts";

/** All that befell one person within the time that is told, by the agency that knows of it. */
export type Life = {
  readonly person: Person;
  readonly hospital: HospitalLife;
  readonly practice: PracticeLife;
  readonly care: CareLife;
  readonly community: CommunityLife;
  readonly mentalHealth: MentalHealthLife;
  readonly voluntary: VoluntaryLife;
};

/** What the hospital did for one person, made alone: all that admissions need, and cheap enough for a million people. */
export const hospitalOf = (settings: Settings, person: Person): HospitalLife =>
  hospitalLifeOf(townOf(settings), person);

export function lifeOf(settings: Settings, person: Person): Life {
  const town = townOf(settings);
  const hospital = hospitalLifeOf(town, person);
  const towns = townsOf(town, person);
  return {
    person,
    hospital,
    practice: practiceLifeOf(town, person, hospital),
    care: careLifeOf(towns.care, person, hospital),
    community: communityLifeOf(towns.community, person, hospital),
    mentalHealth: mentalHealthLifeOf(towns.mentalHealth, person, hospital),
    voluntary: voluntaryLifeOf(towns.voluntary, person, hospital),
  };
}
