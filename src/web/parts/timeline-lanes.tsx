import { scaleUtc, type ScaleTime } from "d3-scale";
import type { TextLink } from "./breadcrumb.tsx";
import { classNames } from "./content.ts";
import { counted, showDate } from "./dates.ts";

export type TimelineLanesProps = {
  readonly id: string;
  /** What the picture says, for those who do not see it. */
  readonly title: string;
  /** First and last day shown, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly lanes: readonly TimelineLane[];
  /** Where the same stands as a list. */
  readonly list?: TextLink | undefined;
};

/** One kind of agency. */
export type TimelineLane = {
  readonly label: string;
  readonly marks: readonly TimelineMark[];
  /** Stays and packages, which last. */
  readonly bars: readonly TimelineBar[];
};

export type TimelineMark = { readonly date: string; readonly label: string };
export type TimelineBar = {
  readonly from: string;
  /** Still going on, unless given. */
  readonly to?: string | undefined;
  readonly label: string;
};

/** Places in per cent of the width, so that words keep their size on every screen. */
type Scale = ScaleTime<number, number>;

/** Marks nearer than this, in per cent of the width, are drawn as one. */
const STEP = 0.4;

/** Pixels: a row of marks or bars; a letter of a bar's words; the pictures' usual width on a wide and a narrow screen. */
const ROW = 20;
const LETTER = 7;
const WIDE = 1000;
const NARROW = 300;

/** What happened, where and when: a lane per kind of agency, a mark a contact, a bar for what lasts. */
export function TimelineLanes({ id, title, from, to, lanes, list }: TimelineLanesProps) {
  const scale = scaleUtc([new Date(from), new Date(`${to}T23:59:59Z`)], [0, 100]).clamp(true);
  const ticks = scale.ticks(10);
  return (
    <figure className="ws-lanes" aria-labelledby={`${id}-title`}>
      <figcaption className="nhsuk-u-visually-hidden" id={`${id}-title`}>
        {title}
      </figcaption>
      <ul className="ws-lanes__list">
        {lanes.map((lane) => (
          <Lane lane={lane} scale={scale} ticks={ticks} to={to} key={lane.label} />
        ))}
      </ul>
      <Axis scale={scale} ticks={ticks} />
      {list && (
        <p className="ws-lanes__as-list">
          <a href={list.href}>{list.text}</a>
        </p>
      )}
    </figure>
  );
}

type LaneProps = {
  readonly lane: TimelineLane;
  readonly scale: Scale;
  readonly ticks: readonly Date[];
  readonly to: string;
};

function Lane({ lane, scale, ticks, to }: LaneProps) {
  const rows = inRows(lane.bars, to);
  const above = lane.marks.length > 0 ? ROW : 0;
  const height = above + rows.length * ROW || ROW;
  return (
    <li className="ws-lanes__lane">
      <span className="ws-lanes__label">
        {lane.label} <span className="ws-lanes__count">{laneCount(lane)}</span>
      </span>
      <svg
        className="ws-lanes__svg"
        width="100%"
        height={height}
        role="img"
        aria-label={laneWords(lane)}
        focusable="false"
      >
        {ticks.map((tick) => (
          <line
            className="ws-lanes__grid"
            x1={percent(scale(tick))}
            x2={percent(scale(tick))}
            y1="0"
            y2={height}
            key={tick.getTime()}
          />
        ))}
        {rows.flatMap((row, number) =>
          row.map((bar, index) => (
            <Bar bar={bar} scale={scale} to={to} top={above + number * ROW + 2} key={`${number} ${index}`} />
          )),
        )}
        {together(lane.marks, scale).map(({ at, label }) => (
          <circle className="ws-lanes__mark" cx={percent(at)} cy="10" r="4" key={at}>
            <title>{label}</title>
          </circle>
        ))}
      </svg>
    </li>
  );
}

/** Bars that overlap in time lie under each other. */
function inRows(bars: readonly TimelineBar[], to: string): readonly (readonly TimelineBar[])[] {
  const rows: TimelineBar[][] = [];
  for (const bar of bars.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const row = rows.find((one) => one.every((other) => (other.to ?? to) <= bar.from));
    if (row) row.push(bar);
    else rows.push([bar]);
  }
  return rows;
}

type BarProps = { readonly bar: TimelineBar; readonly scale: Scale; readonly to: string; readonly top: number };

function Bar({ bar, scale, to, top }: BarProps) {
  const start = scale(new Date(bar.from));
  const width = Math.max(scale(new Date(bar.to ?? to)) - start, STEP);
  const room = (pixels: number) => (width / 100) * pixels >= bar.label.length * LETTER + 12;
  const words = `${bar.label}, ${showDate(bar.from)} to ${bar.to ? showDate(bar.to) : "now"}`;
  return (
    <>
      <rect
        className={classNames("ws-lanes__bar", !bar.to && "ws-lanes__bar--open")}
        x={percent(start)}
        width={percent(width)}
        y={top}
        height="16"
      >
        <title>{words}</title>
      </rect>
      {/* Where a bar is too short for its words, they stand in the list below and in its title alone. */}
      {room(WIDE) && (
        <svg
          className={classNames("ws-lanes__bar-words", !room(NARROW) && "ws-lanes__bar-words--wide")}
          x={percent(start)}
          y={top}
          width={percent(width)}
          height="16"
          aria-hidden="true"
        >
          <text className="ws-lanes__bar-label" x="6" y="12">
            {bar.label}
          </text>
        </svg>
      )}
    </>
  );
}

/** Years where there is room for them, months in a short stretch; on a narrow screen every second one. */
const Axis = ({ scale, ticks }: { readonly scale: Scale; readonly ticks: readonly Date[] }) => (
  <div className="ws-lanes__axis" aria-hidden="true">
    <svg className="ws-lanes__svg" width="100%" height="20" focusable="false">
      {ticks.map((tick, index) => (
        <text
          className={classNames("ws-lanes__tick", index % 2 === 1 && "ws-lanes__tick--wide")}
          x={percent(scale(tick))}
          y="15"
          textAnchor={scale(tick) < 3 ? "start" : scale(tick) > 97 ? "end" : "middle"}
          key={tick.getTime()}
        >
          {tickWords(tick)}
        </text>
      ))}
    </svg>
  </div>
);

/** Marks that would cover each other become one that names the newest and counts the others. */
function together(marks: readonly TimelineMark[], scale: Scale): readonly { at: number; label: string }[] {
  const places = new Map<number, TimelineMark[]>();
  for (const mark of marks) {
    const at = Math.round(scale(new Date(mark.date)) / STEP) * STEP;
    places.set(at, [...(places.get(at) ?? []), mark]);
  }
  return [...places].map(([at, here]) => {
    const newest = here.reduce((a, b) => (a.date > b.date ? a : b));
    const others = here.length > 1 ? ` and ${here.length - 1} more` : "";
    return { at, label: `${newest.label}, ${showDate(newest.date)}${others}` };
  });
}

const laneCount = ({ marks, bars }: TimelineLane): string => String(marks.length + bars.length);

function laneWords({ label, marks, bars }: TimelineLane): string {
  const first = [...marks.map(({ date }) => date), ...bars.map(({ from }) => from)].toSorted()[0];
  if (first === undefined) return `${label}: nothing`;
  const last = [...marks.map(({ date }) => date), ...bars.map(({ from, to }) => to ?? from)].toSorted().at(-1) ?? first;
  const until = bars.some(({ to }) => to === undefined) ? "now" : showDate(last);
  const counts = [
    marks.length > 0 && counted(marks.length, "contact"),
    bars.length > 0 && counted(bars.length, "stay or package", "stays or packages"),
  ];
  return `${label}: ${counts.filter(Boolean).join(", ")}, ${showDate(first)} to ${until}`;
}

const tickWords = (tick: Date): string =>
  tick.getUTCMonth() === 0 && tick.getUTCDate() === 1
    ? String(tick.getUTCFullYear())
    : tick.toLocaleDateString(
        "en-GB",
        tick.getUTCDate() === 1
          ? { month: "short", timeZone: "UTC" }
          : { day: "numeric", month: "short", timeZone: "UTC" },
      );

const percent = (number: number): string => `${Math.round(number * 100) / 100}%`;
