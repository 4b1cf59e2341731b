import type { App } from "#app";
import type { Decision, ReviewedRegistration } from "#people";
import {
  bornWords,
  pairHref,
  showBits,
  showOdds,
  showRegistered,
  showState,
  showVerdict,
  sentence,
} from "./link-words.tsx";
import { Button, showDateTime, StatusShape, Table, type TableCell } from "./parts/index.ts";
import type { PageRequest } from "./route.ts";
import { showStaff } from "./staff-words.ts";

/** A decision with its two registrations, where these are to be shown. */
export type ShownDecision = Decision & {
  readonly mine?: ReviewedRegistration | undefined;
  readonly theirs?: ReviewedRegistration | undefined;
};

export type DecisionTableProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly caption: string;
  readonly decisions: readonly ShownDecision[];
  /** The page on which they stand: where undoing leads back to. */
  readonly back: string;
  /** Whether the pair itself is what the page is about. */
  readonly ofOnePair?: boolean;
};

/** What was decided, by whom and why; who may, undoes or confirms it. */
export const DecisionTable = ({ app, request, caption, decisions, back, ofOnePair = false }: DecisionTableProps) => (
  <Table
    caption={caption}
    captionHidden
    responsive
    columns={[...(ofOnePair ? [] : ["Pair"]), "Decided", "Why", "By whom", "Matching had thought", "Now", "Change"]}
    rows={decisions.map((decision) => [
      ...(ofOnePair ? [] : [pairCell(app, decision)]),
      <>
        <strong>{showVerdict(decision.verdict)}</strong>
        {decision.sample !== undefined && <span className="ws-also">For a random check</span>}
      </>,
      decision.reason,
      `${showStaff(app, decision.decidedBy, decision.decidedAt)}, ${showDateTime(decision.decidedAt)}`,
      likelyCell(decision),
      <State app={app} decision={decision} />,
      <Change {...{ request, decision, back }} />,
    ])}
  />
);

const pairCell = (app: App, { one, other, mine, theirs }: ShownDecision): TableCell => (
  <>
    <Side app={app} registration={mine} />
    <br />
    <Side app={app} registration={theirs} />
    <br />
    <a href={pairHref(one, other)}>
      Look at this pair
      {mine && theirs && (
        <span className="nhsuk-u-visually-hidden">
          : {showRegistered(mine)} and {showRegistered(theirs)}
        </span>
      )}
    </a>
  </>
);

const Side = ({ app, registration }: { app: App; registration: ReviewedRegistration | undefined }) =>
  registration ? (
    <>
      <strong>{showRegistered(registration)}</strong>, {bornWords(registration)}{" "}
      <span className="ws-source">{app.directory.nameOf(registration.source)}</span>
    </>
  ) : (
    <>A registration that is not shown here</>
  );

const likelyCell = ({ weight }: Decision): TableCell =>
  weight === undefined ? (
    "A rule keeps them apart"
  ) : (
    <>
      {sentence(showOdds(weight))} <span className="ws-small-print">{showBits(weight)}</span>
    </>
  );

const State = ({ app, decision }: { readonly app: App; readonly decision: Decision }) => {
  const { confirmedBy, confirmedAt, undoneBy, undoneAt } = decision;
  switch (showState(decision)) {
    case "undone":
      return (
        <StatusShape status="off">
          Undone{undoneBy && undoneAt && ` by ${showStaff(app, undoneBy, undoneAt)}, ${showDateTime(undoneAt)}`}
        </StatusShape>
      );
    case "waits":
      return <StatusShape status="waiting">Waits for a second person</StatusShape>;
    case "stands":
      return (
        <StatusShape status="good">
          Stands
          {confirmedBy &&
            confirmedAt &&
            `, confirmed by ${showStaff(app, confirmedBy, confirmedAt)}, ${showDateTime(confirmedAt)}`}
        </StatusShape>
      );
  }
};

type ChangeProps = { readonly request: PageRequest; readonly decision: Decision; readonly back: string };

const Change = ({ request: { actor }, decision, back }: ChangeProps) => {
  const state = showState(decision);
  if (state === "undone") return <>Nothing to do</>;
  if (actor.role !== "data-quality") return <>Data quality may undo it</>;
  const own = decision.decidedBy === actor.id;
  return (
    <>
      {state === "waits" && own && <p>Somebody else than you must look at it too.</p>}
      {state === "waits" && !own && <Step step="confirm" words="Confirm" decision={decision} back={back} />}
      <Step step="undo" words="Undo" decision={decision} back={back} />
    </>
  );
};

type StepProps = Omit<ChangeProps, "request"> & { readonly step: "confirm" | "undo"; readonly words: string };

const Step = ({ step, words, decision: { id, verdict }, back }: StepProps) => (
  <form className="ws-inline-form" action={`/links/decisions/${id}/${step}`} method="post">
    <input type="hidden" name="back" value={back} />
    <Button variant="secondary" small preventDoubleClick>
      {words}
      <span className="nhsuk-u-visually-hidden">
        {" "}
        decision {id}: {showVerdict(verdict).toLowerCase()}
      </span>
    </Button>
  </form>
);
