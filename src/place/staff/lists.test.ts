import { describe, expect, it } from "vitest";
import { odsCode } from "#base";
import { directoryOf } from "../directory.ts";
import { readStaffTable } from "./csv-list.ts";
import { readStaffScim } from "./scim-list.ts";

const directory = directoryOf({
  name: "Testborough",
  demonstration: true,
  organisations: [
    { ods: odsCode("X99001"), name: "First Surgery", kind: "gp-practice" },
    { ods: odsCode("901"), name: "A council", kind: "council" },
  ],
  staff: [],
  feeds: [],
});

const HEADING = ["id", "name", "role", "organisation", "team", "from", "to"];
const NORA = ["nora", "Nora Nurse", "nurse", "X99001", "", "2026-01-01", ""];

const table = (...rows: readonly (readonly string[] | undefined)[]) =>
  readStaffTable(
    rows.map((fields, nth) => ({ line: nth + 1, fields })),
    directory,
  );
const faultsIn = (read: ReturnType<typeof table>) => (read.ok ? [] : read.problem);
const told = (read: ReturnType<typeof table>) =>
  faultsIn(read).map(({ where, id, field, found }) => `${where} ${id ?? "-"} ${field}: ${found}`);

describe("a table of staff", () => {
  it("is read by the names of its columns, whatever their order and whatever else there is", () => {
    const read = table(
      ["Payroll", "TO", "From", "Team", "Organisation ", "Role", "Name", "ID"],
      [...["77", "03/05/2026", "2026-01-01", "Rapid Response", "x99001", "Social worker", "Sol Worker", "sol"]],
    );
    expect(read.ok && read.value).toEqual({
      isPart: false,
      lines: [
        {
          ...{ kind: "in role", id: "sol", name: "Sol Worker", role: "social-worker", organisation: "X99001" },
          ...{ team: "Rapid Response", from: "2026-01-01", to: "2026-05-03" },
        },
      ],
    });
  });

  it("may leave out team and days", () => {
    const read = table(["id", "name", "role", "organisation"], ["nora", "Nora", "nurse", "901"]);
    expect(read).toMatchObject({ ok: true, value: { lines: [{ team: undefined, from: undefined, to: undefined }] } });
  });

  it.each([
    ["an unknown role", { 2: "wizard" }, "line 2 nora role: there is no such role"],
    ["no role", { 2: "" }, "line 2 nora role: there is no such role"],
    [
      "an organisation that the place does not list",
      { 3: "X99009" },
      "line 2 nora organisation: the place lists no such organisation",
    ],
    ["a day that is no day", { 5: "2026-02-30" }, "line 2 nora from: there is no such day"],
    ["a month without a day", { 5: "2026-02" }, "line 2 nora from: there is no such day"],
    ["an end before the beginning", { 6: "2025-12-31" }, "line 2 nora to: the last day is before the first"],
    ["an empty name", { 1: " " }, "line 2 nora name: it is empty"],
    ["an id that is none", { 0: "Nora Nurse" }, "line 2 - id: it is not an id"],
    ["no id", { 0: "" }, "line 2 - id: it is empty"],
  ] as const)("names %s, with the line, the field and what is accepted", (_what, instead, fault) => {
    const read = table(HEADING, Object.values({ ...Object.fromEntries(NORA.entries()), ...instead }));
    expect(told(read)).toEqual([fault]);
    expect(faultsIn(read)[0]?.accepted).not.toBe("");
  });

  it("tells all faults at once, and nothing of a row but the id", () => {
    const bad = ["nora", "", "wizard", "Secret Clinic", "Secret Team", "yesterday", "tomorrow"];
    const read = table(HEADING, bad, ["bo", "Bo", "gp", "901", "", "", ""], undefined);
    expect(faultsIn(read)).toHaveLength(6);
    expect(JSON.stringify(faultsIn(read))).not.toMatch(/wizard|Secret|yesterday|tomorrow/);
  });

  it("names the same id twice where days are shared, and takes one role after the other", () => {
    const later = ["nora", "Nora Nurse", "coordinator", "901", "", "2026-04-01", ""];
    const until = [...NORA.slice(0, 6), "2026-03-31"];
    expect(told(table(HEADING, NORA, later))).toEqual([
      "line 3 nora id: it stands in line 2 too, for some of the same days",
    ]);
    expect(table(HEADING, until, later).ok).toBe(true);
    expect(table(HEADING, until, [...later.slice(0, 5), "", ""]).ok).toBe(false);
  });

  it("needs a row that names the columns, and repeats nothing of a first row that does not", () => {
    const read = table(NORA, NORA);
    expect(told(read)[0]).toBe("line 1 - id: there is no such column");
    expect(JSON.stringify(faultsIn(read))).not.toContain("Nora");
    expect(told(table())).toContain("line 1 - name: there is no such column");
    expect(told(table([...HEADING, "Role"]))).toEqual(["line 1 - role: two columns are called so"]);
  });
});

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const AMINA = {
  userName: "amina",
  displayName: "Dr Amina Rahman",
  active: true,
  roles: [{ value: "GP" }],
  [ENTERPRISE]: { organization: "X99001", department: "Diabetes" },
};
const scim = (...resources: readonly unknown[]) =>
  readStaffScim(JSON.stringify({ schemas: [], Resources: resources }), directory);

describe("a SCIM list of users", () => {
  it("says who works where, in which role and team", () => {
    expect(scim(AMINA)).toMatchObject({
      ok: true,
      value: {
        isPart: false,
        lines: [
          {
            ...{ kind: "in role", id: "amina", name: "Dr Amina Rahman", role: "gp", organisation: "X99001" },
            ...{ team: "Diabetes", from: undefined, to: undefined },
          },
        ],
      },
    });
  });

  it("names somebody by externalId where userName is no id, and a team by groups where there is no department", () => {
    const other = {
      ...AMINA,
      ...{ userName: "amina@example.nhs.uk", externalId: "amina-2", displayName: undefined },
      name: { formatted: "Amina R" },
      groups: [{ display: "Night Team" }, { display: "Night Team" }],
      [ENTERPRISE]: { organization: "901" },
    };
    expect(scim(other)).toMatchObject({
      value: { lines: [{ id: "amina-2", name: "Amina R", team: "Night Team" }] },
    });
  });

  it("takes the role of ours among others, the primary one of several, and none where it cannot tell", () => {
    const roles = [{ value: "Domain Users" }, { value: "nurse" }, { value: "engineer" }];
    expect(told(scim({ ...AMINA, roles }))).toEqual([
      "Resources[0] amina roles: there are several of our roles, none of them primary",
    ]);
    const primary = [{ value: "nurse" }, { value: "engineer", primary: true }];
    expect(scim({ ...AMINA, roles: primary })).toMatchObject({ value: { lines: [{ role: "engineer" }] } });
    expect(told(scim({ ...AMINA, roles: [{ value: "Domain Users" }] }))).toEqual([
      "Resources[0] amina roles: there is no such role",
    ]);
  });

  it("needs no role of whoever is not active any more", () => {
    expect(scim({ userName: "amina", active: false })).toMatchObject({ value: { lines: [{ kind: "gone" }] } });
  });

  it("names the resource and the field of each fault, and repeats nothing of it", () => {
    const read = scim(AMINA, { ...AMINA, userName: "bo", roles: [], [ENTERPRISE]: { organization: "Secret" } }, AMINA, {
      userName: ["Secret"],
    });
    expect(told(read)).toEqual([
      "Resources[1] bo roles: there is no such role",
      `Resources[1] bo ${ENTERPRISE}.organization: the place lists no such organisation`,
      "Resources[3] - userName: it is not of its type (invalid_type)",
      "Resources[2] amina userName: it stands in Resources[0] too, for some of the same days",
    ]);
    expect(JSON.stringify(read)).not.toContain("Secret");
  });

  it.each(["", "{", "[]", '{"users": []}', "Secret"])("is told from what is none: %j", (text) => {
    const read = readStaffScim(text, directory);
    expect(told(read)).toEqual(["the file - Resources: it is no SCIM list of users"]);
    expect(JSON.stringify(read)).not.toContain("Secret");
  });

  it("says when it is a page of a longer list", () => {
    const text = JSON.stringify({ totalResults: 2, Resources: [AMINA] });
    expect(readStaffScim(text, directory)).toMatchObject({ value: { isPart: true } });
  });
});
