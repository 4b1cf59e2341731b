import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import { UNUSUAL_KINDS, type MonthRow } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { countsOf, FOUND, unusualOf } from "../log/months.ts";
import { monthBeside } from "../month.ts";
import { asOfficer } from "../log/officer.tsx";
import { showOutcome } from "../log/unusual-words.ts";
import { EmptyState, Heading, showDate, showNumber, Table } from "../parts/index.ts";
import { csv, notFound, page, type Answer, type PageRequest, type Route } from "../route.ts";

const PATH = "/log/months/:month";

/** How often was looked in a month, what stood out, and what was found of it? */
export const logMonthRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: monthPage },
  { method: "GET", path: `${PATH}/counts.csv`, answer: monthFile },
];

type Month = { readonly month: string; readonly title: string; readonly row: MonthRow };

async function find(app: App, request: PageRequest): Promise<Outcome<Month, Answer>> {
  const { month = "" } = request.params;
  const permit = await asOfficer(app, request, { title: "A month of the log" });
  if (!permit.ok) return permit;
  if (month > request.today.slice(0, 7)) return failed(NO_MONTH);
  const row = await app.logWatch.month(permit.value, month);
  return row.ok ? succeeded({ month, title: showDate(month), row: row.value }) : failed(NO_MONTH);
}

const NO_MONTH = notFound("There is no such month of the log.");

async function monthPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<MonthPage {...{ app, request }} {...found.value} />) : found.problem;
}

const FOUND_WORDS = FOUND.map((outcome) => (outcome === null ? "Waits" : showOutcome(outcome)));

type MonthPageProps = Month & { readonly app: App; readonly request: PageRequest };

const MonthPage = ({ app, request, month, title, row }: MonthPageProps) => (
  <StaffPage {...{ app, request, title }} breadcrumbs={[LOG]}>
    <Heading level={1}>{title}</Heading>
    <p>
      {request.today.startsWith(month) && "So far. "}
      How often, and of nobody in particular. <a href={`/log/months/${month}/counts.csv`}>As a table (CSV)</a>
    </p>
    <Table
      caption="How often"
      captionHidden
      firstCellIsHeader
      classes="ws-dense ws-counts"
      columns={["What", { header: "How often", numeric: true }]}
      rows={countsOf(row).map(([words, count]) => [words, showNumber(count)])}
    />
    <Heading level={2}>What stood out</Heading>
    <StoodOut row={row} />
    <Beside {...{ request, month }} />
  </StaffPage>
);

const StoodOut = ({ row }: { readonly row: MonthRow }) => {
  if (row.unusual.length === 0) return <EmptyState>Nothing stood out in this month.</EmptyState>;
  return (
    <Table
      caption="What stood out, by what was found"
      captionHidden
      responsive
      firstCellIsHeader
      classes="ws-dense ws-counts"
      columns={["Rule", ...FOUND_WORDS.map((header) => ({ header, numeric: true }))]}
      rows={unusualOf(row).map(({ rule, counts }) => [UNUSUAL_KINDS[rule], ...counts.map(showNumber)])}
    />
  );
};

/** The month before, and the one after where it has begun. */
const Beside = ({ request: { today }, month }: Pick<MonthPageProps, "request" | "month">) => {
  const [before, after] = [monthBeside(month, -1), monthBeside(month, 1)];
  return (
    <nav aria-label="Other months">
      <ul className="nhsuk-list">
        {[before, ...(after <= today ? [after] : [])].map((one) => (
          <li key={one}>
            <a href={`/log/months/${one}`}>{showDate(one)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

async function monthFile(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { month, row } = found.value;
  const rows = [
    ...countsOf(row).map(([words, count]) => [month, words, "", count]),
    ...unusualOf(row).flatMap(({ rule, counts }) =>
      counts.map((count, nth) => [month, UNUSUAL_KINDS[rule], FOUND_WORDS[nth], count]),
    ),
  ];
  return csv(`log-${month}.csv`, ["month", "what", "found", "count"], rows);
}
