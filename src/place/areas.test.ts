import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { aFolder } from "../../test/builders/files.ts";
import { readAreas } from "./areas.ts";
import { directoryOf } from "./directory.ts";
import { readPlaceFile } from "./place-file.ts";

const HEADING = "postcode,lsoa,imd_decile";
const faultsOf = (...lines: readonly string[]): string => {
  const read = readAreas([HEADING, ...lines].join("\n"), "areas.csv");
  return read.ok ? "" : read.problem.message;
};

describe("a table of areas", () => {
  it("is read by postcode, however it is spaced, quoted or ordered", () => {
    const text = '\uFEFF"imd_decile","Postcode","lsoa","town"\r\n"3","zz1 1aa","E01999001","Northbank"\r\n\r\n';
    expect([...mustSucceed(readAreas(text, "areas.csv"))]).toEqual([["ZZ11AA", { lsoa: "E01999001", decile: 3 }]]);
  });

  it.each([
    ["half a postcode", "ZZ1,E01999001,3", "line 2: postcode must be a whole postcode"],
    ["another nation's area", "ZZ1 1AA,S01999001,3", "line 2: lsoa must be an area's code"],
    ["a decile beyond ten", "ZZ1 1AA,E01999001,11", "line 2: imd_decile must be a whole number from 1 to 10"],
    ["no decile", "ZZ1 1AA,E01999001", "line 2: imd_decile must be"],
  ])("names the line of %s", (_what, line, fault) => {
    expect(faultsOf(line)).toContain(`areas.csv has faults. ${fault}`);
  });

  it("names a postcode that stands twice, every faulty line, and at most ten of them", () => {
    expect(faultsOf("ZZ1 1AA,E01999001,3", "zz11aa,E01999002,4")).toContain("line 3: this postcode stands twice");
    expect(faultsOf(...Array.from({ length: 12 }, () => "?,?,?"))).toMatch(/line 11: .*; and 2 more$/);
    expect(readAreas("a,b,c\n", "areas.csv")).toMatchObject({ ok: false });
  });

  it("is read with the place's file, and stays when that is changed", async () => {
    const folder = await aFolder();
    const path = join(folder, "place.json");
    const place = { name: "Testborough", demonstration: true, staff: [], feeds: [], areas: "areas.csv" };
    const organisations = [{ ods: "X99001", name: "First Surgery", kind: "gp-practice" }];
    await writeFile(path, JSON.stringify({ ...place, organisations }));
    const missing = await readPlaceFile(path);
    expect(missing.ok ? "" : missing.problem.message).toContain("areas.csv cannot be read");
    await writeFile(join(folder, "areas.csv"), `${HEADING}\nZZ1 1AA,E01999001,12\n`);
    const faulty = await readPlaceFile(path);
    expect(faulty.ok ? "" : faulty.problem.message).toContain("line 2: imd_decile");
    await writeFile(join(folder, "areas.csv"), `${HEADING}\nZZ1 1AA,E01999001,2\n`);
    const { areaTable, ...rest } = mustSucceed(await readPlaceFile(path));
    expect(areaTable?.get("ZZ11AA")).toEqual({ lsoa: "E01999001", decile: 2 });
    const directory = directoryOf({ ...rest, ...(areaTable && { areaTable }) });
    directory.renew({ ...rest, name: "Otherborough" });
    expect(directory.place.areaTable?.size).toBe(1);
    await writeFile(path, JSON.stringify({ ...place, organisations, areas: "../areas.csv" }));
    expect(await readPlaceFile(path)).toMatchObject({ ok: false });
  });
});
