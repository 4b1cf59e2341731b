import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import type { ActPermit, Claim } from "#sharing";
import { showClaimKind, showClaimLength, showClaimOutcome } from "../claim-words.ts";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { counted, EmptyState, Heading, NotificationBanner, showDateTime, Table, Tag } from "../parts/index.ts";
import { refusedPage } from "../refused-page.tsx";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showStaff, showStaffInRole } from "../staff-words.ts";

/** Who was let in by their own word, and has anybody looked at it? */
export const claimsRoutes: readonly Route[] = [{ method: "GET", path: "/claims", answer: claimsPage }];

const TITLE = "Let in by their own word";
export const CLAIMS = { text: TITLE, href: "/claims" };

/** May whoever asks look at claims? Else the page that says who may. */
export async function mayLookAtClaims(app: App, request: PageRequest): Promise<Outcome<ActPermit, Answer>> {
  const permit = await app.sharing.mayAct({ actor: request.actor.id, what: "claims" });
  if (permit.ok) return succeeded(permit.value);
  const { message } = permit.problem;
  return failed(refusedPage(app, request, { message, title: TITLE, breadcrumbs: [], role: "information-governance" }));
}

async function claimsPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayLookAtClaims(app, request);
  if (!permit.ok) return permit.problem;
  const waiting = await app.sharing.claims(permit.value, "waiting");
  const reviewed = await app.sharing.claims(permit.value, "reviewed");
  return page(<ClaimsPage {...{ app, request, waiting, reviewed }} />);
}

type ClaimsPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly waiting: readonly Claim[];
  readonly reviewed: readonly Claim[];
};

const ClaimsPage = ({ app, request, waiting, reviewed }: ClaimsPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[LOG]}>
    <Decided request={request} />
    <Heading level={1}>{TITLE}</Heading>
    <p className="ws-lead">{summaryOf(waiting)}</p>
    {waiting.length === 0 ? (
      <EmptyState>
        Nothing waits. Whoever says that they care for somebody, or that it is an emergency, comes here.
      </EmptyState>
    ) : (
      <Table
        caption="What waits to be looked at, emergencies first"
        captionHidden
        responsive
        classes="ws-dense"
        columns={["What they said", "Who", "Organisation", "When", "How long", "Reason", "Look at it"]}
        rows={waiting.map((claim) => [
          claim.kind === "emergency" ? <Tag colour="red">{showClaimKind(claim.kind)}</Tag> : showClaimKind(claim.kind),
          showStaffInRole(app, claim.actor, claim.starts),
          app.directory.nameOf(claim.organisation),
          showDateTime(claim.starts),
          showClaimLength(claim, request.now),
          claim.reason,
          <OpenLink claim={claim} />,
        ])}
      />
    )}
    <Heading level={2}>Looked at</Heading>
    {reviewed.length === 0 ? (
      <EmptyState>Nothing was looked at yet.</EmptyState>
    ) : (
      <Table
        caption="The last that were looked at"
        captionHidden
        responsive
        classes="ws-dense"
        columns={["Found", "In words", "By", "When", "What they said", "Who", "Look at it"]}
        rows={reviewed.map((claim) => [
          claim.review ? showClaimOutcome(claim.review.outcome) : "",
          claim.review?.words ?? "",
          showStaff(app, claim.review?.by, claim.review?.at),
          claim.review ? showDateTime(claim.review.at) : "",
          `${showClaimKind(claim.kind)}, ${showDateTime(claim.starts)}`,
          showStaffInRole(app, claim.actor, claim.starts),
          <OpenLink claim={claim} />,
        ])}
      />
    )}
  </StaffPage>
);

/** Names nobody: which claim it is is told by when it was made. */
const OpenLink = ({ claim: { id, starts } }: { readonly claim: Claim }) => (
  <a href={`/claims/${id}`}>
    Open<span className="nhsuk-u-visually-hidden"> what was claimed {showDateTime(starts)}</span>
  </a>
);

function summaryOf(waiting: readonly Claim[]): string {
  const emergencies = waiting.filter(({ kind }) => kind === "emergency").length;
  if (waiting.length === 0) return "Everything was looked at.";
  return `${counted(waiting.length, "claim")} ${waiting.length === 1 ? "waits" : "wait"} to be looked at, ${emergencies} of an emergency. The person sees each on their log.`;
}

export const Decided = ({ request: { query } }: { readonly request: PageRequest }) => {
  const decided = query.get("decided");
  if (decided === "proper") return <NotificationBanner variant="success" heading="Kept: it was proper" />;
  if (decided === "not-proper") {
    return (
      <NotificationBanner variant="success" heading="Kept: it was not proper">
        It opens nothing any more. What else is to be done is for the organisation where they work.
      </NotificationBanner>
    );
  }
  return undefined;
};
