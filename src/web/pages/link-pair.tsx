import type { App } from "#app";
import { failed, patientIdIn, succeeded, type Outcome, type PatientId } from "#base";
import type { PairForReview } from "#people";
import { DecisionTable } from "../decision-table.tsx";
import { LastDecision } from "../last-decision.tsx";
import { StaffPage } from "../layout.tsx";
import {
  isQueueReason,
  LINKS,
  mayDecide,
  mayReview,
  pairHref,
  QUEUE_REASONS,
  sentence,
  showBits,
  showOdds,
} from "../link-words.tsx";
import { ErrorSummary, Heading, InsetText } from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";
import { Candidates, Household } from "./link-pair-around.tsx";
import { PairFacts } from "./link-pair-facts.tsx";
import { DecisionForm, readDecision, type DecisionFaults } from "./link-pair-form.tsx";
import { PairWeights } from "./link-pair-weights.tsx";

/** Two registrations: same person or not, and why? */
export const linkPairRoutes: readonly Route[] = [
  { method: "GET", path: "/links/pairs/:one/:other", answer: pairPage },
  { method: "POST", path: "/links/pairs/:one/:other", answer: decide },
];

const TITLE = "Same person or not?";

async function find(app: App, request: PageRequest): Promise<Outcome<PairForReview, Answer>> {
  const permit = await mayReview(app, request, { what: "pair of registrations", title: TITLE });
  if (!permit.ok) return permit;
  const ids = idsIn(request);
  if (!ids) return failed(notFound("There is no such pair of registrations."));
  const pair = await app.people.review.pair(permit.value, ...ids);
  return pair.ok ? succeeded(pair.value) : failed(problem(pair.problem));
}

function idsIn({ params }: PageRequest): readonly [PatientId, PatientId] | undefined {
  const [one, other] = [patientIdIn(params["one"] ?? ""), patientIdIn(params["other"] ?? "")];
  return one && other && one !== other ? [one, other] : undefined;
}

async function pairPage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<PairPage {...{ app, request }} pair={found.value} />) : found.problem;
}

async function decide(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayDecide(app, request, { what: "decision about links", title: TITLE });
  if (!permit.ok) return permit.problem;
  const ids = idsIn(request);
  if (!ids) return notFound("There is no such pair of registrations.");
  const again = async (faults: DecisionFaults): Promise<Answer> => {
    const found = await find(app, request);
    return found.ok ? page(<PairPage {...{ app, request, faults }} pair={found.value} />, 422) : found.problem;
  };
  const given = readDecision(request.form);
  if (!given.ok) return again(given.problem);
  const done = await app.people.review.decide(permit.value, { one: ids[0], other: ids[1], ...given.value });
  if (!done.ok) {
    return done.problem.kind === "refused" ? again({ verdict: done.problem.message }) : problem(done.problem);
  }
  const { id, verdict, needsSecond } = done.value;
  const query = new URLSearchParams({
    ...placeIn(request.form["kind"], request.form["at"]),
    ...{ done: verdict, decision: String(id) },
    ...(needsSecond && { second: "yes" }),
  });
  return redirect(`/links/next?${query.toString()}`);
}

/** Which queue one goes through, and how far one is. */
const placeIn = (kind: string | null | undefined, at: string | null | undefined) => ({
  ...(isQueueReason(kind) && { kind }),
  ...(at && /^\d{1,6}$/.test(at) && { at }),
});

type PairPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly pair: PairForReview;
  readonly faults?: DecisionFaults;
};

const PairPage = ({ app, request, pair, faults = {} }: PairPageProps) => {
  const { one, other, decisions } = pair;
  const errors = [
    ...(faults.verdict ? [{ text: faults.verdict, href: "#verdict" }] : []),
    ...(faults.reason ? [{ text: faults.reason, href: "#why" }] : []),
  ];
  const back = pairHref(one.patient, other.patient);
  const asked = new Map([...request.query, ...Object.entries(request.form)]);
  const place = placeIn(asked.get("kind"), asked.get("at"));
  return (
    <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[LINKS]} errors={errors.length > 0}>
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <LastDecision request={request} />
      <Heading level={1}>{TITLE}</Heading>
      <Lead pair={pair} kind={place.kind} />
      <div className="ws-decide">
        <PairFacts app={app} pair={pair} />
        <DecisionForm {...{ request, pair, faults, place }} />
        {!pair.drawn && <PairWeights pair={pair} />}
      </div>
      {!pair.drawn && <Candidates app={app} pair={pair} />}
      <Household app={app} pair={pair} />
      {decisions.length > 0 && !pair.drawn && (
        <section>
          <Heading level={2}>What was decided before</Heading>
          <DecisionTable {...{ app, request, decisions, back }} caption="What was decided of these two" ofOnePair />
        </section>
      )}
    </StaffPage>
  );
};

type LeadProps = {
  readonly pair: PairForReview;
  readonly kind: keyof typeof QUEUE_REASONS | undefined;
};

const Lead = ({ pair, kind }: LeadProps) => {
  const { one, other, weight, forbidden, bothAtOnePractice } = pair;
  if (pair.drawn) return <p className="ws-lead">{QUEUE_REASONS.sample.sentence}</p>;
  const today = one.person === other.person ? "They are one person here today." : "They are two persons here today.";
  return (
    <>
      <p className="ws-lead">
        <strong>{sentence(showOdds(weight))}</strong> <span className="ws-small-print">{showBits(weight)}</span>.{" "}
        {kind ? QUEUE_REASONS[kind].sentence : today}
      </p>
      {forbidden && (
        <InsetText>
          {`What forbids it: ${forbidden}. Matching never joins such a pair; people may, when two of them agree.`}
        </InsetText>
      )}
      {bothAtOnePractice && (
        <InsetText>
          One practice keeps both registrations running, and registers nobody twice: that speaks for two people, and is
          not in the odds. Matching never joins such a pair.
        </InsetText>
      )}
    </>
  );
};
