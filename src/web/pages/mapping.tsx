import type { FeedSettings } from "#place";
import { feedId } from "#base";
import { LARGEST_SAMPLE } from "#feeds";
import { StaffPage } from "../layout.tsx";
import { atDesk, onSample, stepOf, type Desk } from "../mapping/desk.tsx";
import { faultLinks, type FormFaults } from "../mapping/faults.ts";
import { Button, ErrorSummary, FileUpload, Heading } from "../parts/index.ts";
import { notFound, page, redirect, type Answer, type Route } from "../route.ts";

/** A table that nobody prepared: its file is chosen here, then looked at column by column. */
export const mappingRoutes: readonly Route[] = [
  { method: "GET", path: "/feeds/mapping", answer: atDesk(async (desk) => formPage(desk, new Map())) },
  { method: "POST", path: "/feeds/mapping", files: { mostBytes: LARGEST_SAMPLE }, answer: atDesk(takeSample) },
  { method: "POST", path: "/feeds/mapping/:sample/discard", answer: onSample(discard) },
];

async function takeSample(desk: Desk): Promise<Answer> {
  const { app, request, permit } = desk;
  const changed = feedAsked(desk, request.form["feed"]);
  if (changed === "unknown") return notFound("This place has no such table.");
  const file = request.files["file"];
  const { fileProblem } = request;
  if (!file || fileProblem) {
    const words = fileProblem ? [fileProblem.message, fileProblem.remedy].join(" ") : "Choose a file";
    return formPage(desk, new Map([["file", words]]));
  }
  const sample = await app.samples.keep(permit, file, changed);
  if (sample.ok) return redirect(stepOf(sample.value, "columns"));
  const { message, remedy = "" } = sample.problem;
  return formPage(desk, new Map([["file", `${message} ${remedy}`]]));
}

/** The feed whose mapping is to be changed; none for a new one. */
function feedAsked({ app }: Desk, text: string | null | undefined): FeedSettings | "unknown" | undefined {
  if (!text) return undefined;
  const feed = app.directory.feed(feedId(text));
  return feed?.mapping ? feed : "unknown";
}

async function discard({ app, permit, sample }: Parameters<Parameters<typeof onSample>[0]>[0]): Promise<Answer> {
  await app.samples.drop(permit, sample.token);
  return redirect("/feeds");
}

function formPage(desk: Desk, faults: FormFaults): Answer {
  const { request } = desk;
  const changed = feedAsked(desk, request.form["feed"] ?? request.query.get("feed"));
  if (changed === "unknown") return notFound("This place has no such table.");
  return page(<UploadPage {...{ ...desk, changed, faults }} />, faults.size > 0 ? 422 : 200);
}

type UploadPageProps = Desk & { readonly changed: FeedSettings | undefined; readonly faults: FormFaults };

const UploadPage = ({ app, request, changed, faults }: UploadPageProps) => (
  <StaffPage
    {...{ app, request }}
    title="Read another table"
    current="feeds"
    errors={faults.size > 0}
    breadcrumbs={[
      { text: "Feeds", href: "/feeds" },
      ...(changed ? [{ text: changed.name, href: `/feeds/${changed.id}` }] : []),
    ]}
  >
    {faults.size > 0 && <ErrorSummary errors={faultLinks(faults)} />}
    <Heading level={1} caption={changed?.name}>
      {changed ? "Change how its files are read" : "Read another table"}
    </Heading>
    <p className="ws-lead">
      Any spreadsheet can be a feed: say once what its columns are, and every later file like it is read in the same
      way.
    </p>
    <p>
      Choose one file as it is sent. You will see its columns with a guess at each, then what its rows would become and
      which would be refused. Nothing goes into the record until you have saved that and loaded the file.
    </p>
    <form action="/feeds/mapping" method="post" encType="multipart/form-data" noValidate>
      {changed && <input type="hidden" name="feed" value={changed.id} />}
      <FileUpload
        name="file"
        label="File"
        hint="CSV, or a workbook (.xlsx) without a password; at most 50 MB. The headings stand in one of the first 20 rows."
        error={faults.get("file")}
      />
      <Button>Continue</Button>
    </form>
    <p className="nhsuk-hint">
      It may hold personal data: it is kept for you alone while you do this, and for an hour at most.
    </p>
  </StaffPage>
);
