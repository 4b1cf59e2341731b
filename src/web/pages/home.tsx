import type { App } from "#app";
import type { FeedState } from "#feeds";
import type { Workload } from "#people";
import { RULING_ROLES, type Waiting } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { FeedFreshness } from "../feed-freshness.tsx";
import { showFormat, showRhythm, showSenders } from "../feed-words.ts";
import { isUnderWay, showProgress, type Loading } from "../loading.ts";
import { LogThatWaits, RulingsThatWait } from "../log/waiting.tsx";
import {
  ActionLink,
  Columns,
  counted,
  EmptyState,
  Heading,
  InsetText,
  ProgressBar,
  showNumber,
  Table,
} from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showKind } from "../roles.ts";

export const homeRoutes: readonly Route[] = [{ method: "GET", path: "/", answer: home }];

/** Seconds between two looks at a load that is under way. */
const LOOK_AGAIN = 3;

type Counts = Awaited<ReturnType<App["people"]["counts"]>>;

async function home(app: App, request: PageRequest): Promise<Answer> {
  const [states, counts, workload, waiting] = await Promise.all([
    app.feeds.states(),
    app.people.counts(),
    isUnderWay(request.loading) ? undefined : app.people.review.workload(),
    request.actor.role === "information-governance" ? app.logWatch.waiting() : undefined,
  ]);
  return page(<HomePage {...{ app, request, states, counts, workload, waiting }} />);
}

type HomePageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly states: readonly FeedState[];
  readonly counts: Counts;
  /** None while files are loaded: it changes all the time, and counting takes a while. */
  readonly workload: Workload | undefined;
  /** What waits for information governance, for those who see to it. */
  readonly waiting: Waiting | undefined;
};

const HomePage = ({ app, request, states, counts, workload, waiting }: HomePageProps) => (
  <StaffPage app={app} request={request} title={app.directory.place.name} current="home">
    <Heading level={1}>{app.directory.place.name}</Heading>
    <p className="ws-lead">
      One record per person, put together from the files that {showContributors(app)} already export, with who said
      what, and when. Whatever you look at is logged under your name.
    </p>
    {request.loading && <LoadStatus loading={request.loading} />}
    <div data-live="progress">
      <LoadProgress request={request} />
    </div>
    <div data-live="figures">
      <Figures states={states} counts={counts} loading={request.loading} />
      {workload && <PairsThatWait workload={workload} />}
      {waiting && (
        <>
          <ClaimsThatWait claims={waiting.claims + waiting.emergencies} />
          <LogThatWaits waiting={waiting} />
        </>
      )}
      {(waiting ?? RULING_ROLES.includes(request.actor.role)) && <RulingsThatWait count={waiting?.rulings} />}
    </div>
    <Columns>
      <section>
        <Heading level={2}>Organisations</Heading>
        <OrganisationList app={app} />
      </section>
      <section>
        <Heading level={2}>Feeds</Heading>
        <div data-live="feeds">
          <FeedList app={app} states={states} />
        </div>
      </section>
    </Columns>
  </StaffPage>
);

/** "4 GP practices and 2 councils": those who are expected to send. */
function showContributors({ directory }: App): string {
  const sources = new Set(directory.place.feeds.flatMap((feed) => feed.organisations));
  const kinds = Map.groupBy(sources, (ods) => directory.organisation(ods)?.kind ?? "place");
  const words = [...kinds].map(([kind, own]) => showKind(kind, own.length));
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
}

/** Told aloud to whoever cannot see the bars; in tens, so that it does not talk all the time. */
const LoadStatus = ({ loading }: { readonly loading: Loading }) => (
  <p className="nhsuk-u-visually-hidden" role="status" data-live="status">
    {showProgress(loading)}
  </p>
);

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
  if (people.total === 0) {
    return (
      <InsetText>
        <p>
          {words} <a href="/feeds">See Feeds</a> for how far each has come.
        </p>
      </InsetText>
    );
  }
  const still = query.has("still");
  return (
    <section aria-label="Loading" data-refresh={still ? undefined : LOOK_AGAIN}>
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
        <span className="ws-refresh">
          {still ? <a href="/">Keep this page up to date</a> : <a href="/?still">Keep this page still</a>}
          {" or "}
          <a href={still ? "/?still" : "/"}>refresh it now</a>.
        </span>
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
      <p>
        <strong>{counted(counts.persons, "person", "people")}</strong>, put together from{" "}
        {counted(counts.patients, "registration")} and {counted(entries, "entry", "entries")}.
      </p>
      <ActionLink href="/find">Find a person</ActionLink>
      <p>
        Nobody's name to hand? <a href="/find/examples">See ten made-up people</a> whom several organisations know.
      </p>
    </>
  );
}

/** How much waits for data quality. */
const PairsThatWait = ({ workload: { waiting } }: { readonly workload: Workload }) => {
  const pairs = waiting.apart + waiting.rival + waiting.joined;
  if (pairs === 0) return undefined;
  return (
    <p>
      <a href="/links">{counted(pairs, "pair")} of registrations</a> {pairs === 1 ? "waits" : "wait"} for somebody to
      say whether they are one person.
    </p>
  );
};

/** How often somebody was let in by their own word and nobody has looked at it. */
const ClaimsThatWait = ({ claims }: { readonly claims: number }) => (
  <p>
    <a href="/claims">{claims === 0 ? "Nobody" : counted(claims, "time that somebody", "times that somebody")}</a>{" "}
    {claims === 0
      ? "who was let in by their own word waits to be looked at."
      : `was let in by their own word ${claims === 1 ? "waits" : "wait"} to be looked at.`}
  </p>
);

const NothingLoaded = () => (
  <EmptyState next={{ text: "What the feeds expect", href: "/feeds" }}>
    Nothing is loaded yet. Put the agencies' files in a folder and run <code>bin/wholestory load FOLDER</code>.
  </EmptyState>
);

const OrganisationList = ({ app: { directory } }: Pick<HomePageProps, "app">) => (
  <Table
    caption="Organisations of this place"
    captionHidden
    responsive
    classes="ws-dense"
    columns={["Organisation", "What it is", { header: "People served", numeric: true }]}
    rows={directory.place.organisations.map(({ ods, name, kind, people, closed, succeededBy }) => [
      name,
      [
        `${capital(showKind(kind, 1).replace(/^1 /, ""))} (${ods})`,
        closed && `closed${succeededBy ? `, carried on by ${directory.nameOf(succeededBy)}` : ""}`,
      ]
        .filter(Boolean)
        .join(", "),
      people === undefined ? "" : showNumber(people),
    ])}
  />
);

const FeedList = ({ app, states }: Pick<HomePageProps, "app" | "states">) => (
  <ul className="nhsuk-list">
    {states.map((state) => (
      <li key={state.feed.id}>
        <FeedFreshness app={app} state={state} />
        <p className="nhsuk-hint">
          {showFormat(state.feed.format)} from {showSenders(state.feed, app.directory)}, expected{" "}
          {showRhythm(state.feed)}.
        </p>
      </li>
    ))}
  </ul>
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
