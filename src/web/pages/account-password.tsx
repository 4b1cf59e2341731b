import type { App } from "#app";
import { SHORTEST_PASSWORD, type PasswordRefusal } from "#identity";
import { StaffPage } from "../layout.tsx";
import { Button, ErrorSummary, Heading, Input, InsetText, showTime } from "../parts/index.ts";
import { notFound, page, problem, type Answer, type Route, type SessionRequest } from "../route.ts";

/** Where a one-time password leads, and nowhere else. */
export const PASSWORD_PAGE = "/account/password";

/** Choosing another password. */
export const accountPasswordRoutes: readonly Route[] = [
  { method: "GET", path: PASSWORD_PAGE, open: "signed-in", answer: passwordPage },
  { method: "POST", path: PASSWORD_PAGE, open: "signed-in", answer: changePassword },
];

const ELSEWHERE = "Your password is not kept here: change it where you sign in.";

type Faults = { readonly current?: string; readonly next?: string };

async function passwordPage(app: App, request: SessionRequest): Promise<Answer> {
  const { account } = request.session;
  if (!account) return notFound(ELSEWHERE);
  if ((await app.identity.accounts.find(account))?.demonstration) return problem(OF_A_DEMONSTRATION);
  return page(<PasswordPage {...{ app, request }} faults={{}} />);
}

async function changePassword(app: App, request: SessionRequest): Promise<Answer> {
  const { session, form, address, userAgent } = request;
  const { account, actor, way } = session;
  if (!account) return notFound(ELSEWHERE);
  const { current = "", next = "" } = form;
  if (current === "" || next === "") {
    const faults = { ...(current === "" && { current: NO_CURRENT }), ...(next === "" && { next: NO_NEXT }) };
    return page(<PasswordPage {...{ app, request, faults }} />, 422);
  }
  const obvious = obviousWords(app, request);
  const changed = await app.identity.accounts.changePassword({ account, current, next, address, obvious });
  if (!changed.ok) return refused(app, request, changed.problem);
  // Every session of the account has ended; this browser goes on in a new one.
  const token = await app.identity.sessions.begin({ actor, account, way, userAgent });
  return { kind: "redirect", to: "/account?done=password", token };
}

const NO_CURRENT = "Enter the password that you have now";
const NO_NEXT = "Enter a new password";
const OF_A_DEMONSTRATION = {
  kind: "refused" as const,
  message: "This account is for everybody to look around with, so its password stays as it is.",
};

/** What anybody would try first for this person in this place. */
const obviousWords = ({ directory }: App, { actor }: SessionRequest): readonly string[] =>
  [directory.place.name, actor?.name ?? ""].flatMap((words) => [words, ...words.split(/\s+/)]).filter(Boolean);

function refused(app: App, request: SessionRequest, refusal: PasswordRefusal): Answer {
  if (refusal.field === "demonstration") return problem(OF_A_DEMONSTRATION);
  return page(<PasswordPage {...{ app, request }} faults={faultsOf(refusal)} />, 422);
}

function faultsOf(refusal: Exclude<PasswordRefusal, { field: "demonstration" }>): Faults {
  if (refusal.field === "next") return { next: refusal.message };
  const { refusal: why } = refusal;
  if (why.kind === "wrong") return { current: "This is not the password that you have now" };
  return { current: `There were too many attempts: try again after ${showTime(why.until) ?? "a while"}` };
}

type PasswordPageProps = { readonly app: App; readonly request: SessionRequest; readonly faults: Faults };

const TITLE = "Change your password";

const PasswordPage = ({ app, request, faults }: PasswordPageProps) => {
  const { mustChange } = request.session;
  const errors = (["current", "next"] as const).flatMap((field) =>
    faults[field] ? [{ text: faults[field], href: `#${field}` }] : [],
  );
  return (
    <StaffPage
      {...{ app, request }}
      title={TITLE}
      errors={errors.length > 0}
      breadcrumbs={mustChange ? undefined : [{ text: "Your account", href: "/account" }]}
    >
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <Heading level={1}>{TITLE}</Heading>
      {mustChange && (
        <InsetText>
          <p>The password with which you signed in was made by somebody else. Choose one that only you know.</p>
        </InsetText>
      )}
      <p>You will be signed out everywhere else.</p>
      <form action={PASSWORD_PAGE} method="post" noValidate>
        <Input
          name="current"
          type="password"
          label="The password that you have now"
          width={20}
          autoComplete="current-password"
          error={faults.current}
        />
        <Input
          name="next"
          type="password"
          label="New password"
          hint={`At least ${SHORTEST_PASSWORD} characters of any kind, and not easy to guess: three or four words that have nothing to do with each other make a good one`}
          width={20}
          autoComplete="new-password"
          error={faults.next}
        />
        <Button preventDoubleClick>Change my password</Button>
      </form>
    </StaffPage>
  );
};
