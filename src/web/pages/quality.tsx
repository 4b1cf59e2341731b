import type { App } from "#app";
import { feedId, type OdsCode } from "#base";
import type { FeedState, FieldShare, Share, SourceQuality } from "#feeds";
import type { SourceLinks } from "#people";
import { coverageOf, coverageWords } from "../coverage.ts";
import { FeedFreshness } from "../feed-freshness.tsx";
import { StaffPage } from "../layout.tsx";
import { counted, EmptyState, Heading, showNumber, Sparkline, Table, type TableCell } from "../parts/index.ts";
import { showShare } from "../share.ts";
import { notFound, page, type Answer, type CsvPieces, type PageRequest, type Route } from "../route.ts";

/** How good is what each feed brings: fresh, whole, complete, once, in time? */
export const qualityRoutes: readonly Route[] = [
  { method: "GET", path: "/quality", answer: qualityPage },
  { method: "GET", path: "/quality.csv", answer: qualityFile },
  { method: "GET", path: "/feeds/:feed/quality", answer: feedQualityPage },
];

type FeedQuality = { readonly state: FeedState; readonly sources: readonly SourceQuality[] };

const qualityOfAll = async (app: App): Promise<readonly FeedQuality[]> => {
  const states = await app.feeds.states();
  return Promise.all(states.map(async (state) => ({ state, sources: await app.feeds.quality(state.feed) })));
};

async function qualityPage(app: App, request: PageRequest): Promise<Answer> {
  const [feeds, patients, twice] = await Promise.all([
    qualityOfAll(app),
    app.people.countsBySource(),
    app.people.registeredTwice(),
  ]);
  return page(
    <StaffPage {...{ app, request }} title="Quality" current="feeds" breadcrumbs={[FEEDS]}>
      <Heading level={1}>Quality</Heading>
      <p>
        How far each feed can be trusted: whether it is fresh, covers everybody, fills the fields that matter most, says
        things once, and comes in time. <a href="/quality.csv">All figures as a table (CSV)</a>
      </p>
      {feeds.length === 0 ? (
        <EmptyState>The place file names no feeds.</EmptyState>
      ) : (
        <Table
          caption="Each feed"
          captionHidden
          responsive
          firstCellIsHeader
          columns={COLUMNS}
          rows={feeds.map((one) => feedCells(app, one, patients, twice))}
        />
      )}
    </StaffPage>,
  );
}

const FEEDS = { text: "Feeds", href: "/feeds" };

const COLUMNS = [
  "Feed",
  { header: "Registrations of people served", numeric: true },
  { header: "Key fields filled", numeric: true },
  "Most often empty",
  { header: "Rows refused", numeric: true },
  { header: "Came twice", numeric: true },
  { header: "Late entries", numeric: true },
  "Key fields filled over time",
] as const;

function feedCells(
  app: App,
  { state, sources }: FeedQuality,
  patients: readonly SourceLinks[],
  twice: readonly { source: OdsCode; persons: number }[],
): readonly TableCell[] {
  const { feed, complete } = state;
  const rows = sources.map((one) => one.rowsRejected);
  const registered = twice.filter((one) => feed.organisations.includes(one.source));
  return [
    <>
      <FeedFreshness app={app} state={state} />
      <br />
      <a href={`/feeds/${feed.id}/quality`}>Field by field</a>
    </>,
    coverageWords(coverageOf(feed.organisations, patients, app.directory)),
    showShare(complete),
    emptiest(sources),
    showShare(sumOf(rows)),
    twiceWords(
      sources,
      registered.reduce((sum, one) => sum + one.persons, 0),
    ),
    showShare(sumOf(sources.map((one) => one.late))),
    <Trend id={`complete-${feed.id}`} sources={sources} />,
  ];
}

const sumOf = (shares: readonly Share[]): Share => ({
  count: shares.reduce((sum, one) => sum + one.count, 0),
  of: shares.reduce((sum, one) => sum + one.of, 0),
});

/** The field that is empty most often, in words. */
function emptiest(sources: readonly SourceQuality[]): string {
  const fields = fieldsOfAll(sources).filter((one) => one.count < one.of);
  const [worst] = fields.toSorted((a, b) => a.count / a.of - b.count / b.of);
  if (!worst) return "None";
  return `${worst.field} of ${showType(worst.type)}: ${showShare({ count: worst.of - worst.count, of: worst.of })} empty`;
}

/** Each field over all sources. */
function fieldsOfAll(sources: readonly SourceQuality[]): readonly FieldShare[] {
  const groups = Map.groupBy(
    sources.flatMap((one) => one.fields),
    ({ type, field }) => `${type} ${field}`,
  );
  return [...groups.values()].flatMap((own) => (own[0] ? [{ ...own[0], ...sumOf(own) }] : []));
}

/** Types as people call them. */
const TYPES: Readonly<Record<string, string>> = {
  Patient: "registrations",
  Condition: "problems",
  Observation: "measurements and results",
  MedicationRequest: "medicines",
  Encounter: "visits and stays",
  CarePlan: "plans and packages of care",
  ServiceRequest: "referrals and requests",
  Procedure: "procedures",
  AllergyIntolerance: "allergies",
  Immunization: "vaccinations",
};

const showType = (type: string): string => TYPES[type] ?? type;

function twiceWords(sources: readonly SourceQuality[], persons: number): string {
  const files = sources.reduce((sum, one) => sum + one.repeated, 0);
  const words = [
    files > 0 && counted(files, "delivery", "deliveries"),
    persons > 0 && `${counted(persons, "person", "people")} registered twice`,
  ].filter((one) => one !== false);
  return words.length > 0 ? words.join(", ") : "Nothing";
}

/** How complete deliveries were, by the day that they tell up to. */
function Trend({ id, sources }: { readonly id: string; readonly sources: readonly SourceQuality[] }) {
  const days = Map.groupBy(
    sources.flatMap((one) => one.trend).filter((one) => one.complete.of > 0),
    (one) => one.received.toISOString().slice(0, 10),
  );
  const points = [...days].map(([date, own]) => {
    const { count, of } = sumOf(own.map((one) => one.complete));
    return { date, value: Math.round((1000 * count) / of) / 10 };
  });
  if (points.length < 2) return <>{points.length === 0 ? "None yet" : "One delivery"}</>;
  return <Sparkline id={id} name="Key fields filled, by the day that deliveries tell up to" unit="%" points={points} />;
}

async function feedQualityPage(app: App, request: PageRequest): Promise<Answer> {
  const id = feedId(request.params["feed"] ?? "");
  const feed = app.directory.feed(id);
  if (!feed) return notFound("This place has no such feed.");
  const sources = await app.feeds.quality(feed);
  return page(
    <StaffPage
      {...{ app, request }}
      title={`Quality of ${feed.name}`}
      current="feeds"
      breadcrumbs={[FEEDS, { text: feed.name, href: `/feeds/${feed.id}` }, { text: "Quality", href: "/quality" }]}
    >
      <Heading level={1}>Quality of {feed.name}</Heading>
      {sources.length === 0 ? (
        <EmptyState>This feed has brought nothing yet.</EmptyState>
      ) : (
        <>
          <p>How often the fields that matter most are filled, by who sends them. Ask the sender about what is low.</p>
          {typesOf(sources).map((type) => (
            <FieldTable key={type} app={app} type={type} sources={sources} />
          ))}
          <LateTable app={app} sources={sources} />
        </>
      )}
    </StaffPage>,
  );
}

const typesOf = (sources: readonly SourceQuality[]): readonly string[] => [
  ...new Set(sources.flatMap((one) => one.fields.map(({ type }) => type))),
];

type Sources = { readonly app: App; readonly sources: readonly SourceQuality[] };

function FieldTable({ app, type, sources }: Sources & { readonly type: string }) {
  const fields = [...new Set(fieldsOfAll(sources).flatMap((one) => (one.type === type ? one.field : [])))];
  const words = showType(type);
  return (
    <Table
      caption={`${words.charAt(0).toUpperCase()}${words.slice(1)}`}
      compact
      responsive
      firstCellIsHeader
      columns={["From", ...fields.map((field) => ({ header: field, numeric: true }))]}
      rows={sources
        .filter((one) => one.fields.some((field) => field.type === type))
        .map((one) => [
          app.directory.nameOf(one.source),
          ...fields.map((field) => {
            const share = one.fields.find((each) => each.type === type && each.field === field);
            return share ? showShare(share) : "";
          }),
        ])}
    />
  );
}

const LateTable = ({ app, sources }: Sources) => (
  <Table
    caption="Refused, said again, and late"
    compact
    responsive
    firstCellIsHeader
    columns={[
      "From",
      { header: "Deliveries", numeric: true },
      { header: "Rows refused", numeric: true },
      { header: "Entries that said nothing new", numeric: true },
      { header: "Deliveries that came twice", numeric: true },
      { header: "Entries later than expected", numeric: true },
    ]}
    rows={sources.map((one) => [
      app.directory.nameOf(one.source),
      showNumber(one.deliveries),
      showShare(one.rowsRejected),
      showShare(one.unchanged),
      showNumber(one.repeated),
      showShare(one.late),
    ])}
  />
);

async function qualityFile(app: App): Promise<Answer> {
  const feeds = await qualityOfAll(app);
  return {
    kind: "csv",
    name: "quality.csv",
    columns: ["feed", "organisation", "measure", "of what", "count", "of"],
    rows: csvRows(app, feeds),
  };
}

async function* csvRows(app: App, feeds: readonly FeedQuality[]): CsvPieces {
  for (const { state, sources } of feeds) {
    for (const one of sources) {
      const row = (measure: string, what: string, { count, of }: Share) =>
        [state.feed.name, app.directory.nameOf(one.source), measure, what, count, of] as const;
      yield [
        ...one.fields.map((field) => row("filled", `${field.type}: ${field.field}`, field)),
        row("rows refused", "rows", one.rowsRejected),
        row("said nothing new", "entries", one.unchanged),
        row("came twice", "deliveries", { count: one.repeated, of: one.deliveries }),
        row("late", "entries", one.late),
      ];
    }
  }
}
