import type { App } from "#app";
import { odsCode } from "#base";
import {
  CATEGORIES,
  concernsAbout,
  createOpenings,
  hasSigned,
  isPurpose,
  POSSIBLE,
  PURPOSES,
  purposesWithout,
  SENSITIVITIES,
  sharingMatrix,
  statusOf,
  type Agreement,
  type Opening,
  type Purpose,
  type Viewer,
} from "#sharing";
import { AGREEMENTS, agreedIn, openOrganisations, pathOf } from "../agreements/agreed.ts";
import { AgreementStatusShape } from "../agreements/agreement-status.tsx";
import { Concerns } from "../agreements/concerns.tsx";
import { MatrixList, MatrixTable, WhoStandsAlike } from "../agreements/matrix-table.tsx";
import { listed, lowered, sentenceOf, showNoFlow, showPrivateKinds, showPurposes } from "../agreements/words.ts";
import { StaffPage } from "../layout.tsx";
import { Button, EmptyState, Heading, Select, showDate, SummaryList, Table } from "../parts/index.ts";
import { notFound, page, type Answer, type PageRequest, type Route } from "../route.ts";

/** Who shares what with whom, and what should be seen to? */
export const agreementsRoutes: readonly Route[] = [{ method: "GET", path: "/agreements", answer: agreementsPage }];

const TITLE = "Who shares what with whom";

type PageProps = { readonly app: App; readonly request: PageRequest; readonly purpose: Purpose };

async function agreementsPage(app: App, request: PageRequest): Promise<Answer> {
  const purpose = request.query.get("purpose") ?? "direct-care";
  if (!isPurpose(purpose)) return notFound("There is no such purpose.");
  const agreements = agreedIn(app);
  const { today } = request;
  return page(
    <StaffPage {...{ app, request }} title={TITLE} current="agreements" breadcrumbs={[]}>
      <Heading level={1}>{TITLE}</Heading>
      <PurposeChooser purpose={purpose} />
      <div className="ws-beside">
        <section aria-labelledby="matrix-heading">
          <Matrix {...{ app, request, purpose, agreements }} />
        </section>
        <section aria-labelledby="to-see-to">
          <Heading level={2} id="to-see-to">
            To see to
          </Heading>
          <Concerns app={app} concerns={concernsAbout(agreements, today)} gaps={purposesWithout(agreements, today)} />
        </section>
      </div>
      <Heading level={2}>All agreements</Heading>
      <AgreementTable agreements={agreements} today={today} />
    </StaffPage>,
  );
}

const PurposeChooser = ({ purpose }: { readonly purpose: Purpose }) => (
  <form className="ws-chooser" action={AGREEMENTS.href} method="get">
    <Select
      name="purpose"
      label="For what purpose"
      value={purpose}
      items={(Object.keys(PURPOSES) as Purpose[]).map((value) => ({ value, text: PURPOSES[value].words }))}
    />
    <Button variant="secondary" small>
      Show
    </Button>
  </form>
);

const Matrix = ({ app, request, purpose, agreements }: PageProps & { readonly agreements: readonly Agreement[] }) => {
  const { today } = request;
  const organisations = openOrganisations(app, today);
  const matrix = sharingMatrix(agreements, { organisations, purpose, day: today });
  const inForce = agreements.filter((one) => one.purposes.has(purpose) && statusOf(one, today) === "in force");
  return (
    <>
      <Heading level={2} id="matrix-heading">
        {PURPOSES[purpose].words}, on {showDate(today)}
      </Heading>
      {inForce.length === 0 ? (
        <EmptyState>
          No agreement for this purpose is in force: each organisation sees what it holds itself, and nothing else.
        </EmptyState>
      ) : (
        <p>
          {"By "}
          {inForce.map((one, nth) => (
            <span key={one.id}>
              {nth > 0 && ", "}
              <a href={pathOf(one)}>{one.name}</a>
            </span>
          ))}
          . Each role sees only what it needs of it, and nothing that the person chose not to share.
        </p>
      )}
      <MatrixTable {...{ app, purpose, matrix }} />
      <MatrixList {...{ app, purpose, matrix }} />
      <WhoStandsAlike {...{ app, purpose, matrix }} />
      <CellInFull {...{ app, request, purpose, agreements }} />
    </>
  );
};

/** The cell that the address names, in full. */
const CellInFull = ({
  app,
  request,
  purpose,
  agreements,
}: PageProps & { readonly agreements: readonly Agreement[] }) => {
  const { directory } = app;
  const { query, today } = request;
  const [holds, sees] = [query.get("holds"), query.get("sees")];
  const holder = directory.organisation(odsCode(holds ?? ""));
  const viewer = sees === "people" ? undefined : directory.organisation(odsCode(sees ?? ""));
  if (!holder || (!viewer && sees !== "people")) return undefined;
  const [holderName, viewerName] = [holder.name, viewer?.name ?? "People themselves"];
  const opening =
    holder === viewer ? undefined : createOpenings(agreements, { purpose, day: today })(holder.ods, viewer?.ods);
  const named = { holds: holderName, sees: viewerName, many: viewer === undefined, heldByMany: false };
  return (
    <section className="ws-cell" id="cell" aria-labelledby="cell-heading" tabIndex={-1}>
      <Heading level={3} id="cell-heading">
        What {lowerPeople(viewerName)} {viewer ? "sees" : "see"} of what {holderName} holds
      </Heading>
      <p>{opening === undefined ? `${holderName} sees what it holds itself.` : sentenceOf(opening, named)}</p>
      {opening && <OpeningInFull {...{ opening, holder: holder.ods, viewer: viewer?.ods, named }} />}
    </section>
  );
};

const lowerPeople = (name: string): string => (name === "People themselves" ? lowered(name) : name);

type InFullProps = {
  readonly opening: Opening;
  readonly holder: NonNullable<Viewer>;
  readonly viewer: Viewer;
  readonly named: { readonly holds: string; readonly sees: string };
};

const OpeningInFull = ({ opening, holder, viewer, named: { holds, sees } }: InFullProps) => {
  if (opening.open) return <OpenInFull opening={opening} />;
  return (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {opening.refusals.map(({ agreement, why }) => {
        const organisation =
          why === "source has not signed" ? holder : why === "receiver has not signed" ? viewer : undefined;
        return (
          <li key={agreement.id}>
            <a href={pathOf(agreement)}>{agreement.name}</a>: {showNoFlow(why, holds, sees)}.{" "}
            {organisation && <a href={pathOf(agreement, "if", organisation)}>What would change if it signed</a>}
          </li>
        );
      })}
    </ul>
  );
};

const OpenInFull = ({ opening: { by, extent } }: { readonly opening: Opening & { readonly open: true } }) => {
  const rest = Object.entries(CATEGORIES).filter(([one]) => !extent.categories.some((shared) => shared === one));
  const withheld = Object.entries(SENSITIVITIES).filter(
    ([one]) => one !== "normal" && !extent.privateKinds.some((shared) => shared === one),
  );
  return (
    <SummaryList
      rows={[
        { key: "By", value: <AgreementLinks agreements={by} /> },
        { key: "Kinds of fact", value: extent.categories.map((one) => CATEGORIES[one]).join(", ") },
        ...(rest.length > 0 ? [{ key: "Not shared", value: rest.map(([, words]) => words).join(", ") }] : []),
        {
          key: "Private kinds",
          value: extent.privateKinds.length > 0 ? `Named: ${showPrivateKinds(extent.privateKinds)}` : "None named",
        },
        { key: "Private kinds not named", value: `Closed: ${listed(withheld.map(([, words]) => lowered(words)))}` },
      ]}
    />
  );
};

const AgreementLinks = ({ agreements }: { readonly agreements: readonly Agreement[] }) => (
  <>
    {agreements.map((one, nth) => (
      <span key={one.id}>
        {nth > 0 && ", "}
        <a href={pathOf(one)}>{one.name}</a>
      </span>
    ))}
  </>
);

type TableProps = { readonly agreements: readonly Agreement[]; readonly today: string };

const AgreementTable = ({ agreements, today }: TableProps) => {
  if (agreements.length === 0) {
    return (
      <EmptyState>
        The place file holds no agreement, so that each organisation sees what it holds itself alone. Write the first
        one there: docs/place-file.md says what each line means.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="All agreements"
      captionHidden
      responsive
      firstCellIsHeader
      columns={["Agreement", "For", "What", "From", "To", "Review", "Signed", "Today"]}
      rows={agreements.map((one) => [
        <a href={pathOf(one)}>{one.name}</a>,
        showPurposes(one.purposes),
        one.categories === "all" ? "All kinds of fact" : `${one.categories.size} of ${POSSIBLE} kinds of fact`,
        showDate(one.from),
        one.to === undefined ? "No end" : showDate(one.to),
        showDate(one.review),
        `${one.parties.filter((party) => hasSigned(party, today)).length} of ${one.parties.length}`,
        <AgreementStatusShape agreement={one} today={today} />,
      ])}
    />
  );
};
