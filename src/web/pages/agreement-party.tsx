import type { App } from "#app";
import { failed, odsCode, succeeded, type OdsCode, type Outcome } from "#base";
import type { AgreementSettings } from "#place";
import { lastChangeOf, partyOf, withPartyChange } from "#sharing";
import { AGREEMENTS, changesBy, findAgreement, pathOf, stateOf, type Found } from "../agreements/agreed.ts";
import { FlowChanges } from "../agreements/flow-changes.tsx";
import { readPartyChange, type AnswerFault, type Step } from "../agreements/party-answers.ts";
import { StaffPage } from "../layout.tsx";
import { Button, DateInput, ErrorSummary, Heading, Input, InsetText, showDate, SummaryList } from "../parts/index.ts";
import { refusedPage } from "../refused-page.tsx";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";
import { whyNothing } from "./agreement-if.tsx";

/** An organisation has signed an agreement, leaves it, or what was recorded of it was a mistake. */
export const agreementPartyRoutes: readonly Route[] = (["sign", "leave", "undo"] as const).flatMap((step) => [
  { method: "GET", path: `/agreements/:agreement/${step}`, answer: (app, request) => askPage(app, request, step) },
  { method: "POST", path: `/agreements/:agreement/${step}`, answer: (app, request) => record(app, request, step) },
]);

type Desk = Found & {
  readonly app: App;
  readonly request: PageRequest;
  readonly step: Step;
  readonly organisation: OdsCode;
  readonly name: string;
};

/** Who may record, and what is recorded of whom. */
function find(app: App, request: PageRequest, step: Step): Outcome<Desk, Answer> {
  if (!app.keeper.mayChangeAgreements(request.actor)) {
    const message = "Only information governance may record who has signed an agreement.";
    const refusal = { message, title: "Who has signed", breadcrumbs: [AGREEMENTS], current: "agreements" } as const;
    return failed(refusedPage(app, request, { ...refusal, role: "information-governance" }));
  }
  const found = findAgreement(app, request);
  if (!found.ok) return found;
  const code = request.form["organisation"] ?? request.query.get("organisation") ?? "";
  const party = partyOf(found.value.agreement, odsCode(code));
  if (!party) return failed(notFound("The agreement has no such party."));
  const { organisation } = party;
  return succeeded({ ...found.value, app, request, step, organisation, name: app.directory.nameOf(organisation) });
}

async function askPage(app: App, request: PageRequest, step: Step): Promise<Answer> {
  const found = find(app, request, step);
  if (!found.ok) return found.problem;
  return step === "undo" ? confirmPage(found.value) : page(<AskPage desk={found.value} faults={[]} />);
}

/** Once answered, what would change is shown; once confirmed as it was shown, it is recorded. */
async function record(app: App, request: PageRequest, step: Step): Promise<Answer> {
  const found = find(app, request, step);
  if (!found.ok) return found.problem;
  const desk = found.value;
  const { confirmed } = request.form;
  if (confirmed === undefined) return confirmPage(desk);
  const changed = changedBy(desk);
  if (!changed.ok) return changed.problem;
  if (confirmed !== stateOf(desk.settings)) return problem(CHANGED_MEANWHILE);
  const saved = await app.keeper.saveAgreement(request.actor, { agreement: changed.value, before: desk.settings });
  if (!saved.ok) return problem(saved.problem);
  return redirect(`${pathOf(desk.agreement)}?done=${step}&organisation=${desk.organisation}`);
}

const CHANGED_MEANWHILE = {
  kind: "conflict" as const,
  message: "Somebody else changed this agreement meanwhile; nothing was recorded.",
  remedy: "Look at the agreement as it is now, and begin again.",
};

/** The agreement as the form would have it, or the page that says what is wrong. */
function changedBy(desk: Desk): Outcome<AgreementSettings, Answer> {
  const { request, step, settings, organisation } = desk;
  const change = readPartyChange(step, request.form);
  if (!change.ok) return failed(page(<AskPage desk={desk} faults={change.problem} />, 422));
  const recording = { actor: request.actor.id, at: request.now, today: request.today };
  const changed = withPartyChange(settings, { organisation, change: change.value }, recording);
  if (changed.ok) return changed;
  if (changed.problem.kind !== "invalid") return failed(problem(changed.problem));
  const faults: readonly AnswerFault[] = [{ field: "on", words: changed.problem.message }];
  return failed(page(<AskPage desk={desk} faults={faults} />, 422));
}

type AskProps = { readonly desk: Desk; readonly faults: readonly AnswerFault[] };

const TITLES: Readonly<Record<Step, string>> = {
  sign: "Record that NAME signed",
  leave: "Record that NAME leaves",
  undo: "What was recorded of NAME was a mistake",
};

const titleOf = ({ step, name }: Desk): string => TITLES[step].replace("NAME", name);

const DeskPage = ({ desk, errors, children }: { desk: Desk; errors?: boolean; children: React.ReactNode }) => {
  const { app, request, agreement } = desk;
  const breadcrumbs = [AGREEMENTS, { text: agreement.name, href: pathOf(agreement) }];
  return (
    <StaffPage {...{ app, request, breadcrumbs, errors }} title={titleOf(desk)} current="agreements">
      {children}
    </StaffPage>
  );
};

const AskPage = ({ desk, faults }: AskProps) => {
  const { step, agreement, organisation, request } = desk;
  const { form } = request;
  const errorOf = (field: AnswerFault["field"]) => faults.find((one) => one.field === field)?.words;
  return (
    <DeskPage desk={desk} errors={faults.length > 0}>
      {faults.length > 0 && (
        <ErrorSummary
          errors={faults.map(({ field, words }) => ({ text: words, href: field === "on" ? "#on-day" : "#by" }))}
        />
      )}
      <Heading level={1} caption={agreement.name}>
        {titleOf(desk)}
      </Heading>
      <form action={pathOf(agreement, step)} method="post" noValidate>
        <input type="hidden" name="organisation" value={organisation} />
        {step === "sign" && (
          <Input
            name="by"
            label="Who signed"
            hint="Name and office, such as Graham Ellery, director of adult services"
            value={form["by"]}
            error={errorOf("by")}
            width={30}
          />
        )}
        <DateInput
          id="on"
          legend={step === "sign" ? "On which day" : "The first day on which it is outside"}
          legendSize="s"
          hint={
            step === "sign"
              ? "The day on the signature, today or before"
              : "Today, or another day; what it shared stays open until then"
          }
          values={{ day: form["day"], month: form["month"], year: form["year"] }}
          error={errorOf("on")}
        />
        <Button>Continue</Button>
        <p className="nhsuk-hint">What would change is shown first. Nothing is recorded yet.</p>
      </form>
    </DeskPage>
  );
};

function confirmPage(desk: Desk): Answer {
  const changed = changedBy(desk);
  return changed.ok ? page(<ConfirmPage desk={desk} changed={changed.value} />) : changed.problem;
}

const ConfirmPage = ({ desk, changed }: { readonly desk: Desk; readonly changed: AgreementSettings }) => {
  const { app, request, step, agreement, settings, organisation } = desk;
  const party = changed.parties.find((one) => one.organisation === organisation);
  const from = step === "leave" && party?.left !== undefined && party.left > request.today ? party.left : undefined;
  const changes = changesBy(app, changed, from ?? request.today);
  const { form } = request;
  return (
    <DeskPage desk={desk}>
      <Heading level={1} caption={agreement.name}>
        {titleOf(desk)}
      </Heading>
      <SummaryList rows={rowsOf(desk, party)} />
      <InsetText>
        {from === undefined
          ? "This is what changes, at once, when you record it."
          : `This is what changes on ${showDate(from)}, when you record it.`}
      </InsetText>
      <FlowChanges app={app} changes={changes} why={whyNothing(agreement, request.today)} />
      <form action={pathOf(agreement, step)} method="post" noValidate>
        <input type="hidden" name="organisation" value={organisation} />
        <input type="hidden" name="confirmed" value={stateOf(settings)} />
        {(["by", "day", "month", "year"] as const).map(
          (field) => form[field] !== undefined && <input type="hidden" name={field} value={form[field]} key={field} />,
        )}
        <Button variant={step === "leave" ? "warning" : undefined} preventDoubleClick>
          Record it, under my name
        </Button>
        <p>
          <a href={pathOf(agreement)}>Do not record it</a>
        </p>
      </form>
    </DeskPage>
  );
};

function rowsOf({ step, settings, organisation, name }: Desk, after: AgreementSettings["parties"][number] | undefined) {
  const last = lastChangeOf(settings, organisation);
  const stands = after?.signed
    ? `Signed by ${after.signed.by} on ${showDate(after.signed.on)}${after.left === undefined ? "" : `, outside from ${showDate(after.left)}`}`
    : "Not signed";
  return [
    { key: "Organisation", value: name },
    ...(step === "undo" && last
      ? [{ key: "The mistake", value: last.what === "signed" ? "That it signed" : "That it leaves" }]
      : []),
    { key: step === "undo" ? "As it was before" : "It then stands as", value: stands },
  ];
}
