import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { aFolder } from "../builders/files.ts";
import { tablesHolding } from "../builders/governance.ts";
import { aHouse, aPlace, COUNCIL, GOVERNANCE_LEAD, NURSE, type House } from "../builders/house.ts";
import { stoppedAt } from "#base";
import { aPatient } from "../builders/patient.ts";
import { aPackage, supplied } from "../builders/resources.ts";

const PROGRAM = resolve(import.meta.dirname, "../../bin/wholestory");

let house: House;
let place: string;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z") });
  const folder = await aFolder();
  place = join(folder, "place.json");
  await writeFile(place, JSON.stringify(aPlace()));
  const client = aPatient("c1").called("Old", "Clientele").born("1930-01-01").resource;
  await house.save(
    COUNCIL,
    1,
    [client, aPackage("k1", "c1", "2010-01-01", "2011-01-01")].map((one, nth) =>
      supplied(one, { recorded: "2011-01-01", line: nth + 1 }),
    ),
  );
});

/** The program in a process of its own, over the house's database. */
const retention = (...words: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((done) => {
    const env = { ...process.env, DATABASE_URL: house.db.url, NODE_OPTIONS: "" };
    const child = execFile(PROGRAM, ["retention", "--place", place, ...words], { env }, (_error, out, err) =>
      done({ code: child.exitCode ?? -1, said: out + err }),
    );
  });

describe("retention on the command line", () => {
  it("says how much is due, for people and for machines, and nobody's name", async () => {
    const { code, said } = await retention();
    expect(code).toBe(0);
    expect(said).toContain("Testborough Council, adult-social-care: 1 registration, 2 entries, since 2019-01-01");
    expect(said).not.toContain("Clientele");
    expect(JSON.parse((await retention("--json")).said)).toMatchObject([{ source: COUNCIL, registrations: 1 }]);
  });

  it("shows registrations, and erases, for somebody who may and says who they are", async () => {
    const erase = ["--erase", "--reason", "Due."];
    expect(await retention(...erase)).toMatchObject({ code: 1, said: expect.stringContaining("Nobody acts.") });
    expect(await retention(...erase, "--actor", NURSE)).toMatchObject({
      code: 1,
      said: expect.stringContaining("Only information governance"),
    });
    expect((await retention("--registrations", "--actor", GOVERNANCE_LEAD)).said).toMatch(/^[0-9a-f-]{36} X99004/);
  });

  it("erases what is due, in acts that it names", async () => {
    const erase = ["--erase", "--actor", GOVERNANCE_LEAD, "--reason", "Their time is over."];
    expect(await retention(...erase)).toEqual({
      code: 0,
      said: "Erased: 1 registration, 2 entries, in 1 act (1).\n",
    });
    expect(await tablesHolding(house, "Clientele")).toEqual([]);
  });
});
