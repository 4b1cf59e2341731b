import type { App } from "#app";
import type { Workload } from "#people";
import { DecisionTable, type ShownDecision } from "../decision-table.tsx";
import { LastDecision } from "../last-decision.tsx";
import { StaffPage } from "../layout.tsx";
import { LINKS, mayDecide, mayReview, pairHref } from "../link-words.tsx";
import { counted, EmptyState, Heading, showNumber } from "../parts/index.ts";
import { pathWithin } from "../path-within.ts";
import { refusedPage } from "../refused-page.tsx";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showShare } from "../share.ts";

/** What was decided about links, by whom and why; and taking it back. */
export const linkDecisionsRoutes: readonly Route[] = [
  { method: "GET", path: "/links/decisions", answer: decisionsPage },
  {
    method: "POST",
    path: "/links/decisions/:decision/confirm",
    answer: (app, request) => step(app, request, "confirm"),
  },
  { method: "POST", path: "/links/decisions/:decision/undo", answer: (app, request) => step(app, request, "undo") },
];

const TITLE = "What was decided about links";
const HERE = "/links/decisions";

async function decisionsPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "decisions about links", title: TITLE });
  if (!permit.ok) return permit.problem;
  const [decisions, workload] = await Promise.all([
    app.people.review.decisions(permit.value),
    app.people.review.workload(),
  ]);
  return page(<DecisionsPage {...{ app, request, decisions, workload }} />);
}

type DecisionsProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly decisions: readonly ShownDecision[];
  readonly workload: Workload;
};

const DecisionsPage = ({ app, request, decisions, workload }: DecisionsProps) => (
  <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[LINKS]}>
    <LastDecision request={request} />
    <Heading level={1}>{TITLE}</Heading>
    {decisions.length === 0 ? (
      <EmptyState next={{ text: "See which pairs wait", href: "/links" }}>Nobody has decided anything yet.</EmptyState>
    ) : (
      <>
        <Figures workload={workload} />
        <DecisionTable {...{ app, request, decisions }} caption={TITLE} back={HERE} />
      </>
    )}
  </StaffPage>
);

const Figures = ({ workload: { decided, undone, waitingForSecond, asMatching } }: Pick<DecisionsProps, "workload">) => {
  const { agree, disagree } = asMatching;
  return (
    <>
      <p className="ws-lead">
        {counted(decided.same, "pair")} decided as one person, {showNumber(decided.different)} as two people, of{" "}
        {showNumber(decided["cannot-say"])} nobody could say; {showNumber(waitingForSecond)} of these wait for a second
        person. {counted(undone, "decision was", "decisions were")} undone.
      </p>
      {agree + disagree > 0 && (
        <p>
          People and matching agree in {showNumber(agree)} of {showNumber(agree + disagree)} (
          {showShare({ count: agree, of: agree + disagree })}). People are asked where matching is least sure, so that
          much less than for all links can be expected.
        </p>
      )}
    </>
  );
};

type Step = "confirm" | "undo";

async function step(app: App, request: PageRequest, which: Step): Promise<Answer> {
  const permit = await mayDecide(app, request, { what: "decision about links", title: TITLE });
  if (!permit.ok) return permit.problem;
  const id = numberIn(request.params["decision"]);
  const { review } = app.people;
  const done = which === "confirm" ? await review.confirm(permit.value, id) : await review.undo(permit.value, id);
  if (!done.ok) {
    const { kind, message } = done.problem;
    if (kind !== "refused") return problem(done.problem);
    const title = "A second person must look";
    return refusedPage(app, request, { message, title, breadcrumbs: [LINKS], current: "links", role: "data-quality" });
  }
  const { back } = request.form;
  const to = back === undefined ? pairHref(done.value.one, done.value.other) : pathWithin(back);
  return redirect(`${to}?${which === "confirm" ? "confirmed" : "undone"}`);
}
