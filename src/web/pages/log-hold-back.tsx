import type { App } from "#app";
import { failed, civilStart, succeeded, type Outcome } from "#base";
import { LONGEST_REASON, readReason, type ActPermit, type LoggedLook } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { readDay, type DayParts } from "../day.ts";
import { showLooker, showOrganisation } from "../log/look-words.ts";
import { asOfficer } from "../log/officer.tsx";
import { Button, CharacterCount, DateInput, ErrorSummary, Heading, showDateTime, SummaryList } from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { HELD_BACK } from "./log-held-back.tsx";

const PATH = "/log/held-back/looks/:row";

/** One look is to be held back from the person: why, and until when? */
export const logHoldBackRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: askPage },
  { method: "POST", path: PATH, answer: ask },
];

const TITLE = "Hold a look back";
const ABOVE = [LOG, HELD_BACK];

type Found = { readonly permit: ActPermit; readonly look: LoggedLook };

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await asOfficer(app, request, { title: TITLE, breadcrumbs: ABOVE });
  if (!permit.ok) return permit;
  const look = await app.logReading.findWithholdable(permit.value, numberIn(request.params["row"]));
  return look.ok ? succeeded({ permit: permit.value, look: look.value }) : failed(problem(look.problem));
}

async function askPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<AskPage {...{ app, request }} look={found.value.look} faults={{}} />) : found.problem;
}

type Faults = { readonly reason?: string; readonly until?: string };
const NOT_WITHIN_A_YEAR = "Enter a day after today, within a year, such as 31 12 2026";

async function ask(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, look } = found.value;
  const again = (faults: Faults) => page(<AskPage {...{ app, request, look, faults }} />, 422);
  const reason = readReason(request.form["reason"] ?? "");
  const day = readDay(request.form);
  const until = day && civilStart(day);
  if (!reason.ok || !until) {
    return again({
      ...(!reason.ok && { reason: "Say why in 1 to 500 characters, without anything about the person" }),
      ...(!until && { until: NOT_WITHIN_A_YEAR }),
    });
  }
  const done = await app.logReading.holdBack(permit, look.seq, reason.value, until);
  if (done.ok) return redirect(`${HELD_BACK.href}?done=asked`);
  return done.problem.kind === "invalid" ? again({ until: NOT_WITHIN_A_YEAR }) : problem(done.problem);
}

type AskPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly look: LoggedLook;
  readonly faults: Faults;
};

const AskPage = ({ app, request, look, faults }: AskPageProps) => {
  const errors = [
    ...(faults.reason ? [{ text: faults.reason, href: "#reason" }] : []),
    ...(faults.until ? [{ text: faults.until, href: "#until-day" }] : []),
  ];
  const form: DayParts & { readonly reason?: string } = request.form;
  return (
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={ABOVE} errors={errors.length > 0}>
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <Heading level={1}>{TITLE}</Heading>
      <SummaryList
        rows={[
          { key: "Number", value: String(look.seq) },
          { key: "When", value: showDateTime(look.at) },
          { key: "Who", value: showLooker(app, look) },
          { key: "Organisation", value: showOrganisation(app, look.organisation) },
          { key: "What for", value: look.isEmergency ? "Emergency" : "To protect somebody" },
          { key: "Why", value: look.reason },
        ]}
      />
      <p>
        The person is not told of this look, nor of what the same member of staff looks at afterwards, for such a
        reason, until the day that you give. It holds for a week; then only if a second person has agreed.
      </p>
      <form action={`${HELD_BACK.href}/looks/${look.seq}`} method="post" noValidate>
        <CharacterCount
          name="reason"
          label="Why could it harm somebody to know?"
          hint="Kept with your name, for whoever is to agree: say nothing about the person"
          maxLength={LONGEST_REASON}
          rows={3}
          value={form.reason}
          error={faults.reason}
        />
        <DateInput
          id="until"
          legend="On what day may the person be told?"
          legendSize="s"
          hint="After today, within a year; it can be told sooner, or asked for anew"
          values={form}
          error={faults.until}
        />
        <Button preventDoubleClick>Hold it back</Button>
      </form>
    </StaffPage>
  );
};
