import type { App } from "#app";
import type { QueuedPair, QueueReason, ReviewedRegistration, Workload } from "#people";
import { StaffPage } from "../layout.tsx";
import { LastDecision, saidOfLast } from "../last-decision.tsx";
import {
  bornWords,
  isQueueReason,
  mayReview,
  pairHref,
  QUEUE_REASONS,
  showBits,
  showOdds,
  showRegistered,
  sentence,
} from "../link-words.tsx";
import {
  ActionLink,
  counted,
  EmptyState,
  Heading,
  InsetText,
  Pagination,
  showNumber,
  Table,
  type TableCell,
} from "../parts/index.ts";
import { page, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** Where matching is not sure: same person or not? */
export const linksRoutes: readonly Route[] = [
  { method: "GET", path: "/links", answer: queuePage },
  { method: "GET", path: "/links/next", answer: nextPair },
];

const TITLE = "Same person or not?";
const MOST_ON_A_PAGE = 25;

async function queuePage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "review queue", title: TITLE });
  if (!permit.ok) return permit.problem;
  const kind = kindIn(request);
  const skip = (numberIn(request, "page", 1) - 1) * MOST_ON_A_PAGE;
  const [workload, pairs] = await Promise.all([
    app.people.review.workload(),
    app.people.review.queue(permit.value, { reason: kind, most: MOST_ON_A_PAGE, skip }),
  ]);
  return page(<QueuePage {...{ app, request, workload, pairs, kind, skip }} />);
}

const kindIn = ({ query }: PageRequest): QueueReason | undefined => {
  const kind = query.get("kind");
  return isQueueReason(kind) ? kind : undefined;
};

/** A whole number of the address, no smaller than `least`. */
const numberIn = ({ query }: PageRequest, name: string, least: number): number => {
  const text = query.get(name) ?? "";
  return /^\d{1,6}$/.test(text) ? Math.max(least, Number(text)) : least;
};

type QueueProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly workload: Workload;
  readonly pairs: readonly QueuedPair[];
  readonly kind: QueueReason | undefined;
  readonly skip: number;
};

const QueuePage = ({ app, request, workload, pairs, kind, skip }: QueueProps) => (
  <StaffPage {...{ app, request }} title={TITLE} current="links" breadcrumbs={[]}>
    <LastDecision request={request} />
    <Heading level={1}>{TITLE}</Heading>
    {request.query.has("end") && <InsetText>You have come to the end of the queue.</InsetText>}
    <p className="ws-lead">{showWorkload(workload)}</p>
    {pairs.length > 0 && <ActionLink href={startHref(kind)}>Start with the first pair</ActionLink>}
    {kind === "sample" && <p>{QUEUE_REASONS.sample.sentence}</p>}
    <p>
      <a href="/links/decisions">What was decided</a> · <a href="/links/sample">Random check</a> ·{" "}
      <a href="/links/protections">Protected identities</a> · <a href="/links/model">What matching has learnt</a> ·{" "}
      <a href="/links/report">How good the links are</a> · <a href="/quality">Quality of the feeds</a>
    </p>
    <Filter kind={kind} workload={workload} />
    <Pairs {...{ app, pairs, kind, skip }} />
    <Paging workload={workload} kind={kind} skip={skip} />
  </StaffPage>
);

const startHref = (kind: QueueReason | undefined): string => `/links/next${kind ? `?kind=${kind}` : ""}`;

const KINDS = ["apart", "rival", "joined", "sample"] as const satisfies readonly QueueReason[];

/** All that matching is not sure of. What chance drew is a list of its own. */
const allOf = ({ waiting }: Workload): number => waiting.apart + waiting.rival + waiting.joined;

/** How much waits, in a sentence or two. */
function showWorkload(workload: Workload): string {
  const all = allOf(workload);
  const { waitingForSecond } = workload;
  const pairs =
    all === 0
      ? "No pair of registrations waits."
      : `${counted(all, "pair")} of registrations ${all === 1 ? "waits" : "wait"} for somebody to say whether they are ` +
        "one person. Those by which most is won or lost come first.";
  const second =
    waitingForSecond > 0 &&
    `${counted(waitingForSecond, "decision")} ${waitingForSecond === 1 ? "waits" : "wait"} for a second person.`;
  return [pairs, second].filter(Boolean).join(" ");
}

const Filter = ({ kind, workload }: Pick<QueueProps, "kind" | "workload">) => (
  <nav className="ws-filters" aria-label="Which pairs">
    <div className="ws-filter">
      <span className="ws-filter__name">Show</span>
      <span className="ws-filter__choices">
        {[undefined, ...KINDS].map((one) => (
          <a
            href={one ? `/links?kind=${one}` : "/links"}
            aria-current={one === kind ? "true" : undefined}
            key={one ?? "all"}
          >
            {one ? QUEUE_REASONS[one].name : "All"} ({showNumber(one ? workload.waiting[one] : allOf(workload))})
          </a>
        ))}
      </span>
    </div>
  </nav>
);

const Pairs = ({ app, pairs, kind, skip }: Pick<QueueProps, "app" | "pairs" | "kind" | "skip">) => {
  if (pairs.length === 0) {
    if (kind === "sample") {
      const next = { text: "See how far the random check is, or draw one", href: "/links/sample" };
      return <EmptyState next={next}>No pair of a random check waits.</EmptyState>;
    }
    return kind ? (
      <EmptyState next={{ text: "Show all pairs", href: "/links" }}>No pair of this kind waits.</EmptyState>
    ) : (
      <EmptyState next={{ text: "See what was decided", href: "/links/decisions" }}>
        Matching is sure of everybody here, or people have decided.
      </EmptyState>
    );
  }
  const blind = kind === "sample";
  return (
    <Table
      caption="Pairs that wait"
      captionHidden
      responsive
      columns={["One registration", "The other", ...(blind ? [] : ["How likely"]), "Why it waits", "Decide"]}
      rows={pairs.map((pair, nth) => [
        side(app, pair.one),
        side(app, pair.other),
        ...(pair.weight === undefined ? [] : [likely(pair.weight)]),
        QUEUE_REASONS[pair.reason].name,
        <a href={hrefIn(pair, kind, skip + nth)}>
          Look at this pair
          <span className="nhsuk-u-visually-hidden">
            : {showRegistered(pair.one)} and {showRegistered(pair.other)}
          </span>
        </a>,
      ])}
    />
  );
};

const side = (app: App, registration: ReviewedRegistration): TableCell => (
  <>
    <strong>{showRegistered(registration)}</strong>
    <br />
    {sentence(bornWords(registration))}
    <br />
    <span className="ws-source">{app.directory.nameOf(registration.source)}</span>
  </>
);

const likely = (weight: number): TableCell => (
  <>
    {sentence(showOdds(weight))} <span className="ws-small-print">{showBits(weight)}</span>
  </>
);

/** A pair with its place in the queue, so that the next one follows it. */
function hrefIn({ one, other }: QueuedPair, kind: QueueReason | undefined, at: number): string {
  const query = new URLSearchParams({ ...(kind && { kind }), at: String(at) });
  return `${pairHref(one.patient, other.patient)}?${query.toString()}`;
}

const Paging = ({ workload, kind, skip }: Pick<QueueProps, "workload" | "kind" | "skip">) => {
  const all = kind ? workload.waiting[kind] : allOf(workload);
  const [now, last] = [skip / MOST_ON_A_PAGE + 1, Math.ceil(all / MOST_ON_A_PAGE)];
  if (last <= 1) return undefined;
  const step = (number: number) => {
    const query = new URLSearchParams({ ...(kind && { kind }), page: String(number) });
    return { href: `/links?${query.toString()}`, label: `${number} of ${last}` };
  };
  return <Pagination previous={now > 1 ? step(now - 1) : undefined} next={now < last ? step(now + 1) : undefined} />;
};

/** Leads to the pair at a place of the queue, or to the one behind it where it is the pair that one comes from. */
async function nextPair(app: App, request: PageRequest): Promise<Answer> {
  const permit = await mayReview(app, request, { what: "review queue", title: TITLE });
  if (!permit.ok) return permit.problem;
  const kind = kindIn(request);
  const at = numberIn(request, "at", 0);
  const after = request.query.get("after");
  const pairs = await app.people.review.queue(permit.value, { reason: kind, most: after === null ? 1 : 2, skip: at });
  const behind = pairs.findIndex(({ one, other }) => `${one.patient}.${other.patient}` !== after);
  const pair = pairs[behind];
  const address = pair ? hrefIn(pair, kind, at + behind) : `/links?end${kind ? `&kind=${kind}` : ""}`;
  const said = saidOfLast(request);
  return redirect(said === "" ? address : `${address}&${said}`);
}
