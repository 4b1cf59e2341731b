import type { App } from "#app";
import type { WellKnownPerson } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { asOfficer } from "../log/officer.tsx";
import { Button, Heading, NotificationBanner, showDateTime } from "../parts/index.ts";
import { page, redirect, type Answer, type PageRequest, type Route } from "../route.ts";
import { showStaff } from "../staff-words.ts";
import { WELL_KNOWN } from "./log-well-known.tsx";

const PATH = "/people/:person/well-known";

/** Are many curious about this person, so that every look at them is to be looked at again? */
export const personWellKnownRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: wellKnownPage },
  { method: "POST", path: PATH, answer: mark },
];

const TITLE = "Are many curious about this person?";

async function wellKnownPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE, breadcrumbs: [] });
  if (!permit.ok) return permit.problem;
  const reading = await readPerson(app, request, "well known", ({ person }) =>
    app.logWatch.findWellKnown(permit.value, person),
  );
  if (!reading.ok) return reading.problem;
  const { person, value: marked, feeds } = reading.value;
  return page(
    <PersonPage {...{ app, request, person, feeds }} title={TITLE}>
      <Done request={request} />
      <Heading level={1}>{TITLE}</Heading>
      <State {...{ app, marked }} />
      <p>
        Every look at somebody who is marked waits for information governance to look into it. The person sees on their
        log that you marked them, or took it back.
      </p>
      <form action={`/people/${person.id}/well-known`} method="post">
        <input type="hidden" name="mark" value={marked ? "no" : "yes"} />
        <Button variant={marked ? "secondary" : undefined} preventDoubleClick>
          {marked ? "Take the mark off" : "Mark this person"}
        </Button>
      </form>
      <p>
        <a href={WELL_KNOWN.href}>Everybody who is marked</a>
      </p>
    </PersonPage>,
  );
}

const State = ({ app, marked }: { readonly app: App; readonly marked: WellKnownPerson | undefined }) =>
  marked ? (
    <p className="ws-lead">
      Marked by {showStaff(app, marked.markedBy, marked.markedAt)} on {showDateTime(marked.markedAt)}.
    </p>
  ) : (
    <p className="ws-lead">This person is not marked.</p>
  );

async function mark(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE, breadcrumbs: [] });
  if (!permit.ok) return permit.problem;
  const { mark: asked } = request.form;
  if (asked !== "yes" && asked !== "no") return wellKnownPage(app, request);
  const isWellKnown = asked === "yes";
  const reading = await readPerson(app, request, "well known", ({ person }) =>
    app.logWatch.markWellKnown(permit.value, person, isWellKnown),
  );
  if (!reading.ok) return reading.problem;
  return redirect(`/people/${reading.value.person.id}/well-known?${isWellKnown ? "marked" : "taken-off"}`);
}

const Done = ({ request: { query } }: { readonly request: PageRequest }) => {
  if (query.has("marked")) {
    return <NotificationBanner variant="success" heading="Every look at this person is looked at again from now on" />;
  }
  if (query.has("taken-off")) return <NotificationBanner variant="success" heading="The mark is taken off" />;
  return undefined;
};
