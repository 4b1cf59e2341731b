import type { PairForReview } from "#people";
import { agreementOf, sentence, showBits, showFactor, showOdds, type ComparedColumn } from "../link-words.tsx";
import { Chart, Table, WeightBars, type WeightBar } from "../parts/index.ts";

type Counted = ComparedColumn & { readonly before: number; readonly after: number };

/** Why the odds are as they are: from before anything is compared, column by column, to where it comes to. */
export function PairWeights({ pair }: { readonly pair: PairForReview }) {
  const { prior, columns, forbidden } = pair;
  const counted = countedIn(prior, columns);
  const sum = counted.at(-1)?.after ?? prior;
  return (
    <Chart
      id="why-so"
      heading={findingOf(pair, counted, sum)}
      figure={<WeightBars id="weights" title="How each agreement moves the odds" bars={barsOf(prior, counted, sum)} />}
      note={<Note columns={columns} forbidden={forbidden} />}
      table={
        <Table
          caption="How each agreement moves the odds"
          captionHidden
          compact
          firstCellIsHeader
          columns={["What", "How they agree", "What it does", { header: "Bits", numeric: true }]}
          rows={[
            ["Before anything is compared", "", sentence(showOdds(prior)), showBits(prior)],
            ...counted.map((one) => [
              sentence(one.column),
              agreementOf(one).words,
              sentence(showFactor(one.bits)),
              showBits(one.bits),
            ]),
            ["Together", "", sentence(showOdds(sum)), showBits(sum)],
          ]}
        />
      }
    />
  );
}

/** What counts, in the order of the columns, with where the odds stood before and after. */
function countedIn(prior: number, columns: readonly ComparedColumn[]): readonly Counted[] {
  let before = prior;
  return columns
    .filter(({ bits }) => bits !== 0)
    .map((one) => {
      const counted = { ...one, before, after: before + one.bits };
      before = counted.after;
      return counted;
    });
}

/** "The NHS number speaks most for one person, the address most against it: about 40 to 1 that they are one person". */
function findingOf({ forbidden }: PairForReview, counted: readonly Counted[], sum: number): string {
  const ordered = counted.toSorted((a, b) => b.bits - a.bits);
  const [most, least] = [ordered[0], ordered.at(-1)];
  const parts = [
    most && most.bits > 0 && `${most.column} speaks most for one person`,
    least && least.bits < 0 && `${least.column} most against it`,
  ].filter((part) => part !== false && part !== undefined);
  const why = parts.length === 0 ? "nothing is compared" : parts.join(", ");
  const odds = forbidden === undefined ? showOdds(sum) : `${showOdds(sum)}, were it not forbidden`;
  return `${sentence(why)}: ${odds}`;
}

const barsOf = (prior: number, counted: readonly Counted[], sum: number): readonly WeightBar[] => [
  {
    label: "Before anything is compared",
    from: 0,
    to: prior,
    value: showBits(prior),
    words: `Before anything is compared: ${showOdds(prior)}`,
  },
  ...counted.map((one) => ({
    label: `${sentence(one.column)}: ${agreementOf(one).words.toLowerCase()}`,
    from: one.before,
    to: one.after,
    value: showBits(one.bits),
    words: `${sentence(one.column)}, ${agreementOf(one).words.toLowerCase()}: ${showFactor(one.bits)}`,
  })),
  { label: "Together", from: 0, to: sum, value: showBits(sum), words: `Together: ${showOdds(sum)}`, total: true },
];

/** What a household shares and changes together. */
const OF_THE_HOME: ReadonlySet<string> = new Set(["address", "postcode", "phone"]);

/** What is not in the picture, and why. */
const Note = ({ columns, forbidden }: Pick<PairForReview, "columns" | "forbidden">) => {
  const silent = columns.filter(({ level }) => level === undefined).map(({ column }) => column);
  const once = columns
    .filter(({ column, level, bits }) => OF_THE_HOME.has(column) && level !== undefined && bits === 0)
    .map(({ column }) => column);
  return (
    <>
      {silent.length > 0 && `Not said by both, so it counts for nothing: ${silent.join(", ")}. `}
      {once.length > 0 &&
        `Address, postcode and phone count once for and once against, as households share them: not ${once.join(", ")}. `}
      {forbidden !== undefined && `A rule forbids the link whatever the odds: ${forbidden}. `}
      Ten bits are odds of about 1,000 to 1. <a href="/links/model">What matching has learnt</a>
    </>
  );
};
