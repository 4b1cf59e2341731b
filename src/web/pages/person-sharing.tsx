import type { App } from "#app";
import type { KeptChoice, Sight } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { Button, counted, Heading, NotificationBanner, showDate } from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { ChoiceList, NoChoiceDoes } from "../sharing/choice-list.tsx";
import { Sights } from "../sharing/sights.tsx";
import { namesIn } from "../sharing/told.ts";
import { showStaffOf } from "../staff-words.ts";

/** Who can see what of a person, and what the person has chosen? */
export const personSharingRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/sharing", answer: sharingPage },
];

const TITLE = "Who can see what";

async function sharingPage(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readPerson(app, request, "sharing", async (permit) => ({
    sights: await app.sharing.seenBy(permit),
    choices: await app.sharing.choicesOf(permit),
    mayChange: permit.purpose === "direct-care",
  }));
  if (!reading.ok) return reading.problem;
  const { person, value, feeds } = reading.value;
  const { sights, choices, mayChange } = value;
  const href = `/people/${person.id}/sharing`;
  const telling = { told: "a carer", nameOf: namesIn(app) } as const;
  return page(
    <PersonPage {...{ app, request, person, feeds }} title={TITLE} section="sharing">
      <Done request={request} />
      <Heading level={1}>{TITLE}</Heading>
      <p className="ws-lead">{summaryOf(sights, choices)}</p>
      <section>
        <Heading level={2}>What the person has chosen</Heading>
        <ChoiceList
          {...telling}
          choices={choices}
          madeBy={(choice) => madeByWords(app, choice)}
          takeBack={mayChange ? ({ id }) => `${href}/choices/${id}` : undefined}
        />
        {mayChange && (
          <>
            <p>
              Write down here what the person tells you. It is kept under your name, and they see in their log that you
              did.
            </p>
            <Button href={`${href}/choose`} variant="secondary">
              Write down a choice
            </Button>
          </>
        )}
      </section>
      <section>
        <Heading level={2}>The person, and whom they let in</Heading>
        <p>
          <a href={`/people/${person.id}/readers`}>Who else may read this record</a> without being staff, and letting
          them in.
        </p>
      </section>
      <Sights {...telling} sights={sights} />
      <NoChoiceDoes />
    </PersonPage>,
  );
}

/** How many can see what others hold at the moment, and how much the person has chosen. */
function summaryOf(sights: readonly Sight[], choices: readonly KeptChoice[]): string {
  const seeing = sights.filter(({ because, sources }) => because.length > 0 && sources.length > 0);
  const chosen = choices.length === 0 ? "has chosen nothing" : `has made ${counted(choices.length, "choice")}`;
  const many = seeing.length === 0 ? "No organisation" : counted(seeing.length, "organisation");
  return `${many} of ${sights.length} can see what others hold to care for the person now, as far as is shown here. The person ${chosen} about it.`;
}

const madeByWords = (app: App, { madeBy, madeAt }: KeptChoice): string => {
  const staff = showStaffOf(app, madeBy, madeAt);
  return `${staff ? `written down by ${staff},` : "chosen by the person"} on ${showDate(madeAt)}`;
};

const Done = ({ request: { query } }: { readonly request: PageRequest }) => {
  if (query.has("chosen")) return <NotificationBanner variant="success" heading="The choice holds from now on" />;
  if (query.has("taken-back")) return <NotificationBanner variant="success" heading="The choice is taken back" />;
  return undefined;
};
