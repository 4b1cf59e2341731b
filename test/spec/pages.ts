import { showNhsNumber } from "#base";
import { aPlace } from "../builders/place.ts";
import { GROUND_PROMISES, type GroundPromise } from "./grounds.ts";
import { LINK_PROMISES, type LinkPromise, type Said } from "./linking.ts";
import { CLOSED_KIND_PROMISES, COPY_PROMISES, SHARING_PROMISES, type SharingPromise } from "./sharing.ts";
import { ROUTE_PROMISES, WALKERS, type RoutePromise } from "./routes.ts";

const PRINTED = "<!-- Printed from test/spec by `node test/spec/print.ts`; a test holds it to what the code does. -->";

const names = new Map<string, string>(aPlace().organisations.map((one) => [one.ods, one.name]));
const nameOf = (ods: string): string => names.get(ods) ?? ods;

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
const table = (headings: readonly string[], rows: readonly string[]): string =>
  [row(...headings), row(...headings.map(() => "---")), ...rows].join("\n");

/** The pages of docs/reference that are printed from what tests run, by file name. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map([
    ["relationships.md", relationshipsPage()],
    ["linking.md", linkingPage()],
    ["routes.md", routesPage()],
    ["sharing.md", sharingPage()],
  ]);

function relationshipsPage(): string {
  const rows = GROUND_PROMISES.map((one) => row(one.entry, groundsIn(one)));
  return `${PRINTED}

# Why an organisation has to do with a person

A relationship lives by its ground: the entry that says so. When the entry changes, ends or moves to somebody else, so
does the relationship; when its patient is linked to another person, it goes with the patient. The entries below came
from Testborough Hospital.

${table(["Entry", "Relationship"], rows)}
`;
}

const groundsIn = ({ grounds }: GroundPromise): string =>
  grounds.length === 0
    ? "none"
    : grounds
        .map((one) => [`${one.kind}: ${nameOf(one.organisation)}`, times(one)].filter((part) => part !== "").join(", "))
        .join("; ");

function times({ from, to }: GroundPromise["grounds"][number]): string {
  return [from && `from ${from}`, to && `until ${to}`].filter((part) => part !== undefined).join(" ");
}

function linkingPage(): string {
  const rows = LINK_PROMISES.map((one) =>
    row(one.what, one.said.map(sentence).join("<br>"), one.persons.map((ids) => ids.join(" = ")).join("; ")),
  );
  return `${PRINTED}

# Who is one person

What registrations say is compared and weighed: names, dates of birth, homes, telephones and NHS numbers, with the slips
that are seen in life. They are linked when they are four times likelier one person than two, and nothing forbids it; where
it is not sure, people decide. The order in which registrations come makes no difference, and every link can be undone.
These promises hold with the model as shipped, for a place that has not learnt from its own registrations yet.

${table(["What", "Said, one after the other", "Persons"], rows)}
`;
}

function sentence({ from, says: { resource } }: Said): string {
  const name = resource.name?.[0];
  const said = [
    ...(name ? [`${name.given?.join(" ") ?? ""} ${name.family ?? ""}`] : []),
    `born ${resource.birthDate ?? "at an unknown date"}`,
    ...(resource.identifier ?? []).map(identifierWords),
    ...(resource.address ?? []).map((one) => `at ${one.line?.join(", ") ?? ""}, ${one.postalCode ?? ""}`),
  ];
  return `${nameOf(from)}: ${resource.id}, ${said.join(", ")}`;
}

type Identifier = NonNullable<LinkPromise["said"][number]["says"]["resource"]["identifier"]>[number];

function identifierWords({ value = "", use, extension }: Identifier): string {
  if (use === "old") return `formerly ${showNhsNumber(value)}`;
  const traced = extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code === "01";
  return `${traced ? "traced as" : "given as"} ${showNhsNumber(value)}`;
}

function routesPage(): string {
  const shown = ROUTE_PROMISES.filter(({ route }) => !route.startsWith("GET /assets/"));
  return `${PRINTED}

# Who may ask what

Every address of the server, asked by whoever is signed out, by somebody without a role today, and in each role, of a place
into which nothing was loaded: 200 a page, 303 done or led on, 403 refused, 404 nothing there, 422 the form is not filled
in, 401 a machine without its key. Styles, scripts and pictures are for everybody.

${table(["Address", "Signed out", ...WALKERS], shown.map(routeRow))}
`;
}

const routeRow = ({ route, signedOut, as }: RoutePromise): string =>
  row(
    `\`${route}\``,
    signedOut === "sign-in" ? "sign-in" : String(signedOut),
    ...WALKERS.map((one) => String(as[one])),
  );

function sharingPage(): string {
  return `${PRINTED}

# Who sees what

The first line that fits a question answers it; a part that is empty fits everything. Undecided means no. Every combination
of asker, purpose, relationship, agreement, choice, sensitivity and category is tried against this table, and on a small
place on every surface: record, entry and its history, search, list, copy. Studies are of groups: nobody is shown one person
for them. The agreement in force names every purpose and category, and of what is private mental health, substances,
abuse, safeguarding and what is about others; one organisation of those that ask has signed it, and another has not.

${table(
  ["What", "Askers", "Purposes", "Relationship", "Agreement", "Choice", "Sensitivity", "Category", "Open"],
  SHARING_PROMISES.map(sharingRow),
)}

## What is told of what is not shown

Nobody is to take what they may not see for what is not there. Whose facts are closed because they do not share them is told
by the name of the organisation; that the person objects, without one. Where facts of a kind would stand that is closed for
another reason, wholly or in part, the page says so, and never that there are none. Whether there are any is not told, and what is more private
than ordinary is absent without a word.

${table(
  ["Who", "Relationship", "Objection to", "Holds some itself", "Kind of fact", "In its place"],
  CLOSED_KIND_PROMISES.map(({ asker, relationship, objectsTo = "", holdsSome, category, words }) =>
    row(asker, relationship, objectsTo, holdsSome ? "yes" : "no", category, words),
  ),
)}

## Who may take a copy

A copy holds what the table above opens to whoever takes it, and nothing else. Whoever reads for the person may take one
where they were let into every part of the record. Everybody else is refused.

${table(
  ["Who", "For", "Not until two have said so"],
  COPY_PROMISES.map(({ asker, purpose, without }) => row(asker, purpose, without.join(", ") || "nothing")),
)}
`;
}

const sharingRow = (one: SharingPromise): string =>
  row(
    one.what,
    ...[one.askers, one.purposes, one.relationships, one.agreements, one.choices, one.sensitivities].map(listed),
    one.fromPractice === true ? "from a practice" : listed(one.categories),
    one.open ? "yes" : "no",
  );

const listed = (values: readonly string[] | undefined): string => values?.join(", ") ?? "";
