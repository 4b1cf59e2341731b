import type { App } from "#app";
import type { WellKnownPerson } from "#sharing";
import { StaffPage } from "../layout.tsx";
import { LOG } from "../log/address.ts";
import { asOfficer } from "../log/officer.tsx";
import { counted, EmptyState, Heading, showDateTime, Table } from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showStaff } from "../staff-words.ts";

/** Of whom are many curious, so that every look at them is looked at again? */
export const logWellKnownRoutes: readonly Route[] = [{ method: "GET", path: "/log/well-known", answer: wellKnownPage }];

const TITLE = "People of whom many are curious";
export const WELL_KNOWN = { text: TITLE, href: "/log/well-known" };

async function wellKnownPage(app: App, request: PageRequest): Promise<Answer> {
  const permit = await asOfficer(app, request, { title: TITLE });
  if (!permit.ok) return permit.problem;
  const marked = await app.logWatch.wellKnown(permit.value);
  return page(
    <StaffPage {...{ app, request }} title={TITLE} breadcrumbs={[LOG]}>
      <Heading level={1}>{TITLE}</Heading>
      <p>
        Every look at somebody who is marked stands out the day after, and waits for somebody to look into it. Nobody is
        named here: whom it is about is on their own page.
      </p>
      {marked.length === 0 ? (
        <EmptyState next={{ text: "Find a person", href: "/find" }}>
          Nobody is marked. Mark somebody from the page of their record, or from a look that stands out.
        </EmptyState>
      ) : (
        <MarkedTable {...{ app, marked }} />
      )}
    </StaffPage>,
  );
}

const MarkedTable = ({ app, marked }: { readonly app: App; readonly marked: readonly WellKnownPerson[] }) => (
  <Table
    caption={`${counted(marked.length, "person", "people")}, the last that was marked first`}
    captionSize="s"
    responsive
    classes="ws-dense"
    columns={["Marked", "By", "Who"]}
    rows={marked.map(({ person, markedBy, markedAt }) => [
      showDateTime(markedAt),
      showStaff(app, markedBy, markedAt),
      <a href={`/people/${person}/well-known`}>
        See who it is<span className="nhsuk-u-visually-hidden"> who was marked {showDateTime(markedAt)}</span>
      </a>,
    ])}
  />
);
