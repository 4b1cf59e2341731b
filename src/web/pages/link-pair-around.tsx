import type { App } from "#app";
import type { PairForReview, ReviewedRegistration } from "#people";
import { pairHref, showBits, showBorn, showOdds, showRegistered, sentence } from "../link-words.tsx";
import { EmptyState, Heading, showDate, Table, type TableCell } from "../parts/index.ts";

type AroundProps = { readonly app: App; readonly pair: PairForReview };

/** Others who are like one of the two. */
export const Candidates = ({ app, pair: { one, other, candidates } }: AroundProps) => (
  <section>
    <Heading level={2}>Others who are like one of them</Heading>
    {candidates.length === 0 ? (
      <EmptyState>No other registration is like either of them.</EmptyState>
    ) : (
      <Table
        caption="Other registrations that are like one of the two"
        captionHidden
        responsive
        firstCellIsHeader
        columns={["Registration", "Born", "Source", "Like", "How likely", "Today", "Compare"]}
        rows={candidates.map(({ registration, like, weight, together }) => [
          showRegistered(registration),
          showBorn(registration),
          app.directory.nameOf(registration.source),
          like === one.patient ? sideOf(app, one, other, "One") : sideOf(app, other, one, "The other"),
          <>
            {sentence(showOdds(weight))} <span className="ws-small-print">{showBits(weight)}</span>
          </>,
          together ? "One person" : "Two persons",
          <a href={pairHref(like, registration.patient)}>
            Look at this pair
            <span className="nhsuk-u-visually-hidden">: with {showRegistered(registration)}</span>
          </a>,
        ])}
      />
    )}
  </section>
);

/** Which of the two: by its source, where that tells them apart. */
const sideOf = (app: App, mine: ReviewedRegistration, theirs: ReviewedRegistration, otherwise: string): string =>
  mine.source === theirs.source ? otherwise : `${otherwise} (${app.directory.nameOf(mine.source)})`;

/** Others at an address of one of the two: twins, parent and child. */
export const Household = ({ app, pair: { one, other, household, drawn } }: AroundProps) => {
  const others = household.filter(({ person }) => person !== one.person && person !== other.person);
  const own = drawn ? 0 : household.length - others.length;
  return (
    <section>
      <Heading level={2}>At the same address</Heading>
      {own > 0 && <p>{own === 1 ? "One more registration" : `${own} more registrations`} of these persons.</p>}
      {others.length === 0 ? (
        <EmptyState>Nobody else is registered there.</EmptyState>
      ) : (
        <Table
          caption="Other people registered at an address of one of the two"
          captionHidden
          responsive
          firstCellIsHeader
          columns={["Person", "Born", "Sex", "Known to"]}
          rows={[...Map.groupBy(others, ({ person }) => person).values()].map((own) => fellowCells(app, own))}
        />
      )}
    </section>
  );
};

/** One person by their registrations at the address. */
function fellowCells(app: App, own: readonly ReviewedRegistration[]): readonly TableCell[] {
  const named = own.find(({ family }) => family !== undefined) ?? own[0];
  const born = own.find((one) => one.born !== undefined)?.born;
  const gender = own.find((one) => one.gender !== undefined)?.gender;
  return [
    named ? showRegistered(named) : "",
    born === undefined ? "Not said" : showDate(born),
    gender === undefined ? "Not said" : sentence(gender),
    [...new Set(own.map(({ source }) => app.directory.nameOf(source)))].join(", "),
  ];
}
