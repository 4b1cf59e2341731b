import { expect, it } from "vitest";
import { loadThroughKills } from "../builders/killing.ts";

it("a load whose program or database is killed at ten random moments ends as if nothing had happened", async () => {
  await expect(loadThroughKills(10, 1000)).resolves.toBeUndefined();
}, 300_000);
