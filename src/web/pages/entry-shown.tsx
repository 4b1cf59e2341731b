import type { App } from "#app";
import { civilStart, entryIdIn, failed, succeeded, type Outcome } from "#base";
import type { FeedState } from "#feeds";
import type { Person } from "#people";
import type { EntryContent } from "#record";
import { isUndecided, readReason, type OwnRuling, type PersonPermit } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { readDay } from "../day.ts";
import {
  EmptyState,
  ErrorSummary,
  Heading,
  InsetText,
  NotificationBanner,
  showDate,
  showDateTime,
  SummaryList,
  Table,
} from "../parts/index.ts";
import { notFound, numberIn, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";
import { AskForm, DecideForm, EndForm, REASON_FAULT, WHEN_FAULT, type RulingFaults } from "../rulings/ruling-form.tsx";
import { showGround, showRulingKind, showRulingState, showSight } from "../rulings/ruling-words.ts";
import { showStaff } from "../staff-words.ts";

const PATH = "/people/:person/entries/:entry/shown";

/** Is the person shown this entry, who said so, and is it to stay so? */
export const entryShownRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: shownPage },
  { method: "POST", path: PATH, answer: ask },
  { method: "POST", path: `${PATH}/:ruling/decide`, answer: decide },
  { method: "POST", path: `${PATH}/:ruling/end`, answer: end },
];

type Found = {
  readonly person: Person;
  readonly permit: PersonPermit;
  readonly feeds: readonly FeedState[];
  readonly entry: EntryContent;
  readonly rulings: readonly OwnRuling[];
};

/** The log says that an entry was read, and no more: the person reads it. */
async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const id = entryIdIn(request.params["entry"] ?? "");
  const reading = await readPerson(app, request, "entry", async (permit) => {
    const versions = id ? await app.record.versions(permit, id) : undefined;
    const entry = versions?.ok ? versions.value[0] : undefined;
    return entry && { entry, rulings: await app.sharing.rulingsOn(permit, entry) };
  });
  if (!reading.ok) return reading;
  const { value, ...rest } = reading.value;
  return value ? succeeded({ ...rest, ...value }) : failed(notFound("This person has no such entry."));
}

const hrefOf = ({ person, entry }: Found): string => `/people/${person.id}/entries/${entry.id}/shown`;

async function shownPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<ShownPage {...{ app, request }} found={found.value} faults={{}} />) : found.problem;
}

/** Reads a form, and does what it asks; where a field will not do, the page again, with what is wrong. */
async function doing(
  app: App,
  request: PageRequest,
  work: (found: Found, form: ReadForm) => { readonly faults: RulingFaults } | (() => Promise<Outcome<unknown>>),
  done: string,
): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const again = (faults: RulingFaults) => page(<ShownPage {...{ app, request, faults }} found={found.value} />, 422);
  const form = readForm(request.form);
  const read = work(found.value, form);
  if (!(read instanceof Function)) return again(read.faults);
  const outcome = await read();
  if (outcome.ok) return redirect(`${hrefOf(found.value)}?done=${done}`);
  return outcome.problem.kind === "invalid" && form.until ? again({ until: WHEN_FAULT }) : problem(outcome.problem);
}

type ReadForm = {
  readonly reason: string;
  readonly until: Date | undefined;
  readonly faults: { readonly reason?: string; readonly until?: string };
};

function readForm(form: PageRequest["form"]): ReadForm {
  const reason = readReason(form["reason"] ?? "");
  const day = readDay(form);
  return {
    reason: reason.ok ? reason.value : "",
    until: day === undefined ? undefined : civilStart(day),
    faults: { ...(!reason.ok && { reason: REASON_FAULT }), ...(day === undefined && { until: WHEN_FAULT }) },
  };
}

function ask(app: App, request: PageRequest): Promise<Answer> {
  return doing(
    app,
    request,
    ({ permit, entry }, { reason, until, faults }) => {
      const { kind, grounds } = app.sharing.mayRule(permit, entry);
      const ground = grounds.find((one) => one === request.form["ground"]);
      const wrong: RulingFaults = {
        ...(!ground && { ground: "Choose why" }),
        ...(faults.reason && { reason: faults.reason }),
        ...(kind === "withhold" && faults.until && { until: faults.until }),
      };
      if (!ground || Object.keys(wrong).length > 0) return { faults: wrong };
      return () => app.record.askRuling(permit, entry.id, { kind, ground, reason, until });
    },
    "asked",
  );
}

function decide(app: App, request: PageRequest): Promise<Answer> {
  return doing(
    app,
    request,
    ({ permit, entry, rulings }, { reason, until, faults }) => {
      const id = numberIn(request.params["ruling"]);
      const ruling = rulings.find((one) => one.id === id);
      const answer = request.form["answer"];
      const isAgreed = answer === "agree";
      const wrong: RulingFaults = {
        ...(!isAgreed && answer !== "refuse" && { answer: "Choose whether you agree" }),
        ...(faults.reason && { reason: faults.reason }),
        ...(isAgreed && ruling?.kind === "withhold" && faults.until && { until: faults.until }),
      };
      if (Object.keys(wrong).length > 0) return { faults: wrong };
      return () => app.record.decideRuling(permit, entry.id, id, { agreed: isAgreed, reason, until });
    },
    "decided",
  );
}

function end(app: App, request: PageRequest): Promise<Answer> {
  return doing(
    app,
    request,
    ({ permit, entry }, { reason, faults }) =>
      faults.reason
        ? { faults: { reason: faults.reason } }
        : () => app.record.endRuling(permit, entry.id, numberIn(request.params["ruling"]), reason),
    "ended",
  );
}

type ShownPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly found: Found;
  readonly faults: RulingFaults;
};

const TITLE = "What the person is shown";
const FIELDS = ["ground", "answer", "reason", "until"] as const;

const ShownPage = ({ app, request, found, faults }: ShownPageProps) => {
  const { person, entry, feeds, rulings } = found;
  const errors = FIELDS.flatMap((field) =>
    faults[field] ? [{ text: faults[field], href: field === "until" ? "#until-day" : `#${field}` }] : [],
  );
  return (
    <PersonPage
      {...{ app, request, person, feeds }}
      title={TITLE}
      errors={errors.length > 0}
      breadcrumbs={[
        { text: "Record", href: `/people/${person.id}` },
        { text: "Entry", href: `/people/${person.id}/entries/${entry.id}` },
      ]}
    >
      {errors.length > 0 ? <ErrorSummary errors={errors} /> : <Done request={request} />}
      <Heading level={1}>{TITLE}</Heading>
      <SummaryList
        rows={[
          { key: "Entry", value: [entry.title, entry.detail].filter(Boolean).join(": ") },
          { key: "When", value: showDate(entry.date) },
          { key: "Source", value: app.directory.nameOf(entry.source) },
        ]}
      />
      <InsetText>{showSight(app, entry.sensitivity, rulings, request.now)}</InsetText>
      <NextStep {...{ app, request, found, faults }} />
      <Heading level={2}>What was ruled so far</Heading>
      <Rulings {...{ app, request, rulings }} />
    </PersonPage>
  );
};

/** The one form for what whoever reads may do now; or who may. */
function NextStep({ app, request, found, faults }: ShownPageProps) {
  const { permit, entry, rulings } = found;
  const props = { form: request.form, faults };
  const undecided = rulings.find((one) => one.mayDecide);
  if (undecided) {
    return <DecideForm {...props} action={`${hrefOf(found)}/${String(undecided.id)}/decide`} ruling={undecided} />;
  }
  const ends = rulings.find((one) => one.mayEnd);
  if (ends) return <EndForm {...props} action={`${hrefOf(found)}/${String(ends.id)}/end`} ruling={ends} />;
  const { kind, grounds } = app.sharing.mayRule(permit, entry);
  const isAsked = rulings.some((one) => isUndecided(one, request.now));
  if (entry.type === "Patient") return <p>Who the person is, as a source says, is not kept from them.</p>;
  if (grounds.length > 0 && !isAsked) return <AskForm {...props} {...{ kind, grounds }} action={hrefOf(found)} />;
  return <p>{WHO_MAY}</p>;
}

const WHO_MAY =
  "Clinicians and social workers whom the record shows to care for the person can ask for it to be otherwise. Of harm another one of them decides; of what tells of others, information governance.";

const Rulings = ({ app, request, rulings }: Pick<Found, "rulings"> & Pick<ShownPageProps, "app" | "request">) =>
  rulings.length === 0 ? (
    <EmptyState>Nobody has ruled on this entry.</EmptyState>
  ) : (
    <Table
      caption="What was ruled on this entry, the newest first"
      captionHidden
      responsive
      classes="ws-dense"
      columns={["What", "Why", "Asked by", "Decided by", "Ended by", "How it stands"]}
      rows={rulings.map((one) => [
        showRulingKind(one.kind),
        `${showGround(one.ground)}${one.reason === "" ? "" : `: ${one.reason}`}`,
        `${showStaff(app, one.askedBy, one.askedAt)}, ${showDateTime(one.askedAt)}`,
        one.decision ? showWord(app, one.decision) : "",
        one.ended ? showWord(app, one.ended) : "",
        showRulingState(one, request.now),
      ])}
    />
  );

type Word = NonNullable<OwnRuling["ended"]>;
const showWord = (app: App, { by, at, reason }: Word): string =>
  `${showStaff(app, by, at)}, ${showDateTime(at)}: ${reason}`;

const Done = ({ request: { query } }: { readonly request: PageRequest }) => {
  const heading = DONE.get(query.get("done") ?? "");
  return heading === undefined ? undefined : <NotificationBanner variant="success" heading={heading} />;
};

const DONE: ReadonlyMap<string, string> = new Map([
  ["asked", "Asked: it waits for a second person"],
  ["decided", "Your decision is kept"],
  ["ended", "It is ended"],
]);
