/** What is known of a snapshot when it is asked whether what it leaves out has ended. Counts of events. */
export type Absence = {
  /** Rows of the snapshot of which nothing could be taken. */
  readonly rowsLost: number;
  /** Events that stood before, within the time for which the snapshot speaks. */
  readonly held: number;
  /** Of these, what it leaves out and no snapshot that lost no row has left out before. */
  readonly newlyAbsent: number;
};

/** "rows-lost": a row that was refused looks like an absence. "too-many": so does the rest of a file cut short. */
export type Belief = "believed" | "rows-lost" | "too-many";

/** Of what was held. Care ends for a few in a quarter, not for every fifth. */
const MOST_ABSENT = 0.2;
/** Events. Among few, a share says nothing. */
const ALWAYS_BELIEVED = 20;

/**
 * Whether what a snapshot leaves out has ended. Ending care that goes on is worse than showing care that ended, so in
 * doubt it is kept. What two snapshots in a row leave out, neither of which lost a row, is no accident of one file.
 * @see docs/safety/hazards.md
 */
export function beliefIn({ rowsLost, held, newlyAbsent }: Absence): Belief {
  if (rowsLost > 0) return "rows-lost";
  return newlyAbsent > Math.max(ALWAYS_BELIEVED, MOST_ABSENT * held) ? "too-many" : "believed";
}
