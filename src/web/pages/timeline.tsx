import type { App } from "#app";
import { odsCode, stretchOf } from "#base";
import type { Person } from "#people";
import type { OrganisationKind } from "#place";
import {
  groupTimeline,
  timelineOf,
  type Heading,
  type TimelineFilter,
  type TimelineGroup,
  type TimelineGrouping,
} from "#record";
import { CATEGORIES, type Category } from "#sharing";
import { Origin, PersonPage, readPerson } from "../about-person.tsx";
import { NotInThisList } from "../not-shown.tsx";
import {
  EmptyState,
  Heading as Head,
  Pagination,
  showDate,
  showNumber,
  StatusShape,
  TimelineLanes,
  type TimelineLane,
} from "../parts/index.ts";
import { showKind } from "../roles.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

/** Timeline: what happened, in what order, where? */
export const timelineRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/timeline", answer: timelinePage },
];

const ENTRIES_A_PAGE = 100;

async function timelinePage(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readPerson(app, request, "timeline", (permit) =>
    app.record.headings(permit, { knownAt: undefined, resultsSince: undefined }),
  );
  if (!reading.ok) return reading.problem;
  const { person, value, feeds, permit } = reading.value;
  const choice = choiceIn(request.query);
  const everything = timelineOf(value.headings, {});
  const timeline = timelineOf(value.headings, filterOf(choice, request.now, value.lookedBefore));
  return page(
    <PersonPage app={app} request={request} person={person} title="Timeline" section="timeline" feeds={feeds}>
      <Head level={1}>Timeline</Head>
      <Filters app={app} choice={choice} everything={everything} lookedBefore={value.lookedBefore} />
      {timeline.length > 0 && <Lanes app={app} timeline={timeline} today={request.today} />}
      <List
        {...{ app, person, choice }}
        groups={groupTimeline(timeline, choice.group, value.headings)}
        total={timeline.length}
      />
      <NotInThisList {...{ app, permit }} />
    </PersonPage>,
  );
}

/** What the links of this page choose; all of it stands in the address, so that it can be sent. */
type Choice = {
  readonly kind: Category | undefined;
  readonly organisation: string | undefined;
  readonly since: Since | undefined;
  readonly group: TimelineGrouping;
  readonly page: number;
};

const SINCES = { "90": "Last 90 days", "365": "Last year", looked: "Since I last looked" } as const;
type Since = keyof typeof SINCES | `${number}`;
const GROUPS: Readonly<Record<TimelineGrouping, string>> = {
  day: "By day",
  contact: "By contact",
  problem: "By problem",
};

function choiceIn(query: URLSearchParams): Choice {
  const kind = query.get("kind") ?? "";
  const since = query.get("since") ?? "";
  const group = query.get("group") ?? "";
  return {
    kind: Object.hasOwn(CATEGORIES, kind) ? (kind as Category) : undefined,
    organisation: query.get("organisation") ?? undefined,
    since: Object.hasOwn(SINCES, since) || /^\d{4}$/.test(since) ? (since as Since) : undefined,
    group: Object.hasOwn(GROUPS, group) ? (group as TimelineGrouping) : "day",
    page: Math.max(1, Number.parseInt(query.get("page") ?? "1", 10) || 1),
  };
}

function filterOf({ kind, organisation, since }: Choice, now: Date, lookedBefore: Date | undefined): TimelineFilter {
  return {
    category: kind,
    source: organisation === undefined ? undefined : odsCode(organisation),
    ...(since === "looked" && { receivedAfter: lookedBefore }),
    ...(since !== undefined && since !== "looked" && { from: beginning(since, now) }),
  };
}

/** "90" and "365" are days before now; four digits are a year. */
function beginning(since: string, now: Date): Date | undefined {
  if (/^\d{4}$/.test(since)) return stretchOf(since)?.from;
  return new Date(now.getTime() - Number(since) * 86_400_000);
}

function hrefOf(choice: Choice): string {
  const query = new URLSearchParams();
  if (choice.kind) query.set("kind", choice.kind);
  if (choice.organisation) query.set("organisation", choice.organisation);
  if (choice.since) query.set("since", choice.since);
  if (choice.group !== "day") query.set("group", choice.group);
  if (choice.page > 1) query.set("page", String(choice.page));
  return `?${query.toString()}`;
}

type FiltersProps = {
  readonly app: App;
  readonly choice: Choice;
  readonly everything: readonly Heading[];
  readonly lookedBefore: Date | undefined;
};

function Filters({ app, choice, everything, lookedBefore }: FiltersProps) {
  const categories = [...new Set(everything.map((one) => one.category))];
  const sources = [...new Set(everything.map((one) => one.source))];
  const years = [...new Set(everything.map((one) => String(one.from.getUTCFullYear())))].sort().reverse().slice(0, 6);
  const whole = { ...choice, page: 1 };
  return (
    <div className="ws-filters">
      <Filter name="When">
        <Choose label="All" chosen={!choice.since} href={hrefOf({ ...whole, since: undefined })} />
        {(["90", "365", ...(lookedBefore ? (["looked"] as const) : [])] as const).map((since) => (
          <Choose
            key={since}
            label={SINCES[since]}
            chosen={choice.since === since}
            href={hrefOf({ ...whole, since })}
          />
        ))}
        {years.map((year) => (
          <Choose
            key={year}
            label={`From ${year}`}
            chosen={choice.since === year}
            href={hrefOf({ ...whole, since: year as Since })}
          />
        ))}
      </Filter>
      <Filter name="What">
        <Choose label="Everything" chosen={!choice.kind} href={hrefOf({ ...whole, kind: undefined })} />
        {categories.map((kind) => (
          <Choose key={kind} label={CATEGORIES[kind]} chosen={choice.kind === kind} href={hrefOf({ ...whole, kind })} />
        ))}
      </Filter>
      <Filter name="Where">
        <Choose label="Everywhere" chosen={!choice.organisation} href={hrefOf({ ...whole, organisation: undefined })} />
        {sources.map((source) => (
          <Choose
            key={source}
            label={app.directory.nameOf(source)}
            chosen={choice.organisation === source}
            href={hrefOf({ ...whole, organisation: source })}
          />
        ))}
      </Filter>
      <Filter name="Grouped">
        {(Object.keys(GROUPS) as TimelineGrouping[]).map((group) => (
          <Choose
            key={group}
            label={GROUPS[group]}
            chosen={choice.group === group}
            href={hrefOf({ ...whole, group })}
          />
        ))}
      </Filter>
    </div>
  );
}

const Filter = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <nav className="ws-filter" aria-label={name}>
    <span className="ws-filter__name">{name}</span>
    <span className="ws-filter__choices">{children}</span>
  </nav>
);

const Choose = ({
  label,
  chosen,
  href,
}: {
  readonly label: string;
  readonly chosen: boolean;
  readonly href: string;
}) => (
  <a href={href} aria-current={chosen ? "true" : undefined}>
    {label}
  </a>
);

/** In the order in which people usually meet them. */
const LANES: readonly OrganisationKind[] = [
  "gp-practice",
  "acute-trust",
  "community-trust",
  "mental-health-trust",
  "council",
  "voluntary",
  "ambulance",
  "place",
];

/** What happened with an organisation; measurements and prescriptions are made at one of these. */
const CONTACTS = new Set(["Encounter", "Appointment", "Procedure", "Immunization", "ServiceRequest", "CarePlan"]);

function Lanes({ app, timeline, today }: { app: App; timeline: readonly Heading[]; today: string }) {
  const contacts = timeline.filter((one) => CONTACTS.has(one.type));
  const earliest = contacts.at(-1)?.from ?? new Date(today);
  const byKind = Map.groupBy(contacts, (one) => app.directory.organisation(one.source)?.kind ?? "place");
  const lanes = LANES.flatMap((kind) => {
    const entries = byKind.get(kind);
    return entries ? [laneOf(showKind(kind, 2).replace(/^2 /, ""), entries)] : [];
  });
  if (lanes.length === 0) return undefined;
  const from = new Date(Math.max(earliest.getTime(), Date.parse(today) - TWENTY_YEARS)).toISOString().slice(0, 10);
  return (
    <TimelineLanes
      id="lanes"
      title={`Contacts by kind of organisation, ${showDate(from)} to ${showDate(today)}`}
      from={from}
      to={today}
      lanes={lanes}
      list={{ href: "#list", text: "The same as a list" }}
    />
  );
}

const TWENTY_YEARS = 20 * 365.25 * 86_400_000;

/** Stays and packages last; everything else that is a contact is a mark. */
function laneOf(label: string, entries: readonly Heading[]): TimelineLane {
  const lasting = (one: Heading) => one.type === "CarePlan" || one.category === "admissions";
  const title = (label: string) => label.charAt(0).toUpperCase() + label.slice(1);
  return {
    label: title(label),
    marks: entries
      .filter((one) => !lasting(one))
      .map((one) => ({ date: one.from.toISOString().slice(0, 10), label: one.title })),
    bars: entries.filter(lasting).map((one) => ({
      from: one.from.toISOString().slice(0, 10),
      ...(one.to && { to: one.to.toISOString().slice(0, 10) }),
      label: one.title,
    })),
  };
}

type ListProps = {
  readonly app: App;
  readonly person: Person;
  readonly choice: Choice;
  readonly groups: readonly TimelineGroup[];
  readonly total: number;
};

function List({ app, person, choice, groups, total }: ListProps) {
  if (total === 0) {
    return (
      <EmptyState next={{ text: "Show everything", href: hrefOf({ ...ALL, group: choice.group }) }}>
        Nothing that you may see fits this choice.
      </EmptyState>
    );
  }
  const pages = pagesOf(groups);
  const shown = pages[Math.min(choice.page, pages.length) - 1] ?? [];
  return (
    <section id="list" aria-label="Entries">
      <p>{showNumber(total)} entries, newest first.</p>
      {shown.map((group) => (
        <Group key={`${group.head?.id ?? ""} ${group.day}`} {...{ app, person, group }} />
      ))}
      <Pages choice={choice} last={pages.length} />
    </section>
  );
}

const ALL: Choice = { kind: undefined, organisation: undefined, since: undefined, group: "day", page: 1 };

/** Groups are kept whole: a page ends with the group that fills it. */
function pagesOf(groups: readonly TimelineGroup[]): readonly (readonly TimelineGroup[])[] {
  const pages: TimelineGroup[][] = [[]];
  let entries = 0;
  for (const group of groups) {
    if (entries >= ENTRIES_A_PAGE) {
      pages.push([]);
      entries = 0;
    }
    pages.at(-1)?.push(group);
    entries += group.entries.length + 1;
  }
  return pages;
}

function Pages({ choice, last }: { readonly choice: Choice; readonly last: number }) {
  const now = Math.min(choice.page, last);
  const to = (number: number) => hrefOf({ ...choice, page: number });
  return (
    last > 1 && (
      <Pagination
        {...(now > 1 && { previous: { href: to(now - 1), label: `Page ${now - 1} of ${last}, newer` } })}
        {...(now < last && { next: { href: to(now + 1), label: `Page ${now + 1} of ${last}, earlier` } })}
      />
    )
  );
}

function Group({ app, person, group }: { app: App; person: Person; group: TimelineGroup }) {
  const { head, day, entries } = group;
  return (
    <section className="ws-day">
      <Head level={2} size="s">
        {head ? head.title : showDate(day)}
      </Head>
      {head && (
        <p>
          {head.detail && `${head.detail} `}
          <Origin app={app} person={person} entry={head} />
        </p>
      )}
      <ul className="nhsuk-list">
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="ws-kind">{CATEGORIES[entry.category]}</span> <strong>{entry.title}</strong>
            {entry.detail && `: ${entry.detail}`} {entry.flag && <StatusShape status="watch">out of range</StatusShape>}{" "}
            <Origin app={app} person={person} entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}
