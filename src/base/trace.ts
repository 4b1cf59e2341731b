/** Where an exception came from: its name and the lines of code, without its message, which may hold data. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return "  something that is no Error was thrown";
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`  ${error.name}${codeOf(error)}`, ...lines].join("\n");
}

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? ` ${error.code}` : "");
