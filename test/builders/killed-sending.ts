import { chmod, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { civilDay, mustSucceed } from "#base";
import { openDatabase, sql } from "#db";
import { contentIn } from "./killing.ts";
import { answerIn, messagesOfStay } from "./messages.ts";
import { aFreePort, sendInWindows, serveMessages } from "./serving.ts";

/** Messages on their way at a time: a kill finds some that wait, some being saved, some not yet answered. */
export const WINDOW = 16;

/** A folder of one's own that the database's account may enter. */
export async function aServedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wholestory-killed-messages-"));
  await chmod(folder, 0o755);
  return folder;
}

export async function aDataFolder(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { mode: 0o755 });
  return path;
}

export const codes = (answers: readonly string[]): ReadonlySet<string> =>
  new Set(answers.map((one) => answerIn(one).code));
export const idsIn = (answers: readonly string[]): readonly string[] => answers.map((one) => answerIn(one).controlId);

/** How often each message that was taken stands in the journal, by control id. */
export async function takenIn(dataFolder: string): Promise<ReadonlyMap<string, number>> {
  const db = mustSucceed(await openDatabase({ dataFolder }));
  const rows = await db.query(sql<{ id: string; count: number }>`
    select control_id as id, count(*) as count from feeds.message where fate = 'taken' group by control_id`);
  await db.close();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/**
 * Sends the messages of so many stays to the running program, which is killed so many times on the way, half of the
 * times with its database; the sender goes on after the last message that was acknowledged to it, as senders do. Holds
 * that what was acknowledged is there once after each kill, and that the end is as if nothing had happened.
 */
export async function sendThroughKills(folder: string, kills: number, stays: number): Promise<void> {
  const began = civilDay(new Date());
  try {
    await compareKilled(await aDataFolder(folder, "first"), kills, stays);
  } catch (error) {
    // Over midnight the messages are those of two days, and their deliveries two.
    if (civilDay(new Date()) === began) throw error;
    await compareKilled(await aDataFolder(folder, "second"), kills, stays);
  }
}

async function compareKilled(folder: string, kills: number, stays: number): Promise<void> {
  const messages = Array.from({ length: stays }, (_, n) => messagesOfStay(n)).flat();
  const most = Math.floor(messages.length / kills) - WINDOW;
  const port = await aFreePort();
  const whole = await aDataFolder(folder, "whole");
  const undisturbed = await serveMessages(whole, port);
  expect(codes(await sendInWindows(port, messages, WINDOW))).toEqual(new Set(["AA"]));
  await undisturbed.stop();
  const expected = await contentIn(whole);
  expect(expected.messages.rows).toBe(messages.length);

  const killed = await aDataFolder(folder, "killed");
  const acknowledged: string[] = [];
  const moments: string[] = [];
  while (acknowledged.length < messages.length) {
    const program = await serveMessages(killed, port);
    const victim = Math.random() < 0.5 ? "program" : "both";
    const after = 1 + Math.floor(Math.random() * most);
    const delay = Math.random() * 15;
    let killing: Promise<void> | undefined;
    const answers = await sendInWindows(port, messages.slice(acknowledged.length), WINDOW, (count) => {
      if (moments.length === kills || count !== after) return;
      moments.push(`${victim} after ${count} and ${delay.toFixed(0)} ms`);
      killing = new Promise((resolve) => setTimeout(resolve, delay)).then(() => program.kill(victim));
    });
    await (killing ?? program.stop());
    // A program that still lived when its database was gone asks for what it could not save once more.
    const refused = answers.findIndex((one) => answerIn(one).code !== "AA");
    const [kept, putOff] = refused < 0 ? [answers, []] : [answers.slice(0, refused), answers.slice(refused)];
    expect(
      putOff.every((one) => one.includes("Send the message again")),
      moments.join(", "),
    ).toBe(true);
    acknowledged.push(...idsIn(kept));
    const taken = await takenIn(killed);
    expect(
      acknowledged.filter((id) => taken.get(id) !== 1),
      moments.join(", "),
    ).toEqual([]);
    expect([...taken.values()].every((count) => count === 1)).toBe(true);
  }
  expect(moments).toHaveLength(kills);
  expect(await contentIn(killed), moments.join(", ")).toEqual(expected);

  // And all of it once more: the same answers, and nothing has changed.
  const again = await serveMessages(killed, port);
  expect(codes(await sendInWindows(port, messages, WINDOW))).toEqual(new Set(["AA"]));
  expect((await again.stop()).code).toBe(0);
  expect(await contentIn(killed)).toEqual(expected);
}
