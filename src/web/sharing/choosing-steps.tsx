import type { ReactElement } from "react";
import type { App } from "#app";
import { odsCode, type Outcome } from "#base";
import { CATEGORIES, type Category, type Choosing, type KeptChoice, type LookedAt, type PersonPermit } from "#sharing";
import { ErrorSummary, Heading, type Content } from "../parts/index.ts";
import { type Answer, notFound, numberIn, page, problem, redirect, type SessionRequest } from "../route.ts";
import { Consequences } from "./choice-list.tsx";
import {
  AboutQuestion,
  ConfirmForm,
  KindQuestion,
  NO_CATEGORY,
  NO_KIND,
  NO_ORGANISATION,
  NOT_CONFIRMED,
  type AskedKind,
} from "./choice-questions.tsx";
import { choiceWords, isChoiceKind } from "./choice-words.ts";
import { namesIn, type Told } from "./told.ts";

/** Where choices are made: by the person, or by those who care for them. */
export type ChoiceDesk<R extends SessionRequest> = {
  readonly told: Told;
  /** Of the page that shows what was chosen, as the request's own address has it. */
  readonly hrefOf: (request: R) => string;
  /** Reads for the page, and says how it is framed; answers why not to those whose it is not to choose. */
  readonly read: <T>(
    app: App,
    request: R,
    what: LookedAt,
    work: (permit: PersonPermit) => Promise<T>,
  ) => Promise<Outcome<{ readonly value: T; readonly frame: ChoiceFrame }, Answer>>;
};

/** What stands around a step. */
export type ChoiceFrame = (step: {
  readonly title: string;
  readonly errors: boolean;
  readonly children: Content;
}) => ReactElement;

/** The steps by which a choice is made, a question a page, or taken back. */
export const choosingSteps = <R extends SessionRequest>(desk: ChoiceDesk<R>) => {
  const on =
    (step: (desk: ChoiceDesk<R>, app: App, request: R) => Promise<Answer>) =>
    (app: App, request: R): Promise<Answer> =>
      step(desk, app, request);
  return [
    { method: "GET", path: "/choose", answer: on((...asked) => kindPage(...asked)) },
    { method: "POST", path: "/choose", answer: on(readKind) },
    { method: "GET", path: "/choose/:kind", answer: on((...asked) => aboutPage(...asked)) },
    { method: "POST", path: "/choose/:kind", answer: on(readAbout) },
    { method: "GET", path: "/choose/:kind/:about", answer: on((...asked) => checkPage(...asked)) },
    { method: "POST", path: "/choose/:kind/:about", answer: on(choose) },
    { method: "GET", path: "/choices/:choice", answer: on((...asked) => takeBackPage(...asked)) },
    { method: "POST", path: "/choices/:choice", answer: on(takeBack) },
  ] as const;
};

type Asked<R extends SessionRequest> = readonly [desk: ChoiceDesk<R>, app: App, request: R];

/** Stands in addresses of choices that are about nothing in particular. */
const ALL = "all";

type Step = { readonly title: string; readonly error: { readonly text: string; readonly href: string } | undefined };

/** One step, with what must be put right; 422 where something must. */
function stepPage(frame: ChoiceFrame, { title, error }: Step, children: Content): Answer {
  const whole = (
    <>
      {error && <ErrorSummary errors={[error]} />}
      {children}
    </>
  );
  return page(frame({ title, errors: error !== undefined, children: whole }), error === undefined ? 200 : 422);
}

const errorAt = (text: string | undefined, href: string) => (text === undefined ? undefined : { text, href });

/** Reads what was chosen so far. */
const find = <R extends SessionRequest>(...[desk, app, request]: Asked<R>) =>
  desk.read(app, request, "sharing", (permit) => app.sharing.choicesOf(permit));

async function kindPage<R extends SessionRequest>(
  ...[desk, app, request, error]: [...Asked<R>, string?]
): Promise<Answer> {
  const found = await find(desk, app, request);
  if (!found.ok) return found.problem;
  return stepPage(
    found.value.frame,
    { title: "What is chosen", error: errorAt(error, "#kind") },
    <KindQuestion action={`${desk.hrefOf(request)}/choose`} told={desk.told} error={error} />,
  );
}

async function readKind<R extends SessionRequest>(...[desk, app, request]: Asked<R>): Promise<Answer> {
  const { kind = "" } = request.form;
  if (!isChoiceKind(kind)) return kindPage(desk, app, request, NO_KIND);
  return redirect(`${desk.hrefOf(request)}/choose/${kind}${isAsked(kind) ? "" : `/${ALL}`}`);
}

const isAsked = (kind: string): kind is AskedKind =>
  kind === "category" || kind === "not-seen-by" || kind === "not-shared-by";

async function aboutPage<R extends SessionRequest>(
  ...[desk, app, request, error]: [...Asked<R>, string?]
): Promise<Answer> {
  const found = await find(desk, app, request);
  if (!found.ok) return found.problem;
  const { kind = "" } = request.params;
  if (!isAsked(kind)) return NO_CHOICE;
  const organisations = app.directory.place.organisations.filter(
    ({ ods }) => app.directory.carriedOnBy(ods, request.today) === ods,
  );
  return stepPage(
    found.value.frame,
    { title: "What is chosen", error: errorAt(error, "#about") },
    <AboutQuestion
      action={`${desk.hrefOf(request)}/choose/${kind}`}
      told={desk.told}
      {...{ kind, organisations, error }}
    />,
  );
}

const NO_CHOICE = notFound("There is no such choice.");

async function readAbout<R extends SessionRequest>(...[desk, app, request]: Asked<R>): Promise<Answer> {
  const { kind = "" } = request.params;
  const { about = "" } = request.form;
  if (!choosingIn(app, kind, about)) {
    return aboutPage(desk, app, request, kind === "category" ? NO_CATEGORY : NO_ORGANISATION);
  }
  return redirect(`${desk.hrefOf(request)}/choose/${kind}/${about}`);
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

async function checkPage<R extends SessionRequest>(
  ...[desk, app, request, error]: [...Asked<R>, string?]
): Promise<Answer> {
  const found = await find(desk, app, request);
  if (!found.ok) return found.problem;
  const { kind = "", about = "" } = request.params;
  const choosing = choosingIn(app, kind, about);
  if (!choosing) return NO_CHOICE;
  const words = choiceWords(choosing, { told: desk.told, nameOf: namesIn(app) });
  return stepPage(
    found.value.frame,
    { title: "Check the choice", error: errorAt(error, "#confirmed") },
    <>
      <Heading level={1}>{words.title}</Heading>
      <Consequences words={words} level={2} />
      <ConfirmForm
        action={`${desk.hrefOf(request)}/choose/${kind}/${about}`}
        told={desk.told}
        error={error}
        button={BUTTONS[desk.told].choose}
      />
    </>,
  );
}

const BUTTONS: Readonly<Record<Told, { readonly choose: string; readonly takeBack: string }>> = {
  "the person": { choose: "This is what I want", takeBack: "Take it back" },
  "a carer": { choose: "Write it down, under my name", takeBack: "Take it back, under my name" },
};

/** Whoever chooses for the person says that they want it; the person needs not. */
const isConfirmed = <R extends SessionRequest>({ told }: ChoiceDesk<R>, { form }: R): boolean =>
  told === "the person" || form["confirmed"] === "yes";

async function choose<R extends SessionRequest>(...[desk, app, request]: Asked<R>): Promise<Answer> {
  const { kind = "", about = "" } = request.params;
  const choosing = choosingIn(app, kind, about);
  if (!choosing || !isConfirmed(desk, request)) return checkPage(desk, app, request, NOT_CONFIRMED);
  const done = await desk.read(app, request, "choice written down", (permit) => app.sharing.choose(permit, choosing));
  return done.ok ? doneAnswer(done.value.value, `${desk.hrefOf(request)}?chosen`) : done.problem;
}

const doneAnswer = (done: Outcome<void>, to: string): Answer => (done.ok ? redirect(to) : problem(done.problem));

async function takeBackPage<R extends SessionRequest>(
  ...[desk, app, request, error]: [...Asked<R>, string?]
): Promise<Answer> {
  const found = await find(desk, app, request);
  if (!found.ok) return found.problem;
  const choice = found.value.value.find(({ id }: KeptChoice) => id === numberIn(request.params["choice"]));
  if (!choice) return NO_CHOICE;
  const { title } = choiceWords(choice.choosing, { told: desk.told, nameOf: namesIn(app) });
  return stepPage(
    found.value.frame,
    { title: "Take back a choice", error: errorAt(error, "#confirmed") },
    <>
      <Heading level={1}>Take back: {title}</Heading>
      <p>
        From then on organisations see again what agreements allow, as long as they care for{" "}
        {desk.told === "the person" ? "you" : "the person"}. That it was chosen, and taken back, stays known.
      </p>
      <ConfirmForm
        action={`${desk.hrefOf(request)}/choices/${String(choice.id)}`}
        told={desk.told}
        error={error}
        button={BUTTONS[desk.told].takeBack}
      />
    </>,
  );
}

async function takeBack<R extends SessionRequest>(...[desk, app, request]: Asked<R>): Promise<Answer> {
  if (!isConfirmed(desk, request)) return takeBackPage(desk, app, request, NOT_CONFIRMED);
  const done = await desk.read(app, request, "choice taken back", (permit) =>
    app.sharing.takeBackChoice(permit, numberIn(request.params["choice"])),
  );
  return done.ok ? doneAnswer(done.value.value, `${desk.hrefOf(request)}?taken-back`) : done.problem;
}
