import type { App } from "#app";
import { personIdIn } from "#base";
import { PersonPage, readPerson, type ReadingPurposes } from "../about-person.tsx";
import { CopyForm, NO_FORMAT } from "../copy/copy-form.tsx";
import { formatIn, takeCopy } from "../copy/taking.ts";
import { ErrorSummary, Heading, WarningCallout } from "../parts/index.ts";
import { refusedPage } from "../refused-page.tsx";
import { notFound, page, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** What is held about somebody who asks for it? */
export const personCopyRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/copy", answer: (app, request) => copyPage(app, request) },
  { method: "POST", path: "/people/:person/copy", answer: take },
];

const TITLE = "A copy for the person";
const FIND = { text: "Find a person", href: "/find" };

/** To answer whoever asks what is held about them is a duty under the law. */
const COPYING: ReadingPurposes = { "information-governance": "legal-disclosure" };

const refused = (app: App, request: PageRequest, message: string): Answer =>
  refusedPage(app, request, {
    message,
    title: TITLE,
    breadcrumbs: [FIND],
    current: "find",
    role: "information-governance",
  });

async function copyPage(app: App, request: PageRequest, error?: string): Promise<Answer> {
  const reading = await readPerson(
    ...([app, request, "copy to be taken", () => Promise.resolve(undefined), COPYING] as const),
    ({ problem }) => refused(app, request, problem.message),
  );
  if (!reading.ok) return reading.problem;
  const { person, feeds, permit } = reading.value;
  return page(
    <PersonPage {...{ app, request, person, feeds }} title={TITLE} errors={error !== undefined}>
      {error !== undefined && <ErrorSummary errors={[{ text: error, href: "#format" }]} />}
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">
        For a person who asks what is held about them, or for whoever asks on their behalf and may.
      </p>
      <p>{permit.reason} The person sees in the list of who has looked that you took a copy, and why.</p>
      <Heading level={2}>What is in the copy</Heading>
      <p>
        What organisations share here of the person today, as your role sees it, with the organisation that wrote each
        thing down. Not what was corrected or withdrawn since, not what is withheld from everybody until someone decides
        or is <a href="/rulings">kept from the person</a> by the word of two, and not who has looked. Not what is marked
        as about abuse, safeguarding or somebody else, until two have said that the person may see it. In the
        spreadsheet neither letters and pictures themselves nor the names of staff.
      </p>
      <WarningCallout heading="Read it before you hand it over" headingLevel={2}>
        <ul className="nhsuk-list nhsuk-list--bullet">
          <li>
            It may hold what is about other people, or what could cause serious harm, and nobody has ruled on yet. Take
            that out first.
          </li>
          <li>Be sure who asks, and that they may.</li>
          <li>Hand it over in a way that nobody else can read. Once it is taken, it is not protected here.</li>
          <li>Delete your own copy when the request is answered.</li>
        </ul>
      </WarningCallout>
      <CopyForm action={`/people/${person.id}/copy`} error={error} />
    </PersonPage>,
    error === undefined ? 200 : 422,
  );
}

async function take(app: App, request: PageRequest): Promise<Answer> {
  const format = formatIn(request.form);
  const id = personIdIn(request.params["person"] ?? "");
  const person = id && (await app.people.presentId(id));
  if (!person) return notFound("There is no record of this person.");
  if (person !== id) return redirect(`/people/${person}/copy`);
  if (!format) return copyPage(app, request, NO_FORMAT);
  const purpose = COPYING[request.actor.role] ?? "direct-care";
  const answer = await takeCopy(app, { actor: request.actor.id, purpose, person, format });
  return answer.kind === "problem" ? refused(app, request, answer.problem.message) : answer;
}
