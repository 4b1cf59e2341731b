import type { Episode, SpellFacts } from "./spell-facts.ts";

/** A stay as far as the rows of a file have told it. */
export type Spell = {
  readonly facts: SpellFacts;
  /** By their numbers. */
  readonly episodes: readonly Episode[];
  /** When the newest of its rows was written; undefined where they do not say. */
  readonly recorded: Date | undefined;
};

/** Puts the rows of a file together to stays: each consultant episode has a row of its own. */
export type SpellsOfFile = {
  /** The stay with this row in it. */
  readonly hear: (id: string, facts: SpellFacts, episode: Episode, recorded: Date | undefined) => Spell;
  readonly forget: (id: string) => void;
};

/**
 * How many stays of several episodes are remembered at a time; the one remembered longest goes first. The rows of a stay
 * stand near each other in extracts.
 */
const MOST_SPELLS = 20_000;

export function createSpellsOfFile(most = MOST_SPELLS): SpellsOfFile {
  const spells = new Map<string, Spell>();
  return {
    hear: (id, facts, episode, recorded) => {
      const known = spells.get(id);
      const spell = known ? joined(known, facts, episode, recorded) : { facts, episodes: [episode], recorded };
      // Most stays have one episode, which says so: there is nothing to remember.
      if (known || episode.number !== 1 || !episode.isLast) {
        spells.delete(id);
        spells.set(id, spell);
        if (spells.size > most) forgetFirst(spells);
      }
      return spell;
    },
    forget: (id) => {
      spells.delete(id);
    },
  };
}

function forgetFirst(spells: Map<string, Spell>): void {
  for (const id of spells.keys()) {
    spells.delete(id);
    return;
  }
}

/** The row that was written later counts; what it leaves empty, the earlier one fills. */
function joined(known: Spell, facts: SpellFacts, episode: Episode, recorded: Date | undefined): Spell {
  const isLater = known.recorded === undefined || recorded === undefined || recorded >= known.recorded;
  const held = known.episodes.find(({ number }) => number === episode.number);
  const kept = held && !isLater ? held : episode;
  return {
    facts: isLater ? { ...known.facts, ...facts } : { ...facts, ...known.facts },
    episodes: [...known.episodes.filter((one) => one !== held), kept].sort((a, b) => a.number - b.number),
    recorded: isLater ? recorded : known.recorded,
  };
}
