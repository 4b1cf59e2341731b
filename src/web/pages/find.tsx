import type { App } from "#app";
import { showNhsNumber } from "#base";
import { readSearch, type FoundPersons, type Person, type SearchFaults, type SearchForm } from "#people";
import type { LookedAt } from "#sharing";
import type { ReadingPurposes } from "../about-person.tsx";
import { StaffPage } from "../layout.tsx";
import {
  Button,
  Columns,
  counted,
  DateInput,
  ErrorSummary,
  Heading,
  Input,
  showAge,
  showDate,
  showPersonName,
  Table,
} from "../parts/index.ts";
import { registrationWords } from "../registrations.ts";
import { page, problem, type Answer, type PageRequest, type Route } from "../route.ts";

export const findRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/find",
    answer: async (app, request) => page(<FindPage app={app} request={request} form={{}} />),
  },
  { method: "GET", path: "/find/examples", answer: showExamples },
  // Posted, so that no name or number ever stands in an address.
  { method: "POST", path: "/find", answer: findPeople },
];

/** Data quality looks for registrations, information governance for records to keep right; all others for people to care for. */
function mayList(app: App, { actor }: PageRequest, what: LookedAt) {
  const purpose = SEARCHING[actor.role] ?? "direct-care";
  return app.sharing.mayList({ actor: actor.id, purpose, what });
}

const SEARCHING: ReadingPurposes = { "data-quality": "linkage", "information-governance": "records-management" };

async function findPeople(app: App, request: PageRequest): Promise<Answer> {
  const form: SearchForm = request.form;
  const search = readSearch(form, request.today);
  if (!search.ok) return page(<FindPage app={app} request={request} form={form} faults={search.problem} />, 422);
  const permit = await mayList(app, request, "search");
  if (!permit.ok) return problem(permit.problem);
  const found = await app.people.find(permit.value, search.value);
  return page(<FindPage app={app} request={request} form={form} found={found} />);
}

async function showExamples(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayList(app, request, "examples");
  if (!permit.ok) return problem(permit.problem);
  const found = await app.people.examples(permit.value);
  return page(<FindPage app={app} request={request} form={{}} found={found} />);
}

type FindPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly form: SearchForm;
  readonly faults?: SearchFaults;
  readonly found?: FoundPersons;
};

const FindPage = ({ app, request, form, faults, found }: FindPageProps) => (
  <StaffPage app={app} request={request} title={titleOf(found)} current="find" errors={faults !== undefined}>
    {faults && <ErrorSummary errors={faultLinks(faults)} />}
    <Heading level={1}>{titleOf(found)}</Heading>
    {found && <Results app={app} request={request} found={found} />}
    {found ? (
      <Heading level={2}>Search again</Heading>
    ) : (
      <p>
        Nobody's name to hand? Everybody here is made up: <a href="/find/examples">see ten people</a> whom several
        organisations know.
      </p>
    )}
    <FindForm form={form} faults={faults ?? {}} />
    <p className="nhsuk-hint">
      Everybody who is shown to you is logged with your name. Two facts must agree before you open a record: check the
      date of birth with the person.
    </p>
  </StaffPage>
);

function titleOf(found: FoundPersons | undefined): string {
  if (!found) return "Find a person";
  if (found.more) return "More than 50 people found";
  if (found.persons.length === 0 && found.hidden.length > 0) return "Nobody whom you may see";
  return found.persons.length === 0 ? "Nobody found" : counted(found.persons.length, "person found", "people found");
}

const FIELDS: readonly { field: keyof SearchForm; href: string }[] = [
  { field: "nhsNumber", href: "#nhsNumber" },
  { field: "family", href: "#family" },
  { field: "given", href: "#given" },
  { field: "day", href: "#born-day" },
  { field: "month", href: "#born-month" },
  { field: "year", href: "#born-year" },
  { field: "postcode", href: "#postcode" },
];

const faultLinks = (faults: SearchFaults) =>
  FIELDS.flatMap(({ field, href }) => (faults[field] ? [{ text: faults[field], href }] : []));

type FindFormProps = { readonly form: SearchForm; readonly faults: SearchFaults };

const FindForm = ({ form, faults }: FindFormProps) => (
  <form action="/find" method="post" noValidate autoComplete="off">
    <Columns>
      <section>
        <Heading level={2} size="s">
          By NHS number
        </Heading>
        <Input
          name="nhsNumber"
          label="NHS number"
          hint="10 digits, with or without spaces"
          value={form.nhsNumber}
          error={faults.nhsNumber}
          width={10}
          inputMode="numeric"
          spellCheck={false}
        />
      </section>
      <section>
        <Heading level={2} size="s">
          Or by name and date of birth
        </Heading>
        <NameFields form={form} faults={faults} />
      </section>
    </Columns>
    <Button>Find</Button>
  </form>
);

const NameFields = ({ form: { family, given, day, month, year, postcode }, faults }: FindFormProps) => (
  <>
    <Input name="family" label="Family name" value={family} error={faults.family} width={20} spellCheck={false} />
    <DateInput
      id="born"
      legend="Date of birth"
      hint="For example, 31 3 1947"
      error={faults.day ?? faults.month ?? faults.year}
      values={{ ...(day && { day }), ...(month && { month }), ...(year && { year }) }}
    />
    <Columns>
      <Input
        name="given"
        label="First name, or how it begins (optional)"
        value={given}
        error={faults.given}
        width={20}
        spellCheck={false}
      />
      <Input
        name="postcode"
        label="Postcode, or how it begins (optional)"
        value={postcode}
        error={faults.postcode}
        width={10}
        spellCheck={false}
      />
    </Columns>
  </>
);

type ResultsProps = Pick<FindPageProps, "app" | "request"> & { readonly found: FoundPersons };

function Results({ app, request, found: { persons, more, hidden } }: ResultsProps) {
  if (persons.length === 0) return hidden.length === 0 ? <NobodyFound /> : <Hidden hidden={hidden} />;
  return (
    <>
      {more && (
        <p>
          Only the first 50 are shown, so that nobody looks through whole streets. Add a first name or a postcode to
          find the right one.
        </p>
      )}
      <Table
        caption="People found"
        captionHidden
        responsive
        firstCellIsHeader
        columns={["Name", "Born", "NHS number", "Address", "GP practice", "Known from"]}
        rows={persons.map((person) => rowOf(app, request, person))}
      />
      {hidden.length > 0 && <Hidden hidden={hidden} />}
    </>
  );
}

/** Those who agree with what was entered, and whose records are not open: how many, why, and what to do. */
const Hidden = ({ hidden }: Pick<FoundPersons, "hidden">) => (
  <section>
    <Heading level={2} size="s">
      {counted(hidden.length, "person is", "people are")} not shown to you
    </Heading>
    <ul className="nhsuk-list nhsuk-list--bullet">
      {hidden.map(({ person, why }, nth) => (
        <li key={person}>
          {why} <a href={`/people/${person}`}>Say why you need this record ({(nth + 1).toString()})</a>
        </li>
      ))}
    </ul>
  </section>
);

const NobodyFound = () => (
  <>
    <p>No registration in this place agrees with all that you entered. You could:</p>
    <ul className="nhsuk-list nhsuk-list--bullet">
      <li>leave out the first name and the postcode, which may be written differently</li>
      <li>check the day and the month of birth: they are easily exchanged</li>
      <li>try an earlier family name</li>
      <li>
        see whether the <a href="/feeds">feeds</a> of the person's practice and council have come
      </li>
    </ul>
  </>
);

function bornWords({ born, died }: Person, today: string): string {
  if (born === undefined) return died === undefined ? "Not known" : "Not known; has died";
  if (died === true) return `${showDate(born)} (has died)`;
  return `${showDate(born)} (${died ? `died ${showDate(died)}` : (showAge(born, today) ?? "")})`;
}

function rowOf({ directory }: App, { today, actor }: PageRequest, person: Person) {
  return [
    <a href={`/people/${person.id}${actor.role === "data-quality" ? "/links" : ""}`}>{showPersonName(person)}</a>,
    bornWords(person, today),
    <span className="ws-number">{person.nhsNumber ? showNhsNumber(person.nhsNumber) : "None known"}</span>,
    person.address ?? "None known",
    person.practice ? directory.nameOf(person.practice) : "None known",
    registrationWords(person, directory),
  ];
}
