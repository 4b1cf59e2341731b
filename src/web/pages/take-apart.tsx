import type { App } from "#app";
import { failed, patientIdIn, succeeded, type Outcome } from "#base";
import type { Person, PersonLinks, ReviewedRegistration } from "#people";
import { readReason, type LinkPermit } from "#sharing";
import type { FeedState } from "#feeds";
import { LINK_READING, PersonPage, readPerson } from "../about-person.tsx";
import { ReasonField } from "../act-words.tsx";
import { mayDecide, showBorn, showMethod, showRegistered } from "../link-words.tsx";
import { Button, counted, ErrorSummary, Heading, InsetText, SummaryList, Table } from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** A registration that is somebody else's is taken from a person: why? */
export const takeApartRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/links/:patient", answer: askPage },
  { method: "POST", path: "/people/:person/links/:patient", answer: takeApart },
];

const TITLE = "Take a registration apart";

type Found = {
  readonly permit: LinkPermit;
  readonly person: Person;
  readonly feeds: readonly FeedState[];
  readonly registration: ReviewedRegistration;
  /** The person's other registrations, the likest first. */
  readonly others: readonly ReviewedRegistration[];
};

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await mayDecide(app, request, { what: "decision about links", title: TITLE });
  if (!permit.ok) return permit;
  const reading = await readPerson(app, request, "links", (reader) => app.people.linksOf(reader), LINK_READING);
  if (!reading.ok) return failed(reading.problem);
  const { person, feeds, value: links } = reading.value;
  const id = patientIdIn(request.params["patient"] ?? "");
  const registration = links.registrations.find(({ patient }) => patient === id);
  if (!registration) return failed(notFound("This person has no such registration."));
  const others = likestFirst(links, registration);
  if (others.length === 0) return failed(notFound("It is the person's only registration: there is nothing to part."));
  return succeeded({ permit: permit.value, person, feeds, registration, others });
}

/** The others, beginning with those whom it is likest: `edges` come so. Those who were not compared come last. */
function likestFirst({ registrations, edges }: PersonLinks, { patient }: ReviewedRegistration) {
  const order = edges.flatMap(({ one, other }) => (one === patient ? [other] : other === patient ? [one] : []));
  const placeOf = (one: ReviewedRegistration) => {
    const place = order.indexOf(one.patient);
    return place < 0 ? order.length : place;
  };
  return registrations.filter((one) => one.patient !== patient).toSorted((a, b) => placeOf(a) - placeOf(b));
}

async function askPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<AskPage {...{ app, request }} found={found.value} />) : found.problem;
}

/** Decides of each pair that they are two, so that no third registration brings them together again. */
async function takeApart(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, person, registration, others } = found.value;
  const reason = readReason(request.form["reason"] ?? "");
  if (!reason.ok) {
    const error = `${reason.problem.message} ${reason.problem.remedy ?? ""}`;
    return page(<AskPage {...{ app, request, error }} found={found.value} />, 422);
  }
  let waits = false;
  for (const { patient: other } of others) {
    const pair = { one: registration.patient, other };
    const done = await app.people.review.decide(permit, { ...pair, verdict: "different", reason: reason.value });
    if (!done.ok) return problem(done.problem);
    waits ||= done.value.needsSecond;
  }
  return redirect(`/people/${person.id}/links?apart${waits ? "&second" : ""}`);
}

type AskProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly found: Found;
  readonly error?: string;
};

const AskPage = ({ app, request, found: { person, feeds, registration, others }, error }: AskProps) => {
  const href = `/people/${person.id}/links`;
  const name = app.directory.nameOf(registration.source);
  return (
    <PersonPage
      {...{ app, request, person, feeds }}
      title={TITLE}
      breadcrumbs={[{ text: "Links", href }]}
      errors={error !== undefined}
    >
      {error && <ErrorSummary errors={[{ text: error, href: "#reason" }]} />}
      <Heading level={1}>{TITLE}</Heading>
      <SummaryList
        rows={[
          { key: "Registration", value: `${name}, its number ${registration.sourceId}` },
          { key: "Name", value: showRegistered(registration) },
          { key: "Born", value: showBorn(registration) },
          { key: "Joined because", value: `${showMethod(registration.method)}. ${registration.reason}` },
        ]}
      />
      <p>It will be kept apart from {counted(others.length, "other registration")} of this person:</p>
      <Table
        caption="From whom it is kept apart"
        captionHidden
        compact
        responsive
        columns={["Organisation", "Name", "Born"]}
        rows={others.map((one) => [app.directory.nameOf(one.source), showRegistered(one), showBorn(one)])}
      />
      <InsetText>
        What came with the registration goes with it, to a person of its own. Nothing in the record is rewritten, and it
        can be undone. Where matching is very sure that two of them are one person, a second person must agree first.
      </InsetText>
      <form action={`${href}/${registration.patient}`} method="post" noValidate>
        <ReasonField value={request.form["reason"]} error={error} />
        <Button preventDoubleClick>Take it apart, under my name</Button>
      </form>
    </PersonPage>
  );
};
