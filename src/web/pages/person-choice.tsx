import type { App } from "#app";
import { failed, odsCode, succeeded, type Outcome } from "#base";
import type { FeedState } from "#feeds";
import type { Person } from "#people";
import { CATEGORIES, type Category, type Choosing, type KeptChoice, type LookedAt } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { ErrorSummary, Heading, type Content } from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";
import { Consequences } from "../sharing/choice-list.tsx";
import {
  AboutQuestion,
  ConfirmForm,
  KindQuestion,
  NO_CATEGORY,
  NO_KIND,
  NO_ORGANISATION,
  NOT_CONFIRMED,
  type AskedKind,
} from "../sharing/choice-questions.tsx";
import { choiceWords, isChoiceKind } from "../sharing/choice-words.ts";
import { namesIn } from "../sharing/told.ts";

const PATH = "/people/:person/sharing";

/** What the person chose is written down, a question a page, or taken back. */
export const personChoiceRoutes: readonly Route[] = [
  { method: "GET", path: `${PATH}/choose`, answer: (app, request) => kindPage(app, request) },
  { method: "POST", path: `${PATH}/choose`, answer: readKind },
  { method: "GET", path: `${PATH}/choose/:kind`, answer: (app, request) => aboutPage(app, request) },
  { method: "POST", path: `${PATH}/choose/:kind`, answer: readAbout },
  { method: "GET", path: `${PATH}/choose/:kind/:about`, answer: (app, request) => checkPage(app, request) },
  { method: "POST", path: `${PATH}/choose/:kind/:about`, answer: choose },
  { method: "GET", path: `${PATH}/choices/:choice`, answer: (app, request) => takeBackPage(app, request) },
  { method: "POST", path: `${PATH}/choices/:choice`, answer: takeBack },
];

/** Stands in addresses of choices that are about nothing in particular. */
const ALL = "all";

type Found = {
  readonly person: Person;
  readonly choices: readonly KeptChoice[];
  readonly feeds: readonly FeedState[];
  /** Of the page that shows what was chosen. */
  readonly href: string;
};

/** Choices are written down by those who care for the person. */
async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const reading = await readPerson(app, request, "sharing", async (permit) => ({
    choices: await app.sharing.choicesOf(permit),
    mayChange: permit.purpose === "direct-care",
  }));
  if (!reading.ok) return failed(reading.problem);
  const { person, feeds, value } = reading.value;
  if (!value.mayChange) return failed(problem(NOT_THEIRS));
  return succeeded({ person, feeds, choices: value.choices, href: `/people/${person.id}/sharing` });
}

const NOT_THEIRS = {
  kind: "refused" as const,
  message: "Choices are written down for the person by those who care for them.",
};

type StepProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly found: Found;
  readonly title: string;
  readonly error?: { readonly text: string; readonly href: string } | undefined;
  readonly children: Content;
};

const Step = ({ app, request, found: { person, feeds, href }, title, error, children }: StepProps) => (
  <PersonPage
    {...{ app, request, person, feeds, title }}
    errors={error !== undefined}
    breadcrumbs={[{ text: "Who can see what", href }]}
  >
    {error && <ErrorSummary errors={[error]} />}
    {children}
  </PersonPage>
);

const TOLD = "a carer";

async function kindPage(app: App, request: PageRequest, error?: string): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  return page(
    <Step {...{ app, request }} found={found.value} title="What is chosen" error={errorAt(error, "#kind")}>
      <KindQuestion action={`${found.value.href}/choose`} told={TOLD} error={error} />
    </Step>,
    error === undefined ? 200 : 422,
  );
}

const errorAt = (text: string | undefined, href: string) => (text === undefined ? undefined : { text, href });

async function readKind(app: App, request: PageRequest): Promise<Answer> {
  const { kind = "" } = request.form;
  if (!isChoiceKind(kind)) return kindPage(app, request, NO_KIND);
  return redirect(`${choosePath(request)}/${kind}${isAsked(kind) ? "" : `/${ALL}`}`);
}

const choosePath = ({ params }: PageRequest): string => `/people/${params["person"] ?? ""}/sharing/choose`;

const isAsked = (kind: string): kind is AskedKind =>
  kind === "category" || kind === "not-seen-by" || kind === "not-shared-by";

async function aboutPage(app: App, request: PageRequest, error?: string): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { kind = "" } = request.params;
  if (!isAsked(kind)) return NO_CHOICE;
  const organisations = app.directory.place.organisations.filter(
    ({ ods }) => app.directory.carriedOnBy(ods, request.today) === ods,
  );
  return page(
    <Step {...{ app, request }} found={found.value} title="What is chosen" error={errorAt(error, "#about")}>
      <AboutQuestion action={`${found.value.href}/choose/${kind}`} told={TOLD} {...{ kind, organisations, error }} />
    </Step>,
    error === undefined ? 200 : 422,
  );
}

const NO_CHOICE = notFound("There is no such choice.");

async function readAbout(app: App, request: PageRequest): Promise<Answer> {
  const { kind = "" } = request.params;
  const { about = "" } = request.form;
  if (!choosingIn(app, kind, about)) {
    return aboutPage(app, request, kind === "category" ? NO_CATEGORY : NO_ORGANISATION);
  }
  return redirect(`${choosePath(request)}/${kind}/${about}`);
}

/** The choice that an address or a form names, if there is such a one. */
function choosingIn({ directory }: App, kind: string, about: string): Choosing | undefined {
  if (!isChoiceKind(kind)) return undefined;
  switch (kind) {
    case "nothing-shared":
    case "type-1":
      return about === ALL ? { kind } : undefined;
    case "category":
      return isCategory(about) ? { kind, category: about } : undefined;
    case "not-seen-by":
    case "not-shared-by": {
      const organisation = directory.place.organisations.find(({ ods }) => ods === odsCodeIn(about));
      return organisation && { kind, organisation: organisation.ods };
    }
  }
}

const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORIES, text);
const odsCodeIn = (text: string) => (/^[A-Z0-9]{3,10}$/.test(text) ? odsCode(text) : undefined);

async function checkPage(app: App, request: PageRequest, error?: string): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { kind = "", about = "" } = request.params;
  const choosing = choosingIn(app, kind, about);
  if (!choosing) return NO_CHOICE;
  const words = choiceWords(choosing, { told: TOLD, nameOf: namesIn(app) });
  return page(
    <Step {...{ app, request }} found={found.value} title="Check the choice" error={errorAt(error, "#confirmed")}>
      <Heading level={1}>{words.title}</Heading>
      <Consequences words={words} level={2} />
      <ConfirmForm
        action={`${found.value.href}/choose/${kind}/${about}`}
        told={TOLD}
        error={error}
        button="Write it down, under my name"
      />
    </Step>,
    error === undefined ? 200 : 422,
  );
}

async function choose(app: App, request: PageRequest): Promise<Answer> {
  const { kind = "", about = "" } = request.params;
  const choosing = choosingIn(app, kind, about);
  if (!choosing || request.form["confirmed"] !== "yes") return checkPage(app, request, NOT_CONFIRMED);
  return change(app, request, { what: "choice written down", done: "chosen" }, (permit) =>
    app.sharing.choose(permit, choosing),
  );
}

type Change = Parameters<typeof readPerson<Outcome<void>>>[3];

/** Does it for the person, and leads back to what they chose. */
async function change(
  app: App,
  request: PageRequest,
  { what, done }: { readonly what: LookedAt; readonly done: string },
  doIt: Change,
): Promise<Answer> {
  const reading = await readPerson(app, request, what, doIt);
  if (!reading.ok) return reading.problem;
  const { person, value } = reading.value;
  return value.ok ? redirect(`/people/${person.id}/sharing?${done}`) : problem(value.problem);
}

async function takeBackPage(app: App, request: PageRequest, error?: string): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const choice = found.value.choices.find(({ id }) => id === choiceIn(request));
  if (!choice) return NO_CHOICE;
  const { title } = choiceWords(choice.choosing, { told: TOLD, nameOf: namesIn(app) });
  return page(
    <Step {...{ app, request }} found={found.value} title="Take back a choice" error={errorAt(error, "#confirmed")}>
      <Heading level={1}>Take back: {title}</Heading>
      <p>
        From then on organisations see again what agreements allow, as long as they care for the person. That it was
        chosen, and taken back, stays known.
      </p>
      <ConfirmForm
        action={`${found.value.href}/choices/${choice.id}`}
        told={TOLD}
        error={error}
        button="Take it back, under my name"
      />
    </Step>,
    error === undefined ? 200 : 422,
  );
}

/** 0, which no choice has, for anything that is no number. */
const choiceIn = ({ params: { choice = "" } }: PageRequest): number => (/^\d{1,9}$/.test(choice) ? Number(choice) : 0);

async function takeBack(app: App, request: PageRequest): Promise<Answer> {
  if (request.form["confirmed"] !== "yes") return takeBackPage(app, request, NOT_CONFIRMED);
  return change(app, request, { what: "choice taken back", done: "taken-back" }, (permit) =>
    app.sharing.takeBackChoice(permit, choiceIn(request)),
  );
}
