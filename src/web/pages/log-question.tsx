import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import { isAbout, LONGEST_CASE_WORDS, stateOf, type ActPermit, type LogCaseWithLooks, type LoggedLook } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { showState, showWait } from "../log/case-words.ts";
import { showLooker, showOrganisation } from "../log/look-words.ts";
import { asOfficer } from "../log/officer.tsx";
import {
  Button,
  CharacterCount,
  ErrorSummary,
  Heading,
  InsetText,
  NotificationBanner,
  showDateTime,
  SummaryList,
  Table,
  type Content,
} from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showStaff } from "../staff-words.ts";
import { QUESTIONS } from "./log-questions.tsx";

const PATH = "/log/questions/:question";

/** Somebody asks about who looked at their record: what did they look at, and what is the answer? */
export const logQuestionRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: questionPage },
  { method: "POST", path: PATH, answer },
  { method: "POST", path: `${PATH}/close`, answer: close },
];

const TITLE = "A question about who looked";
const ABOVE = [LOG, QUESTIONS];

type Found = { readonly permit: ActPermit; readonly question: LogCaseWithLooks };

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await asOfficer(app, request, { title: TITLE, breadcrumbs: ABOVE });
  if (!permit.ok) return permit;
  const question = await app.logReading.findCase(permit.value, numberIn(request.params["question"]));
  if (!question.ok) return failed(problem(question.problem));
  return succeeded({ permit: permit.value, question: question.value });
}

async function questionPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<QuestionPage {...{ app, request }} question={found.value.question} />) : found.problem;
}

async function answer(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, question } = found.value;
  const done = await app.logReading.answerCase(permit, question.id, request.form["answer"] ?? "");
  if (done.ok) return redirect(`/log/questions/${question.id}?answered`);
  if (done.problem.kind !== "invalid") return problem(done.problem);
  const error = `Write an answer of 1 to ${LONGEST_CASE_WORDS} characters`;
  return page(<QuestionPage {...{ app, request, question, error }} />, 422);
}

async function close(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, question } = found.value;
  const done = await app.logReading.closeCase(permit, question.id);
  return done.ok ? redirect("/log/questions?closed") : problem(done.problem);
}

type QuestionPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly question: LogCaseWithLooks;
  readonly error?: string | undefined;
};

const QuestionPage = ({ app, request, question, error }: QuestionPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={ABOVE} errors={error !== undefined}>
    {error !== undefined && <ErrorSummary errors={[{ text: error, href: "#answer" }]} />}
    {request.query.has("answered") && (
      <NotificationBanner variant="success" heading="The answer is given">
        The person reads it with their question.
      </NotificationBanner>
    )}
    <Heading level={1}>{TITLE}</Heading>
    <InsetText>
      <p className="ws-own-words">{question.question}</p>
    </InsetText>
    <SummaryList rows={rowsOf(app, request, question)} />
    <p>
      <a href={`/people/${question.person}`}>Open the record</a>, if the answer needs it: it is logged under your name.
    </p>
    <Heading level={2}>The looks that it is about</Heading>
    <LookTable {...{ app }} looks={question.looks} />
    <Next {...{ request, question, error }} />
  </StaffPage>
);

function rowsOf(app: App, { now }: PageRequest, question: LogCaseWithLooks) {
  const { openedAt, answer: given, closed } = question;
  const rows: readonly (readonly [string, Content | undefined])[] = [
    ["Asked", showDateTime(openedAt)],
    ["State", showState(stateOf(question))],
    ["How long", showWait(question, now)],
    ["Answer", given && <span className="ws-own-words">{given.words}</span>],
    ["Answered by", given && `${showStaff(app, given.by, given.at)}, ${showDateTime(given.at)}`],
    ["Closed by", closed && `${showStaff(app, closed.by, closed.at)}, ${showDateTime(closed.at)}`],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

const LookTable = ({ app, looks }: { readonly app: App; readonly looks: readonly LoggedLook[] }) => (
  <Table
    caption="The looks that it is about"
    captionHidden
    responsive
    classes="ws-dense"
    columns={["When", "Who", "Organisation", "What", "Why"]}
    rows={looks.map((look) => [
      showDateTime(look.at),
      showLooker(app, look),
      showOrganisation(app, look.organisation),
      look.what,
      look.reason,
    ])}
  />
);

/** What may be done with it now. */
const Next = ({ request, question, error }: Omit<QuestionPageProps, "app">) => {
  const action = `/log/questions/${question.id}`;
  const actors = question.looks.map(({ actor }) => actor);
  switch (stateOf(question)) {
    case "opened":
      return isAbout(request.actor.id, actors) ? (
        <p>This question is about your own looks: somebody else must answer it.</p>
      ) : (
        <AnswerForm {...{ action, request, error }} />
      );
    case "answered":
      return (
        <form action={`${action}/close`} method="post">
          <Button variant="secondary" preventDoubleClick>
            Close the question
          </Button>
        </form>
      );
    case "closed":
      return undefined;
  }
};

type AnswerFormProps = { readonly action: string; readonly request: PageRequest; readonly error: string | undefined };

const AnswerForm = ({ action, request: { form }, error }: AnswerFormProps) => (
  <form action={action} method="post" noValidate>
    <CharacterCount
      name="answer"
      label="Your answer"
      hint="The person reads it, once and for all: write to them, in plain words, and name nobody else"
      maxLength={LONGEST_CASE_WORDS}
      threshold={75}
      value={form["answer"]}
      error={error}
    />
    <Button preventDoubleClick>Give the answer</Button>
  </form>
);
