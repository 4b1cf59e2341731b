import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { civilDay, mustSucceed, systemClock } from "#base";
import { readPlaceFile } from "#place";
import { aFolder } from "../builders/files.ts";
import { aPlace, COUNCIL, NURSE, PRACTICE } from "../builders/place.ts";

const PROGRAM = resolve(import.meta.dirname, "../../bin/wholestory");
const HEADING = "id,name,role,organisation,team,from,to";

let folder: string;
let place: string;
beforeEach(async () => {
  folder = await aFolder();
  place = join(folder, "place.json");
  await writeFile(place, JSON.stringify(aPlace()));
});

/** The program as those who run the place use it. */
async function importing(name: string, content: string, ...flags: readonly string[]) {
  const file = join(folder, name);
  await writeFile(file, content);
  const environment = { ...process.env, WHOLESTORY_DATA: folder, NODE_OPTIONS: "" };
  const words = ["staff", "import", file, "--place", place, ...flags];
  const child = spawn(PROGRAM, words, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let [printed, said] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { printed, said, code };
}
const staffNow = async () => mustSucceed(await readPlaceFile(place)).staff;

describe("a list of staff, from the command line", () => {
  const LIST = [
    HEADING,
    `${NURSE},"Nurse, A",nurse,${PRACTICE},Rapid Response,2020-01-01,`,
    `sol,Sol Worker,social-worker,${COUNCIL},,01/02/2026,`,
  ].join("\n");

  it("is shown first, and written with --apply", async () => {
    const before = await readFile(place, "utf8");
    const shown = await importing("staff.csv", LIST);
    expect(shown).toMatchObject({ code: 0, said: "" });
    expect(shown.printed).toContain("added      sol: social-worker, Testborough Council, from 2026-02-01");
    expect(shown.printed).toContain("Added 1, changed 1, ended 0, taken out 0; 0 people unchanged.");
    expect(shown.printed).toContain("add --apply");
    expect(await readFile(place, "utf8")).toBe(before);
    expect((await importing("staff.csv", LIST, "--apply")).code).toBe(0);
    expect(await staffNow()).toContainEqual({
      ...{ id: NURSE, name: "Nurse, A", role: "nurse", organisation: PRACTICE },
      ...{ team: "Rapid Response", from: "2020-01-01" },
    });
    expect(await staffNow()).toHaveLength(aPlace().staff.length + 1);
    expect((await importing("staff.csv", LIST)).printed).toContain("ended 0, taken out 0; 2 people unchanged.");
  });

  it("ends whoever is not on it, where it is the whole of an organisation's staff", async () => {
    const list = `${HEADING}\nsol,Sol Worker,social-worker,${COUNCIL},,2026-02-01,\n`;
    const done = await importing("staff.csv", list, "--whole", COUNCIL, "--apply");
    expect(done.printed).toContain("Added 1, changed 0, ended 3");
    const today = civilDay(systemClock());
    const staff = await staffNow();
    expect(staff.filter(({ to }) => to !== undefined)).toHaveLength(3);
    expect(staff.every(({ to = "", organisation }) => to < today && (to === "" || organisation === COUNCIL))).toBe(
      true,
    );
    const unknown = await importing("staff.csv", list, "--whole", "ZZZ99");
    expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining("no organisation ZZZ99") as string });
  });

  it("changes nothing where any of it cannot be taken, and says so of everything at once", async () => {
    const before = await readFile(place, "utf8");
    const bad = `${LIST}\nbo,,wizard,${PRACTICE},,2026-02-30,\ncy,Secret,gp,Nowhere,,,\n`;
    const { said, printed, code } = await importing("staff.csv", bad, "--apply");
    expect([code, printed]).toEqual([1, ""]);
    expect(said).toContain("staff.csv cannot be taken: 4 faults. Nothing was changed.");
    expect(said).toContain("staff.csv, line 4 (bo), role: there is no such role. Accepted: gp, nurse,");
    expect(said).toContain("staff.csv, line 5 (cy), organisation: the place lists no such organisation.");
    expect(said).not.toMatch(/wizard|Secret|Nowhere|02-30/);
    expect(await readFile(place, "utf8")).toBe(before);
  });

  it("may be what an identity provider exports", async () => {
    const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const users = {
      Resources: [
        {
          ...{ userName: "amina", displayName: "Dr Amina Rahman", roles: [{ value: "gp" }] },
          [enterprise]: { organization: PRACTICE, department: "Diabetes" },
        },
        { userName: NURSE, active: false },
      ],
    };
    expect((await importing("staff.json", JSON.stringify(users), "--apply")).printed).toContain("Added 1");
    const today = civilDay(systemClock());
    const staff = await staffNow();
    expect(staff.find(({ id }) => id === "amina")).toMatchObject({ role: "gp", team: "Diabetes", from: today });
    expect(staff.find(({ id }) => id === NURSE)?.to).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await importing("staff.json", '{"Resources": "Secret"}')).said).toContain("it is no SCIM list of users");
  });

  it("is told from files that are no lists", async () => {
    const image = await importing("staff.csv", "\x89PNG\r\n\x1a\n0123456789");
    expect(image).toMatchObject({ code: 1, printed: "" });
    expect((await importing("none.csv", "")).said).toContain("there is no such column");
  });
});
