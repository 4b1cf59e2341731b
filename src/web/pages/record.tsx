import type { App } from "#app";
import { stretchOf, type OdsCode } from "#base";
import type { Person } from "#people";
import { recordInAMinute, type Heading, type RecordInAMinute, type ResultSeries } from "#record";
import { FeedsFreshness, Origin, PersonPage, readPerson } from "../about-person.tsx";
import {
  Columns,
  counted,
  Details,
  EmptyState,
  Heading as Head,
  InsetText,
  showDate,
  Sparkline,
  StatusShape,
  Table,
  Tag,
} from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

/** Record in a minute: who is this, what matters now, who is involved? */
export const recordRoutes: readonly Route[] = [{ method: "GET", path: "/people/:person", answer: recordPage }];

/** Measurements older than this are not on this page. */
const RESULT_YEARS = 2;

async function recordPage(app: App, request: PageRequest): Promise<Answer> {
  const knownAt = endOfDay(request.query.get("known"));
  const resultsSince = new Date(request.now);
  resultsSince.setUTCFullYear(resultsSince.getUTCFullYear() - RESULT_YEARS);
  const reading = await readPerson(app, request, "record", (permit) =>
    app.record.headings(permit, { knownAt, resultsSince }),
  );
  if (!reading.ok) return reading.problem;
  const { person, value } = reading.value;
  const minute = recordInAMinute(value.headings, knownAt ?? request.now);
  const feeds = await app.feeds.states();
  return page(
    <PersonPage
      app={app}
      request={request}
      person={person}
      title="Record in a minute"
      section="record"
      freshness={<FeedsFreshness feeds={feeds} />}
    >
      <Head level={1} classes="nhsuk-u-visually-hidden">
        Record in a minute
      </Head>
      <KnownAt request={request} person={person} knownAt={knownAt} />
      <Sections app={app} person={person} minute={minute} lookedBefore={value.lookedBefore} />
    </PersonPage>,
  );
}

/** The last moment of a day in a link such as ?known=2026-05-03; undefined for now, and for what is no day. */
function endOfDay(text: string | null): Date | undefined {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? stretchOf(text)?.to : undefined;
}

type Slot = { readonly app: App; readonly person: Person };

function KnownAt({ request, person, knownAt }: { request: PageRequest; person: Person; knownAt: Date | undefined }) {
  if (!knownAt) return undefined;
  return (
    <InsetText>
      <p>
        As it was known here on {showDate(request.query.get("known") ?? "")}.{" "}
        <a href={`/people/${person.id}`}>Show what is known now</a>
      </p>
    </InsetText>
  );
}

function Sections({
  app,
  person,
  minute,
  lookedBefore,
}: Slot & { minute: RecordInAMinute; lookedBefore: Date | undefined }) {
  const slot = { app, person };
  return (
    <>
      <Alerts {...slot} minute={minute} />
      {lookedBefore && (
        <p>
          You last looked on {showDate(lookedBefore)}.{" "}
          <a href={`/people/${person.id}/changed`}>What changed since then</a>
        </p>
      )}
      <Columns>
        <div>
          <Problems {...slot} minute={minute} />
          <Medicines {...slot} minute={minute} />
        </div>
        <div>
          <Care {...slot} minute={minute} />
          <Results {...slot} results={minute.results} />
        </div>
      </Columns>
      <Contributions {...slot} minute={minute} />
    </>
  );
}

function Alerts({ app, person, minute }: Slot & { minute: RecordInAMinute }) {
  return (
    <section className="ws-alerts" aria-label="Allergies and alerts">
      {minute.alerts.map((alert) => (
        <p key={alert.id}>
          <StatusShape status="act">{alert.title}</StatusShape> <Origin app={app} person={person} entry={alert} />
        </p>
      ))}
      {minute.allergies.map(({ heading, sources }) => (
        <p key={heading.id}>
          <StatusShape status="act">{heading.title}</StatusShape>
          {heading.detail && `: ${heading.detail}`}{" "}
          <Sources app={app} person={person} entry={heading} sources={sources} />
        </p>
      ))}
      {minute.allergies.length === 0 && (
        <p>
          <StatusShape status="off">No allergy is recorded</StatusShape> by any organisation that contributes.
        </p>
      )}
    </section>
  );
}

function Problems({ app, person, minute }: Slot & { minute: RecordInAMinute }) {
  const { problems, pastProblems } = minute;
  const rows = (list: typeof problems) =>
    list.map(({ heading, sources }) => [
      heading.title,
      <Since key="since" entry={heading} />,
      <Sources key="sources" app={app} person={person} entry={heading} sources={sources} />,
    ]);
  return (
    <section>
      <Head level={2}>Problems</Head>
      {problems.length === 0 ? (
        <EmptyState>No current problem is recorded.</EmptyState>
      ) : (
        <Table
          captionHidden
          caption="Current problems"
          compact
          columns={["Problem", "Since", "Source"]}
          rows={rows(problems)}
        />
      )}
      {pastProblems.length > 0 && (
        <Details summary={counted(pastProblems.length, "past problem")}>
          <Table
            captionHidden
            caption="Past problems"
            compact
            columns={["Problem", "Since", "Source"]}
            rows={rows(pastProblems)}
          />
        </Details>
      )}
    </section>
  );
}

const Since = ({ entry }: { readonly entry: Heading }) => <>{showDate(entry.date)}</>;

function Sources({ app, person, entry, sources }: Slot & { entry: Heading; sources: readonly OdsCode[] }) {
  const others = sources.filter((source) => source !== entry.source);
  return (
    <>
      <Origin app={app} person={person} entry={entry} />
      {others.length > 0 && ` and ${others.map((source) => app.directory.nameOf(source)).join(", ")}`}
    </>
  );
}

function Medicines({ app, person, minute }: Slot & { minute: RecordInAMinute }) {
  const { medicines, medicineChanges } = minute;
  return (
    <section>
      <Head level={2}>Medicines</Head>
      {medicineChanges.length > 0 && (
        <ul className="nhsuk-list">
          {medicineChanges.map(({ heading, change }) => (
            <li key={heading.id}>
              <Tag colour={change === "started" ? "blue" : "grey"}>{change === "started" ? "Started" : "Stopped"}</Tag>{" "}
              <strong>{heading.title}</strong>
              {heading.detail && ` ${heading.detail}`} <Origin app={app} person={person} entry={heading} />
            </li>
          ))}
        </ul>
      )}
      {medicines.length === 0 ? (
        <EmptyState>No current medicine is recorded.</EmptyState>
      ) : (
        <Table
          captionHidden
          caption="Current medicines"
          compact
          columns={["Medicine", "How to take it", "Source"]}
          rows={medicines.map((one) => [
            one.title,
            one.detail ?? "",
            <Origin key="origin" app={app} person={person} entry={one} />,
          ])}
        />
      )}
    </section>
  );
}

function Care({ app, person, minute }: Slot & { minute: RecordInAMinute }) {
  const { packages, stays, contacts, waiting } = minute;
  const live = packages.filter((one) => one.status === "active");
  return (
    <section>
      {waiting.length > 0 && <EntryList {...{ app, person }} title="Waiting for" entries={waiting} />}
      {packages.length > 0 && (
        <EntryList
          {...{ app, person }}
          title="Care packages"
          entries={live.length > 0 ? live : packages.slice(0, 3)}
          lasting
        />
      )}
      {stays.length > 0 && <EntryList {...{ app, person }} title="Stays and emergency care" entries={stays} lasting />}
      <Head level={2}>Last contacts</Head>
      {contacts.length === 0 ? (
        <EmptyState>No appointment or visit is recorded.</EmptyState>
      ) : (
        <ul className="nhsuk-list">
          {contacts.map((one) => (
            <Line key={one.id} app={app} person={person} entry={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function EntryList({
  app,
  person,
  title,
  entries,
  lasting = false,
}: Slot & { title: string; entries: readonly Heading[]; lasting?: boolean }) {
  return (
    <>
      <Head level={2}>{title}</Head>
      <ul className="nhsuk-list">
        {entries.map((one) => (
          <Line key={one.id} app={app} person={person} entry={one} lasting={lasting} />
        ))}
      </ul>
    </>
  );
}

const Line = ({ app, person, entry, lasting = false }: Slot & { entry: Heading; lasting?: boolean }) => (
  <li>
    <strong>{entry.title}</strong>
    {entry.detail && `: ${entry.detail}`}
    {entry.who && `, ${entry.who}`}
    {lasting && ` (${lastingWords(entry)})`} <Origin app={app} person={person} entry={entry} />
  </li>
);

function lastingWords({ from, to, status }: Heading): string {
  if (to === undefined) return status === "active" || status === "in-progress" ? "goes on" : "no end recorded";
  const days = Math.max(1, Math.round((to.getTime() - from.getTime()) / 86_400_000));
  return `until ${showDate(new Date(to.getTime() - 1))}, ${counted(days, "day")}`;
}

function Results({ app, person, results }: Slot & { results: readonly ResultSeries[] }) {
  return (
    <section>
      <Head level={2}>Results</Head>
      {results.length === 0 ? (
        <EmptyState>No measurement of the last two years is recorded.</EmptyState>
      ) : (
        <Table
          captionHidden
          caption="Results, those out of range first"
          compact
          columns={["Test", { header: "Latest", numeric: true }, "Trend", "Source"]}
          rows={results.map((series) => [
            series.title,
            <LatestValue key="latest" entry={series.latest} />,
            series.points.length > 1 ? (
              <Sparkline
                key="trend"
                id={`trend-${series.latest.id}`}
                name={series.title}
                unit={series.unit}
                points={series.points}
                valueElsewhere
              />
            ) : (
              "one value"
            ),
            <Origin key="origin" app={app} person={person} entry={series.latest} />,
          ])}
        />
      )}
    </section>
  );
}

function LatestValue({ entry }: { readonly entry: Heading }) {
  const value = entry.detail ?? String(entry.quantity ?? "");
  if (entry.flag === undefined) return <>{value}</>;
  return (
    <>
      {value} <StatusShape status="watch">{FLAG_WORDS[entry.flag]}</StatusShape>
    </>
  );
}

const FLAG_WORDS = { high: "high", low: "low", abnormal: "out of range" } as const;

function Contributions({ app, person, minute }: Slot & { minute: RecordInAMinute }) {
  return (
    <section>
      <Head level={2}>Who contributed</Head>
      <Table
        captionHidden
        caption="Organisations whose records are joined here"
        compact
        columns={["Organisation", { header: "Entries", numeric: true }, "Newest written", "Joined because"]}
        rows={minute.contributions.map(({ source, entries, newest }) => [
          app.directory.nameOf(source),
          entries,
          showDate(newest),
          person.registrations.find((one) => one.source === source)?.reason ?? "",
        ])}
      />
    </section>
  );
}
