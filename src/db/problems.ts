import type { Problem } from "#base";

/** The database cannot be reached, or went away in the middle. What was not committed is not there. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  readonly problem: Problem;
  constructor(problem: Problem, cause: unknown) {
    super(problem.message, { cause });
    this.problem = problem;
  }
}

/** The problem behind an error that was thrown while working: only an unreachable database has one, the rest are bugs. */
export const problemOf = (error: unknown): Problem | undefined =>
  error instanceof DatabaseUnavailable ? error.problem : undefined;

/** The error's SQLSTATE or system code, such as 40001 or ECONNREFUSED. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** No server answers there, or it is starting, stopping or recovering. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return UNREACHABLE.has(code) || code.startsWith("08");
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout e|Client has encountered a connection error)/.test(error.message)
  );
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "57P01", // stopped by the operator
  "57P02", // another backend crashed
  "57P03", // starting, stopping or recovering
]);

/** Serialisation failure and deadlock: the same work may succeed when done again. */
export const isWorthRetrying = (error: unknown): boolean => ["40001", "40P01"].includes(codeOf(error) ?? "");

/** A connection failure in words; undefined when the error is of another sort. Never repeats the password. */
export function connectionProblem(error: unknown, where: string): Problem | undefined {
  const code = codeOf(error) ?? "";
  const known = REFUSALS[code];
  if (known) return unavailable(`${known.message} (${where}).`, known.remedy);
  if (isUnreachable(error)) {
    return unavailable(`The database does not answer (${where}).`, REMEDIES[code] ?? SEE_THE_SERVER);
  }
  return undefined;
}

const SEE_THE_SERVER =
  "see that the server is up and that its host and port are right (DATABASE_URL, where one is given)";

const REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there: start the server, or correct host and port (DATABASE_URL, where one is given)",
  ENOTFOUND: "there is no such host: correct its name in DATABASE_URL",
  EAI_AGAIN: "the host's name cannot be looked up: correct it in DATABASE_URL, or see to the network",
};

export const unavailable = (message: string, remedy: string): Problem => ({ kind: "unavailable", message, remedy });

const REFUSALS: Readonly<Record<string, { message: string; remedy: string }>> = {
  "28P01": { message: "The database refuses the password", remedy: "correct the password in DATABASE_URL" },
  "28000": {
    message: "The database does not let this name in",
    remedy: "correct the name in DATABASE_URL, or pg_hba.conf on the server",
  },
  "3D000": {
    message: "There is no such database",
    remedy: "create it on the server: createdb -E UTF8 -T template0 <name>",
  },
  "42501": {
    message: "The database does not give this name the rights that are needed",
    remedy: "let it own the database: alter database <name> owner to <the name in DATABASE_URL>",
  },
  "53100": {
    message: "The database's disk is full",
    remedy: "make room and run the same command again: nothing that was kept is lost",
  },
  "25006": {
    message: "The database may only be read",
    remedy: "name one in DATABASE_URL that may be written, such as the primary of a replica",
  },
  "53300": {
    message: "The database has no connection left",
    remedy: "stop other programs that use it, or raise max_connections",
  },
};
