import type { App } from "#app";
import type { Outcome } from "#base";
import {
  CLOSED_WORDS,
  LEFT_OUT,
  optOutsAt,
  PURPOSES,
  purposesWithout,
  type Cohort,
  type CohortPermit,
  type LeftOut,
  type OptOuts,
  type Purpose,
} from "#sharing";
import { agreedIn } from "../agreements/agreed.ts";
import { listed } from "../agreements/words.ts";
import { StaffPage } from "../layout.tsx";
import { sentence } from "../link-words.tsx";
import { counted, daysBetween, Heading, InsetText, showDate, SummaryList, Table } from "../parts/index.ts";
import { refusedPage } from "../refused-page.tsx";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showSafeCount } from "../safe-count.ts";
import { toldCounts } from "../studies/told-counts.ts";

/** How many people may be counted for each purpose that studies groups, and who is left out? */
export const studiesRoutes: readonly Route[] = [{ method: "GET", path: "/studies", answer: studiesPage }];

const TITLE = "Who may be counted in studies";

/** What is said in place of counts. */
type NoStudy = { readonly message: string; readonly remedy?: string };
type Study = { readonly purpose: Purpose; readonly found: Outcome<Studied, NoStudy> };
type Studied = { readonly permit: CohortPermit; readonly cohort: Cohort };
type OptOutsFound = Outcome<OptOuts, NoStudy>;

const STUDIES = (Object.keys(PURPOSES) as Purpose[]).filter((one) => PURPOSES[one].studiesGroups);

async function studiesPage(app: App, request: PageRequest): Promise<Answer> {
  const { actor, now } = request;
  if (actor.role !== "analyst") {
    const asked = await app.sharing.mayStudy({ actor: actor.id, purpose: "commissioning", what: "study of a group" });
    const message = asked.ok ? "Only analysts are shown this." : asked.problem.message;
    return refusedPage(app, request, { message, title: TITLE, breadcrumbs: [], role: "analyst" });
  }
  const optOuts = optOutsAt(app.directory.place, now);
  const holdsSomething = (await app.sharing.cells()).some(({ source }) => source === actor.organisation);
  const without = holdsSomething ? [] : purposesWithout(agreedIn(app), request.today);
  const studies: Study[] = [];
  for (const purpose of STUDIES) {
    // What is known to be refused is not asked for: each refusal is logged, and many in a day stand out.
    const known = without.includes(purpose) ? failedBy(NO_AGREEMENT) : missing(purpose, optOuts);
    studies.push({ purpose, found: known ?? (await studied(app, request, purpose)) });
  }
  return page(
    <StaffPage {...{ app, request }} title={TITLE} current="studies" breadcrumbs={[]}>
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">
        For each purpose that studies groups without names: how many people of {app.directory.place.name} may be
        counted, and how many are left out. Counts are rounded to the nearest 10, and small ones are hidden.
      </p>
      <OptOutSummary optOuts={optOuts} request={request} />
      {studies.map((study) => (
        <StudySection key={study.purpose} {...{ app, study, optOuts }} />
      ))}
    </StaffPage>,
  );
}

const NO_AGREEMENT: NoStudy = {
  message: "No agreement for this purpose is in force: nobody is studied for it.",
  remedy: "See who shares what with whom, or ask information governance.",
};

const failedBy = (problem: NoStudy): Outcome<never, NoStudy> => ({ ok: false, problem });

const missing = (purpose: Purpose, optOuts: OptOutsFound): Outcome<never, NoStudy> | undefined =>
  PURPOSES[purpose].nationalOptOutHolds && !optOuts.ok ? failedBy(optOuts.problem) : undefined;

async function studied(app: App, { actor }: PageRequest, purpose: Purpose): Promise<Outcome<Studied, NoStudy>> {
  const permit = await app.sharing.mayStudy({ actor: actor.id, purpose, what: "study of a group" });
  if (!permit.ok) return permit;
  const cohort = await app.cohorts.cohort(permit.value, "everybody");
  return cohort.ok ? { ok: true, value: { permit: permit.value, cohort: cohort.value } } : cohort;
}

const OptOutSummary = ({ optOuts, request }: { readonly optOuts: OptOutsFound; readonly request: PageRequest }) => (
  <section aria-labelledby="opt-outs">
    <Heading level={2} id="opt-outs">
      The list of national data opt-outs
    </Heading>
    {optOuts.ok ? (
      <SummaryList
        rows={[
          { key: "What it lists", value: LISTS[optOuts.value.lists] },
          { key: "Dated", value: `${showDate(optOuts.value.dated)}, ${showDaysOld(optOuts.value.dated, request)}` },
          { key: "Relied on until", value: showDate(optOuts.value.staleFrom) },
        ]}
      />
    ) : (
      <Problem problem={optOuts.problem} />
    )}
  </section>
);

const LISTS: Readonly<Record<OptOuts["lists"], string>> = {
  "opted-out": "People who opted out",
  "may-be-used": "People who did not opt out. Whoever has a number that it does not name is left out",
};

function showDaysOld(dated: Date, { now }: PageRequest): string {
  const days = daysBetween(dated, now) ?? 0;
  return days <= 0 ? "today" : `${counted(days, "day")} old`;
}

const Problem = ({ problem: { message, remedy } }: { readonly problem: NoStudy }) => (
  <InsetText>
    <p>{message}</p>
    {remedy && <p>{remedy}</p>}
  </InsetText>
);

type SectionProps = { readonly app: App; readonly study: Study; readonly optOuts: OptOutsFound };

const StudySection = ({ app, study: { purpose, found }, optOuts }: SectionProps) => (
  <section aria-labelledby={purpose}>
    <Heading level={2} id={purpose}>
      {PURPOSES[purpose].words}
    </Heading>
    {found.ok ? (
      <>
        <Counts purpose={purpose} cohort={found.value.cohort} optOuts={optOuts} />
        <TakingNoPart app={app} permit={found.value.permit} />
      </>
    ) : (
      <Problem problem={found.problem} />
    )}
    <p>
      <a href={`/agreements?purpose=${purpose}`}>
        Who shares what for this<span className="nhsuk-u-visually-hidden">: {PURPOSES[purpose].words}</span>
      </a>
    </p>
  </section>
);

type CountsProps = { readonly purpose: Purpose; readonly cohort: Cohort; readonly optOuts: OptOutsFound };

const Counts = ({ purpose, cohort, optOuts }: CountsProps) => {
  const told = toldCounts(cohort);
  return (
    <Table
      caption={`${PURPOSES[purpose].words}: who is counted and who is left out`}
      captionHidden
      compact
      firstCellIsHeader
      columns={["People of this place", { header: "How many", numeric: true }]}
      rows={[
        ["May be counted", sentence(showSafeCount(told.counted))],
        ...told.leftOut.map(({ why, count }) => [
          `Left out: ${lowerFirst(showLeftOut(why, optOuts))}`,
          sentence(showSafeCount(count)),
        ]),
      ]}
    />
  );
};

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** A list of those without an opt-out does not tell those with one from those of whom it was never asked. */
const showLeftOut = (why: LeftOut, optOuts: OptOutsFound): string =>
  why === "national opt-out" && optOuts.ok && optOuts.value.lists === "may-be-used"
    ? `${LEFT_OUT[why]}, or a number of which the list was not asked`
    : LEFT_OUT[why];

const TakingNoPart = ({ app: { directory }, permit }: { readonly app: App; readonly permit: CohortPermit }) => {
  if (permit.notTakingPart.length === 0) return <p>Every organisation that has sent something takes part.</p>;
  return (
    <>
      <Heading level={3}>Organisations that take no part</Heading>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {permit.notTakingPart.map(({ why, sources }) => (
          <li key={why}>
            {listed(sources.map((one) => directory.nameOf(one)))}. {CLOSED_WORDS[why]}
          </li>
        ))}
      </ul>
    </>
  );
};
