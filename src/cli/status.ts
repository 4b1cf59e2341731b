import type { App } from "#app";
import { succeeded, type Outcome } from "#base";
import type { FeedState } from "#feeds";
import { coverageOf, type Coverage } from "#web";
import { openApp } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { counted, showNumber } from "./words.ts";

export type StatusOptions = Flags & { readonly json?: boolean };

/** What there is: organisations, feeds, people and how their registrations are linked. Counts only, no person. */
export async function status(settings: Settings, { json }: StatusOptions): Promise<Outcome<number>> {
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    const state = await statusOf(app);
    console.log(json ? JSON.stringify(state, undefined, 2) : wordsFor(state));
    return succeeded(0);
  } finally {
    await db.close();
  }
}

type Status = Awaited<ReturnType<typeof statusOf>>;
type Counts = Awaited<ReturnType<App["people"]["countsBySource"]>>;

async function statusOf(app: App) {
  const { place } = app.directory;
  const counts = await app.people.counts();
  const bySource = await app.people.countsBySource();
  const states = await app.feeds.states();
  return {
    place: place.name,
    demonstration: place.demonstration,
    organisations: place.organisations.map(({ ods, name, kind, people }) => ({
      ...{ ods, name, kind, people: people ?? null },
      patients: bySource.find((one) => one.source === ods)?.patients ?? 0,
    })),
    feeds: states.map((state) => feedStatus(app, state, bySource)),
    people: counts.persons,
    patients: counts.patients,
    links: counts.links,
    linksByReason: linksByReason(bySource),
  };
}

/** How many registrations of all sources are linked, or not, and why; most first. */
function linksByReason(counts: Counts) {
  const links = Map.groupBy(
    counts.flatMap((one) => one.links),
    ({ method, reason }) => JSON.stringify([method, reason]),
  );
  return [...links.values()]
    .flatMap(([first, ...others]) => (first ? { ...first, patients: sum([first, ...others]) } : []))
    .sort((a, b) => b.patients - a.patients || a.reason.localeCompare(b.reason));
}

const sum = (counts: readonly { readonly patients: number }[]): number =>
  counts.reduce((patients, one) => patients + one.patients, 0);

function feedStatus({ directory }: App, state: FeedState, counts: Counts) {
  const { feed, freshness } = state;
  return {
    ...{ id: feed.id, name: feed.name, format: feed.format },
    ...{ deliveries: state.deliveries, unfinishedDeliveries: state.unfinished, entries: state.entries },
    rejections: { rows: state.rowsRejected, fields: state.fieldsRejected },
    barred: state.barred,
    lastReceived: state.lastReceived?.toISOString() ?? null,
    newsAgeDays: freshness.ageDays ?? null,
    coverage: {
      organisations: freshness.arrived.length,
      expectedOrganisations: feed.organisations.length,
      missing: freshness.missing,
      late: freshness.late,
      ...peopleCovered(coverageOf(feed.organisations, counts, directory)),
    },
  };
}

const peopleCovered = ({ patients, people }: Coverage) => ({ patients, expectedPeople: people ?? null });

function wordsFor({ place, organisations, feeds, people, patients, links }: Status): string {
  const linked = Object.entries(links).map(([method, count]) => `${method}: ${showNumber(count)}`);
  return [
    place,
    "",
    `${counted(people, "person", "people")}, ${counted(patients, "patient")} (${linked.join(", ") || "none linked"})`,
    "",
    "Feeds",
    ...feeds.flatMap(feedWords),
    "",
    "Organisations",
    ...organisations.map((one) => `  ${one.ods.padEnd(8)} ${one.name}: ${counted(one.patients, "patient")}`),
  ].join("\n");
}

function feedWords(feed: Status["feeds"][number]): readonly string[] {
  const { coverage, rejections } = feed;
  const age = feed.newsAgeDays === null ? "nothing received yet" : `news ${counted(feed.newsAgeDays, "day")} old`;
  return [
    `  ${feed.name} (${feed.format}): ${coverage.organisations} of ${coverage.expectedOrganisations} organisations, ${age}`,
    `    ${counted(feed.deliveries, "delivery", "deliveries")} (${feed.unfinishedDeliveries} unfinished), ` +
      `${counted(feed.entries, "entry", "entries")}, ${counted(rejections.rows, "row")} and ` +
      `${counted(rejections.fields, "field")} refused, ` +
      (feed.barred > 0 ? `${showNumber(feed.barred)} not taken (sealed or erased), ` : "") +
      `last received ${feed.lastReceived ?? "never"}`,
  ];
}
