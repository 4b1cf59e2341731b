import type { App } from "#app";
import { failed, succeeded, type Outcome, type PatientId } from "#base";
import type { FeedState } from "#feeds";
import type { Person, ReviewedRegistration } from "#people";
import { readReason, type LinkPermit } from "#sharing";
import { LINK_READING, PersonPage, readPerson } from "../about-person.tsx";
import { ReasonField } from "../act-words.tsx";
import { bornWords, mayDecide, showRegistered } from "../link-words.tsx";
import { Button, Checkboxes, ErrorSummary, Heading, InsetText } from "../parts/index.ts";
import { page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** Who somebody was before an adoption or a gender recognition is kept apart: which registrations, and why? */
export const protectRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/protect", answer: askPage },
  { method: "POST", path: "/people/:person/protect", answer: protect },
];

const TITLE = "Protect an identity";

type Found = {
  readonly permit: LinkPermit;
  readonly person: Person;
  readonly feeds: readonly FeedState[];
  readonly registrations: readonly ReviewedRegistration[];
};

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await mayDecide(app, request, { what: "protection of an identity", title: TITLE });
  if (!permit.ok) return permit;
  const reading = await readPerson(
    app,
    request,
    "links",
    async (reader) => ({
      isProtected: (await app.people.protectionOf(reader)) !== undefined,
      links: await app.people.linksOf(reader),
    }),
    LINK_READING,
  );
  if (!reading.ok) return failed(reading.problem);
  const { person, feeds, value } = reading.value;
  if (value.isProtected) return failed(redirect("/links/protections"));
  return succeeded({ permit: permit.value, person, feeds, registrations: value.links.registrations });
}

async function askPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<AskPage {...{ app, request }} found={found.value} />) : found.problem;
}

/** Boxes have a name each, since a form's field has one value. */
const boxOf = (nth: number): string => `registration-${nth + 1}`;

async function protect(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, registrations } = found.value;
  const chosen = chosenIn(request, registrations);
  const reason = readReason(request.form["reason"] ?? "");
  const faults: ProtectFaults = {
    ...(chosen.length === 0 && { registrations: "Choose the registrations of the identity to protect" }),
    ...(!reason.ok && { reason: `${reason.problem.message} ${reason.problem.remedy ?? ""}` }),
  };
  if (!reason.ok || chosen.length === 0) {
    return page(<AskPage {...{ app, request, faults }} found={found.value} />, 422);
  }
  const done = await app.people.protect(permit, chosen, reason.value);
  return done.ok ? redirect("/links/protections?protected") : problem(done.problem);
}

/** Those that were ticked, by what the person has now and not by what the form says. */
const chosenIn = ({ form }: PageRequest, registrations: readonly ReviewedRegistration[]): readonly PatientId[] => {
  const ticked = new Set(registrations.map((_, nth) => form[boxOf(nth)]));
  return registrations.flatMap(({ patient }) => (ticked.has(patient) ? [patient] : []));
};

type ProtectFaults = { readonly registrations?: string; readonly reason?: string };
type AskProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly found: Found;
  readonly faults?: ProtectFaults;
};

const AskPage = ({ app, request, found: { person, feeds, registrations }, faults = {} }: AskProps) => {
  const href = `/people/${person.id}/links`;
  const errors = [
    ...(faults.registrations ? [{ text: faults.registrations, href: "#registration" }] : []),
    ...(faults.reason ? [{ text: faults.reason, href: "#reason" }] : []),
  ];
  return (
    <PersonPage
      {...{ app, request, person, feeds }}
      title={TITLE}
      breadcrumbs={[{ text: "Links", href }]}
      errors={errors.length > 0}
    >
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">
        After an adoption or a gender recognition, who somebody was before must not be found again by what has stayed
        the same.
      </p>
      <WhatItDoes />
      <form action={`/people/${person.id}/protect`} method="post" noValidate>
        <Checkboxes
          name="registration"
          legend="Which registrations are of the identity to protect?"
          legendSize="m"
          error={faults.registrations}
          values={chosenIn(request, registrations)}
          items={registrations.map((one, nth) => ({
            name: boxOf(nth),
            value: one.patient,
            text: `${app.directory.nameOf(one.source)}, its number ${one.sourceId}`,
            hint: `${showRegistered(one)}, ${bornWords(one)}`,
          }))}
        />
        <ReasonField value={request.form["reason"]} error={faults.reason} />
        <Button preventDoubleClick>Protect them, under my name</Button>
      </form>
    </PersonPage>
  );
};

const WhatItDoes = () => (
  <>
    <InsetText>
      The registrations you choose are kept together and apart from everybody else: matching never joins them with
      others, people cannot either, and what is said of the links of one does not lead to the other. It takes effect at
      once, and can be lifted.
    </InsetText>
    <p>
      It does not hide or change what stands in the record: whoever may read either of them still may, and a letter that
      tells of the other name still tells it. To take that out of sight, information governance seals it. It tells no
      source anything: ask each to put right what it has.
    </p>
  </>
);
