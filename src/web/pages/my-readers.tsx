import type { App } from "#app";
import { ONE_TIME_DAYS } from "#identity";
import type { HeldRepresentation, LookedAt } from "#sharing";
import { PublicPage } from "../my/layout.tsx";
import { NOT_THE_PERSON, readOwn } from "../my/own-record.ts";
import { BackLink, Button, Heading, NotificationBanner } from "../parts/index.ts";
import { HandedOver } from "../readers/handed-over.tsx";
import { letIn } from "../readers/let-in.ts";
import {
  LettingFaults,
  LettingForm,
  lettingIn,
  signInNameIn,
  type LettingFormFaults,
} from "../readers/letting-form.tsx";
import { ReaderList } from "../readers/reader-list.tsx";
import { type Answer, numberIn, page, problem, redirect, type Route, type SessionRequest } from "../route.ts";
import { showStaffOf } from "../staff-words.ts";

/** Who may read my record, and whom do I let in? */
export const myReadersRoutes: readonly Route[] = [
  { method: "GET", path: "/my/:person/readers", open: "signed-in", answer: readersPage },
  {
    method: "GET",
    path: "/my/:person/readers/add",
    open: "signed-in",
    answer: (app, request) => addPage(app, request),
  },
  { method: "POST", path: "/my/:person/readers/add", open: "signed-in", answer: add },
  { method: "GET", path: "/my/:person/readers/:reader/end", open: "signed-in", answer: endPage },
  { method: "POST", path: "/my/:person/readers/:reader/end", open: "signed-in", answer: end },
];

const TITLE = "Who may read";
const KINDS = ["carer"] as const;

/** Opens the list of readers for the person; whom they let in sees only that they are. */
async function readReaders(app: App, request: SessionRequest, what: LookedAt) {
  const reading = await readOwn(app, request, what, (permit) => app.sharing.representationsOf(permit));
  if (!reading.ok) return reading;
  return reading.value.permit.asker === "self" ? reading : ({ ok: false, problem: NOT_THE_PERSON } as const);
}

async function readersPage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readReaders(app, request, "readers");
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  return page(
    <PublicPage {...{ app, request, own }} title={TITLE} section="readers">
      {request.query.has("added") && <NotificationBanner variant="success" heading="They may read your record now" />}
      {request.query.has("ended") && (
        <NotificationBanner variant="success" heading="They cannot read your record any more" />
      )}
      <Heading level={1}>Who may read your record</Heading>
      <p className="nhsuk-body-l">
        You, and those whom you let in. Staff who care for you are not here: see{" "}
        <a href={`${own.href}/sharing`}>Sharing</a>.
      </p>
      <ReaderList
        readers={own.value}
        now={request.now}
        person="You"
        madeBy={(reader) => madeByWords(app, reader)}
        endHref={({ id, kind }) => (kind === "self" ? undefined : `${own.href}/readers/${String(id)}/end`)}
      />
      <Button href={`${own.href}/readers/add`}>Let somebody in</Button>
    </PublicPage>,
  );
}

const madeByWords = (app: App, { madeBy, starts }: HeldRepresentation): string =>
  showStaffOf(app, madeBy, starts) ?? "You";

async function addPage(app: App, request: SessionRequest, faults: LettingFormFaults = {}): Promise<Answer> {
  const reading = await readReaders(app, request, "readers");
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const isFaulty = Object.keys(faults).length > 0;
  return page(
    <PublicPage
      {...{ app, request, own }}
      title="Let somebody in"
      section="readers"
      errors={isFaulty}
      beforeMain={<BackLink href={`${own.href}/readers`} />}
    >
      <LettingFaults faults={faults} />
      <Heading level={1}>Let somebody in</Heading>
      <p>
        They read what you choose here until the day that you choose, and you can end it at any time. They change
        nothing. You see on your log when they look.
      </p>
      <LettingForm action={`${own.href}/readers/add`} form={request.form} {...{ faults }} kinds={KINDS} byPerson />
    </PublicPage>,
    isFaulty ? 422 : 200,
  );
}

async function add(app: App, request: SessionRequest): Promise<Answer> {
  const wanted = { ...lettingIn(request.form, KINDS), kind: KINDS[0], evidence: "The person let them in" };
  const reading = await readOwn(app, request, "reader let in", (permit) => Promise.resolve(permit));
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const made = await letIn(app, { ...own, wanted, signInName: signInNameIn(request.form) });
  if (!made.ok) {
    const { problem: why } = made;
    return why.kind === "faults" ? addPage(app, request, why.faults) : problem(why.problem);
  }
  if (!made.value) return redirect(`${own.href}/readers?added`);
  const { account, password } = made.value;
  return page(
    <PublicPage {...{ app, request, own }} title="Hand this over" section="readers">
      <HandedOver
        {...{ name: account.name, password, days: ONE_TIME_DAYS, address: request.origin }}
        next={`${own.href}/readers?added`}
      />
    </PublicPage>,
  );
}

async function endPage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readReaders(app, request, "readers");
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const held = own.value.find(({ id, kind }) => id === numberIn(request.params["reader"]) && kind !== "self");
  if (!held) return problem({ kind: "not-found", message: "Nobody is let in by this." });
  return page(
    <PublicPage
      {...{ app, request, own }}
      title="End reading"
      section="readers"
      beforeMain={<BackLink href={`${own.href}/readers`} />}
    >
      <Heading level={1}>Shall {held.name} not read your record any more?</Heading>
      <p>It ends at once. What they have read they may remember. You can let them in again.</p>
      <form action={`${own.href}/readers/${String(held.id)}/end`} method="post" noValidate>
        <Button variant="warning" preventDoubleClick>
          End it
        </Button>
      </form>
    </PublicPage>,
  );
}

async function end(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readOwn(app, request, "reading ended", (permit) =>
    app.sharing.endRepresentation(permit, numberIn(request.params["reader"])),
  );
  if (!reading.ok) return reading.problem;
  const { value, href } = reading.value;
  return value.ok ? redirect(`${href}/readers?ended`) : problem(value.problem);
}
