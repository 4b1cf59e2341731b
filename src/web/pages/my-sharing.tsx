import type { App } from "#app";
import { failed, succeeded } from "#base";
import type { KeptChoice, LookedAt, PersonPermit, Sight } from "#sharing";
import { PublicPage } from "../my/layout.tsx";
import { NOT_THE_PERSON, readOwn } from "../my/own-record.ts";
import { BackLink, Button, counted, Heading, NotificationBanner, showDate } from "../parts/index.ts";
import { page, type Answer, type Route, type SessionRequest } from "../route.ts";
import { ChoiceList, NoChoiceDoes } from "../sharing/choice-list.tsx";
import { choosingSteps, type ChoiceDesk, type ChoiceFrame } from "../sharing/choosing-steps.tsx";
import { Sights } from "../sharing/sights.tsx";
import { namesIn } from "../sharing/told.ts";
import { showStaffOf } from "../staff-words.ts";

const hrefOf = ({ params }: SessionRequest): string => `/my/${params["person"] ?? ""}/sharing`;

/** Choices as the person makes them. */
const DESK: ChoiceDesk<SessionRequest> = { told: "the person", hrefOf, read: readToChoose };

/** Who can see what of my record, and what do I choose? */
export const mySharingRoutes: readonly Route[] = [
  { method: "GET", path: "/my/:person/sharing", open: "signed-in", answer: sharingPage },
  ...choosingSteps(DESK).map((step) => ({
    ...step,
    path: `/my/:person/sharing${step.path}`,
    open: "signed-in" as const,
  })),
];

const TITLE = "Sharing";

/** For the person alone: whom they let in chooses nothing for them. */
async function readSelf<T>(
  app: App,
  request: SessionRequest,
  what: LookedAt,
  work: (permit: PersonPermit) => Promise<T>,
) {
  const reading = await readOwn(app, request, what, async (permit) =>
    permit.asker === "self" ? succeeded(await work(permit)) : failed(NOT_THE_PERSON),
  );
  if (!reading.ok) return reading;
  const { value, ...own } = reading.value;
  return value.ok ? succeeded({ own, value: value.value }) : failed(value.problem);
}

async function readToChoose<T>(
  app: App,
  request: SessionRequest,
  what: LookedAt,
  work: (permit: PersonPermit) => Promise<T>,
) {
  const reading = await readSelf(app, request, what, work);
  if (!reading.ok) return reading;
  const { own, value } = reading.value;
  const frame: ChoiceFrame = (step) => (
    <PublicPage
      {...{ app, request, own }}
      {...step}
      section="sharing"
      beforeMain={<BackLink href={hrefOf(request)}>Sharing</BackLink>}
    />
  );
  return succeeded({ value, frame });
}

async function sharingPage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readSelf(app, request, "sharing", async (permit) => ({
    sights: await app.sharing.seenBy(permit),
    choices: await app.sharing.choicesOf(permit),
  }));
  if (!reading.ok) return reading.problem;
  const { own, value } = reading.value;
  const { sights, choices } = value;
  const telling = { told: "the person", nameOf: namesIn(app) } as const;
  return page(
    <PublicPage {...{ app, request, own }} title={TITLE} section="sharing">
      <Done request={request} />
      <Heading level={1}>Who can see what of your record</Heading>
      <p className="nhsuk-body-l">{summaryOf(sights, choices)}</p>
      <section>
        <Heading level={2}>What you have chosen</Heading>
        <ChoiceList
          {...telling}
          choices={choices}
          madeBy={(choice) => madeByWords(app, choice)}
          takeBack={({ id }) => `${hrefOf(request)}/choices/${String(id)}`}
        />
        <Button href={`${hrefOf(request)}/choose`}>Choose something</Button>
      </section>
      <Sights {...telling} sights={sights} />
      <NoChoiceDoes />
    </PublicPage>,
  );
}

function summaryOf(sights: readonly Sight[], choices: readonly KeptChoice[]): string {
  const seeing = sights.filter(({ because, sources }) => because.length > 0 && sources.length > 0);
  const chosen =
    choices.length === 0 ? "You have chosen nothing" : `You have made ${counted(choices.length, "choice")}`;
  const many = seeing.length === 0 ? "No organisation" : counted(seeing.length, "organisation");
  return `${many} can see what others hold, to care for you now. ${chosen} about it.`;
}

const madeByWords = (app: App, { madeBy, madeAt }: KeptChoice): string => {
  const staff = showStaffOf(app, madeBy, madeAt);
  return `${staff ? `written down by ${staff},` : "chosen by you"} on ${showDate(madeAt)}`;
};

const Done = ({ request: { query } }: { readonly request: SessionRequest }) => {
  if (query.has("chosen")) return <NotificationBanner variant="success" heading="Your choice holds from now on" />;
  if (query.has("taken-back")) return <NotificationBanner variant="success" heading="Your choice is taken back" />;
  return undefined;
};
