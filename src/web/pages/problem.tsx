import type { App } from "#app";
import { impossible, type Problem } from "#base";
import { StaffPage } from "../layout.tsx";
import { Heading } from "../parts/index.ts";
import { page, type Answer, type OpenRequest } from "../route.ts";

/** The page that says, in words, why what was asked for is not shown. */
export const problemPage = (app: App, request: OpenRequest, { kind, message, remedy }: Problem): Answer => {
  const { status, title } = sayingOf(kind);
  return page(
    <StaffPage app={app} request={request} title={title}>
      <Heading level={1}>{title}</Heading>
      <p>{message}</p>
      {remedy && <p>{sentence(remedy)}</p>}
      <p>
        Go to <a href="/">the first page</a>
        {request.actor && (
          <>
            {" "}
            or <a href="/find">find a person</a>
          </>
        )}
        .
      </p>
    </StaffPage>,
    status,
  );
};

/** The page for what should not have happened: a number to name it by, and no detail. */
export const incidentPage = (app: App, request: OpenRequest, incident: string): Answer =>
  page(
    <StaffPage app={app} request={request} title="Something went wrong">
      <Heading level={1}>Something went wrong</Heading>
      <p>
        This is a fault in Wholestory, not in what you did. Nothing was changed. Try again; if it goes wrong again, give
        this number to those who run it: <strong>{incident}</strong>
      </p>
      <p>
        Go to <a href="/">the first page</a>.
      </p>
    </StaffPage>,
    500,
  );

function sayingOf(kind: Problem["kind"]): { status: number; title: string } {
  switch (kind) {
    case "refused":
      return { status: 403, title: "You cannot see this" };
    case "not-found":
      return { status: 404, title: "This is not here" };
    case "invalid":
      return { status: 422, title: "This cannot be read" };
    case "conflict":
      return { status: 409, title: "Somebody else changed this first" };
    case "unavailable":
      return { status: 503, title: "Wholestory cannot answer now" };
    default:
      return impossible(kind);
  }
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
