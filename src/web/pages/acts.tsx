import type { App } from "#app";
import { actId, personIdIn, type Outcome } from "#base";
import type { Act } from "#record";
import type { ListPermit } from "#sharing";
import { refusedPage, showAct, showActor, showBarred, showCause, showExtent, showMeaning } from "../act-words.tsx";
import { StaffPage } from "../layout.tsx";
import { Button, EmptyState, Heading, Panel, showDateTime, SummaryList, Table } from "../parts/index.ts";
import { type Answer, numberIn, page, type PageRequest, problem, type Route } from "../route.ts";

/** What was sealed, erased and given back: by whom, when and why. */
export const actsRoutes: readonly Route[] = [
  { method: "GET", path: "/acts", answer: actsPage },
  { method: "GET", path: "/acts/:act", answer: actPage },
];

const TITLE = "What was sealed or erased";
export const ACTS = { text: TITLE, href: "/acts" };

const mayList = (app: App, request: PageRequest): Promise<Outcome<ListPermit>> =>
  app.sharing.mayList({ actor: request.actor.id, purpose: "records-management", what: "acts" });

async function actsPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayList(app, request);
  if (!permit.ok) {
    return refusedPage(app, request, { message: permit.problem.message, title: TITLE, breadcrumbs: [] });
  }
  return page(<ActsPage {...{ app, request }} acts={await app.record.acts(permit.value)} />);
}

type ActsPageProps = { readonly app: App; readonly request: PageRequest; readonly acts: readonly Act[] };

const ActsPage = ({ app, request, acts }: ActsPageProps) => (
  <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[]}>
    <Heading level={1}>{TITLE}</Heading>
    <p>
      Who had it done, when and why; never what it was. Entries are sealed and erased from their own page; what has been
      kept for as long as it may be, from <a href="/retention">what is due</a>.
    </p>
    {acts.length === 0 ? (
      <EmptyState>Nothing was ever sealed or erased here.</EmptyState>
    ) : (
      <Table
        caption={TITLE}
        captionHidden
        responsive
        firstCellIsHeader
        columns={["What was done", "When", "Why", "In words", "By whom", "How much", "Since then"]}
        rows={acts.map((act) => [
          <a href={`/acts/${act.id}`}>{`${act.id}: ${showAct(act)}`}</a>,
          showDateTime(act.at),
          showCause(act),
          act.reason,
          showActor(app, act),
          showExtent(act),
          showSince(act),
        ])}
      />
    )}
  </StaffPage>
);

/** What has become of it, for the list. */
function showSince(act: Act): string {
  if (act.undoneBy !== undefined) return `Followed by act ${act.undoneBy}`;
  return act.kind === "seal" || act.kind === "erase" ? showBarred(act) : "Nothing more";
}

async function actPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayList(app, request);
  if (!permit.ok) {
    return refusedPage(app, request, { message: permit.problem.message, title: TITLE, breadcrumbs: [ACTS] });
  }
  const act = await app.record.findAct(permit.value, actId(numberIn(request.params["act"])));
  return act.ok ? page(<ActPage {...{ app, request }} act={act.value} />) : problem(act.problem);
}

type ActPageProps = { readonly app: App; readonly request: PageRequest; readonly act: Act };

const ActPage = ({ app, request, act }: ActPageProps) => (
  <StaffPage {...{ app, request }} title={`Act ${act.id}`} breadcrumbs={[ACTS]}>
    {request.query.has("done") ? (
      <Panel heading={showAct(act)}>Act {act.id}</Panel>
    ) : (
      <Heading level={1}>{`Act ${act.id}: ${showAct(act)}`}</Heading>
    )}
    <SummaryList rows={rowsOf(app, act)} />
    <NextSteps act={act} />
    <BackToRecord request={request} />
  </StaffPage>
);

function rowsOf(app: App, act: Act) {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["What it means", showMeaning(act)],
    ["Why", showCause(act)],
    ["In words", act.reason],
    ["By whom", showActor(app, act)],
    ["When", showDateTime(act.at)],
    ["How much", showExtent(act)],
    ["Deliveries since", act.kind === "seal" || act.kind === "erase" ? showBarred(act) : undefined],
    ["Follows", act.undoes && `Act ${act.undoes}`],
    ["Followed by", act.undoneBy && `Act ${act.undoneBy}`],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

const NextSteps = ({ act: { id, kind, undoneBy } }: { readonly act: Act }) => {
  if (undoneBy !== undefined) return <p>It was followed by another act.</p>;
  switch (kind) {
    case "seal":
      return (
        <>
          <Button href={`/acts/${id}/undo`} variant="secondary">
            Undo: give it back
          </Button>{" "}
          <Button href={`/acts/${id}/erase`} variant="secondary">
            Erase it for good
          </Button>
        </>
      );
    case "erase":
      return (
        <Button href={`/acts/${id}/undo`} variant="secondary">
          Let deliveries bring it again
        </Button>
      );
    case "unseal":
    case "lift":
      return undefined;
  }
};

/** The way back to where the act was done from. */
const BackToRecord = ({ request }: { readonly request: PageRequest }) => {
  const person = personIdIn(request.query.get("person") ?? "");
  return person && <p>{<a href={`/people/${person}`}>Back to the record</a>}</p>;
};
