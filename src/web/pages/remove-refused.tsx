import type { App } from "#app";
import { deliveryId, failed, succeeded, type Outcome } from "#base";
import type { Delivery } from "#feeds";
import { readReason, type ActPermit } from "#sharing";
import { ReasonField, refusedPage } from "../act-words.tsx";
import { StaffPage } from "../layout.tsx";
import { Button, ErrorSummary, Heading, InsetText } from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, redirect, type Route } from "../route.ts";

/** What stood in the refused rows of a delivery is removed: why? */
export const removeRefusedRoutes: readonly Route[] = [
  { method: "GET", path: "/deliveries/:delivery/remove-refused", answer: removePage },
  { method: "POST", path: "/deliveries/:delivery/remove-refused", answer: remove },
];

const TITLE = "Remove what stood in refused rows";

type Found = { readonly permit: ActPermit; readonly delivery: Delivery };

async function find(app: App, request: PageRequest): Promise<Outcome<Found, Answer>> {
  const permit = await app.sharing.mayAct({ actor: request.actor.id, what: "refused rows" });
  if (!permit.ok) {
    const breadcrumbs = [{ text: "Feeds", href: "/feeds" }];
    return failed(refusedPage(app, request, { message: permit.problem.message, title: TITLE, breadcrumbs }));
  }
  const delivery = await app.feeds.delivery(deliveryId(numberIn(request.params["delivery"])));
  if (!delivery.ok) return failed(problem(delivery.problem));
  return succeeded({ permit: permit.value, delivery: delivery.value });
}

async function removePage(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  return found.ok ? page(<RemovePage {...{ app, request }} delivery={found.value.delivery} />) : found.problem;
}

async function remove(app: App, request: PageRequest): Promise<Answer> {
  const found = await find(app, request);
  if (!found.ok) return found.problem;
  const { permit, delivery } = found.value;
  const reason = readReason(request.form["reason"] ?? "");
  if (!reason.ok) {
    const error = `${reason.problem.message} ${reason.problem.remedy ?? ""}`;
    return page(<RemovePage {...{ app, request, delivery, error }} />, 422);
  }
  const done = await app.feeds.blankRejections(permit, delivery.id, reason.value);
  return done.ok ? redirect(`/deliveries/${delivery.id}#refused`) : problem(done.problem);
}

type RemovePageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly delivery: Delivery;
  readonly error?: string;
};

const RemovePage = ({ app, request, delivery: { id }, error }: RemovePageProps) => {
  const breadcrumbs = [
    { text: "Feeds", href: "/feeds" },
    { text: `Delivery ${id}`, href: `/deliveries/${id}` },
  ];
  return (
    <StaffPage {...{ app, request, breadcrumbs }} title={TITLE} current="feeds" errors={error !== undefined}>
      {error && <ErrorSummary errors={[{ text: error, href: "#reason" }]} />}
      <Heading level={1}>{`${TITLE} of delivery ${id}`}</Heading>
      <p>
        With each refusal the value and the row are kept as they came, so that they can be put right. They may be about
        somebody whose record was erased.
      </p>
      <InsetText>
        <p>What they held is removed for good, of everybody in this delivery. Line, field and reason stay.</p>
      </InsetText>
      <form action={`/deliveries/${id}/remove-refused`} method="post" noValidate>
        <ReasonField value={request.form["reason"]} error={error} />
        <Button variant="warning" preventDoubleClick>
          Remove it, under my name
        </Button>
      </form>
    </StaffPage>
  );
};
