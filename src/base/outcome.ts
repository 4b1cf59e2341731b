/** What went wrong, in words that a person can act on. Expected failures are values; exceptions are bugs. */
export type Problem = {
  readonly kind: ProblemKind;
  /** One sentence, without personal data: it may be shown on a page or written to a log. */
  readonly message: string;
  /** What to do about it, or what is accepted instead. */
  readonly remedy?: string;
};

export type ProblemKind =
  /** What was given cannot be read or breaks a rule. */
  | "invalid"
  | "not-found"
  /** Sharing said no, or could not say yes. */
  | "refused"
  /** Somebody else changed it first. */
  | "conflict"
  /** A part that is needed cannot be reached. */
  | "unavailable";

export type Outcome<T, P = Problem> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: P };

export const succeeded = <T>(value: T): { readonly ok: true; readonly value: T } => ({
  ok: true,
  value,
});

export const failed = <P>(problem: P): { readonly ok: false; readonly problem: P } => ({
  ok: false,
  problem,
});

/** The value of an outcome that cannot fail unless there is a bug. Throws the problem's message otherwise. */
export function mustSucceed<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problem.message);
}

/** For the default branch of an exhaustive switch: a case that the types say cannot come. */
export function impossible(value: never): never {
  throw new Error(`Impossible value: ${String(value)}`);
}
