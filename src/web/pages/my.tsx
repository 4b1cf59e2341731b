import type { App } from "#app";
import type { Person } from "#people";
import { recordInAMinute } from "#record";
import { looksThisMonth } from "../my/looks.ts";
import { PublicPage } from "../my/layout.tsx";
import { readOwn, type Own, type OwnReading } from "../my/own-record.ts";
import { noneOf } from "../of-kind.tsx";
import { ActionLink, Card, EmptyState, Heading, NotificationBanner, showDate, SummaryList } from "../parts/index.ts";
import { page, redirect, type Answer, type Route, type SessionRequest } from "../route.ts";

/** What people come to first: their record, or those of whom they may read. */
export const myRoutes: readonly Route[] = [
  { method: "GET", path: "/my", open: "signed-in", answer: chooseRecord },
  { method: "GET", path: "/my/:person", open: "signed-in", answer: homePage },
];

/** Leads to the only record there is, else asks which. */
async function chooseRecord(app: App, request: SessionRequest): Promise<Answer> {
  const held = await app.sharing.representedBy(request.session.actor);
  const persons = [...new Set(held.map(({ person }) => person))];
  const [only] = persons;
  if (only && persons.length === 1) return redirect(`/my/${only}`);
  if (!only && request.actor) return redirect("/");
  const readings = await Promise.all(
    persons.map((person) =>
      readOwn(app, { ...request, params: { person } }, "choice of record", () => Promise.resolve(undefined)),
    ),
  );
  const owns = readings.flatMap((one) => (one.ok ? [one.value] : []));
  return page(
    <PublicPage {...{ app, request }} title="Which record?">
      <Heading level={1}>Which record?</Heading>
      {owns.length === 0 ? (
        <EmptyState>
          Nobody lets you read a record at the moment. If you were let in before, it has come to its end: ask the
          person, or their GP practice.
        </EmptyState>
      ) : (
        owns.map((own) => (
          <ActionLink href={own.href} key={own.href}>
            {whoseWords(own)}
          </ActionLink>
        ))
      )}
    </PublicPage>,
  );
}

const whoseWords = ({ permit, person }: Own): string =>
  permit.asker === "self" ? "Your own record" : `The record of ${nameOf(person)}`;

const nameOf = ({ given, family }: Person): string => [given, family].filter(Boolean).join(" ");

async function homePage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readOwn(app, request, "own first page", async (permit) => {
    const { headings } = await app.record.headings(permit, { knownAt: undefined, resultsSince: undefined });
    const looks = await looksThisMonth(app, permit, request.now);
    const cases = await app.logReading.casesOf(permit);
    return { minute: recordInAMinute(headings, request.now), looks, cases: cases.ok ? cases.value : [] };
  });
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const isSelf = own.permit.asker === "self";
  const title = isSelf ? `Hello, ${own.person.given || own.person.family}` : whoseWords(own);
  const { cases, looks } = own.value;
  const answered = cases.filter(({ answer, closed }) => answer && !closed);
  return page(
    <PublicPage {...{ app, request, own }} title="Home" section="home">
      {looks && looks.emergencies > 0 && (
        <NotificationBanner heading="Your record was opened in an emergency">
          <p>
            Somebody said that it was an emergency. It is looked at afterwards.{" "}
            <a href={`${own.href}/looks`}>See who, and why</a>
          </p>
        </NotificationBanner>
      )}
      {isSelf && answered.length > 0 && (
        <NotificationBanner heading="A question of yours was answered">
          <p>
            <a href={`${own.href}/questions`}>Read the answer</a>
          </p>
        </NotificationBanner>
      )}
      <Heading level={1}>{title}</Heading>
      <Contacts app={app} own={own} />
      <Ways own={own} summary={looks?.summary} />
    </PublicPage>,
  );
}

type HomeValue = { readonly minute: ReturnType<typeof recordInAMinute> };

/** Whom to ask, and what is waited for. */
const Contacts = ({
  app,
  own: { person, permit, value },
}: {
  readonly app: App;
  readonly own: OwnReading<HomeValue>;
}) => {
  const [coordinator] = value.minute.coordinators;
  const [waiting] = value.minute.waiting;
  return (
    <SummaryList
      rows={[
        {
          key: "Coordinator",
          value: coordinator
            ? (coordinator.who ?? coordinator.title)
            : noneOf(permit, ["plans"], "Nobody coordinates the care, as far as is known here"),
        },
        {
          key: "GP practice",
          value: person.practice ? app.directory.nameOf(person.practice) : "Not known here",
        },
        ...(waiting ? [{ key: "Waiting for", value: `${waiting.title}, since ${showDate(waiting.date)}` }] : []),
      ]}
    />
  );
};

type WaysProps = { readonly own: Own; readonly summary: string | undefined };

const Ways = ({ own: { permit, href, seesLog }, summary }: WaysProps) => {
  const isSelf = permit.asker === "self";
  return (
    <>
      <Card
        clickable
        heading={isSelf ? "Your record" : "The record"}
        href={`${href}/record`}
        description="Medicines, allergies, problems, results, visits and letters, and who wrote each."
      />
      {seesLog && <Card clickable heading="Who has looked" href={`${href}/looks`} description={summary} />}
      {isSelf && (
        <>
          <Card
            clickable
            heading="Sharing"
            href={`${href}/sharing`}
            description="Which organisations can see what, and what you may choose."
          />
          <Card
            clickable
            heading="Who may read"
            href={`${href}/readers`}
            description="Carers and relatives whom you let read your record, and until when."
          />
        </>
      )}
    </>
  );
};
