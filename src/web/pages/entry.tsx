import type { App } from "#app";
import { entryIdIn, fhirJsonOf, filesIn, parseFhirJson } from "#base";
import type { EntryContent } from "#record";
import { CATEGORIES, rulingInForce, SENSITIVITIES } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { attachmentsOf, showSize } from "../attachments.ts";
import {
  Details,
  Heading as Head,
  InsetText,
  showDate,
  showDateTime,
  SummaryList,
  Table,
  type SummaryListRow,
} from "../parts/index.ts";
import { showSight } from "../rulings/ruling-words.ts";
import { notFound, page, type Answer, type PageRequest, type Route } from "../route.ts";

/** One entry: what exactly did the source say, and what did it say before? */
export const entryRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/entries/:entry", answer: entryPage },
];

async function entryPage(app: App, request: PageRequest): Promise<Answer> {
  const id = entryIdIn(request.params["entry"] ?? "");
  const reading = await readPerson(app, request, "entry", async (permit) => {
    const versions = id ? await app.record.versions(permit, id) : undefined;
    const [current, ...earlier] = versions?.ok ? versions.value : [];
    return current && { current, earlier, rulings: await app.sharing.rulingsOn(permit, current) };
  });
  if (!reading.ok) return reading.problem;
  const { person, value, feeds } = reading.value;
  if (!value) return notFound("This person has no such entry.");
  const { current, earlier, rulings } = value;
  return page(
    <PersonPage
      app={app}
      request={request}
      person={person}
      title="Entry"
      feeds={feeds}
      breadcrumbs={[{ text: "Record", href: `/people/${person.id}` }]}
    >
      <Head level={1}>{current.title}</Head>
      {rulingInForce(rulings, request.now) && (
        <InsetText>{showSight(app, current.sensitivity, rulings, request.now)}</InsetText>
      )}
      <SummaryList rows={rowsOf(app, current)} />
      <p>
        <a href={`/people/${person.id}/entries/${current.id}/label`}>Why it is labelled so</a>
      </p>
      <p>
        <a href={`/people/${person.id}/entries/${current.id}/shown`}>What the person is shown of it</a>
      </p>
      <p>
        <a href={`/people/${person.id}/entries/${current.id}/withdraw`}>
          Filed under the wrong person, or to be withdrawn
        </a>
      </p>
      <Attachments entry={current} href={`/people/${person.id}/entries/${current.id}/attachments`} />
      {earlier.length > 0 && <Earlier app={app} versions={earlier} />}
      <Details summary="As the record holds it (FHIR)">
        <pre className="ws-content" tabIndex={0}>
          {indented(current.content)}
        </pre>
      </Details>
    </PersonPage>,
  );
}

function rowsOf(app: App, entry: EntryContent): readonly SummaryListRow[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Value", entry.detail],
    ["Status", entry.ended ? "The source no longer reports it" : entry.status],
    ["When", entry.to && entry.to > entry.from ? stretch(entry) : showDate(entry.date)],
    ["Who", entry.who],
    ["Source", app.directory.nameOf(entry.source)],
    ["Kind", CATEGORIES[entry.category]],
    ["Sensitivity", SENSITIVITIES[entry.sensitivity]],
    ["Written down by the source", showDateTime(entry.recorded)],
    ["Received here", `${showDateTime(entry.received)}, delivery ${entry.delivery}, line ${entry.line}`],
    ["Version", String(entry.version)],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

function stretch({ date, from, to }: EntryContent): string {
  const last = to && new Date(to.getTime() - 1);
  const sameDay = last && last.getTime() - from.getTime() < 86_400_000;
  return !last || sameDay ? showDate(date) : `${showDate(date)} to ${showDate(last)}`;
}

const Earlier = ({ app, versions }: { readonly app: App; readonly versions: readonly EntryContent[] }) => (
  <section>
    <Head level={2}>What it said before</Head>
    <Table
      captionHidden
      caption="Earlier versions"
      compact
      columns={["Version", "What it said", "Status", "Written down", "Received", "Source"]}
      rows={versions.map((one) => [
        one.version,
        [one.title, one.detail].filter(Boolean).join(": "),
        one.ended ? "ended" : (one.status ?? ""),
        showDateTime(one.recorded),
        showDateTime(one.received),
        app.directory.nameOf(one.source),
      ])}
    />
  </section>
);

function Attachments({ entry, href }: { readonly entry: EntryContent; readonly href: string }) {
  const files = attachmentsOf(entry.content);
  if (files.length === 0) return null;
  return (
    <section>
      <Head level={2}>Attachments</Head>
      <Table
        captionHidden
        caption="Attachments"
        compact
        columns={["Title", "Kind", { header: "Size", numeric: true }, "Made on"]}
        rows={files.map((file) => [
          <a href={`${href}/${file.number}`} key={file.number} download>
            {file.title}
          </a>,
          file.kind,
          showSize(file.bytes),
          file.created === undefined ? "" : showDate(file.created),
        ])}
      />
    </section>
  );
}

/** For reading: numbers with their digits, files left out. */
function indented(json: string): string {
  const resource = parseFhirJson(json);
  for (const [at, { holder, data }] of filesIn(resource).entries()) {
    holder.data = `(attachment ${at + 1}: ${showSize(Buffer.byteLength(data, "base64"))})`;
  }
  return fhirJsonOf(resource, 2);
}
