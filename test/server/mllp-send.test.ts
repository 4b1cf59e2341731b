import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { stoppedAt } from "#base";
import { messagesIn } from "../../src/cli/send.ts";
import { aFolder } from "../builders/files.ts";
import type { House } from "../builders/house.ts";
import { acuteFeed, aMessageHouse, aMessagePort } from "../builders/message-port.ts";
import { messagesOfStay } from "../builders/messages.ts";

const PROGRAM = new URL("../../bin/wholestory", import.meta.url).pathname;

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(await aFolder(), "messages.hl7");
  await writeFile(path, content);
  return path;
}

async function textsIn(content: string | Buffer): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const one of messagesIn(await fileOf(content))) texts.push(one.toString("utf8"));
  return texts;
}

describe("the messages of a file", () => {
  const messages = messagesOfStay(1);

  it.each(["\r", "\n", "\r\n"])("are found whichever line ends it has: %j", async (end) => {
    expect(await textsIn(messages.join("").replaceAll("\r", end))).toEqual(messages);
  });

  it("are found in frames, in a batch, after a byte order mark and between empty lines", async () => {
    expect(await textsIn(messages.map((one) => `\v${one}\x1c\r`).join("\n"))).toEqual(messages);
    expect(await textsIn(`FHS|^~\\&|\rBHS|^~\\&|\r${messages.join("\r\r")}BTS|6\rFTS|1\r`)).toEqual(messages);
    expect(await textsIn(`\uFEFF${messages.join("")}`)).toEqual(messages);
  });

  it("go out in the bytes in which they stand", async () => {
    const latin = Buffer.from("MSH|^~\\&|PAS\rPID|1||||M\xfcller\r", "latin1");
    const sent: Buffer[] = [];
    for await (const one of messagesIn(await fileOf(latin))) sent.push(one);
    expect(Buffer.concat(sent)).toEqual(latin);
  });

  it("are none in a file of something else", async () => {
    expect(await textsIn("id,name\n1,Ann\n")).toEqual([]);
  });
});

describe("bin/wholestory send", () => {
  let house: House;
  beforeAll(async () => {
    house = await aMessageHouse(stoppedAt("2026-11-22T10:00:00Z"));
  });

  it("says how each message was answered, and fails where one was not taken", async () => {
    const { port } = await aMessagePort((incoming) => house.feeds.receive(acuteFeed(), incoming));
    const good = await fileOf(messagesOfStay(2).join(""));
    const { stdout } = await promisify(execFile)(PROGRAM, ["send", good, "--port", String(port)]);
    expect(stdout).toMatch(/^1 ADT\^A01\^ADT_A01 M0000020: AA$/m);
    expect(stdout).toMatch(/6 messages sent in .*, 6 taken, 0 not\./);
    const bad = await fileOf("MSH|^~\\&|PAS|TESTHOSP|||20261122||ADT^A01|X1|P|2.5\rPID|1\r");
    const failing = promisify(execFile)(PROGRAM, ["send", bad, "--port", String(port)]);
    await expect(failing).rejects.toMatchObject({ code: 1, stdout: expect.stringMatching(/X1: AE .*PID-3/) as string });
  });

  it("says so where nobody listens", async () => {
    const { port, close } = await aMessagePort(async () => ({ fate: "taken", words: "", replies: [] }));
    await close();
    const failing = promisify(execFile)(PROGRAM, ["send", await fileOf("MSH|"), "--port", String(port)]);
    await expect(failing).rejects.toMatchObject({
      stderr: expect.stringMatching(/Nobody takes messages on port \d+.*serve --mllp/) as string,
    });
  });
});
