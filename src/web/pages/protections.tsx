import type { App } from "#app";
import type { Protection } from "#people";
import { StaffPage } from "../layout.tsx";
import { LINKS, mayDecide, mayReview } from "../link-words.tsx";
import { Button, EmptyState, Heading, NotificationBanner, showDateTime, showNumber, Table } from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";
import { showStaff } from "../staff-words.ts";

/** Which identities are kept apart, by whom and why; and ending that. Nobody is named. */
export const protectionsRoutes: readonly Route[] = [
  { method: "GET", path: "/links/protections", answer: protectionsPage },
  { method: "POST", path: "/links/protections/:protection/lift", answer: lift },
];

const TITLE = "Protected identities";
const HERE = "/links/protections";

async function protectionsPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "protected identities", title: TITLE });
  if (!permit.ok) return permit.problem;
  return page(<ProtectionsPage {...{ app, request }} protections={await app.people.protections(permit.value)} />);
}

async function lift(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayDecide(app, request, { what: "protection of an identity", title: TITLE });
  if (!permit.ok) return permit.problem;
  const done = await app.people.liftProtection(permit.value, numberIn(request.params["protection"]));
  return done.ok ? redirect(`${HERE}?lifted`) : problem(done.problem);
}

type ProtectionsProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly protections: readonly Protection[];
};

const ProtectionsPage = ({ app, request, protections }: ProtectionsProps) => (
  <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[LINKS]}>
    {request.query.has("protected") && (
      <NotificationBanner variant="success" heading="The identity is protected">
        Its registrations are apart from everybody else. To take that back, lift the protection below.
      </NotificationBanner>
    )}
    {request.query.has("lifted") && (
      <NotificationBanner variant="success" heading="The protection is lifted">
        Its registrations are compared with all others again, and are linked as if it had never been.
      </NotificationBanner>
    )}
    <Heading level={1}>{TITLE}</Heading>
    <p className="ws-lead">
      Each is kept apart from everybody else, after an adoption or a gender recognition. Who they are is not said here.
    </p>
    {protections.length === 0 ? (
      <EmptyState>
        No identity is protected. One is protected from the person’s page: Links, then Protect an identity.
      </EmptyState>
    ) : (
      <Table
        caption={TITLE}
        captionHidden
        responsive
        firstCellIsHeader
        columns={["Number", { header: "Registrations", numeric: true }, "Why", "By whom", "Change"]}
        rows={protections.map(({ identity, registrations, reason, decidedBy, decidedAt }) => [
          String(identity),
          showNumber(registrations),
          reason,
          `${showStaff(app, decidedBy, decidedAt)}, ${showDateTime(decidedAt)}`,
          <form className="ws-inline-form" action={`${HERE}/${identity}/lift`} method="post">
            <Button variant="secondary" small preventDoubleClick>
              Lift<span className="nhsuk-u-visually-hidden"> protection {identity}</span>
            </Button>
          </form>,
        ])}
      />
    )}
  </StaffPage>
);
