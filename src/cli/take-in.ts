import { once } from "node:events";
import { rm } from "node:fs/promises";
import type { App } from "#app";
import { feedId, odsCode, succeeded, type Outcome } from "#base";
import type { IntakeFile, IntakeReport, IntakeTask } from "./intake.ts";
import { openApp } from "./open-app.ts";
import type { Settings } from "./settings.ts";
import { listenForStop } from "./stopping.ts";

/** Thrown out of a load after a batch has been kept, so that it stops there. */
class StoppedAfterBatch extends Error {}

/** Loads the files that the watching process tells of, and tells it of each that is done with. */
export async function takeIn(settings: Settings): Promise<Outcome<number>> {
  const stopping = listenForStop("");
  process.once("disconnect", () => process.emit("SIGTERM"));
  const [{ files }] = (await once(process, "message")) as [IntakeTask];
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    for (const file of files) {
      if (stopping.asked()) return succeeded(1);
      await takeInOne(app, file, stopping.asked);
    }
    return succeeded(0);
  } catch (error) {
    if (error instanceof StoppedAfterBatch) return succeeded(1);
    throw error;
  } finally {
    await db.close();
    if (process.connected) process.disconnect();
  }
}

async function takeInOne(app: App, file: IntakeFile, isStopped: () => boolean): Promise<void> {
  const found = app.feeds.fileOf(file.path, feedId(file.feed), odsCode(file.source));
  if (!found.ok) return;
  const { deliveries, failures } = await app.feeds.load([found.value], () => {
    if (isStopped()) throw new StoppedAfterBatch();
  });
  // Without its name, which whoever sent it made up: it may be about a person.
  if (failures.length > 0) console.error(`wholestory: A file of ${file.feed} from ${file.source} was not taken.`);
  if (file.isOurs && deliveries[0]?.state === "loaded") await rm(file.path, { force: true });
  process.send?.({ path: file.path } satisfies IntakeReport);
}
