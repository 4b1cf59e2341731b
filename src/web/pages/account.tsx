import type { App } from "#app";
import { failed, succeeded, type Outcome, type Problem } from "#base";
import {
  endOf,
  LONGEST_PASSKEY_NAME,
  sessionIdIn,
  type Account,
  type Passkey,
  type Session,
  type SignInRefusal,
} from "#identity";
import { StaffPage } from "../layout.tsx";
import {
  Button,
  EmptyState,
  ErrorSummary,
  Heading,
  Input,
  InsetText,
  NotificationBanner,
  showDateTime,
  showTime,
  SummaryList,
  Table,
  VisuallyHidden,
} from "../parts/index.ts";
import { showRole } from "../roles.ts";
import { notFound, page, problem, redirect, type Answer, type Route, type SessionRequest } from "../route.ts";
import { PASSWORD_PAGE } from "./account-password.tsx";

/** One's own account: who one is here, passkeys, and the browsers in which one is signed in. */
export const accountRoutes: readonly Route[] = [
  { method: "GET", path: "/account", open: "signed-in", answer: (app, request) => accountPage(app, request) },
  { method: "POST", path: "/account/passkeys", open: "signed-in", answer: registerPasskey },
  { method: "POST", path: "/account/passkeys/remove", open: "signed-in", answer: removePasskey },
  { method: "POST", path: "/account/sessions/end", open: "signed-in", answer: endSession },
  { method: "POST", path: "/account/sessions/end-all", open: "signed-in", answer: endAllSessions },
];

type Own = {
  /** None where another issuer keeps the accounts. */
  readonly account: Account | undefined;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly Session[];
  /** What the browser is asked so as to make a passkey (JSON). */
  readonly toRegister: string | undefined;
};

/** `fault`: why no passkey was made. */
async function accountPage(app: App, request: SessionRequest, fault?: string): Promise<Answer> {
  const { identity } = app;
  const account = await accountOf(app, request);
  const own: Own = {
    account,
    sessions: await identity.sessions.of(request.session.actor),
    passkeys: account ? await identity.passkeys.of(account) : [],
    toRegister: account && (await identity.passkeys.askToRegister(siteOf(request), account, keyOf(request))),
  };
  return page(<AccountPage {...{ app, request, own, fault }} />, fault === undefined ? 200 : 422);
}

const accountOf = ({ identity }: App, { session }: SessionRequest): Promise<Account | undefined> =>
  session.account ? identity.accounts.find(session.account) : Promise.resolve(undefined);

const siteOf = ({ origin }: SessionRequest) => ({ origin, name: "Wholestory" });
/** Names the question that this browser was asked. */
const keyOf = ({ session }: SessionRequest): string => `register ${session.id}`;

async function mustHaveAccount(app: App, request: SessionRequest): Promise<Outcome<Account>> {
  const account = await accountOf(app, request);
  return account ? succeeded(account) : failed(NO_ACCOUNT);
}

const NO_ACCOUNT: Problem = { kind: "not-found", message: "Your passkeys are not kept here: look where you sign in." };

async function registerPasskey(app: App, request: SessionRequest): Promise<Answer> {
  const account = await mustHaveAccount(app, request);
  if (!account.ok) return problem(account.problem);
  const { answer: json = "", name = "", password = "" } = request.form;
  // Whoever found a browser open must not be able to come back by a passkey of their own.
  const shown = await app.identity.accounts.signIn({ name: account.value.name, password, address: request.address });
  if (!shown.ok) return accountPage(app, request, wordsFor(shown.problem));
  const made = await app.identity.passkeys.register(siteOf(request), account.value, keyOf(request), { json, name });
  return made.ok ? redirect("/account?done=passkey") : problem(made.problem);
}

function wordsFor(refusal: SignInRefusal): string {
  if (refusal.kind === "wrong") return "This is not the password that you have now";
  return `There were too many attempts: try again after ${showTime(refusal.until) ?? "a while"}`;
}

async function removePasskey(app: App, request: SessionRequest): Promise<Answer> {
  const account = await mustHaveAccount(app, request);
  if (!account.ok) return problem(account.problem);
  const removed = await app.identity.passkeys.remove(account.value, request.form["passkey"] ?? "");
  return removed ? redirect("/account?done=passkey-removed") : notFound("You have no such passkey.");
}

async function endSession(app: App, { session, form }: SessionRequest): Promise<Answer> {
  const id = sessionIdIn(form["session"] ?? "");
  const ended = id !== undefined && (await app.identity.sessions.endOne(session.actor, id));
  return ended ? redirect("/account?done=session") : notFound("You have no such session.");
}

async function endAllSessions(app: App, { session }: SessionRequest): Promise<Answer> {
  await app.identity.sessions.endAll(session.actor);
  return redirect("/signed-out");
}

type AccountPageProps = {
  readonly app: App;
  readonly request: SessionRequest;
  readonly own: Own;
  readonly fault: string | undefined;
};

const TITLE = "Your account";

const AccountPage = ({ app, request, own, fault }: AccountPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} errors={fault !== undefined}>
    {fault && <ErrorSummary errors={[{ text: fault, href: "#password" }]} />}
    <Done what={request.query.get("done")} />
    <Heading level={1}>{TITLE}</Heading>
    <SummaryList rows={rowsAbout(app, request, own)} />
    {own.account && <Passkeys passkeys={own.passkeys} toRegister={own.toRegister} fault={fault} />}
    <Sessions request={request} sessions={own.sessions} />
  </StaffPage>
);

const DONE: Readonly<Record<string, string>> = {
  password: "Your password is changed. You are signed out everywhere else.",
  passkey: "The passkey is made. You can sign in with it from now on.",
  "passkey-removed": "The passkey is removed. Nobody can sign in with it any more.",
  session: "That browser is signed out.",
};

const Done = ({ what }: { readonly what: string | null }) =>
  what !== null && Object.hasOwn(DONE, what) ? (
    <NotificationBanner variant="success" heading={DONE[what]} />
  ) : undefined;

function rowsAbout({ directory }: App, { actor, session }: SessionRequest, { account }: Own) {
  const role = actor && `${showRole(actor.role)}, ${directory.nameOf(actor.organisation)}`;
  return [
    { key: "Name", value: actor?.name ?? "Not in the place's list of staff today" },
    { key: "Role", value: role ?? "None today" },
    { key: "You sign in as", value: account?.name ?? session.actor },
    ...(account
      ? [
          {
            key: "Password",
            value: account.demonstration ? "Everybody's, to look around with" : "Known only to you",
            actions: account.demonstration
              ? []
              : [{ text: "Change", href: PASSWORD_PAGE, visuallyHiddenText: "your password" }],
          },
        ]
      : []),
  ];
}

type PasskeysProps = Pick<Own, "passkeys" | "toRegister"> & Pick<AccountPageProps, "fault">;

const Passkeys = ({ passkeys, toRegister, fault }: PasskeysProps) => (
  <section>
    <Heading level={2}>Passkeys</Heading>
    <p>A passkey is kept on your phone, your computer or a key: you sign in with your finger, face or PIN.</p>
    {passkeys.length === 0 ? (
      <EmptyState>You have no passkey yet.</EmptyState>
    ) : (
      <Table
        caption="Your passkeys"
        captionHidden
        responsive
        columns={["Name", "Made", "Last used", "What you can do"]}
        rows={passkeys.map(({ id, name, made, lastUsed }) => [
          name,
          showDateTime(made),
          lastUsed ? showDateTime(lastUsed) : "Never",
          <form action="/account/passkeys/remove" method="post" noValidate>
            <input type="hidden" name="passkey" value={id} />
            <Button variant="secondary" small>
              Remove<VisuallyHidden> {name}</VisuallyHidden>
            </Button>
          </form>,
        ])}
      />
    )}
    <form action="/account/passkeys" method="post" data-passkey-create={toRegister} hidden noValidate>
      <input type="hidden" name="answer" />
      <Input
        name="name"
        label="What do you call this device?"
        hint={`So that you know it again, such as my phone; at most ${LONGEST_PASSKEY_NAME} characters`}
        width={20}
        autoComplete="off"
      />
      <Input
        name="password"
        type="password"
        label="Your password, so that we know it is you"
        width={20}
        autoComplete="current-password"
        error={fault}
      />
      <Button variant="secondary">Make a passkey</Button>
    </form>
    <noscript>
      <InsetText>
        <p>Making a passkey needs JavaScript. Your password works without it.</p>
      </InsetText>
    </noscript>
  </section>
);

const Sessions = ({ request, sessions }: Pick<Own, "sessions"> & { readonly request: SessionRequest }) => (
  <section>
    <Heading level={2}>Where you are signed in</Heading>
    <Table
      caption="Where you are signed in"
      captionHidden
      responsive
      columns={["Browser", "Signed in", "Last used", "Ends, if not used", "What you can do"]}
      rows={sessions.map((session) => [
        session.id === request.session.id ? `${session.agent} (this one)` : session.agent,
        showDateTime(session.made),
        showDateTime(session.lastUsed),
        showDateTime(endOf(session)),
        <form action="/account/sessions/end" method="post" noValidate>
          <input type="hidden" name="session" value={session.id} />
          <Button variant="secondary" small>
            Sign out
            <VisuallyHidden>
              {" "}
              {session.agent}, signed in {showDateTime(session.made)}
            </VisuallyHidden>
          </Button>
        </form>,
      ])}
    />
    <form action="/account/sessions/end-all" method="post" noValidate>
      <Button variant="secondary">Sign out everywhere</Button>
    </form>
  </section>
);
