import type { App } from "#app";
import type { Waiting } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { lastMonths } from "../month.ts";
import { asOfficer } from "../log/officer.tsx";
import { EmergenciesThatWait, queuesOf } from "../log/waiting.tsx";
import { Columns, counted, Heading, showDate, Table } from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

/** Who looks at records, and what of it waits for somebody to see to? */
export const logRoutes: readonly Route[] = [{ method: "GET", path: LOG.href, answer: logPage }];

async function logPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: LOG.text, breadcrumbs: [] });
  if (!permit.ok) return permit.problem;
  return page(<LogPage {...{ app, request }} waiting={await app.logWatch.waiting()} />);
}

type LogPageProps = { readonly app: App; readonly request: PageRequest; readonly waiting: Waiting };

const LogPage = ({ app, request, waiting }: LogPageProps) => {
  const queues = queuesOf(waiting);
  const all = queues.reduce((sum, { count }) => sum + count, 0);
  return (
    <StaffPage {...{ app, request }} title={LOG.text} breadcrumbs={[]}>
      <Heading level={1}>{LOG.text}</Heading>
      <p className="ws-lead">
        {all === 0 ? "Nothing waits." : `${counted(all, "thing")} ${all === 1 ? "waits" : "wait"} to be seen to.`} Every
        look at a record is on the log, and the person reads it.
      </p>
      <EmergenciesThatWait count={waiting.emergencies} />
      <Columns>
        <section aria-labelledby="waits">
          <Heading level={2} id="waits">
            What waits
          </Heading>
          <Table
            caption="What waits, the most urgent first"
            captionHidden
            responsive
            classes="ws-dense"
            columns={["What", { header: "Waits", numeric: true }]}
            rows={queues.map(({ count, words, href }) => [<a href={href}>{words}</a>, count])}
          />
          <ul className="nhsuk-list">
            <li>
              <a href="/log/held-back">What is held back</a> from people whom it could harm to know
            </li>
            <li>
              <a href="/log/well-known">People of whom many are curious</a>: every look at them is looked at again
            </li>
          </ul>
        </section>
        <Months today={request.today} />
      </Columns>
    </StaffPage>
  );
};

const Months = ({ today }: { readonly today: string }) => (
  <section aria-labelledby="months">
    <Heading level={2} id="months">
      Month by month
    </Heading>
    <ul className="nhsuk-list">
      {lastMonths(today.slice(0, 7)).map((month) => (
        <li key={month}>
          <a href={`/log/months/${month}`}>{showDate(month)}</a>
          {today.startsWith(month) && " so far"}
        </li>
      ))}
    </ul>
  </section>
);
