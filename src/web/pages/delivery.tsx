import type { App } from "#app";
import { deliveryId, failed, succeeded, type Outcome } from "#base";
import type { Delivery, RejectionGroup, RejectionLine } from "#feeds";
import { CLOSED_WORDS, type ListPermit } from "#sharing";
import { showActor } from "../act-words.tsx";
import { markedRow } from "../marked-row.ts";
import { showAbsentKept, showDeliveryState } from "../feed-words.ts";
import { StaffPage } from "../layout.tsx";
import { isUnderWay } from "../loading.ts";
import {
  Columns,
  counted,
  EmptyState,
  Heading,
  InsetText,
  showDateTime,
  showNumber,
  SummaryList,
  Table,
} from "../parts/index.ts";
import {
  type Answer,
  answerOf,
  type CsvPieces,
  numberIn,
  page,
  type PageRequest,
  problem,
  type Route,
} from "../route.ts";

export const deliveryRoutes: readonly Route[] = [
  { method: "GET", path: "/deliveries/:delivery", answer: deliveryPage },
  { method: "GET", path: "/deliveries/:delivery/rejections.csv", answer: rejectionsFile },
];

type Found = {
  readonly delivery: Delivery;
  /** What was refused; or why it is not shown: rows as received are personal data. */
  readonly groups: Outcome<readonly RejectionGroup[]>;
  readonly blankings: Awaited<ReturnType<App["feeds"]["blankings"]>>;
};

/** The leave to see what was refused of a delivery: to put its feed right, or to have rows forgotten. */
async function mayList(app: App, { actor }: PageRequest, { source }: Delivery): Promise<Outcome<ListPermit>> {
  const purpose = actor.role === "information-governance" ? "records-management" : "data-quality";
  const permit = await app.sharing.mayList({ actor: actor.id, purpose, what: "rejections of a delivery" });
  if (!permit.ok || permit.value.sources.includes(source)) return permit;
  return failed({ kind: "refused", message: CLOSED_WORDS["source has not signed"] });
}

const findDelivery = (app: App, { params }: PageRequest): Promise<Outcome<Delivery>> =>
  app.feeds.delivery(deliveryId(numberIn(params["delivery"])));

/** A delivery's number; 0, which no delivery has, for anything else. */

async function deliveryPage(app: App, request: PageRequest): Promise<Answer> {
  const asked = await findDelivery(app, request);
  if (!asked.ok) return problem(asked.problem);
  const delivery = asked.value;
  const permit = await mayList(app, request, delivery);
  const groups = permit.ok ? succeeded(await app.feeds.rejections(permit.value, delivery.id)) : permit;
  const blankings = await app.feeds.blankings(delivery.id);
  return page(<DeliveryPage app={app} request={request} found={{ delivery, groups, blankings }} />);
}

/** What was refused, line by line. Without the values and rows themselves, so that the file can be sent to the source. */
async function rejectionsFile(app: App, request: PageRequest): Promise<Answer> {
  const delivery = await findDelivery(app, request);
  if (!delivery.ok) return problem(delivery.problem);
  const permit = await mayList(app, request, delivery.value);
  return answerOf(permit, (own) => ({
    kind: "csv",
    name: `rejections-of-delivery-${delivery.value.id}.csv`,
    columns: ["line", "field", "reason", "accepted", "lost"],
    rows: csvRowsOf(app.feeds.rejectionLines(own, delivery.value.id)),
  }));
}

async function* csvRowsOf(pieces: AsyncIterable<readonly RejectionLine[]>): CsvPieces {
  for await (const piece of pieces) {
    yield piece.map(({ line, field, reason, accepted, lost }) => [line, field, reason, accepted, lost]);
  }
}

type DeliveryPageProps = { readonly app: App; readonly request: PageRequest; readonly found: Found };

const DeliveryPage = ({ app, request, found }: DeliveryPageProps) => {
  const { delivery } = found;
  const feed = app.directory.feed(delivery.feed);
  return (
    <StaffPage
      app={app}
      request={request}
      title={`Delivery ${delivery.id}`}
      current="feeds"
      breadcrumbs={[
        { text: "Feeds", href: "/feeds" },
        { text: feed?.name ?? delivery.feed, href: `/feeds/${delivery.feed}` },
      ]}
    >
      <Heading
        level={1}
        caption={`${app.directory.nameOf(delivery.source)}, received ${showDateTime(delivery.received)}`}
      >
        {delivery.name}
      </Heading>
      <State delivery={delivery} request={request} />
      <AbsentKept delivery={delivery} />
      <Columns>
        <div>
          <RowCounts delivery={delivery} />
        </div>
        <div>
          <EntryCounts delivery={delivery} />
        </div>
      </Columns>
      <Heading level={2} id="refused">
        Refused, by reason
      </Heading>
      <Rejections app={app} found={found} />
    </StaffPage>
  );
};

function State({ delivery: { state }, request }: { readonly delivery: Delivery; readonly request: PageRequest }) {
  if (state === "loaded") return undefined;
  if (state === "open") return <p>This delivery is {showDeliveryState(state, false)} until the day is over.</p>;
  const underWay = isUnderWay(request.loading);
  const next = underWay
    ? "The counts grow until it is done."
    : "Load the same file again: it goes on after the last row that was kept.";
  return (
    <p>
      This delivery is {showDeliveryState(state, underWay)}. {next}
    </p>
  );
}

function AbsentKept({ delivery }: { readonly delivery: Delivery }) {
  const words = showAbsentKept(delivery);
  return words === undefined ? undefined : <InsetText>{words}</InsetText>;
}

const RowCounts = ({ delivery: { rowsRead, rowsRejected, fieldsRejected } }: { readonly delivery: Delivery }) => (
  <Table
    caption="Rows"
    compact
    firstCellIsHeader
    columns={["What became of them", { header: "Rows", numeric: true }]}
    rows={[
      ["Read", showNumber(rowsRead)],
      ["= taken", showNumber(rowsRead - rowsRejected)],
      ["+ refused", showNumber(rowsRejected)],
      ["Fields refused in rows that were taken", showNumber(fieldsRejected)],
    ]}
  />
);

const EntryCounts = ({ delivery }: { readonly delivery: Delivery }) => (
  <Table
    caption="Entries"
    compact
    firstCellIsHeader
    columns={["What became of them", { header: "Entries", numeric: true }]}
    rows={[
      ["Brought", showNumber(delivery.entries)],
      ["= new", showNumber(delivery.created)],
      ["+ newer versions of known ones", showNumber(delivery.updated)],
      ["+ older versions, kept behind the present one", showNumber(delivery.earlier)],
      ["+ the same as known", showNumber(delivery.unchanged)],
      ["+ not taken, since it was sealed or erased here", showNumber(delivery.barred)],
      ["Ended, since this delivery no longer holds them", showNumber(delivery.ended)],
      ["Absent, but kept", showNumber(delivery.absentKept)],
    ]}
  />
);

function Rejections({ app, found }: Pick<DeliveryPageProps, "app" | "found">) {
  const { delivery, blankings } = found;
  if (!found.groups.ok) {
    return delivery.rowsRejected + delivery.fieldsRejected === 0 ? (
      <EmptyState>Everything in this delivery was taken.</EmptyState>
    ) : (
      <p>What was refused is not shown to you, since it holds personal data. {found.groups.problem.message}</p>
    );
  }
  const groups = found.groups.value;
  if (groups.length === 0) return <EmptyState>Everything in this delivery was taken.</EmptyState>;
  const times = groups.reduce((sum, one) => sum + one.times, 0);
  return (
    <>
      <p>
        {counted(times, "refusal")} for {counted(groups.length, "reason")}.{" "}
        <a href={`/deliveries/${delivery.id}/rejections.csv`}>Take them as a CSV file</a>, every line, without names or
        values, to send to the source. You see one row of each here; your looking is logged.
      </p>
      {blankings.map((one) => (
        <InsetText key={one.at.toISOString()}>
          <p>
            {`What stood in ${counted(one.rejections, "refusal")} was removed on ${showDateTime(one.at)} by ${showActor(app, one)}: ${one.reason}`}
          </p>
        </InsetText>
      ))}
      <p>
        <a href={`/deliveries/${delivery.id}/remove-refused`}>Remove what stood in refused rows</a>, where somebody is
        to be forgotten.
      </p>
      {groups.map((group) => (
        <Rejection group={group} key={`${group.field} ${group.reason} ${group.lost}`} />
      ))}
    </>
  );
}

function Rejection({ group }: { readonly group: RejectionGroup }) {
  const { field, reason, accepted, lost, times, lines, example } = group;
  const more = times > lines.length ? " and more" : "";
  return (
    <section>
      <Heading level={3}>
        {field}: {reason}
      </Heading>
      <SummaryList
        rows={[
          {
            key: "How often",
            value: `${counted(times, "time")}, in ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}${more}`,
          },
          { key: "Lost", value: lost === "row" ? "The whole row" : "This field; the rest of the row was kept" },
          { key: "Accepted", value: accepted },
          ...(example.value === undefined ? [] : [{ key: "Received", value: <samp>{example.value}</samp> }]),
          ...(example.row === undefined
            ? []
            : [{ key: `Line ${example.line}`, value: <ExampleRow row={example.row} value={example.value} /> }]),
        ]}
      />
    </section>
  );
}

const ExampleRow = ({ row, value }: { readonly row: string; readonly value: string | undefined }) => {
  const { before, marked, after } = markedRow(row, value);
  return (
    <samp>
      {before}
      {marked && <mark>{marked}</mark>}
      {after}
    </samp>
  );
};
