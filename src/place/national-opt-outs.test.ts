import { stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actorId, mustSucceed, odsCode } from "#base";
import { aFolder } from "../../test/builders/files.ts";
import { madeUpNumber } from "../../test/builders/made-up-number.ts";
import { directoryOf } from "./directory.ts";
import { readOptOutList } from "./national-opt-outs.ts";
import { readPlaceFile } from "./place-file.ts";
import { rewritePlace, withItem } from "./place-rewriting.ts";

const DATED = new Date("2026-05-01T09:00:00Z");
const [ONE, OTHER, THIRD] = [madeUpNumber(1), madeUpNumber(2), madeUpNumber(3)];
const spaced = (number: string): string => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
const wrong = (number: string): string => `${number.slice(0, 9)}${String((Number(number.charAt(9)) + 1) % 10)}`;

const read = (...lines: readonly string[]) => readOptOutList(lines.join("\n"), "opt-outs.csv", DATED);
const faultsOf = (...lines: readonly string[]): string => {
  const list = read(...lines);
  return list.ok ? "" : list.problem.message;
};

describe("a list of national data opt-outs", () => {
  it("is read with or without a heading, spaces, quotes and the comma of the national service", () => {
    const text = `\uFEFFNHS Number\r\n${spaced(ONE)}\r\n"${OTHER}",\r\n\r\n  ${THIRD},\r\n${ONE}\r\n`;
    const list = mustSucceed(readOptOutList(text, "opt-outs.csv", DATED));
    expect([...list.numbers]).toEqual([ONE, OTHER, THIRD]);
    expect(list.dated).toEqual(DATED);
    expect([...mustSucceed(read(ONE, OTHER)).numbers]).toEqual([ONE, OTHER]);
  });

  it("names the lines that are no NHS number, and never what stands there", () => {
    const slip = wrong(OTHER);
    const faults = faultsOf(ONE, slip, "Agnes Quillfeather", `${ONE},1947-03-31`);
    expect(faults).toBe(
      "opt-outs.csv has faults. line 2: this is not an NHS number; line 3: this is not an NHS number; " +
        "line 4: this is not an NHS number",
    );
    expect(faults).not.toMatch(/Agnes|999|1947/);
    expect(faultsOf(slip)).toContain("line 1");
    expect(faultsOf(...Array.from({ length: 12 }, () => "?1"))).toMatch(/line 10: [^;]*; and 2 more$/);
  });

  it("is not taken for one of nobody where it holds nothing", () => {
    expect(faultsOf("NHS number", "", "")).toBe("opt-outs.csv holds no NHS number.");
  });
});

const organisations = [{ ods: odsCode("X99001"), name: "First Surgery", kind: "gp-practice" as const }];
const place = { name: "Testborough", demonstration: true, organisations, staff: [], feeds: [] };

describe("a place that names such a list", () => {
  it("is read with it and its day, and not without it", async () => {
    const path = join(await aFolder(), "place.json");
    const list = join(path, "..", "opt-outs.csv");
    await writeFile(
      path,
      JSON.stringify({ ...place, nationalOptOuts: { file: "opt-outs.csv", lists: "may-be-used" } }),
    );
    const missing = await readPlaceFile(path);
    expect(missing.ok ? "" : missing.problem.message).toContain("opt-outs.csv cannot be read");
    await writeFile(list, `${wrong(ONE)}\n`);
    expect(await readPlaceFile(path)).toMatchObject({ ok: false });
    await writeFile(list, `${ONE}\n`);
    await utimes(list, DATED, DATED);
    const found = mustSucceed(await readPlaceFile(path));
    expect(found.optOutList).toEqual({ numbers: new Set([ONE]), dated: (await stat(list)).mtime });
    expect(found.optOutList?.dated).toEqual(DATED);
  });

  it.each([
    ["whose kind is not said", { file: "opt-outs.csv" }],
    ["of a kind that there is not", { file: "opt-outs.csv", lists: "everybody" }],
    ["that lies elsewhere", { file: "../opt-outs.csv", lists: "opted-out" }],
    ["that never grows old", { file: "opt-outs.csv", lists: "opted-out", staleAfterDays: 0 }],
  ])("is refused for a list %s", async (_what, nationalOptOuts) => {
    const folder = await aFolder();
    await writeFile(join(folder, "opt-outs.csv"), `${ONE}\n`);
    await writeFile(join(folder, "place.json"), JSON.stringify({ ...place, nationalOptOuts }));
    const found = await readPlaceFile(join(folder, "place.json"));
    expect(found.ok ? "" : found.problem.message).toContain("nationalOptOuts");
  });

  it("keeps it while the place's file is changed, but for a list of another kind", async () => {
    const path = join(await aFolder(), "place.json");
    const nationalOptOuts = { file: "opt-outs.csv", lists: "opted-out" } as const;
    await writeFile(path, JSON.stringify({ ...place, nationalOptOuts }));
    await writeFile(join(path, "..", "opt-outs.csv"), `${ONE}\n`);
    const known = mustSucceed(await readPlaceFile(path));
    const nurse = { name: "A Nurse", role: "nurse", organisation: "X99001", from: "2020-01-01" };
    const change = (text: string) => withItem(text, "staff", { id: "a-nurse", ...nurse });
    const changed = mustSucceed(await rewritePlace(path, known, change));
    const directory = directoryOf(known);
    directory.renew(changed);
    expect(directory.staffMember(actorId("a-nurse"), "2026-05-03")?.name).toBe("A Nurse");
    expect(directory.place.optOutList?.numbers.size).toBe(1);
    directory.renew({ ...changed, nationalOptOuts: { ...nationalOptOuts, lists: "may-be-used" } });
    expect(directory.place.optOutList).toBeUndefined();
  });
});
