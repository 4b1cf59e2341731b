import { scaleLinear, type ScaleLinear } from "d3-scale";
import type { Content } from "./content.ts";

export type WeightBarsProps = {
  readonly id: string;
  /** What the picture says, for those who do not see it. */
  readonly title: string;
  readonly bars: readonly WeightBar[];
};

/** From where to where an agreement moves the odds, in bits: above 0 one person is likelier than two. */
export type WeightBar = {
  readonly label: Content;
  readonly from: number;
  readonly to: number;
  /** What stands beside the bar. */
  readonly value: string;
  /** The whole in words. */
  readonly words: string;
  /** Where it all comes to. */
  readonly total?: boolean | undefined;
};

/** Places in per cent of the width, so that words keep their size on every screen. */
type Scale = ScaleLinear<number, number>;

/** Pixels: a bar and the room around it. */
const ROW = 22;
const BAR = 14;

/** Bars to the left and right of even odds. Full ones speak for one person, hollow ones against. */
export function WeightBars({ id, title, bars }: WeightBarsProps) {
  const ends = bars.flatMap(({ from, to }) => [from, to]);
  const scale = scaleLinear([Math.min(-1, ...ends), Math.max(1, ...ends)], [2, 98]);
  return (
    <figure className="ws-weights" aria-labelledby={`${id}-title`}>
      <figcaption className="nhsuk-u-visually-hidden" id={`${id}-title`}>
        {title}
      </figcaption>
      <div className="ws-weights__ends" aria-hidden="true">
        <span>two people likelier</span>
        <span>one person likelier</span>
      </div>
      <ol className="ws-weights__list">
        {bars.map((bar, nth) => (
          <Row bar={bar} next={bars[nth + 1]} scale={scale} key={nth} />
        ))}
      </ol>
      <Axis scale={scale} />
    </figure>
  );
}

type RowProps = { readonly bar: WeightBar; readonly next: WeightBar | undefined; readonly scale: Scale };

const Row = ({ bar: { label, from, to, value, words, total }, next, scale }: RowProps) => {
  const [left, right] = [scale(Math.min(from, to)), scale(Math.max(from, to))];
  const kind = total === true ? "total" : to >= from ? "for" : "against";
  return (
    <li className={total === true ? "ws-weights__row ws-weights__row--total" : "ws-weights__row"}>
      <span className="ws-weights__label">{label}</span>
      <svg className="ws-weights__svg" width="100%" height={ROW} role="img" aria-label={words} focusable="false">
        <line className="ws-weights__even" x1={percent(scale(0))} x2={percent(scale(0))} y1="0" y2={ROW} />
        {next && next.from === to && (
          <line className="ws-weights__step" x1={percent(scale(to))} x2={percent(scale(to))} y1={ROW / 2} y2={ROW} />
        )}
        <rect
          className={`ws-weights__bar ws-weights__bar--${kind}`}
          x={percent(left)}
          width={percent(Math.max(0.4, right - left))}
          y={(ROW - BAR) / 2}
          height={BAR}
        />
      </svg>
      <span className="ws-weights__value">{value}</span>
    </li>
  );
};

/** Odds in words that need no reckoning: 10 bits are about a thousand to one. */
const TICKS: readonly (readonly [bits: number, words: string])[] = [
  [-30, "billion to 1"],
  [-20, "million to 1"],
  [-10, "1,000 to 1"],
  [0, "even"],
  [10, "1,000 to 1"],
  [20, "million to 1"],
  [30, "billion to 1"],
  [40, "trillion to 1"],
];

/** Only even odds and a thousand to one are written where there is little room. */
const Axis = ({ scale }: { readonly scale: Scale }) => {
  const [least = 0, greatest = 0] = scale.domain();
  return (
    <div className="ws-weights__row ws-weights__axis" aria-hidden="true">
      <span className="ws-weights__label" />
      <svg className="ws-weights__svg" width="100%" height={ROW} focusable="false">
        {TICKS.filter(([bits]) => bits >= least && bits <= greatest).map(([bits, words]) => (
          <text
            className={bits === 0 ? "ws-weights__tick" : "ws-weights__tick ws-weights__tick--wide"}
            x={percent(scale(bits))}
            y="15"
            textAnchor="middle"
            key={bits}
          >
            {words}
          </text>
        ))}
      </svg>
      <span className="ws-weights__value" />
    </div>
  );
};

const percent = (number: number): string => `${Math.round(number * 100) / 100}%`;
