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
