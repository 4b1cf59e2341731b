import type { App } from "#app";
import { stretchOf } from "#base";
import type { FeedState } from "#feeds";
import type { Person } from "#people";
import { recordInAMinute, type RecordInAMinute } from "#record";
import type { PersonPermit } from "#sharing";
import { Origin, PersonPage, readPerson } from "../about-person.tsx";
import { WhatIsNotShown } from "../not-shown.tsx";
import { closureOf, noneOf } from "../of-kind.tsx";
import {
  Button,
  Columns,
  counted,
  Heading as Head,
  Input,
  InsetText,
  showDate,
  StatusShape,
  Table,
} from "../parts/index.ts";
import { linkWords } from "../registrations.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { Care } from "./record-care.tsx";
import { Medicines, Problems, Results, Sources } from "./record-health.tsx";

/** Record in a minute: who is this, what matters now, who is involved? */
export const recordRoutes: readonly Route[] = [{ method: "GET", path: "/people/:person", answer: recordPage }];

/** Measurements older than this are not on this page. */
const RESULT_YEARS = 2;

async function recordPage(app: App, request: PageRequest): Promise<Answer> {
  const knownAt = endOfDay(request.query.get("known"));
  const resultsSince = new Date(request.now);
  resultsSince.setUTCFullYear(resultsSince.getUTCFullYear() - RESULT_YEARS);
  const reading = await readPerson(app, request, "record", (permit) =>
    app.record.headings(permit, { knownAt, resultsSince }),
  );
  if (!reading.ok) return reading.problem;
  const { person, value, feeds, permit } = reading.value;
  const minute = recordInAMinute(value.headings, knownAt ?? request.now);
  const slot = { app, person, minute, permit };
  return page(
    <PersonPage app={app} request={request} person={person} title="Record in a minute" section="record" feeds={feeds}>
      <Head level={1} classes="nhsuk-u-visually-hidden">
        Record in a minute
      </Head>
      <KnownAt request={request} person={person} knownAt={knownAt} />
      <Alerts {...slot} />
      <FirstContact {...slot} lookedBefore={value.lookedBefore} />
      <Columns>
        <div>
          <Problems {...slot} />
          <Medicines {...slot} />
        </div>
        <div>
          <Care {...slot} />
          <Results {...slot} />
        </div>
      </Columns>
      <Contributions {...{ ...slot, feeds }} today={request.today} />
      <WhyShown {...{ app, permit }} />
      <AsKnownOn person={person} chosen={knownAt ? (request.query.get("known") ?? undefined) : undefined} />
    </PersonPage>,
  );
}

/** The last moment of a day in a link such as ?known=2026-05-03; undefined for now, and for what is no day. */
function endOfDay(text: string | null): Date | undefined {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? stretchOf(text)?.to : undefined;
}

/** Why whoever reads this may, and whose facts are not here. */
function WhyShown({ app, permit }: { app: App; permit: PersonPermit }) {
  const { reason, purpose, person } = permit;
  return (
    <section aria-labelledby="why-shown">
      <h2 className="nhsuk-heading-s" id="why-shown">
        Why you see this, and what you do not see
      </h2>
      <p>{reason}</p>
      <WhatIsNotShown {...{ app, permit }} />
      {purpose === "records-management" && (
        <>
          <p>
            <a href={`/people/${person}/copy`}>The person asks for a copy of their record</a>
          </p>
          <p>
            <a href={`/people/${person}/well-known`}>Are many curious about this person?</a>
          </p>
        </>
      )}
    </section>
  );
}

type MinuteSlot = {
  readonly app: App;
  readonly person: Person;
  readonly minute: RecordInAMinute;
  readonly permit: PersonPermit;
};

function KnownAt({ request, person, knownAt }: { request: PageRequest; person: Person; knownAt: Date | undefined }) {
  if (!knownAt) return undefined;
  return (
    <InsetText>
      <p>
        As it was known here on {showDate(request.query.get("known") ?? "")}.{" "}
        <a href={`/people/${person.id}`}>Show what is known now</a>
      </p>
    </InsetText>
  );
}

/** Looking back: what could be known here on a day, to see what a decision of then rested on. */
const AsKnownOn = ({ person, chosen }: { person: Person; chosen: string | undefined }) => (
  <form className="ws-known" action={`/people/${person.id}`} method="get">
    <Input
      name="known"
      type="date"
      label="The record as it was known here at the end of a day"
      value={chosen}
      width={10}
      after={
        <Button variant="secondary" small>
          Show
        </Button>
      }
    />
  </form>
);

/** Red-edged only where there is something to be warned of. */
function Alerts({ app, person, minute: { alerts, allergies }, permit }: MinuteSlot) {
  const closed = closureOf(permit, ["allergies"]);
  const calm = alerts.length + allergies.length === 0;
  return (
    <section className={calm ? "ws-alerts ws-alerts--none" : "ws-alerts"} aria-label="Allergies and alerts">
      {alerts.map((alert) => (
        <p key={alert.id}>
          <StatusShape status="act">{alert.title}</StatusShape> <Origin app={app} person={person} entry={alert} />
        </p>
      ))}
      {allergies.map(({ heading, sources }) => (
        <p key={heading.id}>
          <StatusShape status="act">{allergyWords(heading.title)}</StatusShape>
          {heading.detail && `: ${heading.detail}`}{" "}
          <Sources app={app} person={person} entry={heading} sources={sources} />
        </p>
      ))}
      {closed && (
        <p>
          <StatusShape status="watch">
            {closed.wholly ? "Allergies are not shown to you" : "There may be an allergy that is not shown to you"}
          </StatusShape>
          : {closed.because}.
        </p>
      )}
      {!closed && allergies.length === 0 && (
        <p>
          <StatusShape status="off">No allergy is recorded</StatusShape> by any organisation that contributes.
        </p>
      )}
    </section>
  );
}

/** Where a source codes the substance alone, a reader must not take it for a medicine. */
const allergyWords = (title: string): string =>
  /allerg|intoleran|sensitiv|reaction/i.test(title) ? title : `Allergy or intolerance: ${title}`;

/** Whom to call, and what is new: in one line each. */
function FirstContact({ app, person, minute, permit, lookedBefore }: MinuteSlot & { lookedBefore: Date | undefined }) {
  const { coordinators } = minute;
  return (
    <dl className="ws-facts">
      <div>
        <dt>Coordinator</dt>
        {coordinators.length === 0 && <dd>{noneOf(permit, ["plans"], "No coordinator is recorded")}</dd>}
        {coordinators.map((one) => (
          <dd key={one.id}>
            {one.who === undefined ? one.title : `${one.who}: ${one.title}`}{" "}
            <Origin app={app} person={person} entry={one} />
          </dd>
        ))}
      </div>
      <div>
        <dt>First contact</dt>
        <dd>
          {person.practice
            ? `${app.directory.nameOf(person.practice)}, the registered practice`
            : "Not known: nothing that you may see names a GP practice"}
        </dd>
      </div>
      <div>
        <dt>{lookedBefore ? "You last looked" : "Your first look"}</dt>
        <dd>
          {lookedBefore && `${showDate(lookedBefore)}. `}
          <a href={`/people/${person.id}/changed`}>
            {lookedBefore ? "What changed since then" : "What happened in the last 90 days"}
          </a>
        </dd>
      </div>
    </dl>
  );
}

type ContributionsProps = MinuteSlot & { readonly feeds: readonly FeedState[]; readonly today: string };

function Contributions({ app, person, minute, feeds, today, permit }: ContributionsProps) {
  return (
    <section>
      <Head level={2}>Who contributed</Head>
      <Table
        captionHidden
        caption="Organisations whose records are joined here"
        responsive
        classes="ws-dense"
        columns={["Organisation", { header: "Entries", numeric: true }, "Newest written", "Joined because"]}
        rows={minute.contributions.map(({ source, entries, newest }) => [
          app.directory.nameOf(source),
          entries,
          showDate(newest),
          person.registrations.find((one) => one.source === source)?.reason ?? "",
        ])}
      />
      <p>
        {linkSentence(person)} <a href={`/people/${person.id}/links`}>Why is this one person?</a>
      </p>
      <NotHere {...{ app, minute, feeds, today, permit }} />
    </section>
  );
}

const linkSentence = ({ registrations }: Person): string =>
  `${counted(registrations.length, "registration")}, ${linkWords(registrations)}.`;

/** Who is silent, and why: what is not here may still have happened. */
function NotHere({ app: { directory }, minute, feeds, today, permit }: Omit<ContributionsProps, "person">) {
  // Of those whose facts are closed nothing is said: they may know the person well.
  const told = new Set([
    ...minute.contributions.map(({ source }) => source),
    ...permit.closed.flatMap(({ sources }) => sources),
  ]);
  const sending = new Set(feeds.flatMap(({ feed }) => feed.organisations));
  const open = directory.place.organisations.filter(
    ({ kind, closed, ods }) => kind !== "place" && (closed === undefined || closed >= today) && !told.has(ods),
  );
  const names = (list: typeof open) => list.map((one) => one.name).join(", ");
  const unknown = open.filter(({ ods }) => sending.has(ods));
  const silent = open.filter(({ ods }) => !sending.has(ods));
  return (
    <>
      {silent.length > 0 && <p>Sends nothing yet, so what happened there is not here: {names(silent)}.</p>}
      {unknown.length > 0 && <p>Sent nothing that is linked to this person: {names(unknown)}.</p>}
    </>
  );
}
