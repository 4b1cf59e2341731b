import type { App } from "#app";
import { actId, failed, succeeded, type Outcome } from "#base";
import type { Act } from "#record";
import { readReason, type ActPermit } from "#sharing";
import { ReasonField, refusedPage, showAct, showCause, showExtent } from "../act-words.tsx";
import { StaffPage } from "../layout.tsx";
import { Button, counted, ErrorSummary, Heading, InsetText, showDateTime, SummaryList } from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { ACTS } from "./acts.tsx";

/** An act is undone, or a seal is made final: why? */
export const undoActRoutes: readonly Route[] = (["undo", "erase"] as const).flatMap((step) => [
  { method: "GET", path: `/acts/:act/${step}`, answer: (app, request) => stepPage(app, request, step) },
  { method: "POST", path: `/acts/:act/${step}`, answer: (app, request) => takeStep(app, request, step) },
]);

type Step = "undo" | "erase";
type Found = { readonly permit: ActPermit; readonly act: Act };

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await app.sharing.mayAct({ actor: request.actor.id, what: "undo" });
  if (!permit.ok) {
    const { message } = permit.problem;
    return failed(refusedPage(app, request, { message, title: "Undo", breadcrumbs: [ACTS] }));
  }
  const purpose = "records-management";
  const list = await app.sharing.mayList({ actor: request.actor.id, purpose, what: "acts" });
  if (!list.ok) return failed(problem(list.problem));
  const act = await app.record.findAct(list.value, actId(numberIn(request.params["act"])));
  if (!act.ok) return failed(problem(act.problem));
  const { undoneBy } = act.value;
  return undoneBy === undefined
    ? succeeded({ permit: permit.value, act: act.value })
    : failed(problem({ kind: "conflict", message: `It was followed by act ${undoneBy} already.` }));
}

async function stepPage(app: App, request: PageRequest, step: Step): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<StepPage {...{ app, request, step }} act={found.value.act} />) : found.problem;
}

async function takeStep(app: App, request: PageRequest, step: Step): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, act } = found.value;
  const reason = readReason(request.form["reason"] ?? "");
  if (!reason.ok) {
    const error = `${reason.problem.message} ${reason.problem.remedy ?? ""}`;
    return page(<StepPage {...{ app, request, step, act, error }} />, 422);
  }
  const done =
    step === "undo"
      ? await app.record.undo(permit, act.id, reason.value)
      : await app.record.eraseSealed(permit, act.id, reason.value);
  return done.ok ? redirect(`/acts/${done.value}?done`) : problem(done.problem);
}

type StepPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly step: Step;
  readonly act: Act;
  readonly error?: string;
};

const StepPage = ({ app, request, step, act, error }: StepPageProps) => {
  const title = titleOf(step, act);
  const breadcrumbs = [ACTS, { text: `Act ${act.id}`, href: `/acts/${act.id}` }];
  return (
    <StaffPage {...{ app, request, title, breadcrumbs }} errors={error !== undefined}>
      {error && <ErrorSummary errors={[{ text: error, href: "#reason" }]} />}
      <Heading level={1}>{title}</Heading>
      <SummaryList
        rows={[
          { key: "What was done", value: `${showAct(act)}, ${showDateTime(act.at)}` },
          { key: "Why", value: showCause(act) },
          { key: "How much", value: showExtent(act) },
        ]}
      />
      <Consequence step={step} act={act} />
      <form action={`/acts/${act.id}/${step}`} method="post" noValidate>
        <ReasonField value={request.form["reason"]} error={error} />
        <Button variant={step === "erase" ? "warning" : undefined} preventDoubleClick>
          {step === "erase" ? "Erase it, under my name" : "Undo it, under my name"}
        </Button>
      </form>
    </StaffPage>
  );
};

function titleOf(step: Step, { id, kind }: Act): string {
  if (step === "erase") return `Erase for good what act ${id} sealed`;
  return kind === "erase" ? `Let deliveries bring again what act ${id} erased` : `Give back what act ${id} sealed`;
}

const Consequence = ({ step, act: { kind, barred } }: { readonly step: Step; readonly act: Act }) => (
  <InsetText>
    {step === "erase" && <p>What was sealed is deleted and cannot be given back by anybody.</p>}
    {step === "undo" && kind === "seal" && (
      <p>
        It stands in the record again as it stood when it was sealed.
        {barred > 0 &&
          ` Since then, what deliveries brought of it ${counted(barred, "time")} was not taken, corrections and deletions included: ask the source to send it again.`}
      </p>
    )}
    {step === "undo" && kind === "erase" && (
      <p>What was erased stays gone. It comes again when its source sends it again: ask for it.</p>
    )}
  </InsetText>
);
