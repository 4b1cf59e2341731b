import type { App } from "#app";
import { UNUSUAL_KINDS, type UnusualAccess } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { asOfficer } from "../log/officer.tsx";
import { outcomeIn, showOutcome } from "../log/unusual-words.ts";
import { counted, EmptyState, Heading, NotificationBanner, showDate, showDateTime, Table } from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showStaff, showStaffInRole } from "../staff-words.ts";

/** Which looks stand out, and has anybody looked into them? */
export const logUnusualRoutes: readonly Route[] = [{ method: "GET", path: "/log/unusual", answer: unusualPage }];

const TITLE = "Looks that stand out";
export const UNUSUAL = { text: TITLE, href: "/log/unusual" };

async function unusualPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE });
  if (!permit.ok) return permit.problem;
  const waiting = await app.logWatch.unusual(permit.value, "waiting");
  const reviewed = await app.logWatch.unusual(permit.value, "reviewed");
  return page(<UnusualPage {...{ app, request, waiting, reviewed }} />);
}

type UnusualPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly waiting: readonly UnusualAccess[];
  readonly reviewed: readonly UnusualAccess[];
};

const UnusualPage = ({ app, request, waiting, reviewed }: UnusualPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[LOG]}>
    <Reviewed request={request} />
    <Heading level={1}>{TITLE}</Heading>
    <p className="ws-lead">{summaryOf(waiting.length)}</p>
    <p>
      Each day is gone through by rules when it is over. What stands out need not be wrong: it is for somebody to ask.
    </p>
    {waiting.length > 0 && (
      <Table
        caption="What waits, the oldest first"
        captionHidden
        responsive
        classes="ws-dense"
        columns={["Why", "In words", "Who", "Organisation", "Day", { header: "Looks", numeric: true }, "Look into it"]}
        rows={waiting.map((unusual) => [
          UNUSUAL_KINDS[unusual.rule],
          unusual.words,
          showStaffInRole(app, unusual.actor, unusual.day),
          app.directory.nameOf(unusual.organisation),
          showDate(unusual.day),
          unusual.rows,
          <OpenLink {...{ request, unusual }} />,
        ])}
      />
    )}
    <Heading level={2}>Looked into</Heading>
    {reviewed.length === 0 ? (
      <EmptyState>Nothing was looked into yet.</EmptyState>
    ) : (
      <Table
        caption="The last that were looked into"
        captionHidden
        responsive
        classes="ws-dense"
        columns={["Found", "In words", "By", "When", "Why", "Who", "Day", "Look into it"]}
        rows={reviewed.map((unusual) => [
          unusual.review ? showOutcome(unusual.review.outcome) : "",
          unusual.review?.words ?? "",
          showStaff(app, unusual.review?.by, unusual.review?.at),
          unusual.review ? showDateTime(unusual.review.at) : "",
          UNUSUAL_KINDS[unusual.rule],
          showStaffInRole(app, unusual.actor, unusual.day),
          showDate(unusual.day),
          <OpenLink {...{ request, unusual }} />,
        ])}
      />
    )}
  </StaffPage>
);

/** Names nobody: which look it is is told by its number. */
const OpenLink = ({
  request: { actor },
  unusual: { id, actor: looked, review },
}: {
  readonly request: PageRequest;
  readonly unusual: UnusualAccess;
}) => (
  <>
    <a href={`/log/unusual/${id}`}>
      Open<span className="nhsuk-u-visually-hidden"> number {id}</span>
    </a>
    {!review && looked === actor.id && " (your own: somebody else looks into it)"}
  </>
);

const summaryOf = (count: number): string =>
  count === 0
    ? "Everything that stood out was looked into."
    : `${counted(count, "look", "looks")} that ${count === 1 ? "stands out waits" : "stand out wait"} to be looked into.`;

export const Reviewed = ({ request: { query } }: { readonly request: PageRequest }) => {
  const outcome = outcomeIn(query.get("found"));
  return outcome && <NotificationBanner variant="success" heading={`Kept: ${showOutcome(outcome).toLowerCase()}`} />;
};
