import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import { LONGEST_REASON, readReason, type Claim, type ClaimFinding, type ClaimOutcome } from "#sharing";
import { showClaimKind, showClaimLength, showClaimOutcome } from "../claim-words.ts";
import { Key, Keys, withKey } from "../keys.tsx";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { Button, CharacterCount, ErrorSummary, Heading, Radios, showDateTime, SummaryList } from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showStaffInRole } from "../staff-words.ts";
import { CLAIMS, Decided, mayLookAtClaims } from "./claims.tsx";

/** Was it proper that somebody was let in by their own word? */
export const claimRoutes: readonly Route[] = [
  { method: "GET", path: "/claims/:claim", answer: claimPage },
  { method: "POST", path: "/claims/:claim", answer: decide },
];

const TITLE = "Was this proper?";

async function claimPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayLookAtClaims(app, request);
  if (!permit.ok) return permit.problem;
  const claim = await app.sharing.findClaim(permit.value, numberIn(request.params["claim"]));
  return claim.ok ? page(<ClaimPage {...{ app, request }} claim={claim.value} faults={{}} />) : problem(claim.problem);
}

async function decide(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayLookAtClaims(app, request);
  if (!permit.ok) return permit.problem;
  const claim = await app.sharing.findClaim(permit.value, numberIn(request.params["claim"]));
  if (!claim.ok) return problem(claim.problem);
  const finding = readFinding(request.form);
  if (!finding.ok) {
    return page(<ClaimPage {...{ app, request }} claim={claim.value} faults={finding.problem} />, 422);
  }
  const done = await app.sharing.reviewClaim(permit.value, claim.value.id, finding.value);
  if (!done.ok) return problem(done.problem);
  const [next] = await app.sharing.claims(permit.value, "waiting");
  return redirect(`/claims${next ? `/${next.id}` : ""}?decided=${finding.value.outcome.replace(" ", "-")}`);
}

type Faults = { readonly outcome?: string; readonly words?: string };

function readFinding({ outcome, words = "" }: PageRequest["form"]): Outcome<ClaimFinding, Faults> {
  const reason = readReason(words);
  const found = OUTCOMES.find((one) => one.outcome === outcome);
  if (found && reason.ok) return succeeded({ outcome: found.outcome, words: reason.value });
  return failed({
    ...(!found && { outcome: "Choose whether it was proper" }),
    ...(!reason.ok && { words: "Say why in 1 to 500 characters, without anything about the person" }),
  });
}

const OUTCOMES: readonly { readonly outcome: ClaimOutcome; readonly key: string; readonly hint: string }[] = [
  { outcome: "proper", key: "p", hint: "They had reason to look" },
  { outcome: "not proper", key: "n", hint: "It opens nothing any more, from now on" },
];

type ClaimPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly claim: Claim;
  readonly faults: Faults;
};

const ClaimPage = ({ app, request, claim, faults }: ClaimPageProps) => {
  const errors = (["outcome", "words"] as const).flatMap((field) =>
    faults[field] ? [{ text: faults[field], href: `#${field}` }] : [],
  );
  return (
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[LOG, CLAIMS]} errors={errors.length > 0}>
      {errors.length > 0 ? <ErrorSummary errors={errors} /> : <Decided request={request} />}
      <Heading level={1}>{claim.review ? "What was found" : TITLE}</Heading>
      <SummaryList rows={rowsOf(app, request, claim)} />
      <p>
        <a href={`/people/${claim.person}`}>Open the record</a> to see whether something there speaks for it: it is
        logged under your name.
      </p>
      {!claim.review && <FindingForm {...{ request, claim, faults }} />}
    </StaffPage>
  );
};

function rowsOf(app: App, request: PageRequest, claim: Claim) {
  const { review } = claim;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["What they said", showClaimKind(claim.kind)],
    ["Reason, in their words", claim.reason],
    ["Who", showStaffInRole(app, claim.actor, claim.starts)],
    ["Organisation", app.directory.nameOf(claim.organisation)],
    ["When", showDateTime(claim.starts)],
    ["How long", showClaimLength(claim, request.now)],
    ["Found", review && showClaimOutcome(review.outcome)],
    ["In words", review?.words],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

type FindingFormProps = Omit<ClaimPageProps, "app">;

const FindingForm = ({ request: { form }, claim, faults }: FindingFormProps) => (
  <form action={`/claims/${claim.id}`} method="post" noValidate>
    <Radios
      name="outcome"
      legend="What did you find?"
      legendSize="s"
      value={form["outcome"]}
      error={faults.outcome}
      items={OUTCOMES.map(({ outcome, key, hint }) => ({
        ...{ value: outcome, text: withKey(showClaimOutcome(outcome), key), hint },
        shortcut: { key, then: "words" },
      }))}
    />
    <CharacterCount
      name="words"
      label="Why, in your words"
      hint="Kept with your name: say nothing about the person"
      maxLength={LONGEST_REASON}
      rows={3}
      value={form["words"]}
      error={faults.words}
    />
    <Button preventDoubleClick>Decide</Button>
    <Keys>
      <Key>P</Key> proper, <Key>N</Key> not proper: then write why, <Key>Tab</Key> and <Key>Enter</Key> decide, and the
      next one follows.
    </Keys>
  </form>
);
