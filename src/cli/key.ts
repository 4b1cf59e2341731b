import { feedId, odsCode, succeeded, type Outcome } from "#base";
import { openApp } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { counted } from "./words.ts";

export type KeyOptions = Flags & { readonly feed: string; readonly source: string; readonly withdraw?: boolean };

/** Makes a key with which a source's program may post files of a feed, and shows it once; or takes back all there are. */
export async function key(settings: Settings, { feed, source, withdraw }: KeyOptions): Promise<Outcome<number>> {
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    if (withdraw) {
      const taken = await app.feeds.withdrawSenderKeys(feedId(feed), odsCode(source));
      console.log(`${counted(taken, "key was", "keys were")} taken back.`);
      return succeeded(0);
    }
    const made = await app.feeds.makeSenderKey(feedId(feed), odsCode(source), "command line");
    if (!made.ok) return made;
    console.log(made.value);
    console.error("Keep it: it is not shown again. Whoever has it may send files of this feed for this organisation.");
    return succeeded(0);
  } finally {
    await db.close();
  }
}
