import type { App } from "#app";
import { CHANGE_MEANINGS, changesByMeaning, timelineOf } from "#record";
import { Origin, PersonPage, readPerson } from "../about-person.tsx";
import { NotInThisList } from "../not-shown.tsx";
import { EmptyState, Heading as Head, showDate, showDateTime, Tag } from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";

/** What changed: what is new since I last looked? */
export const changedRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/changed", answer: changedPage },
];

/** For someone who never looked before: what is new in this many days. */
const FIRST_LOOK_DAYS = 90;

async function changedPage(app: App, request: PageRequest): Promise<Answer> {
  const reading = await readPerson(app, request, "what changed", (permit) =>
    app.record.headings(permit, { knownAt: undefined, resultsSince: undefined }),
  );
  if (!reading.ok) return reading.problem;
  const { person, value, feeds, permit } = reading.value;
  const { lookedBefore, headings } = value;
  const filter = lookedBefore
    ? { receivedAfter: lookedBefore }
    : { from: new Date(request.now.getTime() - FIRST_LOOK_DAYS * 86_400_000) };
  const groups = changesByMeaning(timelineOf(headings, filter));
  return page(
    <PersonPage app={app} request={request} person={person} title="What changed" section="changed" feeds={feeds}>
      <Head level={1}>What changed</Head>
      <p>
        {lookedBefore
          ? `What came in since you last looked, on ${showDateTime(lookedBefore)}.`
          : `You have not looked at this person before: this is what happened in the last ${FIRST_LOOK_DAYS} days.`}
      </p>
      {groups.length === 0 && (
        <EmptyState next={{ text: "The whole timeline", href: `/people/${person.id}/timeline` }}>
          Nothing new has come in that you may see.
        </EmptyState>
      )}
      {groups.map(({ meaning, entries }) => (
        <section key={meaning}>
          <Head level={2}>{CHANGE_MEANINGS[meaning]}</Head>
          <ul className="nhsuk-list">
            {entries.map((entry) => (
              <li key={entry.id}>
                <Tag colour={entry.version > 1 ? "yellow" : "blue"}>{entry.version > 1 ? "Changed" : "New"}</Tag>{" "}
                <strong>{entry.title}</strong>
                {entry.detail && `: ${entry.detail}`} <Origin app={app} person={person} entry={entry} />
                {entry.version > 1 && `, changed ${showDate(entry.recorded)}`}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <NotInThisList {...{ app, permit }} />
    </PersonPage>,
  );
}
