import type { App } from "#app";
import { odsCode } from "#base";
import type { Estimate, LinkGroup, LinkReport, Sample } from "#people";
import { countedSafely, showSafeCount, showSafeShare, showShare } from "#web";
import { showNumber } from "./words.ts";

/** The quality of the links in lines to be read. */
export function linkReportWords(app: App, report: LinkReport): string {
  const { registrations, methods, precision, recall, sample, sampling, unreviewed, calibration, groups, lastRun } =
    report;
  return [
    `${countedSafely(registrations, "registration")}, linked by:`,
    ...methods.map((one) => `  ${one.method.padEnd(12)} ${showSafeCount(one.registrations)}`),
    `Of the pairs that are joined, ${estimate(precision)} are of one person.`,
    `Of the pairs of one person that are alike, ${estimate(recall)} are joined.`,
    sample
      ? `This is by the random check of ${sample.drawnAt.slice(0, 10)} (seed ${String(sample.seed)}): ${reviewedWords(sample)}.`
      : `${percent(unreviewed)} of the joined pairs lie where nobody has looked at any: there it is what matching expects.`,
    ...(sampling ? [`A random check is under way: ${reviewedWords(sampling)}.`] : []),
    ...(sample ? strataLines(sample) : []),
    "Weight in bits: pairs, as many expected to be of one person, reviewed, of them one person",
    ...calibration.map(
      ({ from, to, pairs, expected, reviewed, same }) =>
        `  ${bandName(from, to).padEnd(12)} ` +
        [pairs, expected, reviewed, same].map((one) => showNumber(one).padStart(9)).join(" "),
    ),
    "Registrations: alone, linked on little, expected wrong, expected missed",
    ...groups.map((one) => `  ${groupName(app, one).padEnd(44)} ${groupCounts(one)}`),
    `${countedSafely(report.mayBeOne, "pair of persons", "pairs of persons")} may be one; ` +
      `${countedSafely(report.severalAtOneSource, "person", "people")} registered more than once at one source.`,
    lastRun
      ? `Last learnt: model ${String(lastRun.version)}; ${percent(lastRun.idsUnchanged)} of people were who they had been.`
      : "This place has not learnt yet: it links by the model as shipped. Run: wholestory link",
  ].join("\n");
}

const percent = (share: number): string => showShare({ count: share, of: 1 });
const estimate = ({ share, low, high }: Estimate): string => `${percent(share)} (${percent(low)} to ${percent(high)})`;

const reviewedWords = ({ reviewed, drawn, cannotSay }: Sample): string =>
  `${showNumber(reviewed)} reviewed of ${showNumber(drawn)} drawn, of ${showNumber(cannotSay)} nobody could say`;

const strataLines = ({ strata }: Sample): readonly string[] => [
  "Random check, weight in bits: pairs, drawn, reviewed, of them one person; 95% interval",
  ...strata.map(
    ({ from, to, joined, pairs, drawn, reviewed, same, estimate: own }) =>
      `  ${`${bandName(from, to)}, ${joined ? "joined" : "apart"}`.padEnd(20)} ` +
      `${[pairs, drawn, reviewed, same].map((one) => showNumber(one).padStart(9)).join(" ")}  ${own ? estimate(own) : "-"}`,
  ),
];

const bandName = (from: number, to: number): string =>
  `${String(from)} to ${Number.isFinite(to) ? String(to) : "more"}`;

const groupName = ({ directory }: App, { by, value }: LinkGroup): string =>
  `${by}: ${by === "source" ? directory.nameOf(odsCode(value)) : value}`;

const groupCounts = ({ registrations, alone, weak, expectedWrong, expectedMissed }: LinkGroup): string =>
  `${showSafeCount(registrations).padStart(13)}: ${showSafeShare(alone, registrations)}, ${showSafeCount(weak)}, ` +
  `${showExpected(expectedWrong)}, ${showExpected(expectedMissed)}`;

const showExpected = (number: number | undefined): string => number?.toFixed(1) ?? "not shown";
