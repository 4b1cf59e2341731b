import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { openDatabase, sql } from "#db";
import { DEMONSTRATION_PASSWORD } from "#identity";
import { aPlainBrowser, over, signInBy } from "../builders/plain-browser.ts";

const PROGRAM = resolve(import.meta.dirname, "../../bin/wholestory");
const SOON = 30_000;

let dataFolder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "wholestory-first-start-"));
  // The embedded server's own account must be able to get in.
  await chmod(dataFolder, 0o755);
});
afterAll(async () => {
  for (const one of started) if (one.exitCode === null && one.signalCode === null) one.kill("SIGKILL");
  await stopDatabase();
  await rm(dataFolder, { recursive: true, force: true });
});

/** Whatever a killed program left running is adopted and let go, which stops it. */
async function stopDatabase(): Promise<void> {
  const db = await openDatabase({ dataFolder, connections: 1 });
  if (db.ok) await db.value.close();
}

/** The program in a process of its own, as a newcomer runs it. */
function run(...words: string[]) {
  const environment = { ...process.env, WHOLESTORY_DATA: dataFolder, DATABASE_URL: "", NODE_OPTIONS: "" };
  const child = spawn(PROGRAM, words, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let said = "";
  const hear = (text: Buffer): void => void (said += text.toString());
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const exited = once(child, "exit").then(([code]: unknown[]) => code);
  return {
    child,
    exited,
    said: () => said,
    /** Waits until the program has said something of this kind. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      const begun = performance.now();
      for (;;) {
        const found = pattern.exec(said);
        if (found) return found;
        if (performance.now() - begun > SOON || child.exitCode !== null) throw new Error(`It said only:\n${said}`);
        await setTimeout(50);
      }
    },
  };
}

const demo = (): ReturnType<typeof run> =>
  run("demo", "--people", "60", "--practices", "2", "--seed", "7", "--port", "0");

const addressOf = async (program: ReturnType<typeof run>): Promise<string> =>
  (await program.says(/open (http:\/\/localhost:\d+)/))[1] ?? "";

const open = async (address: string): Promise<string> => {
  const browser = aPlainBrowser(over(new URL(address).origin));
  return (await signInBy(browser, "omar-haddad", DEMONSTRATION_PASSWORD, new URL(address).pathname)).body;
};

type Status = {
  readonly people: number;
  readonly patients: number;
  readonly links: Readonly<Record<string, number>>;
  readonly linksByReason: readonly { readonly method: string; readonly reason: string; readonly patients: number }[];
  readonly feeds: readonly { readonly deliveries: number; readonly entries: number; unfinishedDeliveries: number }[];
};

async function status(): Promise<Status> {
  const program = run("status", "--json");
  expect(await program.exited).toBe(0);
  return JSON.parse(program.said()) as Status;
}

/** What is in the record, whenever it was received: what says nothing of its own time is of the time when it came. */
async function fingerprint(): Promise<string> {
  const db = mustSucceed(await openDatabase({ dataFolder, connections: 1 }));
  const [row] = await db.query(sql<{ sum: string }>`
    select count(*) || ' ' || md5(string_agg(concat(id, nullif(recorded, (select received from feeds.delivery where delivery.id = entry.delivery)), content), ',' order by id)) as sum
    from record.entry`);
  await db.close();
  return row?.sum ?? "";
}

describe("a newcomer who starts the demonstration", () => {
  let whole = "";

  it("sees the first page before everything is loaded, and can browse when it is", async () => {
    const program = demo();
    const address = await addressOf(program);
    const question = await aPlainBrowser(over(address)).open("/");
    expect(question.path).toMatch(/^\/issuer\/sign-in\//);
    expect(question.body).toContain("Omar Haddad, engineer");
    expect(program.said()).toContain(`each has the password "${DEMONSTRATION_PASSWORD}"`);
    expect(program.said()).toMatch(/^ {2}omar-haddad +Omar Haddad, engineer, /m);
    expect(await open(address)).toMatch(/The demonstration is being made|put together from/);
    await program.says(/Everything is loaded after .*: \d\d people/);
    const home = await open(address);
    expect(home).toContain("registrations and");
    expect(home).not.toContain('http-equiv="refresh"');
    expect(await open(`${address}/feeds`)).toContain("GP records");
    expect(await (await fetch(`${address}/ready`)).json()).toEqual({ ready: true, words: "ready" });
    program.child.kill("SIGINT");
    expect(await program.exited).toBe(0);
    whole = await fingerprint();
  });

  it("finds everything there the second time, and nothing is made or loaded again", async () => {
    const program = demo();
    const address = await addressOf(program);
    expect(await open(address)).toContain("registrations and");
    await program.says(/Everything is loaded already/);
    program.child.kill("SIGINT");
    expect(await program.exited).toBe(0);
    expect(await fingerprint()).toBe(whole);
  });

  it("reads the same from the command line", async () => {
    const { people, patients, feeds, links, linksByReason } = await status();
    expect(people).toBeGreaterThan(50);
    expect(patients).toBeGreaterThanOrEqual(people);
    for (const feed of feeds) expect(feed).toMatchObject({ unfinishedDeliveries: 0 });
    const byMethod = Map.groupBy(linksByReason, (one) => one.method);
    expect(byMethod.get("alone")?.map((one) => one.reason)).toContain("No other registration is like this one.");
    const counted = [...byMethod].map(([method, own]) => [method, own.reduce((sum, one) => sum + one.patients, 0)]);
    expect(Object.fromEntries(counted)).toEqual(links);
  });

  it("finds everything in place although the program was killed twice on the way", async () => {
    await rm(dataFolder, { recursive: true, force: true });
    await mkdir(dataFolder, { mode: 0o755 });
    for (const after of [300, 900]) {
      const program = demo();
      await addressOf(program);
      await setTimeout(after);
      program.child.kill("SIGKILL");
      await program.exited;
    }
    const program = demo();
    await program.says(/Everything is loaded (after|already)/);
    program.child.kill("SIGINT");
    expect(await program.exited).toBe(0);
    expect(await fingerprint()).toBe(whole);
  });
});

describe("a command that cannot do its work", () => {
  it.each([
    [["load", "/nowhere"], /^wholestory: .*\/nowhere/m],
    [["status", "--place", "/nowhere.yaml"], /^wholestory: The place file \/nowhere.yaml cannot be read\./m],
    [["demo", "--people", "many"], /^wholestory: --people many is not a number/m],
    [["serve", "--port", "99999"], /^wholestory: 99999 is not a port\./m],
  ] as const)("says so in one line: %j", async (words, pattern) => {
    const program = run(...words);
    expect(await program.exited).toBe(1);
    expect(program.said()).toMatch(pattern);
    expect(program.said().trim().split("\n")).toHaveLength(1);
  });
});
