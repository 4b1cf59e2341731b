import { COLUMN_ROLES, rolesOf, type ColumnRole, type Sample, type SampleColumn } from "#feeds";
import { ROW_KINDS } from "#place";
import { onSample, stepOf, StepPage, type SampleDesk } from "../mapping/desk.tsx";
import type { FormFaults } from "../mapping/faults.ts";
import { readColumns, roleField } from "../mapping/column-answers.ts";
import { asksNothing, valueQuestions } from "../mapping/value-questions.ts";
import { ROW_KIND_WORDS } from "../mapping/words.ts";
import { Button, Heading, Radios, Select, Table } from "../parts/index.ts";
import { page, problem, redirect, type Answer, type Route } from "../route.ts";

const PATH = "/feeds/mapping/:sample/columns";

/** What each column of a file is, and what its rows are about. */
export const mappingColumnsRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: onSample(async (desk) => page(<ColumnsPage {...desk} />)) },
  { method: "POST", path: PATH, answer: onSample(keepColumns) },
  { method: "POST", path: "/feeds/mapping/:sample/sheet", answer: onSample(chooseSheet) },
];

async function keepColumns(desk: SampleDesk): Promise<Answer> {
  const { app, request, permit, sample } = desk;
  const { value, faults } = readColumns(request.form, sample);
  const changed = await app.samples.change(permit, sample.token, { draft: value });
  if (!changed.ok) return problem(changed.problem);
  if (faults.size > 0) return page(<ColumnsPage {...desk} sample={changed.value} faults={faults} />, 422);
  const next = asksNothing(valueQuestions(changed.value)) ? "feed" : "values";
  return redirect(stepOf(changed.value, next));
}

async function chooseSheet({ app, request, permit, sample }: SampleDesk): Promise<Answer> {
  const sheet = sample.table.sheets.find((name) => name === request.form["sheet"]);
  const draft = sheet === undefined ? sample.draft : { ...sample.draft, sheet };
  const changed = await app.samples.change(permit, sample.token, { draft });
  return changed.ok ? redirect(stepOf(changed.value, "columns")) : problem(changed.problem);
}

const ColumnsPage = ({ app, request, sample, faults }: SampleDesk & { readonly faults?: FormFaults }) => (
  <StepPage {...{ app, request, sample, faults }} title="What is in this file?" step={1}>
    <SheetQuestion sample={sample} />
    <form action={stepOf(sample, "columns")} method="post" noValidate>
      <Radios
        name="rowIs"
        legend="What is each row about?"
        legendSize="m"
        legendHeading={2}
        small
        value={sample.draft.rowIs}
        error={faults?.get("rowIs")}
        items={ROW_KINDS.map((kind) => ({ value: kind, ...ROW_KIND_WORDS[kind] }))}
      />
      <Heading level={2}>What is in each column?</Heading>
      <p>What is chosen is a guess from the headings and the first values. Look at each.</p>
      <ColumnTable sample={sample} faults={faults} />
      <Button>Continue</Button>
    </form>
    <form action={`/feeds/mapping/${sample.token}/discard`} method="post">
      <Button variant="secondary">Stop, and remove the file</Button>
    </form>
  </StepPage>
);

/** Workbooks of several sheets: which one is read, in this file and in every later one. */
const SheetQuestion = ({ sample }: { readonly sample: Sample }) =>
  sample.table.sheets.length > 1 && (
    <form action={`/feeds/mapping/${sample.token}/sheet`} method="post">
      <Select
        name="sheet"
        label="Which sheet holds the table?"
        hint={
          sample.draft.sheet === undefined
            ? "Shown is the first that has rows; choose one, so that the others are known to be left."
            : undefined
        }
        value={sample.draft.sheet ?? ""}
        items={[
          ...(sample.draft.sheet === undefined ? [{ value: "", text: "The first that has rows" }] : []),
          ...sample.table.sheets.map((name) => ({ value: name, text: name })),
        ]}
      />
      <Button variant="secondary">Look at this sheet</Button>
    </form>
  );

const ITEMS = Object.entries(COLUMN_ROLES).map(([value, text]) => ({ value, text }));

function ColumnTable({ sample, faults }: { readonly sample: Sample; readonly faults: FormFaults | undefined }) {
  const { columns } = sample.table;
  const roles = rolesOf(
    sample.draft,
    columns.map(({ heading }) => heading),
  );
  return (
    <Table
      caption="The columns of the file"
      captionHidden
      responsive
      firstCellIsHeader
      columns={["Column", "First values", "What it is"]}
      rows={columns.map((column, at) => [
        column.heading,
        <FirstValues column={column} />,
        <RoleSelect {...{ column, at }} role={roles[at] ?? "none"} error={faults?.get(roleField(at))} />,
      ])}
    />
  );
}

const MOST_SHOWN = 3;

const FirstValues = ({ column: { examples } }: { readonly column: SampleColumn }) =>
  examples.length === 0 ? (
    <>Empty</>
  ) : (
    <>
      {examples.slice(0, MOST_SHOWN).map((value) => (
        <span className="ws-sample" key={value}>
          {value}
        </span>
      ))}
    </>
  );

type RoleSelectProps = {
  readonly column: SampleColumn;
  readonly at: number;
  readonly role: ColumnRole;
  readonly error: string | undefined;
};

const RoleSelect = ({ column, at, role, error }: RoleSelectProps) => (
  <Select
    name={roleField(at)}
    label={`What ${column.heading} is`}
    labelHidden
    value={role}
    error={error}
    items={ITEMS}
  />
);
