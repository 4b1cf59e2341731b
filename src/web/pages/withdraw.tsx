import type { App } from "#app";
import { entryIdIn, failed, personIdIn, succeeded, type Outcome } from "#base";
import type { FeedState } from "#feeds";
import type { Person } from "#people";
import type { EntryContent, Order } from "#record";
import { CAUSES } from "#record";
import { readReason, type ActPermit } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { ReasonField, refusedPage } from "../act-words.tsx";
import { Button, Checkboxes, ErrorSummary, Heading, InsetText, Radios, showDate, SummaryList } from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** An entry that is filed under the wrong person, or is to be withdrawn: what is to be done with it, and why? */
export const withdrawRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/entries/:entry/withdraw", answer: withdrawPage },
  { method: "POST", path: "/people/:person/entries/:entry/withdraw", answer: withdraw },
];

const TITLE = "Filed under the wrong person, or to be withdrawn";

type Found = {
  readonly permit: ActPermit;
  readonly person: Person;
  readonly entry: EntryContent;
  readonly feeds: readonly FeedState[];
};

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const id = entryIdIn(request.params["entry"] ?? "");
  const whose = personIdIn(request.params["person"] ?? "");
  const permit = await app.sharing.mayAct({ actor: request.actor.id, what: "withdraw" }, whose);
  if (!permit.ok) {
    const { message } = permit.problem;
    return failed(refusedPage(app, request, { message, title: TITLE, breadcrumbs: [FIND] }));
  }
  const reading = await readPerson(app, request, "entry", (reader) =>
    id ? app.record.versions(reader, id) : Promise.resolve(NO_ENTRY),
  );
  if (!reading.ok) return failed(reading.problem);
  const { person, value, feeds } = reading.value;
  const entry = value.ok ? value.value[0] : undefined;
  if (!entry) return failed(notFound("This person has no such entry."));
  return succeeded({ permit: permit.value, person, entry, feeds });
}

const FIND = { text: "Find a person", href: "/find" };
const NO_ENTRY = failed({ kind: "not-found" as const, message: "This person has no such entry." });

async function withdrawPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  return page(<WithdrawPage {...{ app, request }} found={found.value} faults={{}} />);
}

async function withdraw(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, person } = found.value;
  const order = readOrder(found.value, request.form);
  if (!order.ok) {
    return page(<WithdrawPage {...{ app, request }} found={found.value} faults={order.problem} />, 422);
  }
  const done = await app.record.act(permit, order.value);
  return done.ok ? redirect(`/acts/${done.value}?done&person=${person.id}`) : problem(done.problem);
}

const FIELDS = ["covers", "cause", "kind", "reason", "confirmed"] as const;
type Faults = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;

/** Reads the form; says beside each field what is missing. */
function readOrder({ person, entry }: Found, form: PageRequest["form"]): Outcome<Order, Faults> {
  const { cause = "", kind = "" } = form;
  const extent = extentIn(entry, form["covers"]);
  const reason = readReason(form["reason"] ?? "");
  const faults: Faults = {
    ...(!extent && { covers: "Choose how much is meant" }),
    ...(extent && "registration" in extent && cause === "wrong-person" && { covers: ONLY_ENTRIES }),
    ...(!isCause(cause) && { cause: "Choose why" }),
    ...(!isKind(kind) && { kind: "Choose whether to seal or to erase" }),
    ...(!reason.ok && { reason: `${reason.problem.message} ${reason.problem.remedy ?? ""}` }),
    ...(form["confirmed"] !== "yes" && { confirmed: "Confirm that you have checked whose record this is" }),
  };
  if (!extent || !isCause(cause) || !isKind(kind) || !reason.ok) return failed(faults);
  if (Object.keys(faults).length > 0) return failed(faults);
  return succeeded({ kind, cause, reason: reason.value, covers: { person: person.id, ...extent } });
}

/** Of who somebody is, as a source says, only the whole registration can be meant. */
function extentIn(entry: EntryContent, covers: string | undefined) {
  if (covers === "registration" || entry.type === "Patient") return { registration: entry.patient };
  return covers === "entry" ? { entries: [entry.id] } : undefined;
}

const ONLY_ENTRIES = "Only single entries are filed under the wrong person: choose this entry, or another reason";

const isCause = (text: string): text is Order["cause"] => text === "wrong-person" || text === "erasure-order";

const isKind = (text: string): text is Order["kind"] => text === "seal" || text === "erase";

type WithdrawPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly found: Found;
  readonly faults: Faults;
};

const WithdrawPage = ({ app, request, found: { person, entry, feeds }, faults }: WithdrawPageProps) => {
  const href = `/people/${person.id}/entries/${entry.id}`;
  const errors = FIELDS.flatMap((field) => (faults[field] ? [{ text: faults[field], href: `#${field}` }] : []));
  return (
    <PersonPage
      {...{ app, request, person, feeds }}
      title={TITLE}
      errors={errors.length > 0}
      breadcrumbs={[
        { text: "Record", href: `/people/${person.id}` },
        { text: "Entry", href },
      ]}
    >
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <Heading level={1}>{TITLE}</Heading>
      <SummaryList
        rows={[
          { key: "Entry", value: [entry.title, entry.detail].filter(Boolean).join(": ") },
          { key: "When", value: showDate(entry.date) },
          { key: "Source", value: app.directory.nameOf(entry.source) },
        ]}
      />
      <form action={`${href}/withdraw`} method="post" noValidate>
        <Questions source={app.directory.nameOf(entry.source)} {...{ entry, request, faults }} />
        <Button variant="warning" preventDoubleClick>
          Do it, under my name
        </Button>
      </form>
      <InsetText>
        <p>
          Put it right at the source too: this changes the shared record only. What is kept of an act is who did it,
          when and why, never what it was. <a href="/acts">What was sealed or erased so far</a>
        </p>
      </InsetText>
    </PersonPage>
  );
};

type QuestionsProps = Pick<WithdrawPageProps, "request" | "faults"> & {
  readonly source: string;
  readonly entry: EntryContent;
};

const Questions = ({ source, entry, request: { form }, faults }: QuestionsProps) => (
  <>
    <Radios
      name="covers"
      legend="How much is meant?"
      legendSize="s"
      value={form["covers"] ?? (entry.type === "Patient" ? "registration" : undefined)}
      error={faults.covers}
      items={[
        ...(entry.type === "Patient"
          ? []
          : [{ value: "entry", text: "This entry", hint: "With everything that it said before" }]),
        { value: "registration", text: `Everything that ${source} sent about this person` },
      ]}
    />
    <Radios
      name="cause"
      legend="Why?"
      legendSize="s"
      value={form["cause"]}
      error={faults.cause}
      items={[
        {
          value: "wrong-person",
          text: CAUSES["wrong-person"],
          hint: "When the source corrects whom it is about, the correction is taken under the right person",
        },
        { value: "erasure-order", text: CAUSES["erasure-order"], hint: "Of a court, the regulator, or the source" },
      ]}
    />
    <Radios
      name="kind"
      legend="What is to be done?"
      legendSize="s"
      value={form["kind"]}
      error={faults.kind}
      items={[
        { value: "seal", text: "Seal it", hint: "Nobody sees it; it can be given back" },
        { value: "erase", text: "Erase it", hint: "It is gone for good" },
      ]}
    />
    <ReasonField value={form["reason"]} error={faults.reason} />
    <Checkboxes
      name="confirmed"
      legend="Have you checked whose record this is?"
      legendSize="s"
      values={form["confirmed"] === "yes" ? ["yes"] : []}
      error={faults.confirmed}
      items={[{ value: "yes", text: "I have checked the name, the date of birth and the entry above" }]}
    />
  </>
);
