/** What a made-up town is made from. The same settings always give the same lives and the same files. */
export type Settings = {
  /** How many people have ever lived in it within the time that is told; some have died or left. */
  readonly people: number;
  readonly practices: number;
  readonly seed: number;
  /** The last day that is told, YYYY-MM-DD. */
  readonly asAt: string;
  /**
   * The share of emergency admissions that people of practices which joined early are spared from the day
   * when their practice joined: 0.08 is 8% fewer. Planted, so that an evaluation has something true to find.
   */
  readonly effect: number;
};

export const DEFAULT_SETTINGS: Settings = {
  people: 2000,
  practices: 4,
  seed: 2013,
  asAt: "2026-10-31",
  effect: 0.08,
};
