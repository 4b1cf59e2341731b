import type { App } from "#app";
import { stateOf, type LogCase } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { showState, showWait } from "../log/case-words.ts";
import { asOfficer } from "../log/officer.tsx";
import { counted, EmptyState, Heading, NotificationBanner, showDate, Table } from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

/** What do people ask about who looked at their record, and what waits for an answer? */
export const logQuestionsRoutes: readonly Route[] = [{ method: "GET", path: "/log/questions", answer: questionsPage }];

const TITLE = "Questions about who looked";
export const QUESTIONS = { text: TITLE, href: "/log/questions" };

async function questionsPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE });
  if (!permit.ok) return permit.problem;
  const open = await app.logReading.cases(permit.value, "open");
  const closed = await app.logReading.cases(permit.value, "closed");
  return page(
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[LOG]}>
      <Done request={request} />
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">{summaryOf(open)}</p>
      {open.length === 0 ? (
        <EmptyState>
          Nobody asks anything at the moment. People ask from the list of who looked at their record.
        </EmptyState>
      ) : (
        <QuestionTable caption="What is not closed, the oldest first" {...{ request }} questions={open} />
      )}
      <Heading level={2}>Closed</Heading>
      {closed.length === 0 ? (
        <EmptyState>No question was closed yet.</EmptyState>
      ) : (
        <QuestionTable caption="The last that were closed" {...{ request }} questions={closed} />
      )}
    </StaffPage>,
  );
}

type QuestionTableProps = {
  readonly caption: string;
  readonly request: PageRequest;
  readonly questions: readonly LogCase[];
};

const QuestionTable = ({ caption, request: { now }, questions }: QuestionTableProps) => (
  <Table
    caption={caption}
    captionHidden
    responsive
    classes="ws-dense"
    columns={["Asked", "State", "How long", "What they ask", { header: "Looks", numeric: true }, "Open it"]}
    rows={questions.map((one) => [
      showDate(one.openedAt),
      showState(stateOf(one)),
      showWait(one, now),
      beginningOf(one.question),
      one.rows.length,
      <a href={`/log/questions/${one.id}`}>
        Open<span className="nhsuk-u-visually-hidden"> question {one.id}</span>
      </a>,
    ])}
  />
);

/** Characters of a question in a list. */
const SHORT = 160;

const beginningOf = (question: string): string =>
  question.length <= SHORT ? question : `${question.slice(0, SHORT).trimEnd()}…`;

function summaryOf(open: readonly LogCase[]): string {
  const waiting = open.filter((one) => stateOf(one) === "opened").length;
  if (waiting === 0) return "Every question was answered.";
  return `${counted(waiting, "question")} ${waiting === 1 ? "waits" : "wait"} for an answer. The person reads it with their question.`;
}

const Done = ({ request: { query } }: { readonly request: PageRequest }) =>
  query.has("closed") ? <NotificationBanner variant="success" heading="The question is closed" /> : undefined;
