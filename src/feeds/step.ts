import type { SaveCounts } from "#record";
import type { Reading } from "./adapter.ts";
import { newest } from "./newest.ts";
import { countKeyFields } from "./quality/key-field.ts";
import { countLags } from "./quality/lag.ts";
import type { Step } from "./store.ts";

/** What a reading that was saved adds to its delivery. */
export const stepOf = ({ line, entries, rejections, covers }: Reading, counts: SaveCounts, received: Date): Step => ({
  rowsRead: line,
  entries: entries.length,
  ...{ counts, covers, rejections },
  asAt: newest(entries, received),
  fields: countKeyFields(entries),
  lags: countLags(entries, received),
});
