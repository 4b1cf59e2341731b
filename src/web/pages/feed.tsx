import type { App } from "#app";
import { feedId } from "#base";
import type { Delivery, FeedState, MessagesToday } from "#feeds";
import { feedNeed, showDeliveryState, showFormat, showRhythm, showSenderKind, showSenders } from "../feed-words.ts";
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
  showTime,
  StatusShape,
  SummaryList,
  Table,
  type TableCell,
} from "../parts/index.ts";
import { notFound, page, type Answer, type PageRequest, type Route } from "../route.ts";

export const feedRoutes: readonly Route[] = [{ method: "GET", path: "/feeds/:feed", answer: feedPage }];

const MOST_SHOWN = 100;

async function feedPage(app: App, request: PageRequest): Promise<Answer> {
  const id = feedId(request.params["feed"] ?? "");
  const state = (await app.feeds.states()).find((one) => one.feed.id === id);
  if (!state) return notFound("This place has no such feed.");
  const deliveries = await app.feeds.deliveries(id, MOST_SHOWN);
  const messages = state.feed.format === "hl7-v2" ? await app.feeds.messagesToday(id) : undefined;
  return page(<FeedPage {...{ app, request, state, deliveries, messages }} />);
}

type FeedPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly state: FeedState;
  readonly deliveries: readonly Delivery[];
  readonly messages: MessagesToday | undefined;
};

const FeedPage = ({ app, request, state, deliveries, messages }: FeedPageProps) => (
  <StaffPage
    app={app}
    request={request}
    title={state.feed.name}
    current="feeds"
    breadcrumbs={[{ text: "Feeds", href: "/feeds" }]}
  >
    <Heading level={1}>{state.feed.name}</Heading>
    <Facts {...{ app, request, state, messages }} />
    <p>
      <a href={`/feeds/${state.feed.id}/send`}>Send a file</a> ·{" "}
      <a href={`/feeds/${state.feed.id}/quality`}>Quality, field by field</a>
      {state.feed.mapping && app.keeper.mayChangeFeeds(request.actor) && (
        <>
          {" "}
          · <a href={`/feeds/mapping?feed=${state.feed.id}`}>Change how its files are read</a>
        </>
      )}
    </p>
    <Heading level={2} id="deliveries">
      Deliveries
    </Heading>
    <Deliveries {...{ app, request, deliveries }} />
  </StaffPage>
);

function Facts({ app: { directory }, request, state, messages }: Omit<FeedPageProps, "deliveries">) {
  const { feed, freshness } = state;
  const need = feedNeed(state, directory, isUnderWay(request.loading));
  const missing = freshness.missing.map((ods) => directory.nameOf(ods)).join(", ");
  return (
    <SummaryList
      rows={[
        { key: "To do", value: <StatusShape status={need.status}>{need.words}</StatusShape> },
        {
          key: "News",
          value: (
            <Freshness
              name={showFormat(feed.format)}
              arrived={freshness.arrived.length}
              expected={feed.organisations.length}
              unit={showSenderKind(feed, directory)}
              ageDays={freshness.ageDays}
              dueEveryDays={feed.expectedEveryDays}
            />
          ),
        },
        {
          key: "Expected",
          value: `${showRhythm(feed)} from ${showSenders(feed, directory)}; each delivery is ${
            feed.deliveries === "snapshot" ? "all that the sender holds" : "what is new or changed"
          }`,
        },
        ...(messages && (feed.mllp || messages.messages > 0)
          ? [{ key: "Messages today", value: messagesWords(messages) }]
          : []),
        ...(missing ? [{ key: "Nothing yet from", value: missing }] : []),
        {
          key: "Brought",
          value: `${counted(state.deliveries, "delivery", "deliveries")}, ${counted(state.entries, "entry", "entries")}`,
        },
        {
          key: "Refused",
          value: `${counted(state.rowsRejected, "row")}, ${counted(state.fieldsRejected, "field")} of rows that were kept`,
        },
      ]}
    />
  );
}

/** "1,234 over MLLP, the last at 2:05pm". */
const messagesWords = ({ messages, last }: MessagesToday): string =>
  last ? `${showNumber(messages)} over MLLP, the last at ${showTime(last)}` : "None over MLLP yet";

function Deliveries({ app, request, deliveries }: Pick<FeedPageProps, "app" | "request" | "deliveries">) {
  if (deliveries.length === 0) {
    return (
      <EmptyState>
        This feed has brought nothing yet. Send a file, or load its files with <code>bin/wholestory load</code>.
      </EmptyState>
    );
  }
  return (
    <>
      <Table
        caption="Deliveries, newest first"
        captionHidden
        responsive
        firstCellIsHeader
        columns={[
          "File",
          "From",
          "Received",
          "Newest news",
          "State",
          { header: "Rows", numeric: true },
          { header: "Entries", numeric: true },
          { header: "Rows refused", numeric: true },
          { header: "Fields refused", numeric: true },
        ]}
        rows={deliveries.map((one) => deliveryCells(app, request, one))}
      />
      {deliveries.length === MOST_SHOWN && <p className="nhsuk-hint">The {MOST_SHOWN} newest are shown.</p>}
    </>
  );
}

function deliveryCells({ directory }: App, { loading }: PageRequest, delivery: Delivery): readonly TableCell[] {
  const { id, state, asAt } = delivery;
  const underWay = isUnderWay(loading);
  const isGood = state === "loaded" || state === "open";
  const status = isGood ? "good" : state === "received" && underWay ? "waiting" : "act";
  return [
    <a href={`/deliveries/${id}`}>{delivery.name}</a>,
    directory.nameOf(delivery.source),
    showDateTime(delivery.received),
    asAt ? showDate(asAt) : "Not said",
    <StatusShape status={status}>{showDeliveryState(state, underWay)}</StatusShape>,
    showNumber(delivery.rowsRead),
    showNumber(delivery.entries),
    refusedCount(delivery.rowsRejected, id),
    refusedCount(delivery.fieldsRejected, id),
  ];
}

/** How many were refused, leading to why. */
const refusedCount = (count: number, delivery: Delivery["id"]): TableCell =>
  count === 0 ? 0 : <a href={`/deliveries/${delivery}#refused`}>{showNumber(count)}</a>;
