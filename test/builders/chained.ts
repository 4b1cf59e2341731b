import { setTimeout as wait } from "node:timers/promises";
import type { AccessLog } from "#sharing";

/**
 * Chains until so many rows have got their places; answers how many did. Transactions of other tests on the same server
 * may be under way, and no row is chained that one of them could come before.
 */
export async function chainRows(log: AccessLog, count: number): Promise<number> {
  let done = 0;
  for (let attempt = 0; attempt < 500 && done < count; attempt++) {
    done += await log.chain();
    if (done < count) await wait(20);
  }
  return done;
}
