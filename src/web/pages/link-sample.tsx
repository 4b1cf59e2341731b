import { randomInt } from "node:crypto";
import type { App } from "#app";
import { FEWEST_DRAWN, MOST_DRAWN, SUGGESTED_DRAWN, type Sample } from "#people";
import { StaffPage } from "../layout.tsx";
import { LINKS, mayDecide, mayReview, showBand } from "../link-words.tsx";
import {
  ActionLink,
  Button,
  counted,
  EmptyState,
  ErrorSummary,
  Heading,
  Input,
  showDateTime,
  showNumber,
  SummaryList,
  Table,
} from "../parts/index.ts";
import { page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";
import { showStaff } from "../staff-words.ts";

/** Pairs that chance draws, so that what people say of them holds for all links. */
export const linkSampleRoutes: readonly Route[] = [
  { method: "GET", path: "/links/sample", answer: samplePage },
  { method: "POST", path: "/links/sample", answer: draw },
];

const TITLE = "Random check of the links";
/** Seeds are kept as whole numbers of four bytes. */
const SEEDS = 2 ** 31 - 1;

async function samplePage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "random check of the links", title: TITLE });
  if (!permit.ok) return permit.problem;
  return page(<SamplePage {...{ app, request }} samples={await app.people.samples()} />);
}

async function draw(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayDecide(app, request, { what: "random check of the links", title: TITLE });
  if (!permit.ok) return permit.problem;
  const text = request.form["perStratum"]?.trim() ?? "";
  const perStratum = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  const drawn = await app.people.drawSample(permit.value, { seed: randomInt(SEEDS), perStratum });
  if (drawn.ok) return redirect("/links/sample");
  if (drawn.problem.kind !== "invalid") return problem(drawn.problem);
  const error = `Pairs from each stratum must be a whole number from ${FEWEST_DRAWN} to ${MOST_DRAWN}`;
  return page(<SamplePage {...{ app, request, error }} samples={await app.people.samples()} />, 422);
}

type SampleProps = {
  readonly app: App;
  readonly request: PageRequest;
  /** The newest first. */
  readonly samples: readonly Sample[];
  readonly error?: string;
};

const SamplePage = ({ app, request, samples, error }: SampleProps) => {
  const [last] = samples;
  return (
    <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[LINKS]} errors={error !== undefined}>
      {error && <ErrorSummary errors={[{ text: error, href: "#per-stratum" }]} />}
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">
        Chance draws pairs of registrations from everyone; you say of each whether it is one person, before you see what
        matching thinks. From that follows how many links are right, and how many are missed, with how sure that is.
      </p>
      {last ? (
        <Last app={app} sample={last} />
      ) : (
        <EmptyState>
          No random check has been drawn. Draw one below: the pairs then stand in a list of their own.
        </EmptyState>
      )}
      <DrawForm {...{ request, error }} unfinished={last !== undefined && !last.finished} />
    </StaffPage>
  );
};

const Last = ({ app, sample }: { readonly app: App; readonly sample: Sample }) => {
  const { number, seed, drawnBy, drawnAt, drawn, reviewed, cannotSay, open, waiting, finished, strata } = sample;
  return (
    <section>
      <Heading level={2}>{finished ? "The last check is finished" : "How far the check is"}</Heading>
      {open > 0 && <ActionLink href="/links/next?kind=sample">Go on with the next pair</ActionLink>}
      <SummaryList
        rows={[
          {
            key: "Drawn",
            value: `${showDateTime(drawnAt)} by ${showStaff(app, drawnBy, drawnAt)}, check ${number}, seed ${seed}`,
          },
          { key: "Pairs", value: `${showNumber(reviewed)} reviewed of ${showNumber(drawn)} drawn` },
          { key: "Nobody could say", value: showNumber(cannotSay) },
          { key: "Not decided yet", value: showNumber(open) },
          { key: "Waiting for a second person", value: waitingCell(waiting) },
        ]}
      />
      {finished ? (
        <p>
          What follows from it stands in <a href="/links/report">how good the links are</a>.
        </p>
      ) : (
        <p>Nothing is said of the result before every pair is decided, so that nobody stops where it looks best.</p>
      )}
      <Table
        caption="Strata of the check"
        compact
        responsive
        firstCellIsHeader
        columns={[
          "Weight in bits",
          "On the day of drawing",
          { header: "Pairs", numeric: true },
          { header: "Drawn", numeric: true },
        ]}
        rows={strata.map(({ from, to, joined, pairs, drawn: own }) => [
          showBand({ from, to }),
          joined ? "One person" : "Two persons",
          showNumber(pairs),
          showNumber(own),
        ])}
      />
    </section>
  );
};

const waitingCell = (waiting: number) =>
  waiting === 0 ? "0" : <a href="/links/decisions">{counted(waiting, "decision")}</a>;

type FormProps = {
  readonly request: PageRequest;
  readonly error: string | undefined;
  readonly unfinished: boolean;
};

const DrawForm = ({ request: { form }, error, unfinished }: FormProps) => (
  <section>
    <Heading level={2}>{unfinished ? "Draw another instead" : "Draw a check"}</Heading>
    <p>
      Pairs of about the same weight, joined or apart, are a stratum. Where {SUGGESTED_DRAWN} pairs of a stratum are all
      found right, at least 93% of it are, with 95% confidence; with 200 pairs, at least 98%. Where a stratum has fewer,
      all of it is drawn. Seed and day are kept, so that anyone can see that chance drew.
    </p>
    {unfinished && <p>The check that is not finished is put by. What was decided for it stands.</p>}
    <form action="/links/sample" method="post" noValidate>
      <Input
        id="per-stratum"
        name="perStratum"
        label="Pairs from each stratum"
        hint={`From ${FEWEST_DRAWN} to ${MOST_DRAWN}`}
        inputMode="numeric"
        width={4}
        value={form["perStratum"] ?? String(SUGGESTED_DRAWN)}
        error={error}
        autoComplete="off"
      />
      <Button preventDoubleClick variant={unfinished ? "secondary" : undefined}>
        Draw at random, under my name
      </Button>
    </form>
  </section>
);
