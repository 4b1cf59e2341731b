import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { failed, succeeded, type Outcome } from "#base";
import { checkpointLine, readCheckpoint, type Checkpoint } from "./checkpoint.ts";

/** Adds a checkpoint to the file in which they stand, a line each, and waits until it is on the disk. */
export async function appendCheckpoint(path: string, checkpoint: Checkpoint): Promise<Outcome<undefined>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, "a", 0o644);
    try {
      await file.appendFile(checkpointLine(checkpoint));
      await file.sync();
    } finally {
      await file.close();
    }
    return succeeded(undefined);
  } catch {
    return failed({
      kind: "unavailable",
      message: `No checkpoint can be written to ${path}.`,
      remedy: "Name another file, or see that there is room and leave to write.",
    });
  }
}

/** The checkpoints of a file in their order, with nothing for a line that is none. */
export async function checkpointsIn(path: string): Promise<Outcome<readonly (Checkpoint | undefined)[]>> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    return failed({
      kind: "not-found",
      message: `${path} cannot be read.`,
      remedy: "Name the file in which checkpoints stand.",
    });
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return succeeded(lines.map(readCheckpoint));
}
