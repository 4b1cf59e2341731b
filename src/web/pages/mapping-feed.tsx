import type { App } from "#app";
import type { Sample } from "#feeds";
import { CATEGORIES, SENSITIVITIES } from "#sharing";
import { onSample, stepOf, StepPage, type SampleDesk } from "../mapping/desk.tsx";
import type { FormFaults } from "../mapping/faults.ts";
import { readFeed, shortName } from "../mapping/feed-answers.ts";
import { asksNothing, valueQuestions } from "../mapping/value-questions.ts";
import { Button, Input, Radios, Select } from "../parts/index.ts";
import { page, problem, redirect, type Answer, type Route } from "../route.ts";

const PATH = "/feeds/mapping/:sample/feed";

/** What a feed of such files is called, who sends them, how often, and how private they are. */
export const mappingFeedRoutes: readonly Route[] = [
  { method: "GET", path: PATH, answer: onSample(async (desk) => page(<FeedStepPage {...desk} />)) },
  { method: "POST", path: PATH, answer: onSample(keepFeed) },
];

async function keepFeed(desk: SampleDesk): Promise<Answer> {
  const { app, request, permit, sample } = desk;
  const { value, faults } = readFeed(request.form, sample, app.directory);
  if (faults.size > 0) return page(<FeedStepPage {...desk} faults={faults} />, 422);
  const changed = await app.samples.change(permit, sample.token, value);
  return changed.ok ? redirect(stepOf(changed.value, "preview")) : problem(changed.problem);
}

type FeedStepProps = SampleDesk & { readonly faults?: FormFaults };

const FeedStepPage = ({ app, request, sample, faults }: FeedStepProps) => (
  <StepPage
    {...{ app, request, sample, faults }}
    title="What is this feed?"
    step={3}
    back={stepOf(sample, asksNothing(valueQuestions(sample)) ? "columns" : "values")}
  >
    <form action={stepOf(sample, "feed")} method="post" noValidate>
      <NameQuestions sample={sample} form={request.form} faults={faults} />
      <SenderQuestion app={app} sample={sample} form={request.form} faults={faults} />
      <RhythmQuestions sample={sample} form={request.form} faults={faults} />
      <LabelQuestions sample={sample} form={request.form} />
      <Button>Continue</Button>
    </form>
  </StepPage>
);

type Asked = {
  readonly sample: Sample;
  /** What was answered, where the page comes back with what is wrong. */
  readonly form: Readonly<Record<string, string>>;
  readonly faults?: FormFaults | undefined;
};

const NameQuestions = ({ sample: { feed, before, fileName }, form, faults }: Asked) => (
  <>
    <Input
      name="name"
      label="What is it called?"
      hint="As lists show it, such as Befriending (Age Well)"
      value={form["name"] ?? feed.name ?? ""}
      error={faults?.get("name")}
      width={30}
    />
    {!before && (
      <Input
        name="id"
        label="Short name"
        hint="Small letters, digits and dashes: names the folder of its files, and stays when the name changes"
        value={form["id"] ?? feed.id ?? shortName(fileName.replace(/\.[^.]*$/, ""))}
        error={faults?.get("id")}
        width={20}
        spellCheck={false}
      />
    )}
  </>
);

/** Feeds of several senders keep them: they are put together in the place's file. */
const SenderQuestion = ({ app, sample: { feed, before }, form, faults }: Asked & { readonly app: App }) =>
  before && before.organisations.length > 1 ? (
    <p>From {before.organisations.map((ods) => app.directory.nameOf(ods)).join(", ")}.</p>
  ) : (
    <Select
      name="source"
      label="Who sends these files?"
      value={form["source"] ?? feed.organisations?.[0] ?? ""}
      error={faults?.get("source")}
      items={[
        { value: "", text: "Choose an organisation" },
        ...app.directory.place.organisations
          .filter(({ closed }) => closed === undefined)
          .map(({ ods, name }) => ({ value: ods, text: name })),
      ]}
    />
  );

const RhythmQuestions = ({ sample: { feed }, form, faults }: Asked) => (
  <>
    <Radios
      name="deliveries"
      legend="What does each file hold?"
      small
      value={form["deliveries"] ?? feed.deliveries ?? "increments"}
      error={faults?.get("deliveries")}
      items={[
        { value: "increments", text: "What is new or changed since the last one" },
        { value: "snapshot", text: "All that the sender holds" },
      ]}
    />
    <Input
      name="days"
      label="How often does one come?"
      hint="After so many days without one, the sender is late"
      value={form["days"] ?? String(feed.expectedEveryDays ?? 31)}
      error={faults?.get("days")}
      suffix="days"
      width={4}
      inputMode="numeric"
    />
  </>
);

const LabelQuestions = ({ sample: { draft }, form }: Asked) => (
  <>
    <Select
      name="category"
      label="What kind of fact is each event?"
      hint="Agreements and choices name these kinds"
      value={form["category"] ?? draft.category ?? ""}
      items={[
        { value: "", text: "As the rules for labels say" },
        ...Object.entries(CATEGORIES).map(([value, text]) => ({ value, text })),
      ]}
    />
    <Select
      name="sensitivity"
      label="Is it more private than the ordinary?"
      hint="What the rules for labels find more private stays so"
      value={form["sensitivity"] ?? draft.sensitivity ?? ""}
      items={[
        { value: "", text: "No more than the rules for labels say" },
        ...Object.entries(SENSITIVITIES)
          .filter(([value]) => value !== "normal")
          .map(([value, text]) => ({ value, text })),
      ]}
    />
  </>
);
