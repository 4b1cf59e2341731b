import type { App } from "#app";
import { feedId, odsCode, type OdsCode } from "#base";
import type { FeedSettings } from "#place";
import { showFormat } from "../feed-words.ts";
import { StaffPage } from "../layout.tsx";
import { Button, ErrorSummary, FileUpload, Heading, InsetText, Select } from "../parts/index.ts";
import { notFound, page, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** Bytes. Larger files come by program, or by the watched folder. */
const MOST_BYTES = 1024 ** 3;

/** Send a file of a feed, for one who has it on their desk. */
export const sendFileRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/feeds/:feed/send",
    answer: async (app, request) => Promise.resolve(formPage(app, request, {})),
  },
  { method: "POST", path: "/feeds/:feed/send", files: { mostBytes: MOST_BYTES }, answer: takeFile },
];

type Faults = { readonly file?: string | undefined; readonly source?: string | undefined };

const feedOf = (app: App, request: PageRequest): FeedSettings | undefined =>
  app.directory.feed(feedId(request.params["feed"] ?? ""));

async function takeFile(app: App, request: PageRequest): Promise<Answer> {
  const feed = feedOf(app, request);
  if (!feed) return notFound("This place has no such feed.");
  const { files, fileProblem, form, takeIn } = request;
  const file = files["file"];
  const source = senderIn(feed, form["source"]);
  const faults = {
    file: fileProblem ? [fileProblem.message, fileProblem.remedy].join(" ") : file ? undefined : "Choose a file",
    source: source ? undefined : "Choose who sent the file",
  };
  if (!file || !source || fileProblem) return formPage(app, request, faults);
  if (!takeIn) return problem(NOT_TAKEN);
  const taken = await takeIn(file, feed, source);
  return taken.ok ? redirect(`/deliveries/${taken.value.id}`) : problem(taken.problem);
}

const NOT_TAKEN = {
  kind: "unavailable" as const,
  message: "No files are taken in here.",
  remedy: "Use 'bin/wholestory load' on the machine of the program.",
};

/** Who sent it: of those who are expected to send by this feed. */
const senderIn = (feed: FeedSettings, text: string | undefined): OdsCode | undefined => {
  const [only] = feed.organisations;
  if (feed.organisations.length === 1) return only;
  return feed.organisations.find((ods) => ods === odsCode(text ?? ""));
};

function formPage(app: App, request: PageRequest, faults: Faults): Answer {
  const feed = feedOf(app, request);
  if (!feed) return notFound("This place has no such feed.");
  const isFaulty = faults.file !== undefined || faults.source !== undefined;
  return page(<SendPage {...{ app, request, feed, faults }} />, isFaulty ? 422 : 200);
}

type SendPageProps = {
  readonly app: App;
  readonly request: PageRequest;
  readonly feed: FeedSettings;
  readonly faults: Faults;
};

const SendPage = ({ app, request, feed, faults }: SendPageProps) => (
  <StaffPage
    {...{ app, request }}
    title="Send a file"
    current="feeds"
    errors={faults.file !== undefined || faults.source !== undefined}
    breadcrumbs={[
      { text: "Feeds", href: "/feeds" },
      { text: feed.name, href: `/feeds/${feed.id}` },
    ]}
  >
    <Errors faults={faults} />
    <Heading level={1}>Send a file of {feed.name}</Heading>
    <p>
      {`${showFormat(feed.format)}. `}
      {feed.deliveries === "snapshot"
        ? "Each file holds all that the sender holds: what it leaves out has ended."
        : "Each file holds what is new or changed."}
    </p>
    <form action={`/feeds/${feed.id}/send`} method="post" encType="multipart/form-data" noValidate>
      <Sender app={app} feed={feed} request={request} error={faults.source} />
      <FileUpload name="file" label="File" hint="At most 1 GB." error={faults.file} />
      <Button>Send</Button>
    </form>
    <InsetText>
      <p>
        The file is kept until it is in the record. The same file sent again changes nothing. What cannot be read is
        refused row by row, with the reason, and the rest goes on.
      </p>
    </InsetText>
  </StaffPage>
);

const Errors = ({ faults: { file, source } }: { readonly faults: Faults }) => {
  const errors = [
    ...(source === undefined ? [] : [{ text: source, href: "#source" }]),
    ...(file === undefined ? [] : [{ text: file, href: "#file" }]),
  ];
  return errors.length > 0 && <ErrorSummary errors={errors} />;
};

type SenderProps = Pick<SendPageProps, "app" | "feed" | "request"> & { readonly error: string | undefined };

/** One sender is not asked for. */
const Sender = ({ app, feed, request, error }: SenderProps) =>
  feed.organisations.length > 1 ? (
    <Select
      name="source"
      label="Who sent it"
      value={request.form["source"] ?? ""}
      error={error}
      items={[
        { value: "", text: "Choose an organisation" },
        ...feed.organisations.map((ods) => ({ value: ods, text: app.directory.nameOf(ods) })),
      ]}
    />
  ) : (
    <p>From {feed.organisations.map((ods) => app.directory.nameOf(ods)).join(", ")}.</p>
  );
