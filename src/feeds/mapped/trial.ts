import { createReadStream } from "node:fs";
import type { FeedSettings } from "#place";
import { headingOf, type HeadingText, type SuppliedEntry } from "#record";
import type { Category, Sensitivity } from "#sharing";
import type { DeliveryFacts, Reading, Rejection } from "../adapter.ts";
import { createMappedAdapter } from "./adapter.ts";

/** What a file would become, had it been sent: nothing of it is kept. */
export type Trial = {
  /** Rows below the headings that gave entries; rows and single fields that would be refused. */
  readonly rowsTaken: number;
  readonly rowsLost: number;
  readonly fieldsLost: number;
  /** Different ones: rows may speak of the same. */
  readonly people: number;
  readonly events: number;
  readonly refusals: readonly TrialRefusal[];
  /** The first rows that would be taken. */
  readonly first: readonly TrialRow[];
  /** Why nothing can be read of the file at all. */
  readonly whole: Pick<Rejection, "reason" | "accepted"> | undefined;
};

/** What would be refused for one reason. Personal data in the example. */
export type TrialRefusal = Pick<Rejection, "field" | "reason" | "accepted" | "lost"> & {
  readonly times: number;
  /** The first lines. */
  readonly lines: readonly number[];
  readonly example: string | undefined;
};

/** A row as the entries that it would become. Personal data. */
export type TrialRow = {
  readonly line: number;
  readonly person: TrialPerson;
  readonly entries: readonly (HeadingText & {
    readonly type: string;
    /** A FHIR date. */
    readonly when: string | undefined;
    readonly category: Category;
    readonly sensitivity: Sensitivity;
  })[];
};

/** Who a row is about, as far as the rows up to it say. */
export type TrialPerson = {
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  /** YYYY-MM-DD. */
  readonly born?: string | undefined;
  readonly nhsNumber?: string | undefined;
  readonly address?: string | undefined;
};

const MOST_SHOWN = 20;
const MOST_LINES = 5;
/** Reasons that are told apart. */
const MOST_REASONS = 200;

/** Reads a whole file by a mapping as if it were sent, and says what it would become. */
export async function tryMapping(path: string, feed: FeedSettings, facts: DeliveryFacts): Promise<Trial> {
  const counts = createCounts();
  const stream = createReadStream(path);
  try {
    for await (const reading of createMappedAdapter(feed)(stream, facts, 0)) counts.add(reading);
    return counts.trial();
  } finally {
    stream.destroy();
  }
}

type Tally = { -readonly [Member in keyof TrialRefusal]: TrialRefusal[Member] } & { lines: number[] };

function createCounts() {
  const people = new Set<string>();
  const events = new Set<string>();
  const tallies = new Map<string, Tally>();
  const shown = new Map<number, SuppliedEntry[]>();
  const known = new Map<string, SuppliedEntry>();
  let [rowsTaken, rowsLost, fieldsLost, lastTaken] = [0, 0, 0, 0];
  let whole: Trial["whole"];

  const addEntry = (entry: SuppliedEntry): void => {
    const { resource, line, patient = "" } = entry;
    if (line !== lastTaken) rowsTaken++;
    lastTaken = line;
    people.add(patient);
    if (resource.resourceType !== "Patient") events.add(resource.id);
    if (shown.size === MOST_SHOWN && !shown.has(line)) return;
    if (resource.resourceType === "Patient") known.set(patient, entry);
    shown.set(line, [...(shown.get(line) ?? []), entry]);
  };
  const addRejections = (rejections: readonly Rejection[]): void => {
    const lost = new Set(rejections.flatMap((one) => (one.lost === "row" ? [one.line] : [])));
    rowsLost += lost.size;
    for (const one of rejections) {
      if (one.field === "file" && one.lost === "row" && rowsTaken === 0) whole ??= one;
      if (!lost.has(one.line)) fieldsLost++;
      tally(tallies, one);
    }
  };
  return {
    add: ({ entries, rejections }: Reading): void => {
      entries.forEach(addEntry);
      addRejections(rejections);
    },
    trial: (): Trial => ({
      ...{ rowsTaken, rowsLost, fieldsLost, whole },
      people: people.size,
      events: events.size,
      refusals: [...tallies.values()].sort((a, b) => b.times - a.times),
      first: [...shown].map(([line, entries]) => rowOf(line, entries, known)),
    }),
  };
}

function tally(tallies: Map<string, Tally>, { field, reason, accepted, lost, line, value }: Rejection): void {
  const key = `${lost} ${field} ${reason}`;
  const present = tallies.get(key);
  if (present) {
    present.times++;
    if (present.lines.length < MOST_LINES) present.lines.push(line);
  } else if (tallies.size < MOST_REASONS) {
    tallies.set(key, { ...{ field, reason, accepted, lost }, times: 1, lines: [line], example: value });
  }
}

function rowOf(line: number, entries: readonly SuppliedEntry[], known: ReadonlyMap<string, SuppliedEntry>): TrialRow {
  const [first] = entries;
  const others = entries.filter(({ resource }) => resource.resourceType !== "Patient");
  return {
    line,
    person: personIn(known.get(first?.patient ?? "")),
    entries: others.map(({ resource, category, sensitivity }) => ({
      ...headingOf({ ...resource }),
      ...{ type: resource.resourceType, when: whenOf({ ...resource }), category, sensitivity },
    })),
  };
}

function personIn(entry: SuppliedEntry | undefined): TrialPerson {
  const patient = entry?.resource;
  if (patient?.resourceType !== "Patient") return {};
  const [name] = patient.name ?? [];
  const [address] = patient.address ?? [];
  return {
    family: name?.family,
    given: name?.given?.join(" "),
    born: patient.birthDate,
    nhsNumber: patient.identifier?.find(({ system }) => system?.endsWith("nhs-number"))?.value,
    address: [...(address?.line ?? []), address?.postalCode].filter(Boolean).join(", ") || undefined,
  };
}

type Json = Readonly<Record<string, unknown>>;

/** When an event of one of the kinds of row began. */
function whenOf(resource: Json): string | undefined {
  const context = resource["context"] as { readonly period?: { readonly start?: string } } | undefined;
  const period = (resource["period"] ?? context?.period) as { readonly start?: string } | undefined;
  const moment = resource["effectiveDateTime"] ?? resource["onsetDateTime"] ?? resource["authoredOn"];
  return period?.start ?? (typeof moment === "string" ? moment : undefined);
}
