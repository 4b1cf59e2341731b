import type { App } from "#app";
import { failed, odsCode, succeeded, type Outcome } from "#base";
import type { RetentionRule } from "#place";
import type { DueCount, ShownDue } from "#record";
import { readReason, type ActPermit } from "#sharing";
import { ReasonField, refusedPage, showHolders, showScope, showTerm } from "../act-words.tsx";
import { StaffPage } from "../layout.tsx";
import {
  Button,
  counted,
  EmptyState,
  ErrorSummary,
  Heading,
  InsetText,
  NotificationBanner,
  showDate,
  showNumber,
  SummaryList,
  Table,
} from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** What has been kept for as long as it may be, and shall it be erased? */
export const retentionRoutes: readonly Route[] = [
  { method: "GET", path: "/retention", answer: duePage },
  { method: "GET", path: "/retention/registrations", answer: registrationsPage },
  { method: "GET", path: "/retention/erase", answer: erasePage },
  { method: "POST", path: "/retention/erase", answer: erase },
];

const TITLE = "Kept for as long as it may be";
const RETENTION = { text: TITLE, href: "/retention" };

async function duePage(app: App, request: PageRequest): Promise<Answer> {
  const counts = await app.record.retentionCounts();
  return page(
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[]}>
      {request.query.has("done") && (
        <NotificationBanner variant="success" heading="What was due is erased">
          <a href="/acts">See the acts</a>
        </NotificationBanner>
      )}
      <Heading level={1}>{TITLE}</Heading>
      <p>What is due may be erased by information governance. Nothing is erased by itself.</p>
      <Counts app={app} counts={counts} />
      <Heading level={2}>How long what comes is kept</Heading>
      <Rules app={app} />
    </StaffPage>,
  );
}

const Counts = ({ app, counts }: { readonly app: App; readonly counts: readonly DueCount[] }) => {
  if (counts.length === 0) return <EmptyState>Nothing is due today.</EmptyState>;
  return (
    <>
      <Table
        caption="What is due, by organisation and rule"
        captionHidden
        responsive
        firstCellIsHeader
        columns={[
          "Organisation",
          "Rule",
          "What",
          { header: "Registrations", numeric: true },
          { header: "Entries", numeric: true },
          "Longest due since",
          "To do",
        ]}
        rows={counts.map((one) => [
          app.directory.nameOf(one.source),
          one.rule,
          showScope(one),
          showNumber(one.registrations),
          showNumber(one.entries),
          showDate(one.since),
          <a href={`/retention/erase?source=${one.source}&rule=${one.rule}`}>
            Erase
            <span className="nhsuk-u-visually-hidden">
              {` what is due of ${app.directory.nameOf(one.source)} by ${one.rule}`}
            </span>
          </a>,
        ])}
      />
      <p>
        <a href="/retention/registrations">Which registrations these are</a>
      </p>
    </>
  );
};

const Rules = ({ app: { directory } }: { readonly app: App }) => {
  if (directory.retention.length === 0) return <EmptyState>The place file says that all is kept.</EmptyState>;
  return (
    <>
      <Table
        caption="Rules"
        captionHidden
        compact
        responsive
        firstCellIsHeader
        columns={["Rule", "Sent by", "What", "Kept"]}
        rows={directory.retention.map((rule: RetentionRule) => [
          rule.id,
          showHolders(rule),
          rule.category === "all" ? "Everything" : rule.category,
          showTerm(rule),
        ])}
      />
      <p className="nhsuk-hint">
        {directory.place.retention
          ? "As the place file says."
          : "After the Records Management Code of Practice, since the place file says nothing."}{" "}
        All rules that hold must have run out; where a day is not known, or care goes on, it is kept.
      </p>
    </>
  );
};

async function registrationsPage(app: App, request: PageRequest): Promise<Answer> {
  const asking = { actor: request.actor.id, purpose: "records-management", what: "retention" } as const;
  const permit = await app.sharing.mayList(asking);
  if (!permit.ok) {
    const { message } = permit.problem;
    return refusedPage(app, request, { message, title: TITLE, breadcrumbs: [RETENTION] });
  }
  const due = await app.record.retentionDue(permit.value);
  const title = "Registrations that are due";
  return page(
    <StaffPage {...{ app, request, title }} breadcrumbs={[RETENTION]}>
      <Heading level={1}>{title}</Heading>
      <p>{`${counted(due.length, "registration")}, those due longest first, at most 200. That you saw them is logged.`}</p>
      {due.length === 0 ? (
        <EmptyState>Nothing is due today.</EmptyState>
      ) : (
        <Table
          caption={title}
          captionHidden
          responsive
          columns={["Organisation", "Rule", "What", { header: "Entries", numeric: true }, "Due since", "Record"]}
          rows={due.map((one, nth) => rowOf(app, one, nth + 1))}
        />
      )}
    </StaffPage>,
  );
}

const rowOf = ({ directory }: App, { source, person, entries, since, ...due }: ShownDue, nth: number) => [
  directory.nameOf(source),
  due.rule,
  showScope(due),
  showNumber(entries),
  showDate(since),
  person ? <a href={`/people/${person}`}>{`Open record ${nth}`}</a> : "Nobody's: no registration came",
];

type Found = { readonly permit: ActPermit; readonly due: readonly DueCount[] };

/** What is due of the source and by the rule that the address or the form names. */
async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await app.sharing.mayAct({ actor: request.actor.id, what: "retention" });
  if (!permit.ok) {
    const { message } = permit.problem;
    return failed(refusedPage(app, request, { message, title: TITLE, breadcrumbs: [RETENTION] }));
  }
  const source = request.form["source"] ?? request.query.get("source");
  const rule = request.form["rule"] ?? request.query.get("rule");
  const due = (await app.record.retentionCounts()).filter((one) => one.source === source && one.rule === rule);
  if (due.length === 0) return failed(notFound("Nothing of this organisation is due by this rule."));
  return succeeded({ permit: permit.value, due });
}

async function erasePage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<ErasePage {...{ app, request }} due={found.value.due} />) : found.problem;
}

async function erase(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, due } = found.value;
  const reason = readReason(request.form["reason"] ?? "");
  if (!reason.ok) {
    const error = `${reason.problem.message} ${reason.problem.remedy ?? ""}`;
    return page(<ErasePage {...{ app, request, due, error }} />, 422);
  }
  const { source = "", rule = "" } = request.form;
  const done = await app.record.eraseDue(permit, { source: odsCode(source), rule, reason: reason.value });
  return done.ok ? redirect("/retention?done") : problem(done.problem);
}

type ErasePageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly due: readonly DueCount[];
  readonly error?: string;
};

const ErasePage = ({ app, request, due, error }: ErasePageProps) => {
  const title = "Erase what is due";
  const [first] = due;
  return (
    <StaffPage {...{ app, request, title }} errors={error !== undefined} breadcrumbs={[RETENTION]}>
      {error && <ErrorSummary errors={[{ text: error, href: "#reason" }]} />}
      <Heading level={1}>{title}</Heading>
      <SummaryList
        rows={[
          { key: "Organisation", value: first ? app.directory.nameOf(first.source) : "" },
          { key: "Rule", value: first?.rule ?? "" },
          ...due.map((one) => ({
            key: showScope(one),
            value: `${counted(one.registrations, "registration")}, ${counted(one.entries, "entry", "entries")}`,
          })),
        ]}
      />
      <InsetText>
        <p>
          It is gone for good, and later deliveries do not bring it again. Whatever a source sends between now and then
          that makes something not due any more keeps it.
        </p>
      </InsetText>
      <form action="/retention/erase" method="post" noValidate>
        <input type="hidden" name="source" value={first?.source} />
        <input type="hidden" name="rule" value={first?.rule} />
        <ReasonField value={request.form["reason"]} error={error} />
        <Button variant="warning" preventDoubleClick>
          Erase it, under my name
        </Button>
      </form>
    </StaffPage>
  );
};
