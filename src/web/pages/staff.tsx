import type { App } from "#app";
import type { StaffMember } from "#place";
import { StaffPage } from "../layout.tsx";
import {
  Button,
  counted,
  EmptyState,
  Heading,
  InsetText,
  Select,
  showDate,
  StatusShape,
  Table,
} from "../parts/index.ts";
import { refusedPage } from "../refused-page.tsx";
import { showRole } from "../roles.ts";
import { csv, page, type Answer, type PageRequest, type Route } from "../route.ts";
import { mayReadStaff, STAFF } from "../staff-list.ts";

const TITLE = STAFF.text;

/** Who works where, in which role, from when to when: what lets staff in at all. */
export const staffRoutes: readonly Route[] = [
  { method: "GET", path: STAFF.href, answer: (app, request) => Promise.resolve(staffPage(app, request)) },
  { method: "GET", path: `${STAFF.href}.csv`, answer: (app, request) => Promise.resolve(staffFile(app, request)) },
];

const WHEN = { today: "Today", all: "Earlier and later roles too" } as const;
type When = keyof typeof WHEN;

type Asked = { readonly organisation: string; readonly when: When };

const askedIn = ({ query }: PageRequest): Asked => ({
  organisation: query.get("organisation") ?? "",
  when: query.get("when") === "all" ? "all" : "today",
});

/** By organisation, then by name, the earliest role of each first. */
function linesOf({ directory }: App, { organisation, when }: Asked, today: string): readonly StaffMember[] {
  const place = ({ organisation: ods }: StaffMember) => directory.nameOf(ods);
  return directory.place.staff
    .filter((one) => organisation === "" || one.organisation === organisation)
    .filter((one) => when === "all" || directory.staffMember(one.id, today) === one)
    .toSorted((a, b) => place(a).localeCompare(place(b)) || a.name.localeCompare(b.name) || (a.from < b.from ? -1 : 1));
}

function refusal(app: App, request: PageRequest): Answer | undefined {
  if (mayReadStaff(request.actor)) return undefined;
  const message = "Information governance and engineers see to it that the list of staff is right.";
  return refusedPage(app, request, { message, title: TITLE, breadcrumbs: [], role: "information-governance" });
}

function staffPage(app: App, request: PageRequest): Answer {
  const refused = refusal(app, request);
  if (refused) return refused;
  const asked = askedIn(request);
  const lines = linesOf(app, asked, request.today);
  return page(
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[]}>
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">{summaryOf(app, lines, request.today)}</p>
      <Filter app={app} asked={asked} />
      {lines.length === 0 ? (
        <EmptyState>
          Nobody works there on the days that you chose. Choose another organisation, or all days.
        </EmptyState>
      ) : (
        <StaffTable {...{ app, lines }} today={request.today} />
      )}
      <p>
        <a href={`${STAFF.href}.csv?${new URLSearchParams(asked).toString()}`}>Save this list as a file (CSV)</a>
      </p>
      <HowToChange />
    </StaffPage>,
  );
}

function summaryOf({ directory }: App, lines: readonly StaffMember[], today: string): string {
  const people = new Set(lines.map(({ id }) => id)).size;
  const organisations = new Set(lines.map(({ organisation }) => organisation)).size;
  const ending = lines.filter((one) => endsSoon(one, today) && directory.staffMember(one.id, today) === one).length;
  const soon = ending === 0 ? "No role ends" : counted(ending, "role ends", "roles end");
  const where = counted(organisations, "organisation");
  return `${counted(people, "member of staff", "members of staff")} of ${where}. ${soon} within ${DAYS_AHEAD} days.`;
}

/** So long ahead it is told that a role ends, in days: long enough to have the next list sent. */
const DAYS_AHEAD = 30;
const DAY = 86_400_000;

const endsSoon = ({ to }: StaffMember, today: string): boolean =>
  to !== undefined && to >= today && Date.parse(to) - Date.parse(today) <= DAYS_AHEAD * DAY;

const Filter = ({ app: { directory }, asked }: { readonly app: App; readonly asked: Asked }) => {
  const employers = [...new Set(directory.place.staff.map(({ organisation }) => organisation))]
    .map((ods) => ({ value: String(ods), text: directory.nameOf(ods) }))
    .toSorted((a, b) => a.text.localeCompare(b.text));
  return (
    <form className="ws-chooser" action={STAFF.href} method="get">
      <Select
        name="organisation"
        label="Organisation"
        value={asked.organisation}
        items={[{ value: "", text: "All organisations" }, ...employers]}
      />
      <Select
        name="when"
        label="Roles"
        value={asked.when}
        items={(Object.keys(WHEN) as When[]).map((value) => ({ value, text: WHEN[value] }))}
      />
      <Button variant="secondary" small>
        Show
      </Button>
    </form>
  );
};

type TableProps = { readonly app: App; readonly lines: readonly StaffMember[]; readonly today: string };

const StaffTable = ({ app, lines, today }: TableProps) => (
  <Table
    caption={TITLE}
    captionHidden
    responsive
    classes="ws-dense"
    columns={["Organisation", "Name", "Role", "Team", "From", "Until", "On the list as"]}
    rows={lines.map((one) => [
      app.directory.nameOf(one.organisation),
      one.name,
      showRole(one.role),
      one.team ?? "",
      showDate(one.from),
      <Until line={one} today={today} />,
      one.id,
    ])}
  />
);

const Until = ({ line, today }: { readonly line: StaffMember; readonly today: string }) => {
  const { from, to } = line;
  if (from > today) return <StatusShape status="waiting">Has not begun</StatusShape>;
  if (to === undefined) return "No end";
  if (to < today) return <StatusShape status="off">{`Ended ${showDate(to)}`}</StatusShape>;
  if (endsSoon(line, today)) return <StatusShape status="waiting">{`Ends ${showDate(to)}`}</StatusShape>;
  return showDate(to);
};

const HowToChange = () => (
  <InsetText>
    <p>
      Nobody is let in but in a role that stands here, on its days alone. Send each organisation’s list as it is kept
      there, as a table or in SCIM, to whoever runs this program:
    </p>
    <p>
      <code>bin/wholestory staff import FILE</code> shows what it would change; with <code>--apply</code> it changes it.
      Name the organisation with <code>--whole ODS</code> where the list is all of its staff, so that whoever is not on
      it has left. It holds from the next start of the program on.
    </p>
  </InsetText>
);

function staffFile(app: App, request: PageRequest): Answer {
  const refused = refusal(app, request);
  if (refused) return refused;
  const rows = linesOf(app, askedIn(request), request.today).map((one) => [
    ...[one.id, one.name, one.role, one.organisation, one.team, one.from, one.to],
  ]);
  return csv(`staff-${request.today}.csv`, ["id", "name", "role", "organisation", "team", "from", "to"], rows);
}
