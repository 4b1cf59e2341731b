import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import {
  LONGEST_REASON,
  readReason,
  UNUSUAL_KINDS,
  type ActPermit,
  type LookOfDay,
  type UnusualAccess,
  type UnusualOutcome,
} from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { asOfficer } from "../log/officer.tsx";
import { MEANINGS, outcomeIn, OUTCOMES, showOutcome } from "../log/unusual-words.ts";
import {
  Button,
  CharacterCount,
  counted,
  EmptyState,
  ErrorSummary,
  Heading,
  InsetText,
  Radios,
  showDate,
  showDateTime,
  showTime,
  SummaryList,
  Table,
} from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showStaff, showStaffInRole } from "../staff-words.ts";
import { Reviewed, UNUSUAL } from "./log-unusual.tsx";

/** Was a look that stands out proper? */
export const logUnusualLookRoutes: readonly Route[] = [
  { method: "GET", path: "/log/unusual/:look", answer: lookPage },
  { method: "POST", path: "/log/unusual/:look", answer: decide },
  { method: "GET", path: "/log/unusual/:look/day", answer: dayPage },
];

const TITLE = "Was this look proper?";
const ABOVE = [LOG, UNUSUAL];

type Found = { readonly permit: ActPermit; readonly unusual: UnusualAccess };

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await asOfficer(app, request, { title: TITLE, breadcrumbs: ABOVE });
  if (!permit.ok) return permit;
  const unusual = await app.logWatch.findUnusual(permit.value, numberIn(request.params["look"]));
  if (!unusual.ok) return failed(problem(unusual.problem));
  return succeeded({ permit: permit.value, unusual: unusual.value });
}

async function lookPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<LookPage {...{ app, request }} unusual={found.value.unusual} faults={{}} />) : found.problem;
}

async function decide(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, unusual } = found.value;
  const finding = readFinding(request.form);
  if (!finding.ok) return page(<LookPage {...{ app, request, unusual }} faults={finding.problem} />, 422);
  const done = await app.logWatch.reviewUnusual(permit, unusual.id, finding.value);
  if (!done.ok) return problem(done.problem);
  const next = await app.logWatch.nextUnusual(permit);
  const kept = finding.value.outcome.replace(" ", "-");
  return redirect(`/log/unusual${next === undefined ? "" : `/${next}`}?found=${kept}`);
}

type Faults = { readonly outcome?: string; readonly words?: string };

function readFinding({
  outcome,
  words = "",
}: PageRequest["form"]): Outcome<{ readonly outcome: UnusualOutcome; readonly words: string }, Faults> {
  const reason = readReason(words);
  const found = outcomeIn(outcome);
  if (found && reason.ok) return succeeded({ outcome: found, words: reason.value });
  return failed({
    ...(!found && { outcome: "Choose what you found" }),
    ...(!reason.ok && { words: "Say why in 1 to 500 characters, without anything about the person" }),
  });
}

type LookPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly unusual: UnusualAccess;
  readonly faults: Faults;
};

const LookPage = ({ app, request, unusual, faults }: LookPageProps) => {
  const errors = (["outcome", "words"] as const).flatMap((field) =>
    faults[field] ? [{ text: faults[field], href: `#${field}` }] : [],
  );
  const { id, person, review, actor } = unusual;
  return (
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={ABOVE} errors={errors.length > 0}>
      {errors.length > 0 ? <ErrorSummary errors={errors} /> : <Reviewed request={request} />}
      <Heading level={1}>{review ? "What was found" : TITLE}</Heading>
      <SummaryList rows={rowsOf(app, unusual)} />
      <InsetText>
        <p>{MEANINGS[unusual.rule]}</p>
      </InsetText>
      <ul className="nhsuk-list">
        <li>
          <a href={`/log/unusual/${id}/day`}>Look closer</a>: all that they looked at on that day
        </li>
        {person !== null && (
          <>
            <li>
              <a href={`/people/${person}`}>Open the record</a>, to see whether something there speaks for it: it is
              logged under your name
            </li>
            <li>
              <a href={`/people/${person}/well-known`}>Are many curious about this person?</a>
            </li>
          </>
        )}
      </ul>
      {!review && actor === request.actor.id && <p>This look is your own: somebody else must look into it.</p>}
      {!review && actor !== request.actor.id && <FindingForm {...{ request, unusual, faults }} />}
    </StaffPage>
  );
};

function rowsOf(app: App, unusual: UnusualAccess) {
  const { review, rule, words, organisation, day, rows: count } = unusual;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Why it stands out", UNUSUAL_KINDS[rule]],
    ["In words", words],
    ["Who", showStaffInRole(app, unusual.actor, unusual.day)],
    ["Organisation", app.directory.nameOf(organisation)],
    ["Day", showDate(day)],
    ["How often", counted(count, "row of the log", "rows of the log")],
    ["Found", review && showOutcome(review.outcome)],
    ["Why, in words", review?.words],
    ["By", review && `${showStaff(app, review.by, review.at)}, ${showDateTime(review.at)}`],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

const HINTS: Readonly<Record<UnusualOutcome, string>> = {
  proper: "They had reason to look",
  "not proper": "What else is to be done is for the organisation where they work",
  unclear: "It could not be found out",
};

const FindingForm = ({ request: { form }, unusual, faults }: Omit<LookPageProps, "app">) => (
  <form action={`/log/unusual/${unusual.id}`} method="post" noValidate>
    <Radios
      name="outcome"
      legend="What did you find?"
      legendSize="s"
      value={form["outcome"]}
      error={faults.outcome}
      items={OUTCOMES.map((outcome) => ({ value: outcome, text: showOutcome(outcome), hint: HINTS[outcome] }))}
    />
    <CharacterCount
      name="words"
      label="Why, in your words"
      hint="Kept with your name: say nothing about the person"
      maxLength={LONGEST_REASON}
      rows={3}
      value={form["words"]}
      error={faults.words}
    />
    <Button preventDoubleClick>Keep what I found</Button>
  </form>
);

async function dayPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, unusual } = found.value;
  return page(<DayPage {...{ app, request, unusual }} looks={await app.logWatch.looksOfDay(permit, unusual)} />);
}

type DayPageProps = Omit<LookPageProps, "faults"> & { readonly looks: readonly LookOfDay[] };

const DayPage = ({ app, request, unusual, looks }: DayPageProps) => {
  const title = "All looks of that day";
  return (
    <StaffPage
      {...{ app, request, title }}
      breadcrumbs={[...ABOVE, { text: TITLE, href: `/log/unusual/${unusual.id}` }]}
    >
      <Heading level={1}>{title}</Heading>
      <p>
        {showStaffInRole(app, unusual.actor, unusual.day)}, {app.directory.nameOf(unusual.organisation)}, on{" "}
        {showDate(unusual.day)}. Nobody is named: people are counted in the order in which they were looked at. That you
        looked is on the log.
      </p>
      {looks.length === 0 ? (
        <EmptyState>The log has no look of theirs on that day any more.</EmptyState>
      ) : (
        <Table
          caption={title}
          captionHidden
          responsive
          classes="ws-dense"
          columns={["Time", "At whom", "What", "Why"]}
          rows={looks.map(({ at, person, what, reason, isRefused }) => [
            showTime(at) ?? "",
            person === null ? "Nobody in particular" : `Person ${person}`,
            isRefused ? "Refused" : what,
            reason,
          ])}
        />
      )}
    </StaffPage>
  );
};
