import type { App } from "#app";
import type { Person } from "#people";
import type { Heading, RecordInAMinute } from "#record";
import type { PersonPermit } from "#sharing";
import { Origin } from "../about-person.tsx";
import { OfKind } from "../of-kind.tsx";
import { counted, Heading as Head, showDate } from "../parts/index.ts";

type CareProps = {
  readonly app: App;
  readonly person: Person;
  readonly minute: RecordInAMinute;
  readonly permit: PersonPermit;
};

/** What the person waits for, what support goes on, and whom they last met. */
export function Care({ app, person, minute: { packages, stays, contacts, waiting }, permit }: CareProps) {
  const live = packages.filter((one) => one.status === "active");
  const slot = { app, person };
  return (
    <section>
      {waiting.length > 0 && <EntryList {...slot} title="Waiting for" entries={waiting} />}
      {packages.length > 0 && (
        <EntryList
          {...slot}
          title={live.length > 0 ? "Care packages" : "Care packages, all ended"}
          entries={live.length > 0 ? live : packages.slice(0, 3)}
          lasting
        />
      )}
      {stays.length > 0 && <EntryList {...slot} title="Stays and emergency care" entries={stays} lasting />}
      {contacts.length > 0 ? (
        <EntryList {...slot} title="Last contacts" entries={contacts} />
      ) : (
        <>
          <Head level={2}>Last contacts</Head>
          <OfKind permit={permit} kinds={["contacts"]} none="No appointment or visit is recorded.">
            {false}
          </OfKind>
        </>
      )}
    </section>
  );
}

type EntryListProps = {
  readonly app: App;
  readonly person: Person;
  readonly title: string;
  readonly entries: readonly Heading[];
  /** They last: say until when. */
  readonly lasting?: boolean;
};

const EntryList = ({ app, person, title, entries, lasting = false }: EntryListProps) => (
  <>
    <Head level={2}>{title}</Head>
    <ul className="nhsuk-list ws-dense-list">
      {entries.map((entry) => (
        <li key={entry.id}>
          <strong>{entry.title}</strong>
          {entry.detail && `: ${entry.detail}`}
          {entry.who && `, ${entry.who}`}
          {lasting && `; ${lastingWords(entry)}`} <Origin app={app} person={person} entry={entry} />
        </li>
      ))}
    </ul>
  </>
);

/** "goes on since 3 May 2026", "3 days until 5 May 2026". */
function lastingWords({ from, to, status }: Heading): string {
  if (to === undefined) {
    return status === "active" || status === "in-progress" ? `goes on since ${showDate(from)}` : "no end recorded";
  }
  const days = Math.max(1, Math.round((to.getTime() - from.getTime()) / 86_400_000));
  return `${counted(days, "day")} until ${showDate(new Date(to.getTime() - 1))}`;
}
