import { counted, showNumber } from "./dates.ts";
import { StatusShape } from "./status-shape.tsx";

export type FreshnessProps = {
  /** What it is about, such as "Social care". */
  readonly name: string;
  /** Organisations heard from, of those expected. */
  readonly arrived: number;
  readonly expected: number;
  /** What the organisations are, in the plural, such as "councils". */
  readonly unit: string;
  /** Days since the newest was received; none yet, unless given. */
  readonly ageDays?: number | undefined;
  readonly dueEveryDays?: number | undefined;
  readonly href?: string | undefined;
  /** How often the fields that matter most are filled: "97%". */
  readonly filled?: string | undefined;
};

/** "Social care: 1 of 2 councils, 41 days old". Marked where some are missing or overdue, with when it was due. */
export function Freshness(feed: FreshnessProps) {
  const { name, arrived, expected, unit, ageDays, dueEveryDays, href, filled } = feed;
  const overdue = ageDays !== undefined && dueEveryDays !== undefined && ageDays > dueEveryDays;
  const late = ageDays === undefined || overdue;
  const inner = `${name}: ${showNumber(arrived)} of ${showNumber(expected)} ${unit}, ${age(ageDays)}${overdue ? `, due every ${counted(dueEveryDays, "day")}` : ""}`;
  return (
    <span className="ws-freshness">
      <StatusShape status={late || arrived < expected ? "watch" : "good"}>
        {href ? <a href={href}>{inner}</a> : inner}
        {filled && `; ${filled} of key fields filled`}
      </StatusShape>
    </span>
  );
}

function age(days: number | undefined): string {
  if (days === undefined) return "nothing received yet";
  return days < 1 ? "from today" : `${counted(Math.floor(days), "day")} old`;
}
