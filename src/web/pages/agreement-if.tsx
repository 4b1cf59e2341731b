import type { App } from "#app";
import { odsCode } from "#base";
import { hasSigned, partyOf, statusOf, type Agreement } from "#sharing";
import { AGREEMENTS, changesBy, findAgreement, pathOf, type Found } from "../agreements/agreed.ts";
import { FlowChanges } from "../agreements/flow-changes.tsx";
import { showWho } from "../agreements/words.ts";
import { StaffPage } from "../layout.tsx";
import { Button, EmptyState, Heading } from "../parts/index.ts";
import { notFound, page, type Answer, type PageRequest, type Route } from "../route.ts";

/** What would change if this were signed, by one or by all; or if one who has signed left? */
export const agreementIfRoutes: readonly Route[] = [
  { method: "GET", path: "/agreements/:agreement/if", answer: ifPage },
];

async function ifPage(app: App, request: PageRequest): Promise<Answer> {
  const found = findAgreement(app, request);
  if (!found.ok) return found.problem;
  const code = request.query.get("organisation");
  if (code === null) return ifAllSigned(app, request, found.value);
  const { settings, agreement } = found.value;
  const party = partyOf(agreement, odsCode(code));
  if (!party) return notFound("The agreement has no such party.");
  const { today } = request;
  const isIn = hasSigned(party, today);
  const { organisation, signed } = party;
  const after = isIn
    ? { organisation, ...(signed && { signed }), left: today }
    : { organisation, signed: signedOn(today) };
  const parties = settings.parties.map((one) => (one.organisation === organisation ? after : one));
  const step = isIn ? ("leave" as const) : ("sign" as const);
  const title = `If ${app.directory.nameOf(organisation)} ${isIn ? "left" : "signed"}`;
  return page(
    <IfPage {...{ app, request, agreement, title }} changes={changesBy(app, { ...settings, parties }, today)}>
      {app.keeper.mayChangeAgreements(request.actor) && (
        <Button href={pathOf(agreement, step, organisation)} variant="secondary">
          Record that it {isIn ? "leaves" : "signed"}
        </Button>
      )}
    </IfPage>,
  );
}

/** A signature that only asks what it would do. */
const signedOn = (today: string) => ({ by: "-", on: today });

function ifAllSigned(app: App, request: PageRequest, { settings, agreement }: Found): Answer {
  const { today } = request;
  const outside = agreement.parties.filter((one) => !hasSigned(one, today)).map(({ organisation }) => organisation);
  const parties = settings.parties.map((one) =>
    outside.includes(one.organisation) ? { organisation: one.organisation, signed: signedOn(today) } : one,
  );
  const changes = changesBy(app, { ...settings, parties }, today);
  return page(
    <IfPage {...{ app, request, agreement, changes }} title="If all signed">
      {outside.length === 0 ? (
        <EmptyState next={{ text: agreement.name, href: pathOf(agreement) }}>All have signed.</EmptyState>
      ) : (
        <p>{`${showWho(app.directory, outside)} ${outside.length === 1 ? "has" : "have"} not signed.`}</p>
      )}
    </IfPage>,
  );
}

type IfPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly agreement: Agreement;
  readonly title: string;
  readonly changes: ReturnType<typeof changesBy>;
  readonly children: React.ReactNode;
};

const IfPage = ({ app, request, agreement, title, changes, children }: IfPageProps) => {
  const breadcrumbs = [AGREEMENTS, { text: agreement.name, href: pathOf(agreement) }];
  return (
    <StaffPage {...{ app, request, title, breadcrumbs }} current="agreements">
      <Heading level={1} caption={agreement.name}>
        {title}
      </Heading>
      <p>
        What organisations could see of each other that they cannot today, or no longer. Nothing is changed by looking.
      </p>
      <FlowChanges app={app} changes={changes} why={whyNothing(agreement, request.today)} />
      {children}
    </StaffPage>
  );
};

/** Where signing changes nothing, why. */
export const whyNothing = (agreement: Agreement, today: string): string =>
  statusOf(agreement, today) === "in force"
    ? "Nobody else has signed the agreement, or another one opens the same already."
    : "The agreement is not in force.";
