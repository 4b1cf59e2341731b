import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import { ONE_TIME_DAYS } from "#identity";
import { mayLetIn, REPRESENTATION_KINDS, type HeldRepresentation, type LookedAt } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { Button, Heading, InsetText, NotificationBanner } from "../parts/index.ts";
import { HandedOver } from "../readers/handed-over.tsx";
import { letIn } from "../readers/let-in.ts";
import {
  LettingFaults,
  LettingForm,
  lettingIn,
  NO_KIND,
  signInNameIn,
  type LettingFormFaults,
} from "../readers/letting-form.tsx";
import { ReaderList } from "../readers/reader-list.tsx";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showStaffOf } from "../staff-words.ts";

/** Who may read a person's record without being staff; those who care for the person let them in, having seen who they are. */
export const personReadersRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/readers", answer: readersPage },
  { method: "GET", path: "/people/:person/readers/add", answer: (app, request) => addPage(app, request) },
  { method: "POST", path: "/people/:person/readers/add", answer: add },
  { method: "GET", path: "/people/:person/readers/:reader/end", answer: endPage },
  { method: "POST", path: "/people/:person/readers/:reader/end", answer: end },
];

const TITLE = "Who else may read";
const BREADCRUMB = (href: string) => [{ text: TITLE, href }];

/** Opens the list of readers; `mayLetIn`: whoever asks may change it. */
async function readReaders(app: App, request: PageRequest, what: LookedAt) {
  const reading = await readPerson(app, request, what, (permit) => app.sharing.representationsOf(permit));
  if (!reading.ok) return reading;
  const { person, permit, feeds, value } = reading.value;
  return succeeded({
    ...{ person, feeds, readers: value, permit },
    ...{ href: `/people/${person.id}/readers`, mayChange: mayLetIn(permit) },
  });
}

/** The same for those alone who may change it. */
async function readToChange(app: App, request: PageRequest, what: LookedAt) {
  const reading = await readReaders(app, request, what);
  return !reading.ok || reading.value.mayChange ? reading : failed(problem(NOT_THEIRS));
}

const NOT_THEIRS = {
  kind: "refused" as const,
  message: "Whom the record shows to care for the person lets others in: not whoever was let in by their own word.",
};

async function readersPage(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readReaders(app, request, "readers");
  if (!reading.ok) return reading.problem;
  const { person, feeds, readers, href, mayChange } = reading.value;
  return page(
    <PersonPage {...{ app, request, person, feeds }} title={TITLE} breadcrumbs={SHARING(person.id)}>
      {request.query.has("added") && <NotificationBanner variant="success" heading="They may read the record now" />}
      {request.query.has("ended") && <NotificationBanner variant="success" heading="They cannot read it any more" />}
      <Heading level={1}>Who else may read this record</Heading>
      <p className="ws-lead">The person, and those who care or decide for them, without being staff.</p>
      <ReaderList
        {...{ readers, now: request.now }}
        person="The person"
        madeBy={(reader) => madeByWords(app, reader)}
        endHref={({ id }) => (mayChange ? `${href}/${String(id)}/end` : undefined)}
      />
      {mayChange ? (
        <Button href={`${href}/add`}>Let somebody in</Button>
      ) : (
        <InsetText>
          <p>{NOT_THEIRS.message}</p>
        </InsetText>
      )}
    </PersonPage>,
  );
}

const SHARING = (person: string) => [{ text: "Who can see what", href: `/people/${person}/sharing` }];

const madeByWords = (app: App, { madeBy, starts, evidence }: HeldRepresentation): string =>
  `${showStaffOf(app, madeBy, starts) ?? "The person"}. Shown by: ${evidence}`;

async function addPage(app: App, request: PageRequest, faults: LettingFormFaults = {}): Promise<Answer> {
  const reading = await readToChange(app, request, "readers");
  if (!reading.ok) return reading.problem;
  const { person, feeds, href } = reading.value;
  const isFaulty = Object.keys(faults).length > 0;
  return page(
    <PersonPage
      {...{ app, request, person, feeds }}
      title="Let somebody in"
      errors={isFaulty}
      breadcrumbs={[...SHARING(person.id), ...BREADCRUMB(href)]}
    >
      <LettingFaults faults={faults} />
      <Heading level={1}>Let somebody in</Heading>
      <p>
        You vouch for who they are, under your name: see proof of who they are before you go on, and hand over what the
        next page shows in person.
      </p>
      <LettingForm
        action={`${href}/add`}
        form={request.form}
        faults={faults}
        kinds={REPRESENTATION_KINDS}
        byPerson={false}
      />
    </PersonPage>,
    isFaulty ? 422 : 200,
  );
}

async function add(app: App, request: PageRequest): Promise<Answer> {
  const { kind, ...wanted } = lettingIn(request.form, REPRESENTATION_KINDS);
  if (kind === undefined) return addPage(app, request, { kind: NO_KIND });
  const reading = await readPerson(app, request, "reader let in", (permit) => Promise.resolve(permit));
  if (!reading.ok) return reading.problem;
  const { person, permit, feeds } = reading.value;
  const made = await letIn(app, {
    ...{ permit, person },
    wanted: { ...wanted, kind },
    signInName: signInNameIn(request.form),
  });
  if (!made.ok) {
    const { problem: why } = made;
    return why.kind === "faults" ? addPage(app, request, why.faults) : problem(why.problem);
  }
  const next = `/people/${person.id}/readers?added`;
  if (!made.value) return redirect(next);
  const { account, password } = made.value;
  return page(
    <PersonPage {...{ app, request, person, feeds }} title="Hand this over">
      <HandedOver {...{ name: account.name, password, days: ONE_TIME_DAYS, address: request.origin, next }} />
    </PersonPage>,
  );
}

async function endPage(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readToChange(app, request, "readers");
  if (!reading.ok) return reading.problem;
  const { person, feeds, readers, href } = reading.value;
  const held = readers.find(({ id }) => id === numberIn(request.params["reader"]));
  if (!held) return problem({ kind: "not-found", message: "Nobody is let in by this." });
  return page(
    <PersonPage
      {...{ app, request, person, feeds }}
      title="End reading"
      breadcrumbs={[...SHARING(person.id), ...BREADCRUMB(href)]}
    >
      <Heading level={1}>
        Shall {held.kind === "self" ? "the person" : held.name} not read this record any more?
      </Heading>
      <p>It ends at once, under your name. They can be let in again.</p>
      <form action={`${href}/${String(held.id)}/end`} method="post" noValidate>
        <Button variant="warning" preventDoubleClick>
          End it
        </Button>
      </form>
    </PersonPage>,
  );
}

async function end(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readPerson(app, request, "reading ended", (permit): Promise<Outcome<undefined>> =>
    app.sharing.endRepresentation(permit, numberIn(request.params["reader"])),
  );
  if (!reading.ok) return reading.problem;
  const { value, person } = reading.value;
  return value.ok ? redirect(`/people/${person.id}/readers?ended`) : problem(value.problem);
}
