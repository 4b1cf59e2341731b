import type { App } from "#app";
import { isPublicActor, type Problem } from "#base";
import { StaffPage } from "../layout.tsx";
import { ActionLink, Button, Heading } from "../parts/index.ts";
import { page, problem, type Answer, type OpenRequest, type SessionRequest } from "../route.ts";

/** A sign-in that did not come to its end: why, and the way to begin again. */
export const signInProblemPage = (app: App, request: OpenRequest, { kind, message, remedy }: Problem): Answer =>
  page(
    <StaffPage app={app} request={request} title="You are not signed in">
      <Heading level={1}>You are not signed in</Heading>
      <p>{message}</p>
      {remedy && <p>{remedy}</p>}
      <ActionLink href="/sign-in">Sign in</ActionLink>
    </StaffPage>,
    kind === "unavailable" ? 503 : 403,
  );

/** After signing out. `elsewhere`: where another issuer forgets this browser too. */
export const signedOutPage = (app: App, request: OpenRequest, elsewhere: string | undefined): Answer =>
  page(
    <StaffPage app={app} request={request} title="You are signed out">
      <Heading level={1}>You are signed out</Heading>
      <p>Nobody can go on under your name in this browser.</p>
      {elsewhere && (
        <p>
          The sign-in service may still know you here. <a href={elsewhere}>Sign out there too</a>
        </p>
      )}
      <ActionLink href="/sign-in">Sign in</ActionLink>
    </StaffPage>,
  );

/** For somebody who has shown who they are, and has nothing to do here today. */
export const noRolePage = (app: App, request: SessionRequest): Answer =>
  isPublicActor(request.session.actor)
    ? problem(FOR_STAFF)
    : page(
        <StaffPage app={app} request={request} title="You have no role here today">
          <Heading level={1}>You have no role here today</Heading>
          <p>
            You are signed in, but {app.directory.place.name} does not say that you work for one of its organisations
            today, so there is nothing that you may see. A role may have ended, or may not have begun.
          </p>
          <p>Ask those who run the place to put your role in its list of staff. Until then you can:</p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            <li>
              look at <a href="/account">your account</a>
            </li>
            <li>sign out, and sign in as somebody else</li>
          </ul>
          <form action="/sign-out" method="post" noValidate>
            <Button>Sign out</Button>
          </form>
        </StaffPage>,
        403,
      );

const FOR_STAFF: Problem = {
  kind: "refused",
  message: "This page is for those who work here.",
  remedy: "Go to your own record from the first page.",
};
