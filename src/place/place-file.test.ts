import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPlace, readPlaceFile } from "./place-file.ts";

const GOOD = `
name: Testborough
demonstration: true
organisations:
  - { ods: X99001, name: First Surgery, kind: gp-practice, people: 4000 }
  - { ods: X99002, name: Old Surgery, kind: gp-practice, closed: "2022-03-31", succeededBy: X99001 }
staff:
  - { id: a-nurse, name: A Nurse, role: nurse, organisation: X99001, from: "2020-01-01" }
feeds:
  - { id: gp, name: GP records, format: fhir-r4, folder: gp-fhir, organisations: [X99001], deliveries: increments, expectedEveryDays: 7 }
`;

const faultsOf = (text: string): string => {
  const read = readPlace(text, "place.yaml");
  return read.ok ? "" : read.problem.message;
};
const instead = (good: string, bad: string): string => {
  expect(GOOD).toContain(good);
  return GOOD.replace(good, bad);
};

describe("a place's file", () => {
  it("is read whole", () => {
    const read = readPlace(GOOD, "place.yaml");
    expect(read).toMatchObject({
      ok: true,
      value: {
        name: "Testborough",
        organisations: [
          { ods: "X99001", people: 4000 },
          { closed: "2022-03-31", succeededBy: "X99001" },
        ],
        staff: [{ id: "a-nurse", role: "nurse" }],
        feeds: [{ id: "gp", organisations: ["X99001"] }],
      },
    });
  });

  it("is the same in JSON", () => {
    const read = readPlace(GOOD, "place.yaml");
    expect(readPlace(JSON.stringify(read.ok && read.value), "place.json")).toEqual(read);
  });

  it.each([
    ["an unknown role", "role: nurse", "role: wizard", "staff.0.role"],
    ["a line that nobody knows", "kind: gp-practice,", "kind: gp-practice, colour: red,", "organisations.0"],
    ["a word for a number", "people: 4000", "people: many", "organisations.0.people"],
    ["a British date", '"2020-01-01"', '"01/01/2020"', "staff.0.from: a day, such as 2026-05-03"],
    ["a day that no year has", '"2020-01-01"', '"2020-02-30"', "staff.0.from: a day, such as 2026-05-03"],
    ["small letters in an ODS code", "ods: X99001", "ods: x99001", "organisations.0.ods: an ODS code, such as E84012"],
    ["a folder outside of the folder", "gp-fhir", "../gp", "feeds.0.folder: the name of one folder"],
    ["a rhythm of no days", "expectedEveryDays: 7", "expectedEveryDays: 0", "feeds.0.expectedEveryDays"],
    [
      "an organisation named by staff only",
      "organisation: X99001",
      "organisation: X99009",
      "staff.a-nurse: no organis",
    ],
    ["a feed of an unknown organisation", "[X99001]", "[X99008]", "feeds.gp: no organisation has the code X99008"],
    ["an unknown successor", "succeededBy: X99001", "succeededBy: X99007", "organisations.X99002: no organisation has"],
    ["the same code twice", "ods: X99002", "ods: X99001", "organisations: X99001 stands twice"],
  ])("names the place of %s", (_what, good, bad, fault) => {
    expect(faultsOf(instead(good, bad))).toContain(`place.yaml has faults. ${fault}`);
  });

  it("names every fault at once", () => {
    const faults = faultsOf(instead("role: nurse", "role: wizard").replace("people: 4000", "people: -1"));
    expect(faults).toContain("staff.0.role");
    expect(faults).toContain("organisations.0.people");
  });

  it("says so when it is not YAML, or empty", () => {
    expect(faultsOf("name: [")).toMatch(/^place.yaml is not YAML: /);
    expect(faultsOf("")).toMatch(/^place.yaml has faults\. /);
  });

  it("may say how long what comes is kept, of all categories where none is named", () => {
    const line = "{ id: hospital, organisations: [acute-trust], keepYears: 8, from: last-entry }";
    const read = readPlace(`${GOOD}retention:\n  - ${line}\n`, "place.yaml");
    expect(read.ok && read.value.retention).toEqual([
      { id: "hospital", organisations: ["acute-trust"], category: "all", keepYears: 8, from: "last-entry" },
    ]);
    const faulty = (from: string, to: string) => faultsOf(`${GOOD}retention:\n  - ${line.replace(from, to)}\n`);
    expect(faulty("last-entry", "now")).toContain("retention.0.from");
    expect(faulty("acute-trust", "dentist")).toContain("retention.0.organisations.0");
    expect(faulty("keepYears: 8", "keepYears: 0")).toContain("retention.0.keepYears");
    expect(faulty("keepYears: 8", "keepYears: 8, ifLastAtAge: 17")).toContain("ifLastAtAge goes with from: birth");
    expect(faultsOf(`${GOOD}retention:\n  - ${line}\n  - ${line}\n`)).toContain("retention: hospital stands twice");
  });

  it("may name several roles of somebody and their team, one role after the other", () => {
    const again = (days: string) =>
      GOOD.replace(
        "feeds:",
        `  - { id: a-nurse, name: A Nurse, role: gp, organisation: X99001, team: Night, ${days} }\nfeeds:`,
      );
    expect(faultsOf(again("from: 2021-01-01"))).toContain("staff: a-nurse stands twice for the same days");
    expect(faultsOf(again("from: 2019-01-01, to: 2020-01-01"))).toContain("a-nurse stands twice");
    expect(faultsOf(again("from: 2019-01-01, to: 2018-01-01"))).toContain("a-nurse has a last day before the first");
    const read = readPlace(again("from: 2019-01-01, to: 2019-12-31"), "place.yaml");
    expect(read).toMatchObject({ ok: true, value: { staff: [{ role: "nurse" }, { role: "gp", team: "Night" }] } });
  });

  it("must say whether its people are made up", () => {
    expect(faultsOf(instead("demonstration: true\n", ""))).toContain("demonstration");
  });

  it("is read from the disk, and is missed in words", async () => {
    const folder = await mkdtemp(join(tmpdir(), "place-"));
    await writeFile(join(folder, "place.yaml"), GOOD);
    expect((await readPlaceFile(join(folder, "place.yaml"))).ok).toBe(true);
    const missing = await readPlaceFile(join(folder, "none.yaml"));
    expect(missing.ok ? "" : missing.problem.message).toContain("cannot be read");
    await rm(folder, { recursive: true });
  });
});
