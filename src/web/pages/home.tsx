import type { App } from "#app";
import type { FeedState } from "#feeds";
import { StaffPage } from "../layout.tsx";
import { showFormat, showRhythm, showSenderKind, showSenders } from "../feed-words.ts";
import { isUnderWay, type Loading } from "../loading.ts";
import {
  ActionLink,
  Columns,
  counted,
  EmptyState,
  Freshness,
  Heading,
  InsetText,
  ProgressBar,
  showNumber,
  SummaryList,
} from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showKind } from "../roles.ts";

export const homeRoutes: readonly Route[] = [{ method: "GET", path: "/", answer: home }];

/** Seconds between two looks at a load that is under way. */
const LOOK_AGAIN = 3;

type Counts = Awaited<ReturnType<App["people"]["counts"]>>;

async function home(app: App, request: PageRequest): Promise<Answer> {
  const [states, counts] = await Promise.all([app.feeds.states(), app.people.counts()]);
  return page(<HomePage app={app} request={request} states={states} counts={counts} />);
}

type HomePageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly states: readonly FeedState[];
  readonly counts: Counts;
};

const HomePage = ({ app, request, states, counts }: HomePageProps) => (
  <StaffPage app={app} request={request} title={app.directory.place.name} current="home">
    <Heading level={1}>{app.directory.place.name}</Heading>
    <p>
      One record per person, put together from the files that {showOrganisations(app, request)} already export. You see
      what your role allows, and whatever you look at is logged.
    </p>
    <LoadProgress request={request} />
    <Figures states={states} counts={counts} loading={request.loading} />
    <Columns>
      <section>
        <Heading level={2}>Organisations</Heading>
        <OrganisationList app={app} />
      </section>
      <section>
        <Heading level={2}>Feeds</Heading>
        <FeedList app={app} states={states} />
      </section>
    </Columns>
  </StaffPage>
);

function showOrganisations({ directory: { place } }: App, { today }: PageRequest): string {
  const open = place.organisations.filter(({ closed }) => closed === undefined || closed >= today);
  const kinds = [...Map.groupBy(open, (one) => one.kind)].filter(([kind]) => kind !== "place");
  return kinds.map(([kind, own]) => showKind(kind, own.length)).join(", ");
}

function LoadProgress({ request: { loading, query } }: { readonly request: PageRequest }) {
  if (!loading) return undefined;
  if (loading.state === "failed") {
    return (
      <InsetText>
        <p>Loading stopped: {loading.words}</p>
      </InsetText>
    );
  }
  if (!isUnderWay(loading)) return undefined;
  const { people, rows, words, entries } = loading;
  const still = query.has("still");
  return (
    <section aria-label="Loading">
      {/* React puts it into the head. */}
      {!still && <meta httpEquiv="refresh" content={String(LOOK_AGAIN)} />}
      <Heading level={2}>The demonstration is being made</Heading>
      <ProgressBar id="people-made" label="Making up people" done={people.done} total={people.total} unit="people" />
      <ProgressBar
        id="rows-loaded"
        label="Loading their agencies' files"
        done={rows.done}
        total={rows.total}
        unit="rows"
        note={`${showNumber(entries)} entries. ${words}`}
      />
      <p>
        Whoever is loaded can be found already.{" "}
        {still ? (
          <a href="/">Keep this page up to date</a>
        ) : (
          <>
            This page asks again every {LOOK_AGAIN} seconds. <a href="/?still">Keep it still</a>
          </>
        )}
      </p>
    </section>
  );
}

function Figures({
  states,
  counts,
  loading,
}: Pick<HomePageProps, "states" | "counts"> & { loading: Loading | undefined }) {
  if (counts.patients === 0 && isUnderWay(loading)) return undefined;
  if (counts.patients === 0) return <NothingLoaded />;
  const entries = states.reduce((sum, one) => sum + one.entries, 0);
  return (
    <>
      <p className="ws-lead">
        <strong>{counted(counts.persons, "person", "people")}</strong>, put together from{" "}
        {counted(counts.patients, "registration")} and {counted(entries, "entry", "entries")}.
      </p>
      <ActionLink href="/find">Find a person</ActionLink>
    </>
  );
}

const NothingLoaded = () => (
  <EmptyState next={{ text: "What the feeds expect", href: "/feeds" }}>
    Nothing is loaded yet. Put the agencies' files in a folder and run <code>bin/wholestory load FOLDER</code>.
  </EmptyState>
);

const OrganisationList = ({ app }: Pick<HomePageProps, "app">) => (
  <SummaryList
    rows={app.directory.place.organisations.map(({ ods, name, kind, people, closed, succeededBy }) => ({
      key: name,
      value: [
        `${capital(showKind(kind, 1).replace(/^1 /, ""))} (${ods})`,
        people !== undefined && `serves ${counted(people, "person", "people")}`,
        closed && `closed${succeededBy ? `, carried on by ${app.directory.nameOf(succeededBy)}` : ""}`,
      ]
        .filter(Boolean)
        .join(", "),
    }))}
  />
);

const FeedList = ({ app, states }: Pick<HomePageProps, "app" | "states">) => (
  <ul className="nhsuk-list">
    {states.map(({ feed, freshness }) => (
      <li key={feed.id}>
        <Freshness
          name={feed.name}
          arrived={freshness.arrived.length}
          expected={feed.organisations.length}
          unit={showSenderKind(feed, app.directory)}
          ageDays={freshness.ageDays}
          dueEveryDays={feed.expectedEveryDays}
          href={`/feeds/${feed.id}`}
        />
        <p className="nhsuk-hint">
          {showFormat(feed.format)} from {showSenders(feed, app.directory)}, expected {showRhythm(feed)}.
        </p>
      </li>
    ))}
  </ul>
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
