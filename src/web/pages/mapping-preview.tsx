import { showNhsNumber } from "#base";
import { feedOf, rolesOf, type Sample, type Trial, type TrialRow } from "#feeds";
import { CATEGORIES, SENSITIVITIES } from "#sharing";
import { onSample, stepOf, StepPage, type SampleDesk } from "../mapping/desk.tsx";
import {
  Button,
  counted,
  EmptyState,
  Heading,
  NotificationBanner,
  showDate,
  showDateTime,
  showNumber,
  SummaryList,
  Table,
  WarningCallout,
  type TableCell,
} from "../parts/index.ts";
import { page, problem, redirect, type Answer, type Route } from "../route.ts";

const PATH = "/feeds/mapping/:sample";

/** What a file would become, before anything is saved; then the mapping is saved, and the file loaded. */
export const mappingPreviewRoutes: readonly Route[] = [
  { method: "GET", path: `${PATH}/preview`, answer: onSample(preview) },
  { method: "POST", path: `${PATH}/save`, answer: onSample(save) },
  { method: "GET", path: `${PATH}/saved`, answer: onSample(async (desk) => page(<SavedPage {...desk} />)) },
  { method: "POST", path: `${PATH}/load`, answer: onSample(load) },
];

async function preview(desk: SampleDesk): Promise<Answer> {
  const trial = await desk.app.samples.tryOut(desk.permit, desk.sample.token);
  return trial.ok ? page(<PreviewPage {...desk} trial={trial.value} />) : problem(trial.problem);
}

async function save({ app, request, permit, sample }: SampleDesk): Promise<Answer> {
  const feed = feedOf(sample);
  if (!feed) return redirect(stepOf(sample, "feed"));
  const saved = await app.keeper.saveFeed(request.actor, { feed, before: sample.before });
  if (!saved.ok) return problem(saved.problem);
  // From here on it is this feed that is changed, should somebody go back.
  const changed = await app.samples.change(permit, sample.token, { before: app.directory.feed(feed.id) });
  return changed.ok ? redirect(stepOf(changed.value, "saved")) : problem(changed.problem);
}

async function load({ app, request, permit, sample }: SampleDesk): Promise<Answer> {
  const feed = sample.before;
  const [source] = feed?.organisations ?? [];
  if (!feed || source === undefined) return redirect(stepOf(sample, "preview"));
  if (!request.takeIn) return problem(NOT_TAKEN);
  const { fileName: name, bytes, path } = sample;
  const taken = await request.takeIn({ name, bytes, path }, feed, source);
  if (!taken.ok) return problem(taken.problem);
  await app.samples.drop(permit, sample.token);
  return redirect(`/deliveries/${taken.value.id}`);
}

const NOT_TAKEN = {
  kind: "unavailable" as const,
  message: "No files are taken in here.",
  remedy: "Use 'bin/wholestory load' on the machine of the program.",
};

const PreviewPage = ({ app, request, sample, trial }: SampleDesk & { readonly trial: Trial }) => (
  <StepPage {...{ app, request, sample }} title="What this file would become" step={4} back={stepOf(sample, "feed")}>
    <Verdict trial={trial} />
    <Counts trial={trial} sample={sample} />
    {trial.rowsTaken > 0 && (
      <form action={`/feeds/mapping/${sample.token}/save`} method="post">
        <p>Saved is how such files are read, not this file: it can be loaded after that.</p>
        <Button preventDoubleClick>{sample.before ? "Save the change" : "Save this feed"}</Button>
      </form>
    )}
    <p>
      Change <a href={stepOf(sample, "columns")}>the columns</a>, <a href={stepOf(sample, "values")}>the values</a> or{" "}
      <a href={stepOf(sample, "feed")}>the feed</a>.
    </p>
    <Heading level={2}>The first rows</Heading>
    <FirstRows rows={trial.first} />
    <Heading level={2} id="refused">
      What would be refused
    </Heading>
    <Refusals trial={trial} />
  </StepPage>
);

/** Rows lost beyond this share, and beyond a line of totals, point at the mapping. */
const MANY_LOST = 0.05;

function Verdict({ trial: { whole, rowsTaken, rowsLost } }: { readonly trial: Trial }) {
  if (whole) {
    return (
      <WarningCallout heading="Nothing of this file can be read" headingLevel={2}>
        <p>{whole.reason}</p>
        <p>Accepted: {whole.accepted}.</p>
      </WarningCallout>
    );
  }
  if (rowsTaken > 0 && rowsLost <= Math.max(1, MANY_LOST * (rowsTaken + rowsLost))) return undefined;
  return (
    <WarningCallout heading="Many rows would be refused" headingLevel={2}>
      <p>See why below: as a rule a column was taken for something else, or days are written in another way.</p>
    </WarningCallout>
  );
}

function Counts({ trial, sample }: { readonly trial: Trial; readonly sample: Sample }) {
  const unused = unusedColumns(sample);
  const { rowsTaken, rowsLost, fieldsLost, people, events } = trial;
  return (
    <SummaryList
      rows={[
        { key: "Rows taken", value: showNumber(rowsTaken) },
        { key: "They are about", value: `${counted(people, "person", "people")}, ${counted(events, "event")}` },
        { key: "Rows refused", value: rowsLost === 0 ? "None" : <a href="#refused">{showNumber(rowsLost)}</a> },
        {
          key: "Single fields refused",
          value: fieldsLost === 0 ? "None" : <a href="#refused">{`${showNumber(fieldsLost)}; their rows are kept`}</a>,
        },
        { key: "Columns not used", value: unused.length === 0 ? "None" : unused.join(", ") },
      ]}
    />
  );
}

function unusedColumns({ draft, table }: Sample): readonly string[] {
  const headings = table.columns.map(({ heading }) => heading);
  const roles = rolesOf(draft, headings);
  const isUsed = (role: string) => role !== "none" && (draft.rowIs !== "person" || role.startsWith("person."));
  return headings.filter((_, at) => !isUsed(roles[at] ?? "none"));
}

const FirstRows = ({ rows }: { readonly rows: readonly TrialRow[] }) =>
  rows.length === 0 ? (
    <EmptyState>No row can be taken.</EmptyState>
  ) : (
    <Table
      caption="The first rows as they would stand in the record"
      captionHidden
      compact
      responsive
      columns={["Row", "Person", "When", "What", "Detail", "Who", "How it stands", "Kind of fact"]}
      rows={rows.flatMap(rowCells)}
    />
  );

/** "SMITH, Mary; born 3 May 1941; 1 Oak Street". */
function personWords({ family, given, born, nhsNumber, address }: TrialRow["person"]): string {
  const name = [family?.toUpperCase(), given].filter(Boolean).join(", ");
  const parts = [
    name,
    born && `born ${showDate(born)}`,
    nhsNumber && `NHS number ${showNhsNumber(nhsNumber)}`,
    address,
  ];
  return parts.filter(Boolean).join("; ");
}

const rowCells = ({ line, person, entries }: TrialRow): readonly TableCell[][] =>
  entries.length === 0
    ? [[line, personWords(person), "", "Registration only", "", "", "", CATEGORIES.demographics]]
    : entries.map((entry) => [
        ...[
          line,
          personWords(person),
          entry.when === undefined ? "" : showMoment(entry.when),
          entry.title,
          entry.detail ?? "",
        ],
        ...[entry.who ?? "", entry.status ?? "", labelWords(entry)],
      ]);

const showMoment = (text: string): string => (text.length > 10 ? showDateTime(text) : showDate(text));

const labelWords = ({ category, sensitivity }: TrialRow["entries"][number]): string =>
  sensitivity === "normal" ? CATEGORIES[category] : `${CATEGORIES[category]}; ${SENSITIVITIES[sensitivity]}`;

const Refusals = ({ trial: { refusals } }: { readonly trial: Trial }) =>
  refusals.length === 0 ? (
    <EmptyState>Nothing: every row and every field would be taken.</EmptyState>
  ) : (
    <Table
      caption="What would be refused, by reason"
      captionHidden
      responsive
      firstCellIsHeader
      columns={["Column", "What is wrong", "Accepted", "Lost", { header: "Times", numeric: true }, "Rows", "Example"]}
      rows={refusals.map(({ field, reason, accepted, lost, times, lines, example }) => [
        ...[field, reason, accepted, lost === "row" ? "The row" : "This field"],
        ...[showNumber(times), `${lines.join(", ")}${times > lines.length ? " and more" : ""}`],
        example === undefined ? "" : <samp>{example}</samp>,
      ])}
    />
  );

const SavedPage = ({ app, request, sample }: SampleDesk) => (
  <StepPage {...{ app, request, sample }} title={sample.before ? sample.before.name : "Feed"}>
    <NotificationBanner variant="success" heading="Saved: files like this one are read so from now on" />
    <p>
      {`Files are looked for in the folder ${sample.before?.folder ?? ""}/${sample.before?.organisations[0] ?? ""}, `}
      and can be sent from the feed's page.
    </p>
    <form action={`/feeds/mapping/${sample.token}/load`} method="post">
      <Button preventDoubleClick>Load this file now</Button>
    </form>
    <form action={`/feeds/mapping/${sample.token}/discard`} method="post">
      <Button variant="secondary">Not now: remove the file</Button>
    </form>
  </StepPage>
);
