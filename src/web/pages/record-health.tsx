import type { App } from "#app";
import type { OdsCode } from "#base";
import type { Person } from "#people";
import type { Heading, RecordInAMinute, ResultSeries, UnitedEntry } from "#record";
import type { PersonPermit } from "#sharing";
import { Origin } from "../about-person.tsx";
import { OfKind } from "../of-kind.tsx";
import { counted, Details, Heading as Head, showDate, Sparkline, StatusShape, Table, Tag } from "../parts/index.ts";

/** Problems, medicines and results of the record in a minute. */
type HealthProps = {
  readonly app: App;
  readonly person: Person;
  readonly minute: RecordInAMinute;
  readonly permit: PersonPermit;
};
type EntryProps = { readonly app: App; readonly person: Person; readonly entry: Heading };

export function Problems({ app, person, minute: { problems, pastProblems }, permit }: HealthProps) {
  const table = (caption: string, list: readonly UnitedEntry[]) => (
    <Table
      captionHidden
      caption={caption}
      responsive
      classes="ws-dense"
      columns={["Problem", "Since", "Source"]}
      rows={list.map(({ heading, sources }) => [
        heading.title,
        <Day key="since" date={heading.date} />,
        <Sources key="sources" app={app} person={person} entry={heading} sources={sources} dated={false} />,
      ])}
    />
  );
  return (
    <section>
      <Head level={2}>Problems</Head>
      <OfKind permit={permit} kinds={["problems"]} none="No current problem is recorded.">
        {problems.length > 0 && table("Current problems", problems)}
      </OfKind>
      {pastProblems.length > 0 && (
        <Details summary={counted(pastProblems.length, "past problem")}>{table("Past problems", pastProblems)}</Details>
      )}
    </section>
  );
}

const Day = ({ date }: { readonly date: string }) => <span className="ws-number">{showDate(date)}</span>;

/** Who says so: the entry that stands for all, and whoever else says the same. */
export function Sources({ sources, ...origin }: EntryProps & { sources: readonly OdsCode[]; dated?: boolean }) {
  const others = sources.filter((source) => source !== origin.entry.source);
  return (
    <>
      <Origin {...origin} />
      {others.length > 0 && (
        <span className="ws-source"> and {others.map((source) => origin.app.directory.nameOf(source)).join(", ")}</span>
      )}
    </>
  );
}

export function Medicines({ app, person, minute: { medicines, medicineChanges }, permit }: HealthProps) {
  return (
    <section>
      <Head level={2}>Medicines</Head>
      {medicineChanges.length > 0 && (
        <ul className="nhsuk-list" aria-label="Started or stopped in the last 90 days">
          {medicineChanges.map(({ heading, change }) => (
            <li key={heading.id}>
              <Tag colour={change === "started" ? "blue" : "grey"}>{change === "started" ? "Started" : "Stopped"}</Tag>{" "}
              <strong>{heading.title}</strong>
              {heading.detail && `: ${heading.detail.replace(/^Stopped: /, "")}`}{" "}
              <Origin app={app} person={person} entry={heading} />
            </li>
          ))}
        </ul>
      )}
      <OfKind permit={permit} kinds={["medicines"]} none="No current medicine is recorded.">
        {medicines.length > 0 && (
          <Table
            captionHidden
            caption="Current medicines"
            responsive
            classes="ws-dense"
            columns={["Medicine", "How to take it", "Since", "Source"]}
            rows={medicines.map(({ heading, sources }) => [
              heading.title,
              heading.detail ?? "Not said",
              <Day key="since" date={heading.date} />,
              <Sources key="sources" app={app} person={person} entry={heading} sources={sources} dated={false} />,
            ])}
          />
        )}
      </OfKind>
    </section>
  );
}

export function Results({ app, person, minute: { results }, permit }: HealthProps) {
  return (
    <section>
      <Head level={2}>Results</Head>
      <OfKind permit={permit} kinds={["results"]} none="No measurement of the last two years is recorded.">
        {results.length > 0 && (
          <Table
            captionHidden
            caption="Results, those out of range first"
            responsive
            classes="ws-dense"
            columns={["Test", { header: "Latest", numeric: true }, "Range", "Trend", "Source"]}
            rows={results.map((series) => [
              series.title,
              <span key="latest" className="ws-number">
                {series.latest.detail ?? String(series.latest.quantity ?? "")}
              </span>,
              <RangeMark key="range" flag={series.latest.flag} />,
              <Trend key="trend" series={series} />,
              <Origin key="origin" app={app} person={person} entry={series.latest} />,
            ])}
          />
        )}
      </OfKind>
    </section>
  );
}

/** Within range is not said: sources mark what is out of it. */
const RangeMark = ({ flag }: Pick<Heading, "flag">) =>
  flag && <StatusShape status="watch">{FLAG_WORDS[flag]}</StatusShape>;

const FLAG_WORDS = { high: "high", low: "low", abnormal: "out" } as const;

const Trend = ({ series: { latest, title, unit, points } }: { readonly series: ResultSeries }) =>
  points.length > 1 ? (
    <Sparkline id={`trend-${latest.id}`} name={title} unit={unit} points={points} valueElsewhere />
  ) : (
    <span className="ws-source">one value</span>
  );
