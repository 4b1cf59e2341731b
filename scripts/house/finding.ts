/** One place where the code breaks a rule of the house. */
export type Finding = {
  /** The rule, in a few words. */
  readonly rule: string;
  /** Path from the root, with the line where there is one: src/care/plan.ts:12. */
  readonly where: string;
  /** What stands there and what is wanted instead. */
  readonly words: string;
};
