import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  aDataFolder,
  aServedFolder,
  codes,
  idsIn,
  sendThroughKills,
  takenIn,
  WINDOW,
} from "../builders/killed-sending.ts";
import { messagesOfStay } from "../builders/messages.ts";
import { aFreePort, sendInWindows, serveMessages } from "../builders/serving.ts";

let folder: string;

beforeAll(async () => {
  folder = await aServedFolder();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it("what was acknowledged is in the record once, whenever the program or its database is killed", async () => {
  await sendThroughKills(folder, 5, 150);
}, 300_000);

it("a program that is told to end answers what it has received, and says so", async () => {
  const messages = Array.from({ length: 100 }, (_, n) => messagesOfStay(n)).flat();
  const port = await aFreePort();
  const dataFolder = await aDataFolder(folder, "stopped");
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
  expect([...(await takenIn(dataFolder)).keys()].sort()).toEqual([...idsIn(answers)].sort());
  expect(printed).toMatch(new RegExp(`Closed. ${answers.length} taken`));
  expect(printed).not.toMatch(/Ashdown|Brook|999\d{7}/);
}, 120_000);
