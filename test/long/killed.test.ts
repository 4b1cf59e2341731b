import { expect, it } from "vitest";
import { loadThroughKills } from "../builders/killing.ts";

it("a load whose program or database is killed at fifty random moments ends as if nothing had happened", async () => {
  await expect(loadThroughKills(50, 4000)).resolves.toBeUndefined();
}, 1_800_000);
