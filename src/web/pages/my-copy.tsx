import type { App } from "#app";
import { personIdIn } from "#base";
import { CopyForm, KEEP_IT_SAFE, NO_FORMAT } from "../copy/copy-form.tsx";
import { formatIn, takeCopy } from "../copy/taking.ts";
import { PublicPage } from "../my/layout.tsx";
import { readOwn, type Own } from "../my/own-record.ts";
import { BackLink, ErrorSummary, Heading, WarningCallout } from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type Route, type SessionRequest } from "../route.ts";

/** How do I take a copy of my record with me, what is in it, and how do I keep it safe? */
export const myCopyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/my/:person/record/copy",
    open: "signed-in",
    answer: (app, request) => copyPage(app, request),
  },
  { method: "POST", path: "/my/:person/record/copy", open: "signed-in", answer: take },
];

async function copyPage(app: App, request: SessionRequest, error?: string): Promise<Answer> {
  const read = () => Promise.resolve(undefined);
  const reading = await readOwn(app, request, "copy to be taken", read, problem);
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const title = own.permit.asker === "self" ? "Take a copy of your record" : "Take a copy of the record";
  return page(
    <PublicPage
      {...{ app, request, own, title }}
      section="record"
      errors={error !== undefined}
      beforeMain={<BackLink href={`${own.href}/record`} />}
    >
      {error !== undefined && <ErrorSummary errors={[{ text: error, href: "#format" }]} />}
      <Heading level={1}>{title}</Heading>
      <WhatItHolds own={own} />
      <WarningCallout heading="Once you have it, we cannot protect it" headingLevel={2}>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {KEEP_IT_SAFE.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <p>You need not take a copy because somebody else wants you to.</p>
      </WarningCallout>
      <CopyForm action={`${own.href}/record/copy`} error={error} />
    </PublicPage>,
    error === undefined ? 200 : 422,
  );
}

const WhatItHolds = ({ own: { permit, href, seesLog } }: { readonly own: Own }) => {
  const isSelf = permit.asker === "self";
  return (
    <>
      <p className="nhsuk-body-l">
        {isSelf ? "You can keep" : "You can keep, for the person whose record it is,"} a copy of what stands here today.
      </p>
      <Heading level={2}>What is in the copy</Heading>
      <p>
        Everything that you may read here: what organisations wrote down, when, and which organisation wrote it. The
        spreadsheet is <a href={`${href}/record/all`}>everything, by date</a>.
      </p>
      <Heading level={2}>What is not in it</Heading>
      <ul className="nhsuk-list nhsuk-list--bullet">
        <li>What organisations hold and do not share here. You can ask each of them for a copy of its own.</li>
        <li>
          What this service shows to nobody, or only after somebody has looked at it. That holds for every record alike.
        </li>
        <li>What was corrected or withdrawn since it was written down.</li>
        <li>Who has looked at the record.{seesLog && <> {<a href={`${href}/looks`}>You can read that here</a>}.</>}</li>
        <li>In the spreadsheet: letters and pictures themselves, and the names of staff.</li>
      </ul>
      <p>
        {isSelf
          ? "That you took a copy stands in the list of who has looked, as yours."
          : "The person sees in the list of who has looked that you took a copy."}
      </p>
    </>
  );
};

async function take(app: App, request: SessionRequest): Promise<Answer> {
  const format = formatIn(request.form);
  const id = personIdIn(request.params["person"] ?? "");
  const person = id && (await app.people.presentId(id));
  if (!person) return notFound("There is no such record.");
  if (person !== id) return redirect(`/my/${person}/record/copy`);
  if (!format) return copyPage(app, request, NO_FORMAT);
  return takeCopy(app, { actor: request.session.actor, purpose: "own-record", person, format });
}
