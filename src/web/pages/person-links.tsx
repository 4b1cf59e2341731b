import type { App } from "#app";
import { showNhsNumber } from "#base";
import type { Decision, LinkEdge, LinkMove, Person, PersonLinks, ReviewedRegistration } from "#people";
import { LINK_READING, PersonPage, readPerson } from "../about-person.tsx";
import { DecisionTable } from "../decision-table.tsx";
import { LastDecision } from "../last-decision.tsx";
import {
  agreementOf,
  bornWords,
  METHODS,
  pairHref,
  sentence,
  showBits,
  showBorn,
  showMethod,
  showOdds,
  showRegistered,
  showState,
} from "../link-words.tsx";
import {
  counted,
  Details,
  EmptyState,
  Heading,
  InsetText,
  LinkGraph,
  showDateTime,
  Table,
  type TableCell,
} from "../parts/index.ts";
import { linkWords } from "../registrations.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

/** A person's links: why is this one person? */
export const personLinksRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/links", answer: linksPage },
];

async function linksPage(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readPerson(app, request, "links", (permit) => app.people.linksOf(permit), LINK_READING);
  if (!reading.ok) return reading.problem;
  const { person, value: links, feeds } = reading.value;
  const { registrations, decisions, history } = links;
  const mayDecide = request.actor.role === "data-quality";
  return page(
    <PersonPage {...{ app, request, person, feeds }} title="Links" section="links">
      <LastDecision request={request} />
      <Apart request={request} />
      <Heading level={1}>Why is this one person?</Heading>
      <p className="ws-lead">{summaryOf(registrations)}</p>
      {registrations.length > 1 && <Graph app={app} links={links} mayDecide={mayDecide} />}
      <Registrations {...{ app, person, registrations, mayDecide }} />
      {decisions.length > 0 && (
        <section>
          <Heading level={2}>What people decided</Heading>
          <DecisionTable
            {...{ app, request, decisions: named(decisions, registrations) }}
            caption="Decisions about registrations of this person"
            back={`/people/${person.id}/links`}
          />
        </section>
      )}
      <History {...{ app, person, history, registrations }} />
      {mayDecide && (
        <p>
          Is one of these who they were before an adoption or a gender recognition?{" "}
          <a href={`/people/${person.id}/protect`}>Protect an identity</a>
        </p>
      )}
    </PersonPage>,
  );
}

const Apart = ({ request: { query } }: { readonly request: PageRequest }) => {
  if (!query.has("apart")) return undefined;
  return (
    <InsetText>
      {query.has("second")
        ? "Kept as decided. A second person must confirm it before the registration leaves: see what people decided."
        : "The registration is taken apart: what stands here now is without it."}
    </InsetText>
  );
};

/** How many registrations, and by what they are held together. */
function summaryOf(registrations: readonly ReviewedRegistration[]): string {
  if (registrations.length === 1) return "One registration, so that there is nothing to join.";
  return `${counted(registrations.length, "registration")}, ${linkWords(registrations)}. Any of it can be undone.`;
}

const named = (decisions: readonly Decision[], registrations: readonly ReviewedRegistration[]) =>
  decisions.map((decision) => ({
    ...decision,
    mine: registrations.find(({ patient }) => patient === decision.one),
    theirs: registrations.find(({ patient }) => patient === decision.other),
  }));

type GraphProps = { readonly app: App; readonly links: PersonLinks; readonly mayDecide: boolean };

/** Registrations and what holds them together: the likest pairs by which each is reached. */
function Graph({ app, links, mayDecide }: GraphProps) {
  const { registrations, edges, decisions } = links;
  const places = new Map(registrations.map(({ patient }, nth) => [patient, nth]));
  const compared = new Set(edges.flatMap(({ one, other }) => [one, other]));
  const nodes = registrations.filter(({ patient }) => compared.has(patient));
  const decided = new Set(
    decisions
      .filter((one) => one.verdict === "same" && showState(one) === "stands")
      .map(({ one, other }) => [one, other].sort().join(" ")),
  );
  const isDecided = ({ one, other }: LinkEdge) => decided.has([one, other].sort().join(" "));
  const holding = holdingOf(edges.toSorted((a, b) => Number(isDecided(b)) - Number(isDecided(a))));
  const others = edges.filter((one) => !holding.includes(one));
  const betweenOf = ({ one, other }: LinkEdge): string =>
    [one, other]
      .map((patient) => places.get(patient) ?? 0)
      .sort((a, b) => a - b)
      .map(letterOf)
      .join(" and ");
  const table = (caption: string, shown: readonly LinkEdge[], numbered: boolean) => (
    <Table
      caption={caption}
      captionHidden
      responsive
      classes="ws-dense"
      columns={[
        ...(numbered ? ["No."] : []),
        ...["Between", "How likely", "What agrees", "What differs"],
        ...(mayDecide ? ["Compare"] : []),
      ]}
      rows={shown.map((edge, nth) => [
        ...(numbered ? [String(nth + 1)] : []),
        betweenOf(edge),
        isDecided(edge) ? "People decided that they are one" : likelyCell(edge),
        agreeing(edge),
        differing(edge),
        ...(mayDecide
          ? [
              <a href={pairHref(edge.one, edge.other)} key="pair">
                Look at this pair
                <span className="nhsuk-u-visually-hidden">: {betweenOf(edge)}</span>
              </a>,
            ]
          : []),
      ])}
    />
  );
  return (
    <section>
      <Heading level={2}>What holds them together</Heading>
      <LinkGraph
        id="graph"
        title={`${counted(nodes.length, "registration")} and the ${counted(holding.length, "link")} that hold them together`}
        nodes={nodes.map((one, nth) => ({
          name: `${letterOf(nth)}: ${app.directory.nameOf(one.source)}`,
          detail: `${showRegistered(one)}, ${bornWords(one)}; ${joined(one)}`,
        }))}
        arcs={holding.map((edge, nth) => ({
          from: places.get(edge.one) ?? 0,
          to: places.get(edge.other) ?? 0,
          label: String(nth + 1),
          strength: strengthOf(edge.weight),
        }))}
      />
      {nodes.length < registrations.length && (
        <p>Only the first {nodes.length} registrations are compared here, each with each.</p>
      )}
      {table("What holds the registrations together", holding, true)}
      {others.length > 0 && (
        <Details summary={`The other ${counted(others.length, "pair")}`}>
          {table("All other pairs of registrations", others, false)}
        </Details>
      )}
    </section>
  );
}

const joined = ({ method }: ReviewedRegistration): string =>
  method === "alone" ? "not linked" : `linked by ${METHODS[method]}`;

/** The pairs, from the first on, by which each registration is reached once: those that hold a person together. */
function holdingOf(edges: readonly LinkEdge[]): readonly LinkEdge[] {
  const groups = new Map<string, string>();
  const groupOf = (patient: string): string => {
    const above = groups.get(patient) ?? patient;
    return above === patient ? patient : groupOf(above);
  };
  return edges.filter(({ one, other }) => {
    const [mine, theirs] = [groupOf(one), groupOf(other)];
    if (mine === theirs) return false;
    groups.set(mine, theirs);
    return true;
  });
}

/** In bits: how much more likely each step of thickness is. */
const STEP = 8;
const strengthOf = (weight: number): number => Math.max(1, Math.min(5, Math.ceil(weight / STEP)));

/** A, B, C. */
const letterOf = (nth: number): string => (nth < 26 ? String.fromCharCode(65 + nth) : String(nth + 1));

const likelyCell = ({ weight, forbidden }: LinkEdge): TableCell =>
  forbidden === undefined ? (
    <>
      {sentence(showOdds(weight))} <span className="ws-small-print">{showBits(weight)}</span>
    </>
  ) : (
    `A rule keeps them apart: ${forbidden}`
  );

const agreeing = ({ columns }: LinkEdge): string =>
  columns
    .flatMap((one) => {
      const { mark, words } = agreementOf(one);
      if (mark === "same") return [one.column];
      return mark === "nearly" ? [`${one.column} (${words.toLowerCase()})`] : [];
    })
    .join(", ") || "Nothing";

const differing = ({ columns }: LinkEdge): string =>
  columns.flatMap((one) => (agreementOf(one).mark === "different" ? [one.column] : [])).join(", ") || "Nothing";

type RegistrationsProps = {
  readonly app: App;
  readonly person: Person;
  readonly registrations: readonly ReviewedRegistration[];
  readonly mayDecide: boolean;
};

/** Each registration in full; who may, takes one apart. */
const Registrations = ({ app, person, registrations, mayDecide }: RegistrationsProps) => {
  const apart = mayDecide && registrations.length > 1;
  return (
    <section>
      <Heading level={2}>The registrations</Heading>
      <Table
        caption="The registrations of this person"
        captionHidden
        responsive
        columns={[
          ...["Letter", "Organisation", "Name", "Born", "NHS number", "Address", "Joined because"],
          ...(apart ? ["Take apart"] : []),
        ]}
        rows={registrations.map((one, nth) => [
          letterOf(nth),
          `${app.directory.nameOf(one.source)}${one.active ? "" : ", ended"}`,
          showRegistered(one),
          showBorn(one),
          numberCell(one),
          [one.address, one.postcode].filter(Boolean).join(", ") || "Not said",
          `${showMethod(one.method)}. ${one.reason}`,
          ...(apart
            ? [
                <a href={`/people/${person.id}/links/${one.patient}`} key="apart">
                  Take apart<span className="nhsuk-u-visually-hidden"> registration {letterOf(nth)}</span>
                </a>,
              ]
            : []),
        ])}
      />
    </section>
  );
};

const numberCell = ({ nhsNumber, nhsNumberVerified }: ReviewedRegistration): TableCell =>
  nhsNumber === undefined ? (
    "Not said"
  ) : (
    <>
      <span className="ws-number">{showNhsNumber(nhsNumber)}</span>, {nhsNumberVerified ? "traced" : "not traced"}
    </>
  );

type HistoryProps = {
  readonly app: App;
  readonly person: Person;
  readonly history: readonly LinkMove[];
  readonly registrations: readonly ReviewedRegistration[];
};

/** Who came, who left, and by whose word. */
const History = ({ app, person, history, registrations }: HistoryProps) => (
  <section>
    <Heading level={2}>Who came and who left</Heading>
    {history.length === 0 ? (
      <EmptyState>No registration ever came or left.</EmptyState>
    ) : (
      <Table
        caption="Registrations that came to this person or left"
        captionHidden
        responsive
        classes="ws-dense"
        columns={["When", "What", "By", "Because"]}
        rows={history.map((move) => [
          showDateTime(move.at),
          moveWords(app, person, move, registrations),
          sentence(move.decidedBy),
          move.reason,
        ])}
      />
    )}
  </section>
);

function moveWords(
  app: App,
  person: Person,
  { patient, from, to }: LinkMove,
  registrations: readonly ReviewedRegistration[],
): TableCell {
  const nth = registrations.findIndex((one) => one.patient === patient);
  const held = registrations[nth];
  const name = held ? `${letterOf(nth)} (${app.directory.nameOf(held.source)})` : "A registration";
  if (to !== person.id) {
    return (
      <>
        {name} left for <a href={`/people/${to}/links`}>another person</a>
      </>
    );
  }
  return from === undefined ? `${name} came, new here` : `${name} came from another person`;
}
