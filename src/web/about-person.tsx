import type { App } from "#app";
import { failed, personIdIn, succeeded, type Outcome, type PersonId, type Problem } from "#base";
import type { Person } from "#people";
import type { Heading } from "#record";
import type { FeedState } from "#feeds";
import type { StaffRole } from "#place";
import type { LookedAt, PersonPermit, Purpose } from "#sharing";
import { FeedsFreshness } from "./feed-freshness.tsx";
import { StaffPage } from "./layout.tsx";
import { PersonStrip, showPersonName, SourceAndDate, type Content, type TextLink } from "./parts/index.ts";
import { lockedPage, nobodyShownPage } from "./locked-page.tsx";
import { redirect, type Answer, type PageRequest } from "./route.ts";

/** What each page about a person begins with. */
export type Reading<T> = {
  readonly person: Person;
  /** What the page itself wanted. */
  readonly value: T;
  /** Why it is shown, and whose facts are not. */
  readonly permit: PersonPermit;
  readonly feeds: readonly FeedState[];
};

/** What a role that does not care for people reads a record for; all others read it to care. */
export type ReadingPurposes = Readonly<Partial<Record<StaffRole, Purpose>>>;

/** Information governance keeps records about the right person. */
const READING_PURPOSES: ReadingPurposes = { "information-governance": "records-management" };

/** Data quality finds out which registrations are one person's. */
export const LINK_READING: ReadingPurposes = { ...READING_PURPOSES, "data-quality": "linkage" };

/**
 * Opens a person for a page: asks for the permit, reads what the page wants, then who the person is. An id whose
 * person became another leads to the same page of that other. Whoever may not is told how to be let in.
 */
export async function readPerson<T>(
  app: App,
  request: PageRequest,
  what: LookedAt,
  read: (permit: PersonPermit) => Promise<T>,
  purposes: ReadingPurposes = READING_PURPOSES,
  refused = (why: { person: PersonId; problem: Problem }): Answer => lockedPage(app, request, why),
): Promise<Outcome<Reading<T>, Answer>> {
  const purpose = purposes[request.actor.role] ?? "direct-care";
  const id = personIdIn(request.params["person"] ?? "");
  if (!id) return failed(NO_PERSON);
  const present = await app.people.presentId(id);
  if (!present) return failed(NO_PERSON);
  if (present !== id) return failed(redirect(`/people/${present}`));
  const permit = await app.sharing.mayRead({ actor: request.actor.id, purpose, what }, id);
  if (!permit.ok) {
    return failed(refused({ person: id, problem: permit.problem }));
  }
  const value = await read(permit.value);
  const person = await app.people.get(permit.value);
  if (!person.ok) {
    return failed(permit.value.closed.length === 0 ? NO_PERSON : nobodyShownPage(app, request, permit.value));
  }
  return succeeded({ person: person.value, value, permit: permit.value, feeds: await app.feeds.recentStates() });
}

const NO_PERSON: Answer = {
  kind: "problem",
  problem: {
    kind: "not-found",
    message: "There is no record of this person.",
    remedy: "Find the person by NHS number, or by family name and date of birth.",
  },
};

export type PersonSection = "record" | "timeline" | "changed" | "sharing" | "links";

const SECTIONS: readonly { section: PersonSection; text: string; path: string }[] = [
  { section: "record", text: "Record", path: "" },
  { section: "timeline", text: "Timeline", path: "/timeline" },
  { section: "changed", text: "What changed", path: "/changed" },
  { section: "sharing", text: "Sharing", path: "/sharing" },
  { section: "links", text: "Links", path: "/links" },
];

export type PersonPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly person: Person;
  /** Without the person's name: a title stands in the browser's history. */
  readonly title: string;
  readonly section?: PersonSection | undefined;
  /** Something on the page must be put right. */
  readonly errors?: boolean | undefined;
  readonly breadcrumbs?: readonly TextLink[] | undefined;
  /** How fresh and complete what stands on the page can be. */
  readonly feeds: readonly FeedState[];
  readonly children: Content;
};

/** A page about one person: who it is stays in sight, and the other pages about them are one step away. */
export function PersonPage({ app, request, person, section, breadcrumbs = [], ...page }: PersonPageProps) {
  const href = `/people/${person.id}`;
  return (
    <StaffPage
      app={app}
      request={request}
      title={page.title}
      errors={page.errors}
      current="find"
      breadcrumbs={[{ text: "Find a person", href: "/find" }, ...breadcrumbs]}
      beforeMain={
        <>
          <PersonStrip
            name={{ family: person.family, given: person.given, title: person.title }}
            born={person.born}
            died={person.died}
            on={request.now}
            nhsNumber={person.nhsNumber}
            gender={person.gender}
            address={person.address}
            practice={person.practice && app.directory.nameOf(person.practice)}
            href={section === "record" ? undefined : href}
          />
          <nav className="ws-person-pages" aria-label={`Pages about ${showPersonName(person)}`}>
            {SECTIONS.map(({ section: one, text, path }) => (
              <a href={`${href}${path}`} aria-current={one === section ? "page" : undefined} key={one}>
                {text}
              </a>
            ))}
          </nav>
        </>
      }
      freshness={<FeedsFreshness app={app} feeds={page.feeds} />}
    >
      {page.children}
    </StaffPage>
  );
}

type OriginProps = {
  readonly app: App;
  readonly person: Person;
  readonly entry: Heading;
  /** False where the date stands beside it. */
  readonly dated?: boolean;
};

/** Source and date of an entry, leading to the entry itself. */
export const Origin = ({ app, person, entry, dated = true }: OriginProps) => (
  <SourceAndDate
    source={app.directory.nameOf(entry.source)}
    date={dated ? entry.date : undefined}
    href={`/people/${person.id}/entries/${entry.id}`}
  />
);
