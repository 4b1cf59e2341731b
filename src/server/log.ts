/** One request in the log. Never its address, its form or its answer: they may name a person. */
export type RequestLine = {
  readonly method: string;
  /** The route's pattern, such as "/people/:person"; none where no route was meant. */
  readonly route: string | undefined;
  readonly status: number;
  /** Milliseconds. */
  readonly ms: number;
  readonly actor: string | undefined;
  readonly incident: string | undefined;
  /** Where in the program it went wrong. */
  readonly trace: string | undefined;
};

export type Log = (line: RequestLine) => void;

/** "GET /people/:person 200 12 ms dr-shah". */
export function showRequest({ method, route, status, ms, actor, incident, trace }: RequestLine): string {
  const parts = [method, route ?? "no route", status, `${ms.toFixed(0)} ms`, actor, incident && `incident ${incident}`];
  const line = parts.filter((part) => part !== undefined && part !== "").join(" ");
  return trace ? `${line}\n${trace}` : line;
}

/** Where an exception came from: its name and the lines of code, without its message, which may hold data. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return "  something that is no Error was thrown";
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`  ${error.name}${codeOf(error)}`, ...lines].join("\n");
}

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? ` ${error.code}` : "");
