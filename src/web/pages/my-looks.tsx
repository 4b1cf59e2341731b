import type { App } from "#app";
import type { AccessLine, Accesses } from "#sharing";
import { PublicPage } from "../my/layout.tsx";
import { monthBeside, monthOf, stretchOfMonth } from "../month.ts";
import { readOwn } from "../my/own-record.ts";
import {
  BackLink,
  Button,
  Details,
  EmptyState,
  ErrorSummary,
  Heading,
  Pagination,
  showDate,
  showTime,
  Tag,
  Textarea,
  VisuallyHidden,
} from "../parts/index.ts";
import { page, problem, redirect, type Answer, type Route, type SessionRequest } from "../route.ts";

/** Who looked at my record, and why? And asking about it. */
export const myLooksRoutes: readonly Route[] = [
  { method: "GET", path: "/my/:person/looks", open: "signed-in", answer: looksPage },
  { method: "GET", path: "/my/:person/looks/ask", open: "signed-in", answer: (app, request) => askPage(app, request) },
  { method: "POST", path: "/my/:person/looks/ask", open: "signed-in", answer: ask },
];

const TITLE = "Who has looked";

async function looksPage(app: App, request: SessionRequest): Promise<Answer> {
  const month = monthIn(request);
  const reading = await readOwn(app, request, "access log", (permit) =>
    app.logReading.accessesOf(permit, stretchOfMonth(month)),
  );
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  if (!own.value.ok) return problem(own.value.problem);
  const { summary, days } = own.value.value;
  const isSelf = own.permit.asker === "self";
  return page(
    <PublicPage {...{ app, request, own }} title={TITLE} section="looks">
      <Heading level={1}>{isSelf ? "Who has looked at your record" : "Who has looked at the record"}</Heading>
      <Heading level={2} size="s">
        {showDate(month)}
      </Heading>
      <p className="nhsuk-body-l">{summary}</p>
      {!isSelf && <p>It is written to the person: “you” and “your” mean them.</p>}
      {isSelf && (
        <p>
          <a href={`${own.href}/questions`}>What you asked about it, and the answers</a>
        </p>
      )}
      {days.length === 0 && <EmptyState>Nothing is on the log for this month.</EmptyState>}
      {days.map((day) => (
        <Day key={day.day} day={day} askHref={isSelf ? `${own.href}/looks/ask` : undefined} />
      ))}
      <Months href={`${own.href}/looks`} month={month} now={monthOf(request.now)} />
      <NotShown />
    </PublicPage>,
  );
}

/** The month of the address, or this one. Nothing lies ahead. */
function monthIn({ query, now }: SessionRequest): string {
  const month = query.get("month") ?? "";
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(month) && month <= monthOf(now) ? month : monthOf(now);
}

type DayProps = { readonly day: Accesses["days"][number]; readonly askHref: string | undefined };

const Day = ({ day: { day, lines }, askHref }: DayProps) => (
  <section className="ws-looks">
    <Heading level={3}>{showDate(day)}</Heading>
    <ul className="nhsuk-list">
      {lines.map((line) => (
        <li key={line.rows.join(" ")}>
          <Line line={line} />
          {askHref && !line.isOwn && (
            <a href={`${askHref}?rows=${line.rows.join(",")}`}>
              Ask about this
              <VisuallyHidden>
                : {line.who}, {showTime(line.from)} on {showDate(day)}
              </VisuallyHidden>
            </a>
          )}
        </li>
      ))}
    </ul>
  </section>
);

/** When, who, from where, why, and what. */
const Line = ({ line }: { readonly line: AccessLine }) => (
  <>
    <p>
      <strong>{line.who}</strong>
      {line.organisation && `, ${line.organisation}`}, {timeWords(line)}{" "}
      {line.isEmergency && <Tag colour="red">Emergency</Tag>}
      {line.isRefused && <Tag colour="grey">Refused</Tag>}
    </p>
    <p>Why: {line.why}</p>
    <p>What: {line.what.join("; ")}.</p>
  </>
);

function timeWords({ from, until }: AccessLine): string {
  const [first, last] = [showTime(from) ?? "", showTime(until) ?? ""];
  return first === last ? `at ${first}` : `${first} to ${last}`;
}

type MonthsProps = { readonly href: string; readonly month: string; readonly now: string };

const Months = ({ href, month, now }: MonthsProps) => {
  const [before, after] = [monthBeside(month, -1), monthBeside(month, 1)];
  return (
    <Pagination
      previous={{ href: `${href}?month=${before}`, label: showDate(before) }}
      next={after <= now ? { href: `${href}?month=${after}`, label: showDate(after) } : undefined}
    />
  );
};

const NotShown = () => (
  <Details summary="What is not on this page">
    <ul className="nhsuk-list nhsuk-list--bullet">
      <li>What each organisation does within its own system: it keeps its own log. Ask it there.</li>
      <li>Files that organisations send, as they come in.</li>
      <li>
        Rarely, a look to protect somebody from harm, or in an emergency, can be kept from this page for a while. Two
        people must agree to it, with a reason and an end.
      </li>
    </ul>
  </Details>
);

const ASK = "Ask about this";

async function askPage(app: App, request: SessionRequest, error?: string): Promise<Answer> {
  const rows = rowsIn(request);
  const reading = await readOwn(app, request, "access log", (permit) => app.logReading.looksOf(permit, rows));
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  if (!own.value.ok) return problem(own.value.problem);
  return page(
    <PublicPage
      {...{ app, request, own }}
      title={ASK}
      section="looks"
      errors={error !== undefined}
      beforeMain={<BackLink href={`${own.href}/looks`} />}
    >
      {error && <ErrorSummary errors={[{ text: error, href: "#question" }]} />}
      <Heading level={1}>{ASK}</Heading>
      {own.value.value.days.map((day) => (
        <Day key={day.day} day={day} askHref={undefined} />
      ))}
      <form action={`${own.href}/looks/ask`} method="post" noValidate>
        <input type="hidden" name="rows" value={rows.join(",")} />
        <Textarea
          name="question"
          label="What do you want to know?"
          hint="Somebody who watches over privacy reads it, not whoever looked. They answer here."
          value={request.form["question"]}
          error={error}
        />
        <Button preventDoubleClick>Send the question</Button>
      </form>
    </PublicPage>,
    error === undefined ? 200 : 422,
  );
}

/** Rows of the log, as an address or a form names them. */
function rowsIn({ query, form }: SessionRequest): readonly number[] {
  const text = form["rows"] ?? query.get("rows") ?? "";
  return text.split(",").flatMap((one) => (/^\d{1,15}$/.test(one) ? [Number(one)] : []));
}

async function ask(app: App, request: SessionRequest): Promise<Answer> {
  const { question = "" } = request.form;
  if (question.trim() === "") return askPage(app, request, "Write what you want to know");
  const reading = await readOwn(app, request, "question asked", (permit) =>
    app.logReading.askAbout(permit, { rows: rowsIn(request), question }),
  );
  if (!reading.ok) return reading.problem;
  const { value, href } = reading.value;
  if (value.ok) return redirect(`${href}/questions?asked`);
  const { kind, message, remedy } = value.problem;
  return kind === "invalid" ? askPage(app, request, `${message} ${remedy ?? ""}`) : problem(value.problem);
}
