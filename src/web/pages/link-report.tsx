import type { App } from "#app";
import { ETHNIC_CATEGORIES, odsCode } from "#base";
import type { Estimate, GroupKind, LinkGroup, LinkReport, Sample } from "#people";
import { StaffPage } from "../layout.tsx";
import { LINKS, mayReview, sentence, showBand, showMethod } from "../link-words.tsx";
import { counted, Heading, showDateTime, showNumber, SummaryList, Table } from "../parts/index.ts";
import { csv, page, type Answer, type PageRequest, type Route } from "../route.ts";
import { countedSafely, showSafeCount, showSafeShare } from "../safe-count.ts";
import { showShare } from "../share.ts";

/** How good are the links, and for whom less good? Counts only, nobody is named. */
export const linkReportRoutes: readonly Route[] = [
  { method: "GET", path: "/links/report", answer: reportPage },
  { method: "GET", path: "/links/report.csv", answer: reportCsv },
];

const TITLE = "How good the links are";

async function reportPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "how good the links are", title: TITLE });
  if (!permit.ok) return permit.problem;
  const report = await app.people.linkReport();
  return page(
    <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[LINKS]}>
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">{findingOf(report)}</p>
      <SummaryList rows={summaryOf(report)} />
      <Methods report={report} />
      {report.sample && <Checked sample={report.sample} />}
      <Calibration report={report} />
      <Groups app={app} report={report} />
    </StaffPage>,
  );
}

const findingOf = ({ registrations, methods }: LinkReport): string => {
  if (registrations === 0) return "Nobody is registered yet.";
  const alone = methods.find(({ method }) => method === "alone")?.registrations ?? 0;
  const all = sentence(countedSafely(registrations, "registration"));
  if (typeof registrations !== "number" || typeof alone !== "number")
    return `${all}; how many stand alone: ${showSafeCount(alone)}.`;
  return `Of ${counted(registrations, "registration")}, ${showNumber(registrations - alone)} are joined with another of the same person; ${showNumber(alone)} stand alone.`;
};

const showPart = (share: number): string => showShare({ count: share, of: 1 });
const showInterval = ({ share, low, high }: Estimate): string =>
  `${showPart(share)} (95% interval ${showPart(low)} to ${showPart(high)})`;
/** Where nobody has looked there is no interval, but what matching expects. */
const showEstimate = (estimate: Estimate): string =>
  estimate.low === estimate.high ? `${showPart(estimate.share)}, as matching expects` : showInterval(estimate);

function summaryOf(report: LinkReport) {
  const { precision, recall, sample, mayBeOne, severalAtOneSource, lastRun } = report;
  const show = sample ? showInterval : showEstimate;
  return [
    { key: "Joined pairs that are of one person", value: show(precision) },
    { key: "Pairs of one person that are joined, of those alike", value: show(recall) },
    { key: "How far people have looked", value: <Looked report={report} /> },
    {
      key: "One patient, several people",
      value: (
        <a href="/links?kind=apart">{`${sentence(countedSafely(mayBeOne, "pair of persons", "pairs of persons"))} at least as likely one as two`}</a>
      ),
    },
    {
      key: "One person, several registrations at one source",
      value: sentence(countedSafely(severalAtOneSource, "person", "people")),
    },
    {
      key: "Last learning",
      value: lastRun
        ? `Version ${lastRun.version}, ${showDateTime(lastRun.madeAt)}: ${counted(lastRun.moved, "registration")} moved; ${showPart(lastRun.idsUnchanged)} of people were who they had been, under the same id. ${passedOverWords(lastRun.passedOver.length)}`
        : "This place has not learnt yet: it links by the model that is shipped. An engineer can have it learn: wholestory link.",
    },
  ];
}

const Looked = ({ report: { sample, sampling, unreviewed } }: { readonly report: LinkReport }) => (
  <>
    {sample
      ? `A random check of ${showDateTime(sample.drawnAt)} (seed ${sample.seed}): ${reviewedWords(sample)}.`
      : `${showPart(unreviewed)} of the joined pairs are as likely as others of which nobody has looked at any: for them it is what matching expects.`}{" "}
    {sampling && `${sample ? "Another check" : "A random check"} is under way: ${reviewedWords(sampling)}. `}
    <a href="/links/sample">{sample || sampling ? "See the random check" : "Draw a random check"}</a>
  </>
);

const reviewedWords = ({ reviewed, drawn, cannotSay }: Sample): string =>
  `${showNumber(reviewed)} reviewed of ${showNumber(drawn)} drawn` +
  (cannotSay > 0 ? `; of ${showNumber(cannotSay)} nobody could say` : "");

/** What people said of pairs that chance drew, and how a whole is made of it. */
const Checked = ({ sample }: { readonly sample: Sample }) => (
  <section>
    <Heading level={2}>What the random check found</Heading>
    <p>
      Each stratum counts as many pairs as it had on the day of drawing. Its own interval is Wilson’s, narrower where
      most of it was looked at; the whole is put together from these by the method of recovered variances (Zou, Huang
      and Zhang 2009; Newcombe 2016). Pairs of which nobody could say count for neither. Registrations that do not
      resemble each other at all were not drawn: what is missed among them nobody can see here.
    </p>
    <Table
      caption="The strata of the random check"
      captionHidden
      compact
      responsive
      firstCellIsHeader
      columns={[
        "Weight in bits",
        "On the day of drawing",
        { header: "Pairs", numeric: true },
        { header: "Drawn", numeric: true },
        { header: "Reviewed", numeric: true },
        { header: "Of these one person", numeric: true },
        "Share of one person",
      ]}
      rows={sample.strata.map(({ joined, pairs, drawn, reviewed, same, estimate, ...band }) => [
        showBand(band),
        joined ? "One person" : "Two persons",
        ...[pairs, drawn, reviewed, same].map(showNumber),
        estimate ? showInterval(estimate) : "Nobody could say",
      ])}
    />
  </section>
);

const passedOverWords = (keys: number): string =>
  keys === 0 ? "No value was too common to compare by." : `${counted(keys, "value")} were too common to compare by.`;

const Methods = ({ report: { methods } }: { readonly report: LinkReport }) => (
  <section>
    <Heading level={2}>By what they are linked</Heading>
    <Table
      caption="By what registrations are linked"
      captionHidden
      compact
      firstCellIsHeader
      columns={["Method", { header: "Registrations", numeric: true }]}
      rows={methods.map(({ method, registrations }) => [showMethod(method), sentence(showSafeCount(registrations))])}
    />
  </section>
);

const Calibration = ({ report: { calibration } }: { readonly report: LinkReport }) => (
  <section>
    <Heading level={2}>Whether the odds are borne out</Heading>
    <p>Of pairs that matching weighs alike, how many it expects to be of one person, and how many people say are.</p>
    <Table
      caption="Pairs by weight"
      captionHidden
      compact
      responsive
      firstCellIsHeader
      columns={[
        "Weight in bits",
        { header: "Pairs", numeric: true },
        { header: "Expected to be one person", numeric: true },
        { header: "Looked at", numeric: true },
        { header: "Of these one person", numeric: true },
        "People’s share",
      ]}
      rows={calibration.map(({ from, to, pairs, expected, reviewed, same, estimate }) => [
        showBand({ from, to }),
        showNumber(pairs),
        pairs === 0 ? "–" : showShare({ count: expected, of: pairs }),
        showNumber(reviewed),
        showNumber(same),
        estimate ? showEstimate(estimate) : "Nobody has looked",
      ])}
    />
  </section>
);

const GROUP_HEADINGS: Readonly<Record<GroupKind, string>> = {
  source: "By source",
  age: "By age",
  sex: "By sex",
  ethnicity: "By ethnic category",
  deprivation: "By fifths of deprivation, of the area in which they live",
};
const GROUP_KINDS = Object.keys(GROUP_HEADINGS) as readonly GroupKind[];

const Groups = ({ app, report: { groups } }: { readonly app: App; readonly report: LinkReport }) => (
  <section>
    <Heading level={2}>For whom less well</Heading>
    <p>
      Alone may be right: some people are known to one organisation only. Joined on little is about a hundred to one or
      less. What is expected is the sum of matching’s own doubts. Groups of fewer than 10 are not shown, nor such others
      as would say how many they are.{" "}
      {!groups.some(({ by }) => by === "deprivation") &&
        "By deprivation nothing can be said: the place file names no table of areas. "}
      <a href="/links/report.csv">The same as a CSV file</a>.
    </p>
    {GROUP_KINDS.filter((kind) => groups.some(({ by }) => by === kind)).map((kind) => (
      <Table
        key={kind}
        caption={GROUP_HEADINGS[kind]}
        compact
        responsive
        firstCellIsHeader
        columns={[
          "Group",
          { header: "Registrations", numeric: true },
          { header: "Alone", numeric: true },
          { header: "Joined on little", numeric: true },
          { header: "Expected to be joined wrongly", numeric: true },
          { header: "Expected to be missed", numeric: true },
        ]}
        rows={groups
          .filter(({ by }) => by === kind)
          .map((one) => [
            nameOf(app, one),
            sentence(showSafeCount(one.registrations)),
            sentence(showSafeShare(one.alone, one.registrations)),
            sentence(showSafeCount(one.weak)),
            showExpected(one.expectedWrong),
            showExpected(one.expectedMissed),
          ])}
      />
    ))}
  </section>
);

/** By fifth of the Index of Multiple Deprivation. */
const DEPRIVATION: Readonly<Record<string, string>> = {
  1: "1, the most deprived fifth",
  2: "2",
  3: "3",
  4: "4",
  5: "5, the least deprived fifth",
};

const showExpected = (number: number | undefined): string => number?.toFixed(1) ?? "Not shown";

/** By code; a source may write a code that is none of these. */
const ETHNIC_NAMES: Readonly<Record<string, string>> = ETHNIC_CATEGORIES;

function nameOf({ directory }: App, { by, value }: LinkGroup): string {
  switch (by) {
    case "source":
      return directory.nameOf(odsCode(value));
    case "ethnicity":
      return sentence(ETHNIC_NAMES[value] ?? value);
    case "deprivation":
      return DEPRIVATION[value] ?? sentence(value);
    case "age":
    case "sex":
      return sentence(value);
  }
}

async function reportCsv(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "how good the links are", title: TITLE });
  if (!permit.ok) return permit.problem;
  const { groups } = await app.people.linkReport();
  const rows = groups.map((one) => [
    ...[one.by, nameOf(app, one)],
    ...[one.registrations, one.alone, one.weak].map((count) =>
      typeof count === "number" ? count : showSafeCount(count),
    ),
    ...[one.expectedWrong?.toFixed(2), one.expectedMissed?.toFixed(2)],
  ]);
  return csv(
    "links-by-group.csv",
    ["by", "group", "registrations", "alone", "joined_on_little", "expected_wrong", "expected_missed"],
    rows,
  );
}
