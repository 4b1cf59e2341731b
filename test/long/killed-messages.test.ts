import { rm } from "node:fs/promises";
import { expect, it } from "vitest";
import { aServedFolder, sendThroughKills } from "../builders/killed-sending.ts";

it("messages that are sent through fifty kills end as if nothing had happened", async () => {
  const folder = await aServedFolder();
  try {
    await expect(sendThroughKills(folder, 50, 1000)).resolves.toBeUndefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 1_800_000);
