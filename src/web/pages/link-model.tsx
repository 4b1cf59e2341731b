import type { App } from "#app";
import type { ModelColumn, ModelView } from "#people";
import { StaffPage } from "../layout.tsx";
import { LINKS, mayReview, sentence, showBits, showFactor, showOdds } from "../link-words.tsx";
import {
  Chart,
  counted,
  EmptyState,
  Heading,
  showDateTime,
  showNumber,
  Table,
  WeightBars,
  type WeightBar,
} from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showShare } from "../share.ts";

/** What matching has learnt from the registrations: which agreements speak for one person, and how strongly? */
export const linkModelRoutes: readonly Route[] = [{ method: "GET", path: "/links/model", answer: modelPage }];

const TITLE = "What matching has learnt";

type Models = Awaited<ReturnType<App["people"]["models"]>>;

async function modelPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "what matching has learnt", title: TITLE });
  if (!permit.ok) return permit.problem;
  const [model, models] = await Promise.all([app.people.model(), app.people.models()]);
  return page(
    <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[LINKS]}>
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">{originOf(model)}</p>
      <p>
        Before anything is compared: {showOdds(model.priorBits)}{" "}
        <span className="ws-small-print">{showBits(model.priorBits)}</span>. Each agreement then moves the odds. A name
        or a number that few have says more than what stands below, and one that many have says less.
      </p>
      <Weights model={model} />
      <Earlier model={model} models={models} />
    </StaffPage>,
  );
}

const originOf = ({ version, madeAt, registrations }: ModelView): string =>
  version === 0
    ? `The model that is shipped, learnt from ${counted(registrations, "made-up registration")}. This place has not learnt one of its own yet.`
    : `Version ${version}, learnt on ${showDateTime(madeAt)} from ${counted(registrations, "registration")} of this place.`;

/** In bits. Less than this on every level is nothing learnt. */
const NOTHING = 0.05;
const saysSomething = ({ levels }: ModelColumn): boolean => levels.some(({ bits }) => Math.abs(bits) >= NOTHING);

/** A traced number forbids, and is weighed with the NHS number. */
const weighable = ({ columns }: ModelView): readonly ModelColumn[] =>
  columns.filter(({ name }) => !name.startsWith("traced"));

/** Columns that weigh something, the one that says most first. */
const weighing = (model: ModelView): readonly ModelColumn[] =>
  weighable(model)
    .filter(saysSomething)
    .toSorted((a, b) => Math.max(...b.levels.map(({ bits }) => bits)) - Math.max(...a.levels.map(({ bits }) => bits)));

const Weights = ({ model }: { readonly model: ModelView }) => {
  const columns = weighing(model);
  return (
    <Chart
      id="weights"
      heading={findingOf(columns)}
      figure={<WeightBars id="bars" title="How far each agreement moves the odds" bars={columns.flatMap(barsOf)} />}
      note={noteOf(weighable(model).filter((one) => !saysSomething(one)))}
      table={
        <Table
          caption="How far each agreement moves the odds"
          captionHidden
          compact
          responsive
          columns={[
            "What",
            "How it agrees",
            { header: "Of one person’s pairs", numeric: true },
            { header: "Of two people’s pairs", numeric: true },
            "What it does",
            { header: "Bits", numeric: true },
          ]}
          rows={columns.flatMap(({ name, levels }) =>
            levels.map(({ level, ofSame, ofDifferent, bits }) => [
              sentence(name),
              sentence(level),
              showPart(ofSame),
              showPart(ofDifferent),
              sentence(showFactor(bits)),
              showBits(bits),
            ]),
          )}
        />
      }
    />
  );
};

const noteOf = (silent: readonly ModelColumn[]): string => {
  const bars = "Full bars speak for one person, hollow ones for two people. Ten bits are odds of about 1,000 to 1.";
  if (silent.length === 0) return bars;
  return `${bars} Too few registrations say it, so nothing was learnt of: ${silent.map(({ name }) => name).join(", ")}.`;
};

/** A share of pairs; small ones as one in so many. */
const showPart = (share: number): string =>
  share >= 0.001 || share === 0 ? showShare({ count: share, of: 1 }) : `1 in ${showNumber(Math.round(1 / share))}`;

function findingOf([most, ...others]: readonly ModelColumn[]): string {
  const least = others.at(-1);
  if (!most || !least) return "Nothing is compared";
  return `The same ${most.name} says most for one person, the same ${least.name} least`;
}

const barsOf = ({ name, levels }: ModelColumn): readonly WeightBar[] =>
  levels.map(({ level, bits }) => ({
    label: `${sentence(name)}: ${level}`,
    from: 0,
    to: bits,
    value: showBits(bits),
    words: `${sentence(name)}, ${level}: ${showFactor(bits)}`,
  }));

const Earlier = ({ model, models }: { readonly model: ModelView; readonly models: Models }) => (
  <section>
    <Heading level={2}>Every version</Heading>
    {models.length === 0 ? (
      <EmptyState>This place has not learnt a model of its own yet; the one that is shipped links.</EmptyState>
    ) : (
      <Table
        caption="Models that this place has learnt"
        captionHidden
        compact
        firstCellIsHeader
        columns={["Version", "Learnt", { header: "From registrations", numeric: true }, "Now"]}
        rows={models.map(({ version, madeAt, registrations }) => [
          String(version),
          showDateTime(madeAt),
          showNumber(registrations),
          version === model.version ? "Links now" : "Kept",
        ])}
      />
    )}
  </section>
);
