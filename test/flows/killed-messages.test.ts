import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { openDatabase, sql } from "#db";
import { contentIn } from "../builders/killing.ts";
import { answerIn, messagesOfStay } from "../builders/messages.ts";
import { aFreePort, sendInWindows, serveMessages } from "../builders/serving.ts";

const KILLS = 6;
/** Messages on their way at a time: a kill finds some that wait, some being saved, some not yet answered. */
const WINDOW = 16;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wholestory-killed-messages-"));
  // Root's database runs as another user: the folder must be one that this user can enter.
  await chmod(folder, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function aDataFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { mode: 0o755 });
  return path;
}

const codes = (answers: readonly string[]): ReadonlySet<string> => new Set(answers.map((one) => answerIn(one).code));

/** How often each message that was taken stands in the journal, by control id. */
async function takenIn(dataFolder: string): Promise<ReadonlyMap<string, number>> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const rows = await db.query(sql<{ id: string; count: number }>`
    select control_id as id, count(*) as count from feeds.message where fate = 'taken' group by control_id`);
  await db.close();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

it("what was acknowledged is in the record once, whenever the program or its database is killed", async () => {
  const messages = Array.from({ length: 200 }, (_, n) => messagesOfStay(n)).flat();
  const port = await aFreePort();
  const whole = await aDataFolder("whole");
  const undisturbed = await serveMessages(whole, port);
  expect(codes(await sendInWindows(port, messages, WINDOW))).toEqual(new Set(["AA"]));
  await undisturbed.stop();
  const expected = await contentIn(whole);
  expect(expected.entries.rows).toBe(200 * 15);

  const killed = await aDataFolder("killed");
  const acknowledged: string[] = [];
  const moments: string[] = [];
  while (acknowledged.length < messages.length) {
    const program = await serveMessages(killed, port);
    const victim = Math.random() < 0.5 ? "program" : "both";
    const after = 1 + Math.floor(Math.random() * 150);
    const delay = Math.random() * 15;
    let killing: Promise<void> | undefined;
    // The sender goes on after the last message that was acknowledged to it, as senders do.
    const answers = await sendInWindows(port, messages.slice(acknowledged.length), WINDOW, (count) => {
      if (moments.length === KILLS || count !== after) return;
      moments.push(`${victim} after ${count} and ${delay.toFixed(0)} ms`);
      killing = new Promise((resolve) => setTimeout(resolve, delay)).then(() => program.kill(victim));
    });
    expect(codes(answers), moments.join(", ")).toEqual(new Set(["AA"]));
    acknowledged.push(...answers.map((one) => answerIn(one).controlId));
    await (killing ?? program.stop());
    const taken = await takenIn(killed);
    expect(
      acknowledged.filter((id) => taken.get(id) !== 1),
      moments.join(", "),
    ).toEqual([]);
    expect([...taken.values()].every((count) => count === 1)).toBe(true);
  }
  expect(moments).toHaveLength(KILLS);
  expect(await contentIn(killed), moments.join(", ")).toEqual(expected);

  // And all of it once more: the same answers, and nothing has changed.
  const again = await serveMessages(killed, port);
  expect(codes(await sendInWindows(port, messages, WINDOW))).toEqual(new Set(["AA"]));
  expect((await again.stop()).code).toBe(0);
  expect(await contentIn(killed)).toEqual(expected);
}, 300_000);

it("a program that is told to end answers what it has received, and says so", async () => {
  const messages = Array.from({ length: 100 }, (_, n) => messagesOfStay(n)).flat();
  const port = await aFreePort();
  const dataFolder = await aDataFolder("stopped");
  const program = await serveMessages(dataFolder, port);
  let stopping: ReturnType<typeof program.stop> | undefined;
  const answers = await sendInWindows(port, messages, WINDOW, (count) => {
    if (count === 40) stopping = program.stop();
  });
  const { code, printed } = (await stopping) ?? (await program.stop());
  expect(code).toBe(0);
  expect(codes(answers)).toEqual(new Set(["AA"]));
  expect(answers.length).toBeGreaterThanOrEqual(40);
  expect(answers.length).toBeLessThan(messages.length);
  expect([...(await takenIn(dataFolder)).keys()].sort()).toEqual(answers.map((one) => answerIn(one).controlId).sort());
  expect(printed).toMatch(new RegExp(`Closed. ${answers.length} taken`));
  expect(printed).not.toMatch(/Ashdown|Brook|999\d{7}/);
}, 120_000);
