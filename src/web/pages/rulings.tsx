import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import type { WaitingRuling } from "#record";
import { RULING_ROLES, stateOfRuling, type ListPermit } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { counted, EmptyState, Heading, showDate, StatusShape, Table } from "../parts/index.ts";
import { page, problem, type Answer, type PageRequest, type Route } from "../route.ts";
import { showDeciders, showGround, showRulingKind } from "../rulings/ruling-words.ts";
import { showStaff } from "../staff-words.ts";

/** Which entries wait for a second person to say whether people are shown them? */
export const rulingsRoutes: readonly Route[] = [{ method: "GET", path: "/rulings", answer: rulingsPage }];

const TITLE = "What people are shown";

async function rulingsPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayDecide(app, request);
  if (!permit.ok) return permit.problem;
  return page(<RulingsPage {...{ app, request }} waiting={await app.record.rulingsWaiting(permit.value)} />);
}

async function mayDecide(app: App, { actor }: PageRequest): Promise<Outcome<ListPermit, Answer>> {
  const isGovernance = actor.role === "information-governance";
  if (!isGovernance && !RULING_ROLES.includes(actor.role)) return failed(problem(NOT_THEIRS));
  const purpose = isGovernance ? "records-management" : "direct-care";
  const permit = await app.sharing.mayList({ actor: actor.id, purpose, what: "rulings that wait" });
  return permit.ok ? succeeded(permit.value) : failed(problem(permit.problem));
}

const NOT_THEIRS = {
  kind: "refused" as const,
  message: "Clinicians, social workers and information governance decide what people are shown.",
  remedy: "Ask one of them who cares for the person.",
};

type RulingsPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly waiting: readonly WaitingRuling[];
};

const RulingsPage = ({ app, request, waiting }: RulingsPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[]}>
    <Heading level={1}>{TITLE}</Heading>
    <p className="ws-lead">{summaryOf(waiting, request.now)}</p>
    <p>
      An entry that tells of somebody else, or could cause serious harm, is kept from the person where one asks and
      another agrees. It is kept for 14 days on one person’s word; then the person is shown it until somebody agrees.
    </p>
    {waiting.length === 0 ? (
      <EmptyState next={{ text: "Find a person", href: "/find" }}>
        Nothing waits here. Whoever cares for a person asks from the page of an entry.
      </EmptyState>
    ) : (
      <Table
        caption="What waits for a second person, the oldest first"
        captionHidden
        responsive
        classes="ws-dense"
        columns={["What", "Why", "Asked by", "Who decides", "How it stands", "Look at it"]}
        rows={waiting.map((one) => [
          showRulingKind(one.kind),
          showGround(one.ground),
          `${showStaff(app, one.askedBy, one.askedAt)}, ${showDate(one.askedAt)}`,
          showDeciders(one.ground),
          <State ruling={one} now={request.now} />,
          <Open ruling={one} request={request} />,
        ])}
      />
    )}
  </StaffPage>
);

const State = ({ ruling, now }: { readonly ruling: WaitingRuling; readonly now: Date }) => {
  if (ruling.kind === "release") return <StatusShape status="waiting">Not shown yet</StatusShape>;
  if (stateOfRuling(ruling, now) === "lapsed") return <StatusShape status="act">Shown until agreed</StatusShape>;
  return <StatusShape status="waiting">Kept until {showDate(ruling.holdsUntil ?? now)}</StatusShape>;
};

/** Names nobody: which it is is told by when it was asked. */
const Open = ({ ruling, request }: { readonly ruling: WaitingRuling; readonly request: PageRequest }) =>
  ruling.askedBy === request.actor.id ? (
    <a href={hrefOf(ruling)}>
      You asked<span className="nhsuk-u-visually-hidden"> for number {ruling.id}</span>
    </a>
  ) : (
    <a href={hrefOf(ruling)}>
      Open<span className="nhsuk-u-visually-hidden"> number {ruling.id}</span>
    </a>
  );

const hrefOf = ({ person, entry }: WaitingRuling): string => `/people/${person}/entries/${entry}/shown`;

function summaryOf(waiting: readonly WaitingRuling[], now: Date): string {
  const lapsed = waiting.filter((one) => stateOfRuling(one, now) === "lapsed").length;
  if (waiting.length === 0) return "No entry waits for a second person.";
  return `${counted(waiting.length, "entry", "entries")} ${waiting.length === 1 ? "waits" : "wait"} for a second person; ${String(lapsed)} past 14 days.`;
}
