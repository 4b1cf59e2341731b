import type { App } from "#app";
import { showNhsNumber } from "#base";
import type { PairForReview, ReviewedRegistration } from "#people";
import { agreementOf, showBorn, showMethod, showSaid, type ComparedColumn, sentence } from "../link-words.tsx";
import { AgreementMark, showDate, Table, type Content, type TableCell, type TableRow } from "../parts/index.ts";

type FactsProps = { readonly app: App; readonly pair: PairForReview };

/** What two registrations say, side by side, and where they agree. */
export function PairFacts({ app, pair }: FactsProps) {
  const { one, other, columns } = pair;
  return (
    <Table
      caption="What the two registrations say"
      captionHidden
      responsive
      firstCellIsHeader
      classes="ws-facts-beside"
      columns={["What", "One", "The other", "They are"]}
      rows={[
        plainRow(sourceOf(app), one, other),
        ...FACTS.map((fact) => comparedRow(fact, one, other, columns)),
        plainRow(REGISTRATION, one, other),
        ...(pair.drawn ? [] : [plainRow(TODAY, one, other)]),
      ]}
    />
  );
}

type Fact = {
  /** The column that is compared. */
  readonly column: string;
  /** What the registration says of it now. */
  readonly now: (registration: ReviewedRegistration) => string | undefined;
  readonly show?: (registration: ReviewedRegistration, now: string) => Content;
};

const FACTS: readonly Fact[] = [
  { column: "family name", now: ({ family }) => family },
  { column: "given name", now: ({ given }) => given },
  { column: "date of birth", now: ({ born }) => born, show: showBorn },
  { column: "sex", now: ({ gender }) => gender, show: (_, now) => sentence(now) },
  { column: "NHS number", now: ({ nhsNumber }) => nhsNumber, show: numberWords },
  { column: "address", now: ({ address }) => address },
  { column: "postcode", now: ({ postcode }) => postcode },
  { column: "phone", now: ({ phone }) => phone },
  { column: "email", now: () => undefined },
];

function numberWords({ nhsNumberVerified }: ReviewedRegistration, number: string): Content {
  return (
    <>
      <span className="ws-number">{showNhsNumber(number)}</span>, {nhsNumberVerified ? "traced" : "not traced"}
    </>
  );
}

function comparedRow(
  fact: Fact,
  one: ReviewedRegistration,
  other: ReviewedRegistration,
  columns: readonly ComparedColumn[],
): TableRow {
  const compared = columns.find(({ column }) => column === fact.column);
  const agreement = compared && agreementOf(compared);
  return {
    classes: agreement?.mark === "different" ? "ws-differs" : undefined,
    cells: [
      sentence(fact.column),
      <Said fact={fact} registration={one} said={compared?.mine ?? []} />,
      <Said fact={fact} registration={other} said={compared?.theirs ?? []} />,
      agreement ? <AgreementMark agreement={agreement.mark}>{agreement.words}</AgreementMark> : "",
    ],
  };
}

type SaidProps = {
  readonly fact: Fact;
  readonly registration: ReviewedRegistration;
  /** Everything that it has said over time, as it is compared. */
  readonly said: readonly string[];
};

const Said = ({ fact: { column, now, show }, registration, said }: SaidProps) => {
  const present = now(registration);
  const others = said.filter((value) => present === undefined || !isWithin(value, present));
  if (present === undefined && others.length === 0) return <span className="ws-source">Not said</span>;
  return (
    <>
      {present !== undefined && (show ? show(registration, present) : present)}
      {others.length > 0 && (
        <span className="ws-also">
          {present !== undefined && "Also: "}
          {others.map((value) => showSaid(column, value)).join("; ")}
        </span>
      )}
    </>
  );
};

/** Whether what is compared stands within what is shown, as whoever wrote it wrote it. */
const isWithin = (compared: string, shown: string): boolean => {
  const [inner, outer] = [bare(compared), bare(shown)];
  return outer.includes(inner) || outer.includes(inner.replace(/^0/, ""));
};

const bare = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What stands beside each other without being compared. */
type PlainFact = readonly [name: string, show: (registration: ReviewedRegistration) => TableCell];

const plainRow = ([name, show]: PlainFact, one: ReviewedRegistration, other: ReviewedRegistration): TableRow => [
  name,
  show(one),
  show(other),
  "",
];

const sourceOf = ({ directory }: App): PlainFact => [
  "Source",
  ({ source, sourceId }) => (
    <>
      <strong>{directory.nameOf(source)}</strong> <span className="ws-also">its number {sourceId}</span>
    </>
  ),
];

const REGISTRATION: PlainFact = [
  "Registration",
  ({ active, recorded }) => `${active ? "Runs" : "Has ended"}; written ${showDate(recorded)}`,
];

const TODAY: PlainFact = [
  "Today",
  ({ person, method, reason }) => (
    <>
      <a href={`/people/${person}/links`}>{showMethod(method)}</a>. {reason}
    </>
  ),
];
