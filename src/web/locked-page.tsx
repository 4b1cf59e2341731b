import type { App } from "#app";
import type { PersonId, Problem } from "#base";
import type { StaffMember } from "#place";
import { CLAIM_LASTS, LONGEST_REASON, type ClaimKind, type PersonPermit } from "#sharing";
import { StaffPage } from "./layout.tsx";
import { NotShown } from "./not-shown.tsx";
import { Button, CharacterCount, ErrorSummary, Heading, InsetText, Radios } from "./parts/index.ts";
import { page, type Answer, type PageRequest } from "./route.ts";

export type LetInFaults = { readonly kind?: string; readonly reason?: string };

type Locked = {
  readonly person: PersonId;
  readonly problem: Problem;
  /** What was typed into the form, and what is wrong with it. */
  readonly form?: Readonly<Record<string, string>>;
  readonly faults?: LetInFaults;
};

/**
 * The page in place of a record that is not open to whoever asks: why not, and, where the role may, how to be let in by
 * one's own word. It says nothing of who the person is.
 */
export function lockedPage(app: App, request: PageRequest, locked: Locked): Answer {
  const ways = app.sharing.mayClaim(request.actor.id);
  return page(<LockedPage {...{ app, request, ways }} {...locked} />, locked.faults ? 422 : 403);
}

/** The page in place of a record of which all that is open to whoever asks does not say who the person is. */
export const nobodyShownPage = (app: App, request: PageRequest, { closed }: PersonPermit): Answer =>
  page(
    <StaffPage {...{ app, request }} title={TITLE} current="find" breadcrumbs={[FIND]}>
      <Heading level={1}>{TITLE}</Heading>
      <p>Nothing that you may see says who this is.</p>
      <NotShown {...{ app, closed }} />
    </StaffPage>,
    403,
  );

type LockedPageProps = Locked & {
  readonly app: App;
  readonly request: PageRequest;
  readonly ways: readonly ClaimKind[];
};

const TITLE = "This record is not open to you";

function LockedPage({ app, request, person, problem, ways, form = {}, faults }: LockedPageProps) {
  const errors = [
    ...(faults?.kind ? [{ text: faults.kind, href: "#kind" }] : []),
    ...(faults?.reason ? [{ text: faults.reason, href: "#reason" }] : []),
  ];
  return (
    <StaffPage {...{ app, request }} title={TITLE} current="find" errors={errors.length > 0} breadcrumbs={[FIND]}>
      {errors.length > 0 && <ErrorSummary errors={errors} />}
      <Heading level={1}>{TITLE}</Heading>
      <p>{problem.message}</p>
      {ways.length === 0 && <NoWay actor={request.actor} />}
      {ways.length > 0 && (
        <form action={`/people/${person}/let-in`} method="post" noValidate>
          <Radios
            name="kind"
            legend="Why do you need this record?"
            value={form["kind"]}
            error={faults?.kind}
            items={ways.map((kind) => ({ value: kind, text: WAYS[kind].text, hint: WAYS[kind].hint }))}
          />
          <CharacterCount
            name="reason"
            label="In your own words"
            hint="The person can read this. Say nothing that they may not know."
            maxLength={LONGEST_REASON}
            value={form["reason"]}
            error={faults?.reason}
          />
          <InsetText>
            <p>
              The person sees on their log that you did this, with your name and your reason, and information governance
              looks at every one.
            </p>
          </InsetText>
          <Button>Open the record</Button>
        </form>
      )}
    </StaffPage>
  );
}

const FIND = { text: "Find a person", href: "/find" };
const MINUTE = 60_000;

const WAYS: Readonly<Record<ClaimKind, { readonly text: string; readonly hint: string }>> = {
  claimed: {
    text: "I care for this person",
    hint: `Opens what your role sees for care, for ${(CLAIM_LASTS.claimed / (24 * 60 * MINUTE)).toFixed(0)} days.`,
  },
  emergency: {
    text: "It is an emergency, and nobody can be asked",
    hint: `Opens allergies, alerts, problems, medicines, stays in hospital and plans, for ${(CLAIM_LASTS.emergency / MINUTE).toFixed(0)} minutes. Nothing private, and nothing that the person chose not to share.`,
  },
};

const NoWay = ({ actor }: { actor: StaffMember }) => (
  <p>
    {actor.name}, your role does not open records for care. If you need something from this one, ask somebody who cares
    for the person.
  </p>
);
