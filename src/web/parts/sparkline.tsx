import { scaleLinear, scaleUtc } from "d3-scale";
import { line } from "d3-shape";
import { counted, showDate, showNumber } from "./dates.ts";
import { extent } from "./extent.ts";

export type SparklineProps = {
  readonly id: string;
  /** What was measured. */
  readonly name: string;
  readonly unit?: string | undefined;
  /** In any order. */
  readonly points: readonly SparklinePoint[];
  /** Where most healthy people lie. */
  readonly range?: ReferenceRange | undefined;
  /** In pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** The last value stands beside it already. */
  readonly valueElsewhere?: boolean | undefined;
};

export type SparklinePoint = { readonly date: string; readonly value: number };
export type ReferenceRange = { readonly low?: number | undefined; readonly high?: number | undefined };

const MARGIN = 4;

/** A small line of one measurement over time; the band is its usual range, and the last value stands beside it in words. */
export function Sparkline({ id, name, unit, points, range = {}, ...look }: SparklineProps) {
  const { width = 120, height = 32, valueElsewhere = false } = look;
  const ordered = points.toSorted((a, b) => a.date.localeCompare(b.date));
  const first = ordered[0];
  const last = ordered.at(-1);
  if (!first || !last) return undefined;
  const x = scaleUtc(extent(ordered.map(({ date }) => new Date(date).getTime())), [MARGIN, width - MARGIN]);
  const values = [...ordered.map(({ value }) => value), range.low, range.high].filter((value) => value !== undefined);
  const y = scaleLinear(extent(values), [height - MARGIN, MARGIN]);
  const path = line<SparklinePoint>(
    ({ date }) => round(x(new Date(date))),
    ({ value }) => round(y(value)),
  );
  const side = sideOf(last.value, range);
  return (
    <span className="ws-sparkline">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        focusable="false"
      >
        <title id={`${id}-title`}>{`${name}, ${counted(ordered.length, "result")}`}</title>
        <desc id={`${id}-desc`}>
          {`From ${withUnit(first.value, unit)} on ${showDate(first.date)} to ${withUnit(last.value, unit)} on ${showDate(last.date)}${rangeWords(range, unit)}.`}
        </desc>
        <Band range={range} y={y} width={width} height={height} />
        <path className="ws-sparkline__line" d={path(ordered) ?? undefined} fill="none" />
        <circle className="ws-sparkline__last" cx={round(x(new Date(last.date)))} cy={round(y(last.value))} r="3" />
      </svg>
      {!valueElsewhere && (
        <span className="ws-sparkline__value">
          <span className="ws-number">{showNumber(last.value)}</span>
          {unit && ` ${unit}`}
          {side && <strong> ({side})</strong>}
        </span>
      )}
    </span>
  );
}

type BandProps = {
  readonly range: ReferenceRange;
  readonly y: (value: number) => number;
  readonly width: number;
  readonly height: number;
};

function Band({ range, y, width, height }: BandProps) {
  if (range.low === undefined && range.high === undefined) return undefined;
  const top = range.high === undefined ? 0 : round(y(range.high));
  const bottom = range.low === undefined ? height : round(y(range.low));
  return <rect className="ws-sparkline__range" x="0" y={top} width={width} height={Math.max(0, bottom - top)} />;
}

const sideOf = (value: number, { low, high }: ReferenceRange): string | undefined =>
  low !== undefined && value < low ? "low" : high !== undefined && value > high ? "high" : undefined;

const withUnit = (value: number, unit: string | undefined): string => `${showNumber(value)}${unit ? ` ${unit}` : ""}`;

function rangeWords({ low, high }: ReferenceRange, unit: string | undefined): string {
  if (low !== undefined && high !== undefined) return `; usual range ${low} to ${withUnit(high, unit)}`;
  if (low !== undefined) return `; usually at least ${withUnit(low, unit)}`;
  return high === undefined ? "" : `; usually at most ${withUnit(high, unit)}`;
}

const round = (number: number): number => Math.round(number * 10) / 10;
