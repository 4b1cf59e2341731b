import type { Content } from "./content.ts";

export type LinkGraphProps = {
  readonly id: string;
  /** What the picture says, for those who do not see it. */
  readonly title: string;
  readonly nodes: readonly LinkNode[];
  readonly arcs: readonly LinkArc[];
};

/** One registration. */
export type LinkNode = { readonly name: Content; readonly detail: Content };

/** What joins two registrations, by their places among the nodes. */
export type LinkArc = {
  readonly from: number;
  readonly to: number;
  /** What stands on it: the row of the table that says why. */
  readonly label: string;
  /** 1, the weakest, to 5. */
  readonly strength: number;
};

/** Sixteenths of the reader's letter height: a node's row, a step to the left of an arc over one more row, a label. */
const ROW = 56;
const STEP = 26;
const LABEL = 11;

/** Registrations under each other, and on their left an arc for each two that hold together; the thicker, the likelier. */
export function LinkGraph({ id, title, nodes, arcs }: LinkGraphProps) {
  const farthest = Math.max(0, ...arcs.map(({ from, to }) => Math.abs(to - from)));
  const width = farthest * STEP + 2 * LABEL + 8;
  const height = nodes.length * ROW;
  return (
    <figure className="ws-links" aria-labelledby={`${id}-title`}>
      <figcaption className="nhsuk-u-visually-hidden" id={`${id}-title`}>
        {title}
      </figcaption>
      <svg
        className="ws-links__svg"
        viewBox={`0 0 ${width} ${height}`}
        width={rem(width)}
        height={rem(height)}
        aria-hidden="true"
        focusable="false"
      >
        {arcs.map((arc) => (
          <path
            className="ws-links__arc"
            d={pathOf(arc, width - 8)}
            strokeWidth={1 + arc.strength * 1.2}
            fill="none"
            key={arc.label}
          />
        ))}
        {nodes.map((_, nth) => (
          <circle className="ws-links__node" cx={width - 8} cy={middleOf(nth)} r="7" key={nth} />
        ))}
        {arcs.map((arc) => (
          <ArcLabel arc={arc} right={width - 8} key={arc.label} />
        ))}
      </svg>
      <ol className="ws-links__list">
        {nodes.map(({ name, detail }, nth) => (
          <li className="ws-links__item" key={nth}>
            <span className="ws-links__name">{name}</span>
            <span className="ws-links__detail">{detail}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

const ArcLabel = ({ arc, right }: { readonly arc: LinkArc; readonly right: number }) => {
  const [x, y] = [right - reachOf(arc), (middleOf(arc.from) + middleOf(arc.to)) / 2];
  return (
    <>
      <circle className="ws-links__label" cx={x} cy={y} r={LABEL} />
      <text className="ws-links__number" x={x} y={y + 4.5} textAnchor="middle">
        {arc.label}
      </text>
    </>
  );
};

const middleOf = (nth: number): number => nth * ROW + ROW / 2;
const reachOf = ({ from, to }: LinkArc): number => Math.abs(to - from) * STEP + LABEL - 4;

/** Out to the left, down, and back. */
function pathOf(arc: LinkArc, right: number): string {
  const [top, bottom] = [middleOf(Math.min(arc.from, arc.to)), middleOf(Math.max(arc.from, arc.to))];
  const bend = Math.min(STEP, reachOf(arc));
  const left = right - reachOf(arc);
  return `M${right} ${top}H${left + bend}Q${left} ${top} ${left} ${top + bend}V${bottom - bend}Q${left} ${bottom} ${left + bend} ${bottom}H${right}`;
}

const rem = (sixteenths: number): string => `${sixteenths / 16}rem`;
