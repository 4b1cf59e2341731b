import type { App } from "#app";
import { actorId } from "#base";
import type { StaffMember } from "#place";
import { StaffPage } from "../layout.tsx";
import { Button, EmptyState, ErrorSummary, Heading, Radios, WarningCallout } from "../parts/index.ts";
import { showRole } from "../roles.ts";
import { page, type Answer, type OpenRequest, type Route } from "../route.ts";

const TITLE = "Who are you acting as?";
const NOBODY = "Choose who you are acting as";

export const actorRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/actor",
    open: true,
    answer: async (app, request) => page(<ActorPage app={app} request={request} next={request.query.get("next")} />),
  },
  { method: "POST", path: "/actor", open: true, answer: chooseActor },
];

async function chooseActor(app: App, request: OpenRequest): Promise<Answer> {
  const { actor, next } = request.form;
  const chosen = actor && app.directory.staffMember(actorId(actor), request.today);
  if (chosen) return { kind: "redirect", to: pathWithin(next), actAs: chosen };
  return page(<ActorPage app={app} request={request} next={next} error={NOBODY} />, 422);
}

/** A path of this program and no other address, so that no link can send people elsewhere. */
export const pathWithin = (next: string | null | undefined): string =>
  next && /^\/(?![/\\])[\w\-./]*$/.test(next) ? next : "/";

type ActorPageProps = {
  readonly app: App;
  readonly request: OpenRequest;
  readonly next?: string | null | undefined;
  readonly error?: string | undefined;
};

const ActorPage = ({ app, request, next, error }: ActorPageProps) => (
  <StaffPage app={app} request={request} title={TITLE} errors={error !== undefined}>
    {error && <ErrorSummary errors={[{ text: error, href: "#actor" }]} />}
    <Heading level={1}>{TITLE}</Heading>
    {!request.actor && (
      <p className="ws-lead">
        Wholestory puts together one record per person from the files that GP practices, hospitals, councils and
        charities already export. Look around in {app.directory.place.name}, a place where everybody is made up: choose
        who you are, then find a person.
      </p>
    )}
    <WarningCallout headingLevel={2} heading="There is no sign-in yet">
      <p>
        Anybody at this computer may choose anybody below, and each of them may open every record: that is safe only
        because everybody is made up. What you look at is logged under the name you choose.
      </p>
    </WarningCallout>
    <ActorForm app={app} request={request} next={next} error={error} />
  </StaffPage>
);

function ActorForm({ app, request, next, error }: ActorPageProps) {
  const items = itemsOf(app, request);
  if (items.length === 0)
    return <EmptyState>The place file names no member of staff who is in a role today.</EmptyState>;
  return (
    <form className="ws-actors" action="/actor" method="post" noValidate>
      <input type="hidden" name="next" value={pathWithin(next)} />
      <Radios
        name="actor"
        legend={<span className="nhsuk-u-visually-hidden">{TITLE}</span>}
        small
        value={request.actor?.id}
        error={error}
        items={items}
      />
      <Button>Continue</Button>
    </form>
  );
}

/** Everybody in a role today, by organisation as the place file orders them. */
function itemsOf({ directory }: App, { today }: OpenRequest) {
  const staff = directory.place.staff.filter((one) => directory.staffMember(one.id, today));
  const byOrganisation = Map.groupBy(staff, (one) => one.organisation);
  return directory.place.organisations.flatMap(({ ods, name }) =>
    (byOrganisation.get(ods) ?? []).map((one) => ({ value: one.id, text: wordsFor(one, name) })),
  );
}

const wordsFor = ({ name, role }: StaffMember, organisation: string): string =>
  `${name}, ${showRole(role)}, ${organisation}`;
