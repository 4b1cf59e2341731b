import type { App } from "#app";
import type { ListPermit } from "#sharing";
import { GONE, type Sample } from "#feeds";
import { StaffPage } from "../layout.tsx";
import { BackLink, counted, ErrorSummary, Heading, type Content } from "../parts/index.ts";
import { problem, type Answer, type PageRequest, type StaffRoute } from "../route.ts";
import { faultLinks, type FormFaults } from "./faults.ts";

/** Where a mapping is made: whoever may, and has the leave to see what the file holds. */
export type Desk = { readonly app: App; readonly request: PageRequest; readonly permit: ListPermit };
export type SampleDesk = Desk & { readonly sample: Sample };

/** Answers those who may make mappings; all others are told who may. */
export const atDesk =
  (answer: (desk: Desk) => Promise<Answer>): StaffRoute["answer"] =>
  async (app, request) => {
    if (!app.keeper.mayChangeFeeds(request.actor)) return problem(NOT_YOURS);
    const asking = {
      actor: request.actor.id,
      purpose: "data-quality" as const,
      what: "file by which a mapping is made" as const,
    };
    const permit = await app.sharing.mayList(asking);
    return permit.ok ? answer({ app, request, permit: permit.value }) : problem(permit.problem);
  };

const NOT_YOURS = {
  kind: "refused" as const,
  message: "Only data quality and engineers may say how files are read.",
  remedy: "Ask one of them, or choose to act as one.",
};

/** Answers where the sample of the address is there, and this actor's. */
export const onSample = (answer: (desk: SampleDesk) => Promise<Answer>): StaffRoute["answer"] =>
  atDesk(async (desk) => {
    const sample = desk.app.samples.find(desk.permit, desk.request.params["sample"] ?? "");
    return sample ? answer({ ...desk, sample }) : problem(GONE);
  });

/** The address of a step. */
export const stepOf = ({ token }: Sample, step: "columns" | "values" | "feed" | "preview" | "saved"): string =>
  `/feeds/mapping/${token}/${step}`;

type StepPageProps = Pick<SampleDesk, "app" | "request" | "sample"> & {
  readonly title: string;
  /** Which of the four steps this is; none where they are done. */
  readonly step?: 1 | 2 | 3 | 4;
  readonly back?: string;
  readonly faults?: FormFaults | undefined;
  readonly children: Content;
};

/** A page of the way from a file to a feed. */
export const StepPage = ({ app, request, sample, title, step, back, faults, children }: StepPageProps) => (
  <StaffPage
    {...{ app, request, title }}
    current="feeds"
    errors={faults !== undefined && faults.size > 0}
    breadcrumbs={[{ text: "Feeds", href: "/feeds" }]}
    beforeMain={
      back && (
        <nav aria-label="Step before">
          <BackLink href={back}>Back</BackLink>
        </nav>
      )
    }
  >
    {faults && faults.size > 0 && <ErrorSummary errors={faultLinks(faults)} />}
    <Heading level={1} caption={captionOf(sample, step)}>
      {title}
    </Heading>
    {children}
  </StaffPage>
);

function captionOf({ fileName, before, table }: Sample, step: StepPageProps["step"]): string {
  const what = before ? `${before.name}: ${fileName}` : fileName;
  const size = `${counted(table.columns.length, "column")}, headings in row ${table.headingLine}`;
  return step === undefined ? what : `Step ${step} of 4. ${what} (${size})`;
}
