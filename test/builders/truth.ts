import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What the made-up place knows of one of its people. */
export type TruePerson = {
  readonly person: number;
  readonly protection?: "address" | "adoption" | "gender-recognition";
  readonly sources: readonly TrueSource[];
};

export type TrueSource = {
  readonly source: string;
  readonly patient: string;
  /** Whether the source has the person's NHS number: "right", "missing", "wrong", "superseded". */
  readonly nhsNumber: string;
  readonly verified: boolean;
  readonly bornRight: boolean;
  readonly faults: readonly string[];
  /** Who they were before an adoption or a gender recognition. */
  readonly former?: true;
};

/** An event that an agency exported: the entry that it must become. */
export type TrueEvent = {
  readonly source: string;
  readonly type: string;
  readonly id: string;
  readonly patient: string;
  readonly person: number;
  readonly fate?: "cancelled";
};

export type TrueSummary = {
  readonly people: number;
  readonly patients: number;
  readonly files: readonly { readonly path: string; readonly source: string; readonly lines: number }[];
};

export const truePeopleOf = async (folder: string): Promise<readonly TruePerson[]> =>
  (await readFile(join(folder, "truth/people.ndjson"), "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TruePerson);

export const trueSummaryOf = async (folder: string): Promise<TrueSummary> =>
  JSON.parse(await readFile(join(folder, "truth/summary.json"), "utf8")) as TrueSummary;

export const trueFaultsOf = async (folder: string): Promise<readonly { path: string; line: number; kind: string }[]> =>
  (await readFile(join(folder, "truth/faults.ndjson"), "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { path: string; line: number; kind: string });

/** Every event that was exported, one at a time: they are many. */
export async function* trueEventsOf(folder: string): AsyncGenerator<TrueEvent> {
  for await (const line of createInterface({ input: createReadStream(join(folder, "truth/events.ndjson")) })) {
    if (line !== "") yield JSON.parse(line) as TrueEvent;
  }
}
