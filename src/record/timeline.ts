import type { EntryId, OdsCode } from "#base";
import type { Category } from "#sharing";
import { holds, type Heading } from "./heading-list.ts";

/** What of a timeline is wanted. Undefined means all. */
export type TimelineFilter = {
  readonly category?: Category | undefined;
  readonly source?: OdsCode | undefined;
  /** Events from this moment on. */
  readonly from?: Date | undefined;
  /** Entries received after this moment, whenever their events were. */
  readonly receivedAfter?: Date | undefined;
};

/** Entries under one head: a day, a contact, a problem. */
export type TimelineGroup = {
  /** The contact or problem; undefined for a day, and for entries that belong to none. */
  readonly head: Heading | undefined;
  /** YYYY-MM-DD of the newest entry. */
  readonly day: string;
  readonly entries: readonly Heading[];
};

export type TimelineGrouping = "day" | "contact" | "problem";

/** Who sent what is no event in a person's life. */
const NOT_EVENTS = new Set(["Patient", "EpisodeOfCare", "Organization", "Practitioner", "Provenance"]);

/** The events of a person that pass the filter, newest first. Mistakes and withdrawn entries are left out. */
export function timelineOf(headings: readonly Heading[], filter: TimelineFilter): readonly Heading[] {
  return headings
    .filter(holds)
    .filter((one) => !NOT_EVENTS.has(one.type))
    .filter((one) => filter.category === undefined || one.category === filter.category)
    .filter((one) => filter.source === undefined || one.source === filter.source)
    .filter((one) => filter.from === undefined || (one.to ?? one.from) >= filter.from || one.from >= filter.from)
    .filter((one) => filter.receivedAfter === undefined || one.received > filter.receivedAfter)
    .sort((a, b) => b.from.getTime() - a.from.getTime() || (a.id < b.id ? -1 : 1));
}

/**
 * The timeline under heads. An entry belongs to the contact at which it points; to the problem at which it points or
 * that is its reason, or its contact's. It may stand under several problems. What belongs to none stands under its day.
 */
export function groupTimeline(
  timeline: readonly Heading[],
  grouping: TimelineGrouping,
  all: readonly Heading[],
): readonly TimelineGroup[] {
  switch (grouping) {
    case "day":
      return byDay(timeline);
    case "contact": {
      const { headed, loose } = byHead(timeline, headsOf(all, "Encounter"), (entry) => entry.refs);
      return [...headed, ...loose].sort(newestDayFirst);
    }
    case "problem": {
      // Problems first: what concerns none of them would stand between them otherwise.
      const { headed, loose } = byHead(timeline, headsOf(all, "Condition"), problemsBehind(all));
      return [...headed, ...loose];
    }
  }
}

const newestDayFirst = (a: TimelineGroup, b: TimelineGroup): number => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0);

const dayOf = (heading: Heading): string => heading.from.toISOString().slice(0, 10);

const headsOf = (headings: readonly Heading[], type: string): ReadonlyMap<EntryId, Heading> =>
  new Map(headings.filter((one) => one.type === type).map((one) => [one.id, one]));

/** The problems of an entry: those it points at or gives as its reason, and those of its contact. */
function problemsBehind(all: readonly Heading[]): (entry: Heading) => readonly EntryId[] {
  const contacts = headsOf(all, "Encounter");
  const problems = Map.groupBy(
    all.filter((one) => one.type === "Condition" && one.code !== undefined),
    (one) => one.code,
  );
  const own = ({ refs, reason }: Heading): readonly EntryId[] => [
    ...refs,
    ...(reason === undefined ? [] : (problems.get(reason) ?? []).map((one) => one.id)),
  ];
  return (entry) => [entry, ...entry.refs.flatMap((id) => contacts.get(id) ?? [])].flatMap(own);
}

function byDay(timeline: readonly Heading[]): readonly TimelineGroup[] {
  return [...Map.groupBy(timeline, dayOf)].map(([day, entries]) => ({ head: undefined, day, entries }));
}

function byHead(
  timeline: readonly Heading[],
  heads: ReadonlyMap<EntryId, Heading>,
  pointsAt: (entry: Heading) => readonly EntryId[],
): { headed: readonly TimelineGroup[]; loose: readonly TimelineGroup[] } {
  const groups = new Map<EntryId, Heading[]>();
  const loose: Heading[] = [];
  for (const entry of timeline) {
    const under = heads.has(entry.id) ? [entry.id] : [...new Set(pointsAt(entry))].filter((id) => heads.has(id));
    if (under.length === 0) loose.push(entry);
    for (const id of under) {
      const group = groups.get(id);
      if (group) group.push(entry);
      else groups.set(id, [entry]);
    }
  }
  const headed = [...groups].flatMap(([id, entries]) => groupUnder(heads.get(id), entries));
  return { headed: headed.sort(newestDayFirst), loose: byDay(loose) };
}

/** The head itself is not repeated among its entries. */
function groupUnder(head: Heading | undefined, entries: readonly Heading[]): readonly TimelineGroup[] {
  const [newest] = entries;
  if (!head || !newest) return [];
  return [{ head, day: dayOf(newest), entries: entries.filter((one) => one.id !== head.id) }];
}

/** What is new to a reader, by its meaning; newest first. */
export type ChangeGroup = { readonly meaning: ChangeMeaning; readonly entries: readonly Heading[] };

export const CHANGE_MEANINGS = {
  problem: "New or changed diagnoses",
  medicine: "Medicines started, stopped or changed",
  allergy: "Allergies",
  stay: "Stays in hospital and emergency care",
  result: "Tests and measurements",
  care: "Care and support",
  contact: "Appointments and visits",
  document: "Letters and documents",
  supply: "Prescriptions issued",
  vaccination: "Vaccinations",
  procedure: "Operations and procedures",
  other: "Other entries",
} as const;

export type ChangeMeaning = keyof typeof CHANGE_MEANINGS;

/** Entries grouped by what they mean to a reader, in the order of CHANGE_MEANINGS; groups without entries left out. */
export function changesByMeaning(entries: readonly Heading[]): readonly ChangeGroup[] {
  const groups = Map.groupBy(entries, meaningOf);
  return (Object.keys(CHANGE_MEANINGS) as ChangeMeaning[]).flatMap((meaning) => {
    const own = groups.get(meaning);
    return own ? [{ meaning, entries: own }] : [];
  });
}

function meaningOf({ type, category, status }: Heading): ChangeMeaning {
  if (category === "admissions") return "stay";
  switch (type) {
    case "Condition":
      return "problem";
    case "MedicationRequest":
      // What was issued is done with: it starts, stops and changes nothing.
      return status === "completed" ? "supply" : "medicine";
    case "MedicationStatement":
      return "medicine";
    case "MedicationDispense":
      return "supply";
    case "Immunization":
      return "vaccination";
    case "Procedure":
      return "procedure";
    case "AllergyIntolerance":
      return "allergy";
    case "Observation":
    case "DiagnosticReport":
      return "result";
    case "CarePlan":
    case "CareTeam":
    case "ServiceRequest":
      return "care";
    case "Encounter":
    case "Appointment":
      return "contact";
    case "DocumentReference":
      return "document";
    default:
      return "other";
  }
}
