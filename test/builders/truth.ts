import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What the made-up place knows of one of its people. */
export type TruePerson = {
  readonly person: number;
  readonly sources: readonly {
    readonly source: string;
    readonly patient: string;
    /** Whether the source has the person's NHS number: "right", "missing", "wrong", "superseded". */
    readonly nhsNumber: string;
    readonly verified: boolean;
    readonly bornRight: boolean;
  }[];
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
