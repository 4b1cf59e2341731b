import type { App } from "#app";
import { DAYS_TO_HOLD_BACK, isHeldBack, type HeldBack, type WithholdableLooks } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { asOfficer } from "../log/officer.tsx";
import {
  Button,
  counted,
  EmptyState,
  Heading,
  NotificationBanner,
  showDate,
  showDateTime,
  Table,
} from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showStaff, showStaffInRole } from "../staff-words.ts";

const PATH = "/log/held-back";

/** Which looks are people not told of yet, and who has agreed? */
export const logHeldBackRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: heldBackPage },
  { method: "POST", path: `${PATH}/:held/agree`, answer: (app, request) => decide(app, request, true) },
  { method: "POST", path: `${PATH}/:held/refuse`, answer: (app, request) => decide(app, request, false) },
  { method: "POST", path: `${PATH}/:held/end`, answer: end },
];

const TITLE = "Looks held back";
export const HELD_BACK = { text: TITLE, href: PATH };

async function decide(app: App, request: PageRequest, agreed: boolean): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE });
  if (!permit.ok) return permit.problem;
  const done = await app.logReading.decideHeldBack(permit.value, numberIn(request.params["held"]), agreed);
  return done.ok ? redirect(`${PATH}?done=${agreed ? "agreed" : "refused"}`) : problem(done.problem);
}

async function end(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE });
  if (!permit.ok) return permit.problem;
  const done = await app.logReading.endHeldBack(permit.value, numberIn(request.params["held"]));
  return done.ok ? redirect(`${PATH}?done=ended`) : problem(done.problem);
}

async function heldBackPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE });
  if (!permit.ok) return permit.problem;
  const waiting = await app.logReading.heldBackWaiting(permit.value);
  const now = await app.logReading.heldBackNow(permit.value);
  const offered = await app.logReading.withholdable(permit.value);
  return page(<HeldBackPage {...{ app, request, waiting, now, offered }} />);
}

type HeldBackPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly waiting: readonly HeldBack[];
  readonly now: readonly HeldBack[];
  readonly offered: readonly WithholdableLooks[];
};

const HeldBackPage = ({ app, request, waiting, now, offered }: HeldBackPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[LOG]}>
    <Done request={request} />
    <Heading level={1}>{TITLE}</Heading>
    <p className="ws-lead">{summaryOf(now.length, waiting.length)}</p>
    <p>
      People read who looked at their record. A look to protect somebody from harm, or in an emergency, can be held back
      until a day where it could harm somebody to know of it. One person asks, and it holds for a week; it holds on only
      if another agrees.
    </p>
    <Heading level={2}>Wait for a second person</Heading>
    <WaitingTable {...{ app, request, waiting }} />
    <Heading level={2}>Held back now</Heading>
    <NowTable {...{ app, now }} />
    <Heading level={2}>Can be held back</Heading>
    <OfferedTable {...{ app, offered }} />
  </StaffPage>
);

/** Whose looks, from when on: of whom is not told. */
const whoseOf = (app: App, one: Pick<HeldBack, "seq" | "actor" | "organisation" | "at">): readonly string[] => [
  String(one.seq),
  showDateTime(one.at),
  showStaffInRole(app, one.actor, one.at),
  app.directory.nameOf(one.organisation),
];

const summaryOf = (now: number, waiting: number): string =>
  `${now === 0 ? "No look is" : counted(now, "look is", "looks are")} held back by the word of two; ${waiting === 0 ? "none waits" : `${waiting} ${waiting === 1 ? "waits" : "wait"}`} for a second person.`;

const WHOSE = [{ header: "Number", numeric: true }, "From", "Who", "Organisation"] as const;

const WaitingTable = ({ app, request, waiting }: Pick<HeldBackPageProps, "app" | "request" | "waiting">) => {
  if (waiting.length === 0) return <EmptyState>Nothing waits for a second person.</EmptyState>;
  return (
    <Table
      caption="What waits for a second person, the oldest first"
      captionHidden
      responsive
      classes="ws-dense"
      columns={[...WHOSE, "Why it should be held back", "Until", "Asked by", "Agree or not"]}
      rows={waiting.map((one) => [
        ...whoseOf(app, one),
        one.reason,
        showDate(one.until),
        `${showStaff(app, one.askedBy, one.askedAt)}, ${showDateTime(one.askedAt)}${lapsed(one, request) ? LAPSED : ""}`,
        one.askedBy === request.actor.id ? (
          <>
            You asked: somebody else decides. <Act held={one} act="end" words="Take it back" />
          </>
        ) : (
          <>
            <Act held={one} act="agree" words="Agree" /> <Act held={one} act="refuse" words="Do not agree" />
          </>
        ),
      ])}
    />
  );
};

/** Nobody agreed within the week for which one person's word holds. */
const lapsed = ({ until, askedAt, agreed }: HeldBack, { now }: PageRequest): boolean =>
  !isHeldBack({ until, askedAt, agreed: agreed ?? undefined }, now);

const LAPSED = ". The week is over: the person is told, until somebody agrees";

const NowTable = ({ app, now }: Pick<HeldBackPageProps, "app" | "now">) => {
  if (now.length === 0)
    return <EmptyState>Nothing is held back by the word of two: people are told of every look.</EmptyState>;
  return (
    <Table
      caption="What is held back, the first to be told first"
      captionHidden
      responsive
      classes="ws-dense"
      columns={[...WHOSE, "Why", "Until", "Asked and agreed by", "Sooner"]}
      rows={now.map((one) => [
        ...whoseOf(app, one),
        one.reason,
        showDate(one.until),
        `${showStaff(app, one.askedBy, one.askedAt)}, ${showStaff(app, one.decidedBy, one.askedAt)}`,
        <Act held={one} act="end" words="Tell the person now" />,
      ])}
    />
  );
};

type ActProps = {
  readonly held: HeldBack;
  readonly act: "agree" | "refuse" | "end";
  readonly words: string;
};

const Act = ({ held: { id, seq }, act, words }: ActProps) => (
  <form className="ws-inline-form" action={`${PATH}/${id}/${act}`} method="post">
    <Button variant="secondary" small preventDoubleClick>
      {words}
      <span className="nhsuk-u-visually-hidden"> (look {seq})</span>
    </Button>
  </form>
);

const OfferedTable = ({ app, offered }: Pick<HeldBackPageProps, "app" | "offered">) => {
  if (offered.length === 0) {
    return (
      <EmptyState>
        Nobody looked to protect somebody, or in an emergency, in the last {DAYS_TO_HOLD_BACK} days.
      </EmptyState>
    );
  }
  return (
    <>
      <p>
        Looks to protect somebody, or in an emergency, of the last {DAYS_TO_HOLD_BACK} days, newest first: a line for
        each person and day. At whom is not told. With a look, what the same member of staff looks at afterwards of the
        same person, for such a reason, is held back too.
      </p>
      <Table
        caption="Looks that can be held back, newest first"
        captionHidden
        responsive
        classes="ws-dense"
        columns={[...WHOSE, { header: "Looks", numeric: true }, "What for", "Why", "Hold back"]}
        rows={offered.map((one) => [
          ...whoseOf(app, one),
          one.rows,
          one.isEmergency ? "Emergency" : "To protect somebody",
          one.reason,
          one.heldUntil ? (
            `Held back, or asked to be, until ${showDate(one.heldUntil)}`
          ) : (
            <a href={`${PATH}/looks/${one.seq}`}>
              Hold back<span className="nhsuk-u-visually-hidden"> look {one.seq}</span>
            </a>
          ),
        ])}
      />
    </>
  );
};

const Done = ({ request: { query } }: { readonly request: PageRequest }) => {
  const heading = DONE.get(query.get("done") ?? "");
  return heading === undefined ? undefined : <NotificationBanner variant="success" heading={heading} />;
};

const DONE: ReadonlyMap<string, string> = new Map([
  ["asked", "It is held back for a week, and waits for a second person"],
  ["agreed", "Agreed: it is held back until its day"],
  ["refused", "Not agreed: the person is told"],
  ["ended", "The person is told from now on"],
]);
