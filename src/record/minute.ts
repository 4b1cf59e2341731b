import type { OdsCode } from "#base";
import { holds, type Heading } from "./heading-list.ts";
import { COORDINATOR_CODE } from "./heading.ts";

/** Who this is about, in a minute: what matters now, drawn from the headings of one person. */
export type RecordInAMinute = {
  /** The care teams whose coordinator has the person's care in hand now; the one who began last first. */
  readonly coordinators: readonly Heading[];
  readonly alerts: readonly Heading[];
  readonly allergies: readonly UnitedEntry[];
  readonly problems: readonly UnitedEntry[];
  readonly pastProblems: readonly UnitedEntry[];
  readonly medicines: readonly UnitedEntry[];
  /** Medicines that were started, or stopped, in the last ninety days; newest first. */
  readonly medicineChanges: readonly MedicineChange[];
  /** Measured series, those out of range first, then the one measured last. */
  readonly results: readonly ResultSeries[];
  readonly contacts: readonly Heading[];
  readonly stays: readonly Heading[];
  readonly packages: readonly Heading[];
  /** Referrals and requests that are not done, and because of which nobody has been met yet. */
  readonly waiting: readonly Heading[];
  readonly contributions: readonly Contribution[];
};

/**
 * One problem, allergy or medicine, though several sources may speak of it. Of a problem the earliest entry stands for
 * all, of a medicine the one written last; different doses stay apart.
 */
export type UnitedEntry = { readonly heading: Heading; readonly sources: readonly OdsCode[] };

export type MedicineChange = { readonly heading: Heading; readonly change: "started" | "stopped" };

/** One kind of measurement over time, oldest first. */
export type ResultSeries = {
  readonly title: string;
  readonly unit: string | undefined;
  readonly latest: Heading;
  readonly points: readonly { readonly date: string; readonly value: number }[];
};

/** What one source contributed. */
export type Contribution = { readonly source: OdsCode; readonly entries: number; readonly newest: Date };

const DAY = 86_400_000;
const RECENT_DAYS = 90;
/** Results older than this say little of today. */
const RESULT_YEARS = 2;
const MOST_POINTS = 12;
const MOST_CONTACTS = 5;
const MOST_STAYS = 6;
const MOST_RESULTS = 8;

export function recordInAMinute(headings: readonly Heading[], now: Date): RecordInAMinute {
  const held = headings.filter(holds).sort(newestFirst);
  const ofType = (type: string) => held.filter((one) => one.type === type);
  const problems = ofType("Condition");
  const encounters = ofType("Encounter").filter((one) => one.from <= now);
  // A supply that was issued is "completed": what someone takes stands in what it was issued from.
  const medicines = ofType("MedicationRequest").filter((one) => one.status !== "completed");
  const left = sourcesLeft(ofType("EpisodeOfCare"), now);
  const met = encounters.filter((one) => one.status !== "cancelled");
  return {
    coordinators: ofType("CareTeam").filter((one) => isCoordinating(one, now)),
    alerts: ofType("Flag").filter(isActive),
    allergies: unite(
      ofType("AllergyIntolerance").filter((one) => one.status !== "resolved" && one.status !== "inactive"),
    ),
    problems: unite(problems.filter(isOpen)),
    pastProblems: unite(problems.filter((one) => !isOpen(one))),
    medicines: uniteMedicines(medicines.filter((one) => isCurrentMedicine(one, now) && !left.has(one.source))),
    medicineChanges: changesOf(medicines, now),
    results: seriesOf(ofType("Observation"), now).slice(0, MOST_RESULTS),
    contacts: met.filter((one) => one.category !== "admissions").slice(0, MOST_CONTACTS),
    stays: met.filter((one) => one.category === "admissions").slice(0, MOST_STAYS),
    packages: ofType("CarePlan").filter((one) => one.category === "social-care"),
    waiting: waitingOf(ofType("ServiceRequest").filter(isActive), met),
    contributions: contributionsOf(headings),
  };
}

function isCoordinating(team: Heading, now: Date): boolean {
  return (
    team.code === COORDINATOR_CODE && isActive(team) && team.from <= now && (team.to === undefined || team.to > now)
  );
}

/** A referral goes on while a service cares for them; who has been met because of it is no longer waiting. */
function waitingOf(requests: readonly Heading[], met: readonly Heading[]): readonly Heading[] {
  const answered = new Set(met.flatMap((one) => one.refs));
  return requests.filter((one) => !answered.has(one.id));
}

const newestFirst = (a: Heading, b: Heading): number => b.from.getTime() - a.from.getTime() || (a.id < b.id ? -1 : 1);

const isActive = (heading: Heading): boolean => heading.status === "active";

/** @see https://hl7.org/fhir/R4/valueset-condition-clinical.html */
const isOpen = (problem: Heading): boolean =>
  problem.status === undefined || ["active", "recurrence", "relapse"].includes(problem.status);

function unite(entries: readonly Heading[]): readonly UnitedEntry[] {
  const byCode = Map.groupBy(entries, (one) => one.code ?? one.id);
  return [...byCode.values()].flatMap((same) => {
    const heading = same.at(-1);
    return heading ? [{ heading, sources: [...new Set(same.map((one) => one.source))] }] : [];
  });
}

/** One product with one dose, though several sources prescribe it. Two strengths of one substance are two medicines. */
function uniteMedicines(medicines: readonly Heading[]): readonly UnitedEntry[] {
  const byDose = Map.groupBy(medicines, (one) => `${productOf(one)} ${one.detail ?? ""}`);
  return [...byDose.values()].flatMap((same) => {
    const [heading] = same.toSorted((a, b) => b.recorded.getTime() - a.recorded.getTime());
    return heading ? [{ heading, sources: [...new Set(same.map((one) => one.source))] }] : [];
  });
}

function isCurrentMedicine(medicine: Heading, now: Date): boolean {
  return medicine.status === "active" && (medicine.to === undefined || medicine.to >= now);
}

/**
 * Sources where the person's registration is over: what a practice prescribed that someone has left is prescribed by
 * the next one, or no longer.
 */
function sourcesLeft(registrations: readonly Heading[], now: Date): ReadonlySet<OdsCode> {
  const bySource = Map.groupBy(registrations, (one) => one.source);
  const over = (one: Heading) => one.status === "finished" || (one.to !== undefined && one.to < now);
  return new Set([...bySource].flatMap(([source, own]) => (own.every(over) ? [source] : [])));
}

function changesOf(medicines: readonly Heading[], now: Date): readonly MedicineChange[] {
  const since = new Date(now.getTime() - RECENT_DAYS * DAY);
  const byCode = [...Map.groupBy(medicines, (one) => `${one.source} ${productOf(one)}`).values()];
  return byCode
    .flatMap((same): readonly MedicineChange[] => {
      const [latest] = same;
      const first = same.at(-1);
      if (!latest || !first) return [];
      if (isStopped(latest) && stoppedAt(latest) >= since) return [{ heading: latest, change: "stopped" }];
      return first.from >= since && isCurrentMedicine(latest, now) ? [{ heading: first, change: "started" }] : [];
    })
    .sort((a, b) => changedAt(b).getTime() - changedAt(a).getTime());
}

/** The code may name the substance alone; the title tells the strength and form. */
const productOf = (medicine: Heading): string => `${medicine.code ?? ""} ${medicine.title}`;

const isStopped = (medicine: Heading): boolean => medicine.status === "stopped" || medicine.status === "cancelled";
const stoppedAt = (medicine: Heading): Date => medicine.to ?? medicine.recorded;
const changedAt = ({ heading, change }: MedicineChange): Date =>
  change === "stopped" ? stoppedAt(heading) : heading.from;

function seriesOf(observations: readonly Heading[], now: Date): readonly ResultSeries[] {
  const since = new Date(now.getTime() - RESULT_YEARS * 365.25 * DAY);
  const measured = observations.filter((one) => one.quantity !== undefined && one.from >= since && one.from <= now);
  const byCode = Map.groupBy(measured, (one) => `${one.code ?? one.title} ${one.unit ?? ""}`);
  return [...byCode.values()]
    .flatMap((same): readonly ResultSeries[] => {
      const [latest] = same;
      if (!latest) return [];
      const points = same.slice(0, MOST_POINTS).reverse();
      return [
        {
          title: latest.title,
          unit: latest.unit,
          latest,
          points: points.map((one) => ({ date: one.date, value: one.quantity ?? 0 })),
        },
      ];
    })
    .sort((a, b) => Number(b.latest.flag !== undefined) - Number(a.latest.flag !== undefined));
}

function contributionsOf(headings: readonly Heading[]): readonly Contribution[] {
  return [...Map.groupBy(headings, (one) => one.source)].map(([source, own]) => ({
    source,
    entries: own.length,
    newest: own.reduce((last, one) => (one.recorded > last ? one.recorded : last), new Date(0)),
  }));
}
