import { createReadStream } from "node:fs";
import { createInterface } from "node:readline/promises";
import { failed, succeeded, type Outcome } from "#base";
import { readExportLine } from "./export-form.ts";
import type { Verification } from "./finding.ts";
import { createVerifier, NAMED, type Signed, type UnplacedRows } from "./verification.ts";

/** Computes the chain of an export anew and holds it against checkpoints; needs no database. */
export async function verifyExport(path: string, signed: Signed): Promise<Outcome<Verification>> {
  const verifier = createVerifier(signed);
  const unplaced = { events: [] as UnplacedRows["events"][number][], passed: 0, waiting: 0 };
  let lines = 0;
  let ended: number | undefined;
  let places = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) {
      const line = readExportLine(text);
      lines++;
      if (line?.kind === "place") {
        places++;
        verifier.look(line.place);
      } else if (line?.kind === "unplaced") {
        unplaced[line.isPassed ? "passed" : "waiting"]++;
        if (line.isPassed && unplaced.events.length < NAMED) unplaced.events.push(line);
      } else if (line?.kind === "ends") ended = line.places;
      else if (line?.kind !== "begins" || lines !== 1) verifier.tell({ kind: "bad line", line: lines });
    }
  } catch {
    return failed({ kind: "not-found", message: `${path} cannot be read.`, remedy: "Name an export of the log." });
  }
  if (ended !== places) verifier.tell({ kind: "cut short" });
  return succeeded(verifier.end(unplaced));
}
