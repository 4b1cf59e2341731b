import type { Episode, SpellFacts } from "./spell-facts.ts";

/** A stay as far as the rows of a file have told it. */
export type Spell = {
  readonly facts: SpellFacts;
  /** By their numbers. */
  readonly episodes: readonly Episode[];
  /** When the newest of its rows was written; undefined where it does not say. */
  readonly recorded: Date | undefined;
};

/** What one row says of a stay. */
export type SpellRow = {
  readonly facts: SpellFacts;
  readonly episode: Episode;
  readonly recorded: Date | undefined;
};

/** Puts the rows of a file together to stays: each consultant episode has a row of its own. */
export type SpellsOfFile = {
  /** The stay with this row in it. */
  readonly hear: (id: string, row: SpellRow) => Spell;
  readonly forget: (id: string) => void;
};

/**
 * How many stays of several episodes are remembered at a time; the one remembered longest goes first. The rows of a stay
 * stand near each other in extracts.
 */
const MOST_SPELLS = 20_000;

export function createSpellsOfFile(most = MOST_SPELLS): SpellsOfFile {
  /** The newest row of each episode. Episodes are numbered up to 99, so that a stay cannot grow without end. */
  const spells = new Map<string, Map<number, SpellRow>>();
  return {
    hear: (id, row) => {
      const known = spells.get(id);
      const { number, isLast } = row.episode;
      // Most stays have one episode, which says so: there is nothing to remember.
      if (!known && number === 1 && isLast) return spellOf([row]);
      const rows = known ?? new Map<number, SpellRow>();
      const held = rows.get(number);
      if (!held || timeOf(row) >= timeOf(held)) rows.set(number, row);
      spells.delete(id);
      spells.set(id, rows);
      if (spells.size > most) forgetFirst(spells);
      return spellOf([...rows.values()]);
    },
    forget: (id) => {
      spells.delete(id);
    },
  };
}

/** A row without a time of its own was written when the delivery was received: after all others. */
const timeOf = ({ recorded }: SpellRow): number => recorded?.getTime() ?? Infinity;

function forgetFirst(spells: Map<string, unknown>): void {
  for (const id of spells.keys()) {
    spells.delete(id);
    return;
  }
}

/** The row that was written last counts; what it leaves empty, those before it fill. */
function spellOf(rows: readonly SpellRow[]): Spell {
  const [only] = rows;
  if (rows.length === 1 && only) return { facts: only.facts, episodes: [only.episode], recorded: only.recorded };
  const inTime = rows.toSorted((a, b) => compare(timeOf(a), timeOf(b)));
  const facts = inTime.reduce<SpellFacts>((known, one) => ({ ...known, ...one.facts }), {});
  const episodes = rows.map(({ episode }) => episode).sort((a, b) => a.number - b.number);
  return { facts, episodes, recorded: inTime.at(-1)?.recorded };
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
