import { Chance } from "./chance.ts";
import { awayOf, contactsOf, endOfCare, tookPlace, type Away, type ServiceContact } from "./contact-course.ts";
import { YEAR, type Day } from "./day.ts";
import type { HospitalLife } from "./hospital.ts";
import { needsOf, type MentalHealthNeed } from "./mental-health-needs.ts";
import { MENTAL_HEALTH_TEAMS, type MentalHealthActivity } from "./mental-health-teams.ts";
import type { Person } from "./person.ts";
import type { Town } from "./town.ts";

/** What the mental health trust did for one person within the time that is told; each list in order of time. */
export type MentalHealthLife = {
  readonly referrals: readonly MentalHealthReferral[];
  readonly stays: readonly MentalHealthStay[];
};

export type MentalHealthReferral = MentalHealthNeed & {
  readonly urgent: boolean;
  /** When the team let them go; none while it goes on. */
  readonly ended?: Day;
  /** When the team turned the referral down. */
  readonly rejected?: Day;
  readonly contacts: readonly MentalHealthContact[];
  readonly diagnosed?: Day;
  /** The care plan and, for some, a plan for a crisis: when it was made and brought up to date. */
  readonly plan?: Plan;
  readonly crisisPlan?: Plan;
  /** Under the Care Programme Approach: who coordinates, one after the other. */
  readonly programme?: { readonly from: Day; readonly to?: Day };
  readonly coordinators: readonly Coordinator[];
};

export type Plan = { readonly created: Day; readonly updated: readonly Day[] };

/** A member of staff, counted from 0 among the team's, who coordinates somebody's care. */
export type Coordinator = { readonly who: number; readonly from: Day; readonly to?: Day };

export type MentalHealthContact = ServiceContact & {
  readonly done: MentalHealthActivity;
  /** Scores of the questionnaires about depression (0 to 27) and anxiety (0 to 21). */
  readonly scores?: { readonly depression: number; readonly anxiety: number };
};

export type MentalHealthStay = {
  /** Its place in the referrals. */
  readonly referral: number;
  readonly admitted: Day;
  readonly minute: number;
  readonly discharged?: Day;
  /** By a crisis team, an emergency department, or from a waiting list. */
  readonly method: "25" | "21" | "11";
};

export function mentalHealthLifeOf(town: Town, person: Person, hospital: HospitalLife): MentalHealthLife {
  const chance = new Chance(town.seed, "mental-health", person.number);
  const needs = needsOf(person, chance);
  if (needs.length === 0) return { referrals: [], stays: [] };
  const stays = staysOf(town, person, needs, chance);
  const away = [
    ...awayOf(hospital, town.asAt),
    ...stays.map(({ admitted, discharged }) => ({ from: admitted, to: discharged ?? town.asAt })),
  ];
  return { referrals: needs.map((need) => referralFor(town, person, need, away, chance)), stays };
}

/** Admissions a year, by what brought somebody to the team that stands by them. */
const ADMITTED: Readonly<Partial<Record<MentalHealthNeed["because"], number>>> = {
  psychosis: 0.11,
  "first-psychosis": 0.16,
  "bipolar-disorder": 0.07,
  depression: 0.06,
};

function staysOf(
  town: Town,
  person: Person,
  needs: readonly MentalHealthNeed[],
  chance: Chance,
): readonly MentalHealthStay[] {
  const stays: MentalHealthStay[] = [];
  needs.forEach(({ lasting, because, on }, referral) => {
    if (!lasting) return;
    const start = Math.max(on + 5, person.from);
    const span = person.until - start;
    if (span <= 0) return;
    const count = chance.count(((ADMITTED[because] ?? 0) * span) / YEAR);
    const days = Array.from({ length: count }, () => Math.floor(start + chance.unit() * span)).sort((a, b) => a - b);
    for (const admitted of days) {
      const before = stays.at(-1);
      const discharged = admitted + Math.max(2, Math.round(30 * Math.exp(chance.normal(0, 0.7))));
      const method = chance.weighted([
        ["25", 62],
        ["21", 30],
        ["11", 8],
      ] as const);
      const minute = chance.between(0, 1439);
      if (before && (before.discharged ?? Infinity) + 7 >= admitted) continue;
      const out = Math.min(discharged, person.until);
      const isOut = out < town.asAt;
      stays.push({ referral, admitted, minute, method, ...(isOut ? { discharged: out } : {}) });
    }
  });
  return stays.sort((one, other) => one.admitted - other.admitted);
}

const TURNED_DOWN = 0.07;

function referralFor(
  town: Town,
  person: Person,
  need: MentalHealthNeed,
  away: readonly Away[],
  chance: Chance,
): MentalHealthReferral {
  const { team, on, lasting = false, from } = need;
  const urgent = team === "crisis" || chance.happens(0.06);
  if (!lasting && from !== "own-team" && chance.happens(TURNED_DOWN)) {
    const rejected = on + chance.between(2, 14);
    if (rejected <= person.until) return { ...need, urgent, rejected, contacts: [], coordinators: [] };
  }
  const { course } = MENTAL_HEALTH_TEAMS[team];
  const planned = lasting ? course.contacts : 1 + chance.count(course.contacts - 1);
  const met = contactsOf(person, on, { ...course, contacts: planned }, away, chance);
  const contacts = withContent(met, need, chance);
  const ended = endOfCare(person, contacts, planned, town.asAt, chance);
  const first = contacts.find(tookPlace)?.on;
  const diagnosed = need.icd10 === undefined || first === undefined ? undefined : diagnosedOn(contacts, need, first);
  return {
    ...{ ...need, urgent, contacts },
    ...(ended === undefined ? {} : { ended }),
    ...(diagnosed === undefined ? {} : { diagnosed }),
    ...(lasting ? lastingCare(town, person, on, ended, chance) : { coordinators: [] }),
  };
}

/** What a memory clinic or an assessment finds, it finds at the end; whom a team has long stood by was diagnosed long ago. */
function diagnosedOn(contacts: readonly ServiceContact[], { team, lasting, on }: MentalHealthNeed, first: Day): Day {
  if (lasting) return Math.min(first, on + 28);
  return team === "memory" || team === "neurodevelopment" ? (contacts.findLast(tookPlace)?.on ?? first) : first;
}

function withContent(
  met: readonly ServiceContact[],
  { team, because }: MentalHealthNeed,
  chance: Chance,
): readonly MentalHealthContact[] {
  const { does, asks } = MENTAL_HEALTH_TEAMS[team];
  let depression = chance.between(because === "depression" ? 13 : 8, 22);
  let anxiety = chance.between(because === "anxiety" ? 12 : 7, 19);
  return met.map((contact, nth) => {
    const done = nth === 0 ? "assessment" : chance.weighted(does);
    if (!asks || !tookPlace(contact)) return { ...contact, done };
    depression = Math.max(0, Math.min(27, Math.round(depression + chance.normal(-0.9, 1.6))));
    anxiety = Math.max(0, Math.min(21, Math.round(anxiety + chance.normal(-0.7, 1.4))));
    return { ...contact, done, scores: { depression, anxiety } };
  });
}

const COORDINATORS = 9;

function lastingCare(
  town: Town,
  person: Person,
  on: Day,
  ended: Day | undefined,
  chance: Chance,
): Pick<MentalHealthReferral, "coordinators" | "programme" | "plan" | "crisisPlan"> {
  const last = Math.min(ended ?? town.asAt, person.until);
  const begins = on + chance.between(14, 45);
  if (begins >= last) return { coordinators: [] };
  const over = ended === undefined ? {} : { to: ended };
  const coordinators: Coordinator[] = [];
  let from = begins;
  while (from < last) {
    const to = from + chance.between(300, 1300);
    const isLast = to >= last;
    coordinators.push({ who: chance.between(0, COORDINATORS - 1), from, ...(isLast ? over : { to }) });
    from = to + 1;
  }
  return {
    programme: { from: begins, ...over },
    coordinators,
    plan: planFrom(begins + chance.between(5, 30), last, chance),
    ...(chance.happens(0.55) ? { crisisPlan: planFrom(begins + chance.between(20, 80), last, chance) } : {}),
  };
}

/** Looked at again about once a year. */
function planFrom(created: Day, last: Day, chance: Chance): Plan {
  const updated: Day[] = [];
  for (let day = created + chance.between(250, 420); day <= last; day += chance.between(250, 420)) updated.push(day);
  return { created: Math.min(created, last), updated };
}
