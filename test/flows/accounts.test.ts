import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createIdentity, identityStore } from "#identity";
import { systemClock } from "#base";
import type { Database } from "#db";
import { signInSettingsFrom } from "../../src/cli/sign-in-settings.ts";
import { aDatabase } from "../builders/database.ts";
import { aFolder } from "../builders/files.ts";
import { aPlace, NURSE } from "../builders/place.ts";

const PROGRAM = resolve(import.meta.dirname, "../../bin/wholestory");

let db: Database;
let folder: string;
beforeAll(async () => {
  db = await aDatabase();
  folder = await aFolder();
  // A place of real people, for which the pages are not served yet: its accounts can be made all the same.
  await writeFile(join(folder, "place.json"), JSON.stringify({ ...aPlace(), demonstration: false }));
});

/** The program as those who run the place use it: what it prints, what it says beside that, and its exit code. */
async function run(...words: readonly string[]) {
  const environment = { ...process.env, WHOLESTORY_DATA: folder, DATABASE_URL: db.url, NODE_OPTIONS: "" };
  const place = ["--place", join(folder, "place.json")];
  const child = spawn(PROGRAM, [...words, ...place], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let [printed, said] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, "exit")) as [number];
  return { printed, said, code };
}

const signIn = (password: string) =>
  createIdentity({ store: identityStore(db), clock: systemClock }).accounts.signIn({
    ...{ name: "nora", password, address: "192.0.2.7" },
  });
const ONE_TIME = /^nora {2}([a-z2-9]{4}(?:-[a-z2-9]{4}){4})$/m;

describe("the accounts of a place, from the command line", () => {
  it("are made with a one-time password that is shown once", async () => {
    const { printed, said, code } = await run("account", "add", NURSE, "--name", "nora");
    expect(code).toBe(0);
    expect(said).toContain("works for 7 days, and must be changed");
    const shown = await signIn(ONE_TIME.exec(printed)?.[1] ?? "");
    expect(shown).toMatchObject({ ok: true, value: { actor: NURSE, mustChange: true, demonstration: false } });
  });

  it("are listed with what is the matter with them, and without any password", async () => {
    const { printed } = await run("account", "list");
    expect(printed).toMatch(/^nora +a-nurse +made \d{4}-\d\d-\d\d, one-time password$/m);
    expect(printed).not.toContain("argon2");
  });

  it("are shut, and opened again with another password", async () => {
    const { said, printed, code } = await run("account", "lock", "nora");
    expect([code, said, printed]).toEqual([0, "", expect.stringContaining("nora is shut.")]);
    expect((await run("account", "list")).printed).toMatch(/^nora .*, shut on /m);
    const again = await run("account", "reset", "nora");
    expect((await signIn(ONE_TIME.exec(again.printed)?.[1] ?? "")).ok).toBe(true);
  });

  it.each([
    [["account", "add", "somebody"], "The place file names no member of staff somebody."],
    [["account", "add", NURSE, "--name", "nora"], "There is an account of this name already."],
    [["account", "reset", "nobody"], "There is no account of this name."],
    [["account", "lock", "nobody"], "There is no account of this name."],
  ])("%j is refused in one line", async (words, message) => {
    const { said, code } = await run(...words);
    expect(code).toBe(1);
    expect(said).toContain(`wholestory: ${message}`);
  });

  it("say nothing of a demonstration's: none are made for this place", async () => {
    expect((await run("account", "list")).printed).not.toContain("demonstration");
  });
});

describe("the settings of signing in", () => {
  const ISSUER = {
    WHOLESTORY_ISSUER: "https://login.example",
    WHOLESTORY_CLIENT_ID: "a",
    WHOLESTORY_CLIENT_SECRET: "b",
  };

  it("are none: the program's own accounts", () => {
    expect(signInSettingsFrom({})).toEqual({ ok: true, value: { publicUrl: undefined, issuer: undefined } });
  });

  it("name another issuer, and the claim that names staff", () => {
    const issuer = { url: "https://login.example", clientId: "a", clientSecret: "b", staffClaim: "sub" };
    expect(signInSettingsFrom(ISSUER)).toMatchObject({ value: { issuer } });
    expect(signInSettingsFrom({ ...ISSUER, WHOLESTORY_STAFF_CLAIM: "staff_id" })).toMatchObject({
      value: { issuer: { staffClaim: "staff_id" } },
    });
  });

  it.each([
    [{ ...ISSUER, WHOLESTORY_CLIENT_SECRET: "" }, "WHOLESTORY_CLIENT_SECRET is missing"],
    [{ ...ISSUER, WHOLESTORY_ISSUER: "http://login.example" }, "WHOLESTORY_ISSUER is not an address"],
    [{ WHOLESTORY_URL: "record.example" }, "WHOLESTORY_URL is not an address"],
    [{ WHOLESTORY_URL: "http://record.example" }, "WHOLESTORY_URL is not an address"],
  ])("are refused where they are not whole, or would go in the clear: %j", (environment, message) => {
    const read = signInSettingsFrom(environment);
    expect(read.ok ? "" : read.problem.message).toContain(message);
  });

  it("are said by the doctor", async () => {
    const { printed } = await run("doctor");
    expect(printed).toContain("Sign-in: by the program's own accounts");
  });
});
