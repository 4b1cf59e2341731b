import type { App } from "#app";
import { odsCode } from "#base";
import type { Estimate, LinkGroup, LinkReport } from "#people";
import { countedSafely, showSafeCount, showSafeShare, showShare } from "#web";
import { showNumber } from "./words.ts";

/** The quality of the links in lines to be read. */
export function linkReportWords(app: App, report: LinkReport): string {
  const { registrations, methods, precision, recall, unreviewed, calibration, groups, lastRun } = report;
  return [
    `${countedSafely(registrations, "registration")}, linked by:`,
    ...methods.map((one) => `  ${one.method.padEnd(12)} ${showSafeCount(one.registrations)}`),
    `Of the pairs that are joined, ${estimate(precision)} are of one person.`,
    `Of the pairs of one person that were compared, ${estimate(recall)} are joined.`,
    `${percent(unreviewed)} of the joined pairs lie where nobody has looked at any: there it is what matching expects.`,
    "Weight in bits: pairs, as many expected to be of one person, reviewed, of them one person",
    ...calibration.map(
      ({ from, to, pairs, expected, reviewed, same }) =>
        `  ${`${String(from)} to ${Number.isFinite(to) ? String(to) : "more"}`.padEnd(12)} ` +
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

const groupName = ({ directory }: App, { by, value }: LinkGroup): string =>
  `${by}: ${by === "source" ? directory.nameOf(odsCode(value)) : value}`;

const groupCounts = ({ registrations, alone, weak, expectedWrong, expectedMissed }: LinkGroup): string =>
  `${showSafeCount(registrations).padStart(13)}: ${showSafeShare(alone, registrations)}, ${showSafeCount(weak)}, ` +
  `${showExpected(expectedWrong)}, ${showExpected(expectedMissed)}`;

const showExpected = (number: number | undefined): string => number?.toFixed(1) ?? "not shown";
