import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { failed, succeeded, type Outcome } from "#base";
import { connectToSend, type Sending } from "#server";
import type { Flags, Settings } from "./settings.ts";
import { listenForStop, type Stopping } from "./stopping.ts";
import { counted, showDuration } from "./words.ts";

export type SendOptions = Flags & { readonly file: string };

/** @see https://www.iana.org/assignments/service-names-port-numbers (hl7) */
const MESSAGE_PORT = 2575;

/** Sends the HL7 v2 messages of a file to a port of this machine, one after another, and says how each is answered. */
export async function send({ port }: Settings, options: SendOptions): Promise<Outcome<number>> {
  const found = await stat(options.file).catch(() => undefined);
  if (!found?.isFile()) {
    return failed({
      kind: "invalid",
      message: `There is no file ${options.file}.`,
      remedy: "Name a file of messages.",
    });
  }
  const sending = await connectToSend(options.port === undefined ? MESSAGE_PORT : port);
  if (!sending.ok) return sending;
  try {
    return succeeded(await sendAll(sending.value, options.file, listenForStop("Stopping after this message.")));
  } finally {
    await sending.value.close();
  }
}

async function sendAll(sending: Sending, file: string, stopping: Stopping): Promise<number> {
  const started = performance.now();
  let sent = 0;
  let good = 0;
  for await (const message of messagesIn(file)) {
    if (stopping.asked()) break;
    const answer = await sending.send(message);
    sent++;
    if (answer === undefined) {
      console.error(`${String(sent)} ${nameOf(message)}: no answer. What was not answered may be sent again.`);
      return 1;
    }
    const { code, words } = readAnswer(answer);
    if (code === "AA" || code === "CA") good++;
    console.log(`${String(sent)} ${nameOf(message)}: ${[code, words].filter(Boolean).join(" ")}`);
  }
  console.log(
    `${counted(sent, "message")} sent in ${showDuration(performance.now() - started)}, ` +
      `${String(good)} taken, ${String(sent - good)} not.`,
  );
  return good === sent ? 0 : 1;
}

/** The messages of a file as bytes; segments on lines of their own, with or without frames, in a batch or not. */
export async function* messagesIn(file: string): AsyncGenerator<Buffer> {
  // One character a byte: whatever the file's encoding, it goes out as it is.
  const lines = createInterface({ input: createReadStream(file, "latin1"), crlfDelay: Infinity });
  let segments: string[] = [];
  for await (const line of lines) {
    const segment = line.replace(/^(?:\xEF\xBB\xBF)?[\v\s]*/, "").replaceAll("\x1C", "");
    if (/^MSH[^A-Za-z0-9]/.test(segment)) {
      if (segments.length > 0) yield messageOf(segments);
      segments = [segment];
    } else if (segment !== "" && segments.length > 0 && !/^(?:FHS|BHS|BTS|FTS)/.test(segment)) segments.push(segment);
  }
  if (segments.length > 0) yield messageOf(segments);
}

const messageOf = (segments: readonly string[]): Buffer => Buffer.from(`${segments.join("\r")}\r`, "latin1");

/** Type and control id, such as "ADT^A01 MSG0001". */
function nameOf(message: Buffer): string {
  const header = message.toString("latin1").split("\r", 1)[0] ?? "";
  const fields = header.split(header.charAt(3));
  return `${fields[8] ?? ""} ${fields[9] ?? ""}`.trim();
}

function readAnswer(answer: string): { readonly code: string; readonly words: string } {
  const segment = (name: string): readonly string[] =>
    answer
      .split(/[\r\n]+/)
      .find((one) => one.startsWith(`${name}|`))
      ?.split("|") ?? [];
  const [, code = "no code", , text = ""] = segment("MSA");
  return { code, words: text };
}
