import type { App } from "#app";
import { POSSIBLE, type Alike, type MatrixCell, type Opening, type Purpose, type SharingMatrix } from "#sharing";
import { Details, Heading } from "../parts/index.ts";
import { listed, namesOf, showAlike, showCell, showSeenBy } from "./words.ts";

export type MatrixProps = { readonly app: App; readonly purpose: Purpose; readonly matrix: SharingMatrix };

/** Rows hold, columns see: shape, number, and a sentence on hover, on focus and for those who cannot see it. */
export const MatrixTable = ({ app, purpose, matrix }: MatrixProps) => (
  <div className="ws-matrix">
    <p className="ws-matrix__hint">Point at a cell, or move to it with the Tab key, and it is said here in words.</p>
    <div className="ws-matrix__scroll">
      <table className="ws-matrix__table">
        <caption className="nhsuk-u-visually-hidden">Rows hold facts about people, columns see them</caption>
        <thead>
          <tr>
            <td className="ws-matrix__corner">
              <span aria-hidden="true">holds ↓ sees →</span>
            </td>
            {matrix.viewers.map((viewer, nth) => (
              <th scope="col" key={nth}>
                {showAlike(app.directory, viewer)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.holders.map((holder, row) => (
            <tr key={row}>
              <th scope="row">{showAlike(app.directory, holder)}</th>
              {(matrix.cells[row] ?? []).map((cell, column) => (
                <Cell {...{ app, purpose, holder, viewer: matrix.viewers[column], cell }} key={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <Legend />
  </div>
);

type CellProps = Omit<MatrixProps, "matrix"> & {
  readonly holder: Alike;
  readonly viewer: Alike | undefined;
  readonly cell: MatrixCell;
};

const Cell = ({ app, purpose, holder, viewer, cell }: CellProps) => {
  const sees = viewer === undefined ? "people" : viewer.organisations[holder === viewer ? 1 : 0];
  const address = new URLSearchParams({
    purpose,
    holds: holder.organisations[0],
    sees: sees ?? holder.organisations[0],
  });
  return (
    <td>
      <a className="ws-matrix__cell" href={`/agreements?${address.toString()}#cell`}>
        <Shape of={shapeOf(cell)} />
        <span aria-hidden="true">{figureOf(cell)}</span>
        {isPrivate(cell) && (
          <span className="ws-matrix__private" aria-hidden="true">
            + private
          </span>
        )}
        <span className="ws-matrix__sentence">{showCell(app.directory, { holder, viewer, cell })}</span>
      </a>
    </td>
  );
};

type ShapeName = "own" | "all" | "part" | "none";

const openingIn = (cell: MatrixCell): Opening | undefined => (cell.own ? cell.among : cell.opening);

function shapeOf(cell: MatrixCell): ShapeName {
  if (cell.own) return "own";
  if (!cell.opening.open) return "none";
  return cell.opening.extent.categories.length === POSSIBLE ? "all" : "part";
}

function figureOf(cell: MatrixCell): string {
  const opening = openingIn(cell);
  const seen = opening?.open ? `${opening.extent.categories.length}/${POSSIBLE}` : "none";
  if (!cell.own) return seen;
  return opening === undefined ? "own" : `own, ${seen}`;
}

function isPrivate(cell: MatrixCell): boolean {
  const opening = openingIn(cell);
  return opening?.open === true && opening.extent.privateKinds.length > 0;
}

const CIRCLE = "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13Z";
const HOLE = "M8 3.3a4.7 4.7 0 1 0 0 9.4a4.7 4.7 0 0 0 0-9.4Z";
const SHAPES: Readonly<Record<ShapeName, string>> = {
  own: "M2 2h12v12H2Z",
  all: CIRCLE,
  part: `${CIRCLE}M8 3.3v9.4a4.7 4.7 0 0 0 0-9.4Z`,
  none: `${CIRCLE}${HOLE}`,
};

const Shape = ({ of }: { readonly of: ShapeName }) => (
  <svg
    className={`ws-matrix__shape ws-matrix__shape--${of}`}
    viewBox="0 0 16 16"
    width="16"
    height="16"
    focusable="false"
    aria-hidden="true"
    fillRule="evenodd"
  >
    <path d={SHAPES[of]} />
  </svg>
);

const MEANINGS: readonly (readonly [ShapeName, string])[] = [
  ["all", `sees all ${POSSIBLE} kinds of fact`],
  ["part", "sees some of them"],
  ["none", "sees nothing"],
  ["own", "one’s own"],
];

const Legend = () => (
  <ul className="ws-matrix__legend" aria-label="What the shapes mean">
    {MEANINGS.map(([name, words]) => (
      <li key={name}>
        <Shape of={name} /> {words}
      </li>
    ))}
    <li>“+ private”: what is private is named too, such as mental health detail</li>
  </ul>
);

/** The same as lists, for narrow screens. */
export const MatrixList = ({ app: { directory }, matrix }: MatrixProps) => (
  <div className="ws-matrix-list">
    {matrix.holders.map((holder, row) => (
      <section key={row}>
        <Heading level={3}>{showAlike(directory, holder)}</Heading>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {sentencesAbout(matrix, row, directory).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
    ))}
  </div>
);

/** Of one holder, a sentence for all who see the same; that each sees its own goes without saying. */
function sentencesAbout(matrix: SharingMatrix, row: number, directory: App["directory"]): readonly string[] {
  const holder = matrix.holders[row];
  if (!holder) return [];
  const seen = (matrix.cells[row] ?? []).flatMap((cell, column) => {
    const opening = openingIn(cell);
    const name = showAlike(directory, matrix.viewers[column]);
    return opening ? [{ opening, name: cell.own ? `each other of the ${name}` : name }] : [];
  });
  const alike = Map.groupBy(seen, ({ opening }) => keyOf(opening));
  return [...alike.values()].flatMap((those) => {
    const [opening] = those.map((one) => one.opening);
    return opening ? [showSeenBy(opening, showAlike(directory, holder), listed(those.map(({ name }) => name)))] : [];
  });
}

const keyOf = (opening: Opening): string => (opening.open ? JSON.stringify(opening.extent) : opening.why);

/** Who is in the rows that hold several. */
export const WhoStandsAlike = ({ app: { directory }, matrix }: MatrixProps) => {
  const many = matrix.holders.filter(({ organisations }) => organisations.length > 1);
  if (many.length === 0) return undefined;
  return (
    <Details summary="Who the rows with several organisations are">
      {many.map((alike) => (
        <section key={alike.organisations[0]}>
          <p>{showAlike(directory, alike)} that stand alike, in the same agreements:</p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {namesOf(directory, alike.organisations).map((name, nth) => (
              <li key={alike.organisations[nth]}>{name}</li>
            ))}
          </ul>
        </section>
      ))}
    </Details>
  );
};
