import type { CellId } from "#base";
import type { Sharing } from "#sharing";

export type CellFacts = Awaited<ReturnType<Sharing["cells"]>>[number];

/** Gives what the cells of these rows stand for. */
export type CellReader = (rows: readonly { cell: CellId }[]) => Promise<(cell: CellId) => CellFacts>;

/** What cells stand for. They are few and never change, so they are read once, and again when a new one turns up. */
export function cellReader(sharing: Sharing): CellReader {
  let known = new Map<CellId, CellFacts>();
  return async (rows: readonly { cell: CellId }[]): Promise<(cell: CellId) => CellFacts> => {
    if (rows.some((row) => !known.has(row.cell))) {
      known = new Map((await sharing.cells()).map((cell) => [cell.id, cell]));
    }
    return (cell) => {
      const facts = known.get(cell);
      if (!facts) throw new Error(`No cell ${String(cell)}`);
      return facts;
    };
  };
}
