import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import type { ListPermit } from "#sharing";
import { aFolder } from "../builders/files.ts";
import { aClock, aHouse, LINKER, type House } from "../builders/house.ts";
import { mappedFeed } from "../builders/mapping.ts";
import { aWorkbook, textRows } from "../builders/workbook.ts";

const TABLE = "Name,Born,Date\nAnn Lee,1950-01-02,2026-05-03\nBo Lee,1951-01-02,2026-05-04\n";

describe("samples on the desk of those who make mappings", () => {
  const time = aClock("2026-06-01T10:00:00Z");
  let house: House;
  let permit: ListPermit;
  let other: ListPermit;
  let folder: string;

  beforeAll(async () => {
    house = await aHouse({ clock: time.clock });
    permit = await house.mayList();
    const asking = { actor: LINKER, purpose: "data-quality", what: "file by which a mapping is made" } as const;
    other = mustSucceed(await house.sharing.mayList(asking));
    folder = await aFolder();
  });
  async function keep(text: string | Buffer, name = "table.csv") {
    const path = join(folder, name);
    await writeFile(path, text);
    return house.samples.keep(permit, { path, name, bytes: text.length }, undefined);
  }
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );

  it("are copies, kept for whoever sent them, until they are dropped", async () => {
    const sample = mustSucceed(await keep(TABLE));
    expect(sample.table.columns.map(({ heading }) => heading)).toEqual(["Name", "Born", "Date"]);
    expect(house.samples.find(permit, sample.token)?.draft.person.name).toEqual({ column: "Name" });
    expect(house.samples.find(other, sample.token)).toBeUndefined();
    await house.samples.drop(other, sample.token);
    expect(await isThere(sample.path)).toBe(true);
    await house.samples.drop(permit, sample.token);
    expect(await isThere(sample.path)).toBe(false);
    expect(house.samples.find(permit, sample.token)).toBeUndefined();
  });

  it("are twenty at most: the one that was left alone longest goes", async () => {
    const samples = [];
    for (let nth = 0; nth < 21; nth++) {
      time.set(`2026-06-01T11:${String(nth).padStart(2, "0")}:00Z`);
      samples.push(mustSucceed(await keep(TABLE)));
      house.samples.find(permit, samples[0]!.token);
    }
    const there = await Promise.all(samples.map(({ path }) => isThere(path)));
    expect(there.map((one, nth) => (one ? [] : [nth])).flat()).toEqual([1]);
    for (const { token } of samples) await house.samples.drop(permit, token);
  });

  it("need a permit that sharing issued", async () => {
    const made = { ...permit };
    expect(() => house.samples.find(made, "x")).toThrow("was not issued");
    await expect(house.samples.keep(made, { path: "", name: "", bytes: 0 }, undefined)).rejects.toThrow(
      "was not issued",
    );
  });

  it("are tried out once their feed is said, and nothing of them is kept", async () => {
    const sample = mustSucceed(await keep(`${TABLE}Total,,\nAnn Lee,1950-01-02,2026-05-03\n`));
    expect((await house.samples.tryOut(permit, sample.token)).ok).toBe(false);
    const { mapping, ...feed } = mappedFeed({
      rowIs: "contact",
      person: { name: "Name", born: "Born" },
      event: { date: "Date", what: { constant: "Visit" } },
    });
    await house.samples.change(permit, sample.token, { feed, draft: { ...mapping!, event: mapping!.event! } });
    const trial = mustSucceed(await house.samples.tryOut(permit, sample.token));
    expect(trial).toMatchObject({ rowsTaken: 3, rowsLost: 1, fieldsLost: 0, people: 2, events: 2 });
    expect(trial.refusals).toMatchObject([{ field: "Name", lost: "row", times: 1, lines: [4] }]);
    expect(trial.first.map(({ line, person }) => [line, person.family])).toEqual([
      [2, "Lee"],
      [3, "Lee"],
      [5, "Lee"],
    ]);
    expect((await house.feeds.states()).every(({ deliveries }) => deliveries === 0)).toBe(true);
  });

  it("are looked at anew where another sheet is chosen", async () => {
    const sheets = { One: textRows(["A", "B"], ["1", "2"]), Two: textRows(["Name", "Date"], ["Ann", "2026-05-03"]) };
    const sample = mustSucceed(await keep(await aWorkbook({ sheets }), "table.xlsx"));
    expect(sample.table).toMatchObject({ sheets: ["One", "Two"], columns: [{ heading: "A" }, { heading: "B" }] });
    const draft = { ...sample.draft, sheet: "Two" };
    const changed = mustSucceed(await house.samples.change(permit, sample.token, { draft }));
    expect(changed.table.columns.map(({ heading }) => heading)).toEqual(["Name", "Date"]);
    expect(changed.draft).toMatchObject({ sheet: "Two", person: { name: { column: "Name" } } });
  });

  it.each([
    ["empty", "", "This file is empty."],
    ["no table", "%PDF-1.7", "This file is a PDF."],
  ])("are refused in words where the file is %s", async (_, text, words) => {
    const refused = await keep(text);
    expect(refused.ok ? "" : refused.problem.message).toBe(words);
  });
});
