import type { MappingDraft } from "#feeds";
import { DATE_FORMATS, MAPPED_STATUSES } from "#place";
import { onSample, stepOf, StepPage, type SampleDesk } from "../mapping/desk.tsx";
import type { FormFaults } from "../mapping/faults.ts";
import { codeField, formatField, otherwiseField, readValues, SEXES, unitField } from "../mapping/value-answers.ts";
import {
  dateIn,
  valueQuestions,
  type CodeQuestion,
  type DateQuestion,
  type ValueQuestions,
} from "../mapping/value-questions.ts";
import { DATE_FORMAT_WORDS, SEX_WORDS, STATUS_WORDS } from "../mapping/words.ts";
import { Button, Heading, Input, Radios, Select, Table } from "../parts/index.ts";
import { page, problem, redirect, type Answer, type Route } from "../route.ts";

const PATH = "/feeds/mapping/:sample/values";

/** How the values of a file are written, and what they mean. */
export const mappingValuesRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: onSample(async (desk) => page(<ValuesPage {...desk} />)) },
  { method: "POST", path: PATH, answer: onSample(keepValues) },
];

async function keepValues(desk: SampleDesk): Promise<Answer> {
  const { app, request, permit, sample } = desk;
  const { value, faults } = readValues(request.form, sample.draft, valueQuestions(sample));
  const changed = await app.samples.change(permit, sample.token, { draft: value });
  if (!changed.ok) return problem(changed.problem);
  if (faults.size > 0) return page(<ValuesPage {...desk} sample={changed.value} faults={faults} />, 422);
  return redirect(stepOf(changed.value, "feed"));
}

function ValuesPage({ app, request, sample, faults }: SampleDesk & { readonly faults?: FormFaults }) {
  const questions = valueQuestions(sample);
  return (
    <StepPage
      {...{ app, request, sample, faults }}
      title="How are its values written?"
      step={2}
      back={stepOf(sample, "columns")}
    >
      <form action={stepOf(sample, "values")} method="post" noValidate>
        <WhatQuestion {...{ questions, faults }} draft={sample.draft} />
        <NameQuestion {...{ questions }} draft={sample.draft} />
        {questions.dates.length > 0 && <Heading level={2}>Days</Heading>}
        {questions.dates.map((question) => (
          <FormatQuestion question={question} draft={sample.draft} key={question.role} />
        ))}
        <UnitQuestions {...{ questions }} draft={sample.draft} />
        {questions.codes.map((question) => (
          <CodeQuestions question={question} draft={sample.draft} key={question.role} />
        ))}
        <Button>Continue</Button>
      </form>
    </StepPage>
  );
}

type Asked = { readonly questions: ValueQuestions; readonly draft: MappingDraft };

const WhatQuestion = ({ questions, draft, faults }: Asked & { readonly faults: FormFaults | undefined }) =>
  questions.asksWhat && (
    <Input
      name="what"
      label="What is every row about?"
      labelSize="m"
      labelHeading={2}
      hint="No column says so. For example: Befriending, Falls class, PHQ-9"
      value={draft.event.what?.constant ?? ""}
      error={faults?.get("what")}
      width={20}
    />
  );

const NameQuestion = ({ questions: { name }, draft }: Asked) =>
  name !== undefined && (
    <Radios
      name="order"
      legend={`Which name comes first in ${name}?`}
      legendSize="m"
      legendHeading={2}
      hint="Where a comma stands between them, what stands before it is the family name in any case."
      small
      value={draft.person.name?.order ?? "given-first"}
      items={[
        { value: "given-first", text: "Given name first: Mary Smith" },
        { value: "family-first", text: "Family name first: Smith Mary" },
      ]}
    />
  );

const FormatQuestion = ({
  question: { role, heading, examples },
  draft,
}: { readonly question: DateQuestion } & Pick<Asked, "draft">) => (
  <Select
    name={formatField(role)}
    label={heading}
    hint={examples.length > 0 ? `Written ${examples.slice(0, 3).join(", ")}` : undefined}
    value={dateIn(draft, role)?.format ?? ""}
    items={[
      { value: "", text: "As in Britain, or so that it cannot be mistaken" },
      ...DATE_FORMATS.map((format) => ({ value: format, text: DATE_FORMAT_WORDS[format] })),
    ]}
  />
);

const UnitQuestions = ({ questions: { asksUnit, measures }, draft }: Asked) => (
  <>
    {(asksUnit || measures.length > 0) && <Heading level={2}>Units</Heading>}
    {asksUnit && (
      <Input
        name="unit"
        label="Unit of every value (optional)"
        hint="For example: kg, mmHg, points"
        value={draft.event.unit?.constant ?? ""}
        width={10}
      />
    )}
    {measures.map((heading, at) => (
      <Input
        name={unitField(at)}
        label={`Unit of ${heading} (optional)`}
        value={draft.event.measures?.find(({ column }) => column === heading)?.unit ?? ""}
        width={10}
        key={heading}
      />
    ))}
  </>
);

const CodeQuestions = ({ question, draft }: { readonly question: CodeQuestion } & Pick<Asked, "draft">) => (
  <>
    <Heading level={2}>What the values of {question.heading} mean</Heading>
    <p>{CODE_HINTS[question.role]}</p>
    <Table
      caption={`The values of ${question.heading}`}
      captionHidden
      compact
      firstCellIsHeader
      columns={["In the file", "Means"]}
      rows={question.values.map((value, at) => [value, <Meaning {...{ question, value, at, draft }} />])}
    />
    {isOpen(question.role) && (
      <Radios
        name={otherwiseField(question.role)}
        legend="Values that are not in this list"
        small
        inline
        value={otherwiseIn(draft, question.role)}
        items={[
          { value: "keep", text: "Keep as they are written" },
          { value: "refuse", text: "Refuse" },
        ]}
      />
    )}
  </>
);

type OpenRole = "event.what" | "event.outcome" | "event.value";
const isOpen = (role: CodeQuestion["role"]): role is OpenRole => role !== "person.sex" && role !== "event.status";

function otherwiseIn({ event }: MappingDraft, role: OpenRole): string {
  const concept = role === "event.what" ? event.what : role === "event.outcome" ? event.outcome : event.value;
  return concept?.otherwise ?? "keep";
}

const WORDS_HINT =
  "One thing may be written in several ways: give each of them the same name. What is left empty is kept as it is written.";

const CODE_HINTS: Readonly<Record<CodeQuestion["role"], string>> = {
  "event.what": WORDS_HINT,
  "event.outcome": WORDS_HINT,
  "event.value": WORDS_HINT,
  "event.status": "Words such as attended, DNA and cancelled are known already; choose for those that are not.",
  "person.sex": "Words and letters such as F and Male are known already; choose for those that are not.",
};

type MeaningProps = { readonly question: CodeQuestion; readonly value: string; readonly at: number } & Pick<
  Asked,
  "draft"
>;

/** What one value means: words, or one of a list. */
function Meaning({ question: { role, heading }, value, at, draft: { person, event } }: MeaningProps) {
  const field = { name: codeField(role, at), label: `What ${value} means in ${heading}`, labelHidden: true };
  const known = { value: "", text: "As it is known already" };
  switch (role) {
    case "person.sex":
      return (
        <Select
          {...field}
          value={person.sex?.codes?.[value] ?? ""}
          items={[known, ...SEXES.map((sex) => ({ value: sex, text: SEX_WORDS[sex] }))]}
        />
      );
    case "event.status":
      return (
        <Select
          {...field}
          value={event.status?.codes?.[value] ?? ""}
          items={[known, ...MAPPED_STATUSES.map((status) => ({ value: status, text: STATUS_WORDS[status] }))]}
        />
      );
    case "event.what":
      return <Input {...field} value={event.what?.codes?.[value]?.display ?? ""} width={20} />;
    case "event.outcome":
      return <Input {...field} value={event.outcome?.codes?.[value]?.display ?? ""} width={20} />;
    case "event.value":
      return <Input {...field} value={event.value?.codes?.[value]?.display ?? ""} width={20} />;
  }
}
