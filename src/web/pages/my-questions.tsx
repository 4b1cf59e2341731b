import type { App } from "#app";
import type { LogCase } from "#sharing";
import { PublicPage } from "../my/layout.tsx";
import { readOwn } from "../my/own-record.ts";
import { EmptyState, Heading, NotificationBanner, showDate, SummaryList } from "../parts/index.ts";
import { page, problem, type Answer, type Route, type SessionRequest } from "../route.ts";

/** What did I ask about who looked, and what was answered? */
export const myQuestionsRoutes: readonly Route[] = [
  { method: "GET", path: "/my/:person/questions", open: "signed-in", answer: questionsPage },
];

const TITLE = "What you asked";

async function questionsPage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readOwn(app, request, "questions about the log", (permit) => app.logReading.casesOf(permit));
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  if (!own.value.ok) return problem(own.value.problem);
  return page(
    <PublicPage {...{ app, request, own }} title={TITLE} section="looks">
      {request.query.has("asked") && (
        <NotificationBanner variant="success" heading="Your question is sent">
          Somebody who watches over privacy answers it here.
        </NotificationBanner>
      )}
      <Heading level={1}>{TITLE}</Heading>
      {own.value.value.length === 0 && (
        <EmptyState next={{ text: "See who has looked", href: `${own.href}/looks` }}>
          You have asked nothing yet. You can ask about any look at your record.
        </EmptyState>
      )}
      {own.value.value.map((one) => (
        <Question key={one.id} asked={one} />
      ))}
    </PublicPage>,
  );
}

const Question = ({ asked: { question, openedAt, answer } }: { readonly asked: LogCase }) => (
  <SummaryList
    rows={[
      { key: `You asked on ${showDate(openedAt)}`, value: question },
      answer
        ? { key: `Answered on ${showDate(answer.at)}`, value: answer.words }
        : { key: "Answer", value: "Not yet. Somebody who watches over privacy looks into it." },
    ]}
  />
);
