import type { App } from "#app";
import { recordInAMinute, timelineOf, type Heading as Entry, type RecordInAMinute, type UnitedEntry } from "#record";
import { CLOSED_WORDS, isWholeRecord, type Category, type PersonPermit } from "#sharing";
import { PublicPage } from "../my/layout.tsx";
import { readOwn, type Own } from "../my/own-record.ts";
import { OfKind } from "../of-kind.tsx";
import { BackLink, EmptyState, Heading, Pagination, SourceAndDate } from "../parts/index.ts";
import { page, type Answer, type Route, type SessionRequest } from "../route.ts";

/** What stands in my record? First what matters now, then everything by date. */
export const myRecordRoutes: readonly Route[] = [
  { method: "GET", path: "/my/:person/record", open: "signed-in", answer: recordPage },
  { method: "GET", path: "/my/:person/record/all", open: "signed-in", answer: everythingPage },
];

const TITLE = "Record";

async function recordPage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readOwn(app, request, "record", (permit) =>
    app.record.headings(permit, { knownAt: undefined, resultsSince: undefined }),
  );
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const minute = recordInAMinute(own.value.headings, request.now);
  const entries = sectionsOf(minute);
  return page(
    <PublicPage {...{ app, request, own }} title={TITLE} section="record">
      <Heading level={1}>{own.permit.asker === "self" ? "Your record" : "The record"}</Heading>
      <p className="nhsuk-body-l">
        What organisations wrote down, and who wrote it. If something is wrong, tell the organisation that wrote it.
      </p>
      {entries.map(({ title, kinds, none, list }) => (
        <section key={title}>
          <Heading level={2}>{title}</Heading>
          <OfKind permit={own.permit} {...{ kinds, none }}>
            {list.length > 0 && <Entries app={app} list={list} />}
          </OfKind>
        </section>
      ))}
      <p>
        <a href={`${own.href}/record/all`}>Everything, by date</a>
      </p>
      {mayCopy(own) && (
        <p>
          <a href={`${own.href}/record/copy`}>Take a copy with you</a>
        </p>
      )}
      <NotHere app={app} own={own} />
    </PublicPage>,
  );
}

/** The person, and whom they let into the whole record. */
const mayCopy = ({ permit, held }: Own): boolean =>
  permit.asker === "self" || isWholeRecord(held.flatMap(({ scope }) => scope));

type Section = {
  readonly title: string;
  readonly kinds: readonly Category[];
  readonly none: string;
  readonly list: readonly Entry[];
};

const sectionsOf = (minute: RecordInAMinute): readonly Section[] => [
  {
    title: "Allergies and alerts",
    kinds: ["allergies", "alerts"],
    none: "No allergy is recorded.",
    list: [...minute.alerts, ...each(minute.allergies)],
  },
  { title: "Medicines now", kinds: ["medicines"], none: "No medicine is recorded.", list: each(minute.medicines) },
  {
    title: "Problems and diagnoses",
    kinds: ["problems"],
    none: "No problem is recorded.",
    list: each(minute.problems),
  },
  { title: "Waiting for", kinds: ["referrals"], none: "Nothing is recorded that is waited for.", list: minute.waiting },
  { title: "Support at home", kinds: ["social-care"], none: "No care package is recorded.", list: minute.packages },
  { title: "Last visits and appointments", kinds: ["contacts"], none: "None is recorded.", list: minute.contacts },
  {
    title: "Stays in hospital and emergency care",
    kinds: ["admissions"],
    none: "None is recorded.",
    list: minute.stays,
  },
  {
    title: "Last results",
    kinds: ["results"],
    none: "None of the last two years is recorded.",
    list: minute.results.map((one) => one.latest),
  },
];

const each = (united: readonly UnitedEntry[]): readonly Entry[] => united.map(({ heading }) => heading);

const Entries = ({ app, list }: { readonly app: App; readonly list: readonly Entry[] }) => (
  <ul className="nhsuk-list nhsuk-list--bullet">
    {list.map((entry) => (
      <li key={entry.id}>
        <strong>{entry.title}</strong>
        {entry.detail && `: ${entry.detail}`}
        {entry.who && `, ${entry.who}`} <SourceAndDate source={app.directory.nameOf(entry.source)} date={entry.date} />
      </li>
    ))}
  </ul>
);

/** Whose facts are not here, and what is not for this page. */
const NotHere = ({ app, own: { permit } }: { readonly app: App; readonly own: Own }) => (
  <section>
    <Heading level={2}>What is not here</Heading>
    {permit.closed.map(({ why, sources }) => (
      <p key={why}>
        {sources.map((one) => app.directory.nameOf(one)).join(", ")}: {CLOSED_WORDS[why]}
      </p>
    ))}
    <p>{withheldWords(permit)}</p>
  </section>
);

const withheldWords = ({ asker }: PersonPermit): string =>
  asker === "self"
    ? "What tells of other people, of abuse or of safeguarding is not shown here until two people have looked at it, and other things may be kept back that could cause serious harm. You can ask any organisation for all that it holds about you."
    : "Nothing that is more private than ordinary, and only the parts that the person let you read.";

const ENTRIES_A_PAGE = 50;

async function everythingPage(app: App, request: SessionRequest): Promise<Answer> {
  const reading = await readOwn(app, request, "timeline", (permit) =>
    app.record.headings(permit, { knownAt: undefined, resultsSince: undefined }),
  );
  if (!reading.ok) return reading.problem;
  const own = reading.value;
  const entries = timelineOf(own.value.headings, {});
  const pages = Math.max(1, Math.ceil(entries.length / ENTRIES_A_PAGE));
  const number = Math.min(pages, Math.max(1, Number.parseInt(request.query.get("page") ?? "1", 10) || 1));
  const shown = entries.slice((number - 1) * ENTRIES_A_PAGE, number * ENTRIES_A_PAGE);
  const byYear = Map.groupBy(shown, ({ from }) => String(from.getUTCFullYear()));
  const href = `${own.href}/record/all`;
  return page(
    <PublicPage
      {...{ app, request, own }}
      title="Everything, by date"
      section="record"
      beforeMain={<BackLink href={`${own.href}/record`} />}
    >
      <Heading level={1}>Everything, by date</Heading>
      {shown.length === 0 && <EmptyState>Nothing is recorded that you may read.</EmptyState>}
      {pages > 1 && <p>{`Page ${String(number)} of ${String(pages)}, the newest first`}</p>}
      {[...byYear].map(([year, list]) => (
        <section key={year}>
          <Heading level={2} size="m">
            {year}
          </Heading>
          <Entries app={app} list={list} />
        </section>
      ))}
      <Pagination
        previous={number > 1 ? { href: `${href}?page=${String(number - 1)}`, label: "Newer" } : undefined}
        next={number < pages ? { href: `${href}?page=${String(number + 1)}`, label: "Older" } : undefined}
      />
    </PublicPage>,
  );
}
