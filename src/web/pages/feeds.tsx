import type { App } from "#app";
import type { Delivery, FeedSource, FeedState } from "#feeds";
import type { SourceLinks } from "#people";
import type { Directory } from "#place";
import { coverageOf, coverageWords } from "../coverage.ts";
import { feedNeed, showFormat, showRhythm, showSenderKind } from "../feed-words.ts";
import { StaffPage } from "../layout.tsx";
import { isUnderWay } from "../loading.ts";
import {
  counted,
  EmptyState,
  Freshness,
  Heading,
  showDate,
  showDateTime,
  showNumber,
  Sparkline,
  StatusShape,
  Table,
  type TableCell,
} from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

export const feedsRoutes: readonly Route[] = [{ method: "GET", path: "/feeds", answer: feedsPage }];

/** A feed with its latest deliveries. */
type FeedRow = { readonly state: FeedState; readonly deliveries: readonly Delivery[] };

async function feedsPage(app: App, request: PageRequest): Promise<Answer> {
  const [states, patients] = await Promise.all([app.feeds.states(), app.people.countsBySource()]);
  const rows = await Promise.all(
    states.map(async (state) => ({ state, deliveries: await app.feeds.deliveries(state.feed.id) })),
  );
  return page(<FeedsPage app={app} request={request} rows={rows} patients={patients} />);
}

type FeedsPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly rows: readonly FeedRow[];
  readonly patients: readonly SourceLinks[];
};

const FeedsPage = ({ app, request, rows, patients }: FeedsPageProps) => (
  <StaffPage app={app} request={request} title="Feeds" current="feeds" breadcrumbs={[]}>
    <Heading level={1}>Feeds</Heading>
    <p>
      <a href="/quality">Quality</a> · <a href="/labels">Rules for labels</a>
    </p>
    <Verdict app={app} request={request} rows={rows} />
    <FeedTable app={app} request={request} rows={rows} patients={patients} />
    {app.keeper.mayChangeFeeds(request.actor) && (
      <p>
        A spreadsheet that none of these reads? <a href="/feeds/mapping">Say how it is read</a>.
      </p>
    )}
    <Heading level={2}>By organisation</Heading>
    <OrganisationTable directory={app.directory} states={rows.map((row) => row.state)} patients={patients} />
    <Heading level={2} id="not-yet-linked">
      Not yet linked
    </Heading>
    <NotYetLinked directory={app.directory} patients={patients} />
  </StaffPage>
);

function Verdict({ app, request, rows }: Omit<FeedsPageProps, "patients">) {
  if (rows.length === 0) return <EmptyState>The place file names no feeds.</EmptyState>;
  const underWay = isUnderWay(request.loading);
  const acting = rows.filter(({ state }) => feedNeed(state, app.directory, underWay).status === "act");
  if (underWay) return <p>Files are being loaded now; the counts below grow until it is done.</p>;
  if (acting.length === 0) return <p>Nobody has to act now. What has not come, or was refused, is said below.</p>;
  return <p>{`${counted(acting.length, "feed needs", "feeds need")} somebody to act.`}</p>;
}

const FeedTable = ({ app, request, rows, patients }: FeedsPageProps) => (
  <Table
    caption="Each feed"
    captionHidden
    responsive
    firstCellIsHeader
    columns={[
      "Feed",
      "How old and whole",
      "Last received",
      "Expected",
      { header: "Registrations of people served", numeric: true },
      { header: "Entries", numeric: true },
      { header: "Refused", numeric: true },
      "Rows over time",
      "To do",
    ]}
    rows={rows.map((row) => feedCells(app, request, row, patients))}
  />
);

function feedCells(
  { directory }: App,
  request: PageRequest,
  { state, deliveries }: FeedRow,
  patients: readonly SourceLinks[],
) {
  const { feed, freshness } = state;
  const need = feedNeed(state, directory, isUnderWay(request.loading));
  const coverage = coverageOf(feed.organisations, patients, directory);
  const cells: TableCell[] = [
    <a href={`/feeds/${feed.id}`}>{feed.name}</a>,
    <Freshness
      name={showFormat(feed.format)}
      arrived={freshness.arrived.length}
      expected={feed.organisations.length}
      unit={showSenderKind(feed, directory)}
      ageDays={freshness.ageDays}
      dueEveryDays={feed.expectedEveryDays}
    />,
    state.lastReceived ? showDateTime(state.lastReceived) : "Never",
    showRhythm(feed),
    coverageWords(coverage),
    showNumber(state.entries),
    refusedCell(state, `/feeds/${feed.id}#deliveries`),
    <Volume id={`volume-${feed.id}`} deliveries={deliveries} />,
    <StatusShape status={need.status}>{need.words}</StatusShape>,
  ];
  return cells;
}

type Refused = { readonly rowsRejected: number; readonly fieldsRejected: number };

/** "12 rows, 40 fields", leading to them. */
function refusedCell({ rowsRejected, fieldsRejected }: Refused, href: string): TableCell {
  if (rowsRejected + fieldsRejected === 0) return "None";
  return <a href={href}>{`${counted(rowsRejected, "row")}, ${counted(fieldsRejected, "field")}`}</a>;
}

/** How many rows came, by the day up to which they tell. One day is no trend. */
function Volume({ id, deliveries }: { readonly id: string; readonly deliveries: readonly Delivery[] }) {
  const loaded = deliveries.filter((one) => one.state === "loaded");
  const byDay = Map.groupBy(loaded, (one) => (one.asAt ?? one.received).toISOString().slice(0, 10));
  const points = [...byDay].map(([date, own]) => ({ date, value: own.reduce((sum, one) => sum + one.rowsRead, 0) }));
  if (points.length < 2) return <>{points[0] ? counted(points[0].value, "row") : "None yet"}</>;
  return <Sparkline id={id} name="Rows received, by the day that they tell up to" unit="rows" points={points} />;
}

type OrganisationTableProps = {
  readonly directory: Directory;
  readonly states: readonly FeedState[];
  readonly patients: readonly SourceLinks[];
};

const OrganisationTable = ({ directory, states, patients }: OrganisationTableProps) => (
  <Table
    caption="Each organisation and feed"
    captionHidden
    compact
    responsive
    firstCellIsHeader
    columns={[
      "Organisation",
      "Feed",
      "Last received",
      "Newest news",
      { header: "Deliveries", numeric: true },
      { header: "Entries", numeric: true },
      { header: "Registrations of people served", numeric: true },
      { header: "Refused", numeric: true },
    ]}
    rows={states.flatMap((state) =>
      state.feed.organisations.map((ods) => {
        const source = state.sources.find((one) => one.source === ods);
        return [directory.nameOf(ods), state.feed.name, ...sourceCells(state, source, directory, patients)];
      }),
    )}
  />
);

function sourceCells(
  { feed }: FeedState,
  source: FeedSource | undefined,
  directory: Directory,
  patients: readonly SourceLinks[],
): readonly TableCell[] {
  if (!source) return ["Nothing yet", "", 0, 0, "", ""];
  return [
    showDate(source.lastReceived),
    source.asAt ? showDate(source.asAt) : "Not said",
    showNumber(source.deliveries),
    showNumber(source.entries),
    coverageWords(coverageOf([source.source], patients, directory)),
    refusedCell(source, `/feeds/${feed.id}#deliveries`),
  ];
}

const NotYetLinked = ({ directory, patients }: Omit<OrganisationTableProps, "states">) => {
  if (patients.length === 0) return <EmptyState>No registrations have come yet.</EmptyState>;
  const all = patients.reduce((sum, one) => sum + one.patients, 0);
  const linked = patients.reduce((sum, one) => sum + one.linked, 0);
  if (linked === all) return <EmptyState>Every registration is linked to another.</EmptyState>;
  return (
    <>
      <p>
        Registrations are linked by a traced NHS number and the date of birth, or where what they say of name, birth,
        home and number is likely enough to be of one person. Of {counted(all, "registration")},{" "}
        {showNumber(all - linked)} stand alone. <a href="/links">Which pairs wait for somebody to decide</a>
      </p>
      <Table
        caption="Registrations that are not yet linked, by organisation and reason"
        captionHidden
        compact
        firstCellIsHeader
        columns={[
          "Organisation",
          "Why",
          { header: "Not yet linked", numeric: true },
          { header: "Of its registrations", numeric: true },
        ]}
        rows={patients.flatMap((one) => aloneCells(directory.nameOf(one.source), one))}
      />
    </>
  );
};

/** One row for each reason why registrations of an organisation stand alone. */
const aloneCells = (organisation: string, { patients: all, links }: SourceLinks): readonly TableCell[][] =>
  links
    .filter((one) => one.method === "alone")
    .map(({ reason, patients }) => [organisation, reason, showNumber(patients), showNumber(all)]);
