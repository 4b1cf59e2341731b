import { succeeded, type Outcome } from "#base";
import type { Learnt } from "#people";
import { linkReportWords } from "./link-report.ts";
import { openApp } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { counted, showNumber } from "./words.ts";

export type LinkOptions = Flags & {
  /** Only says how good the links are. */
  readonly report?: boolean;
  readonly json?: boolean;
};

/** Learns from all registrations what agreements say, and links them all anew; or says how good the links are. */
export async function link(settings: Settings, { report, json }: LinkOptions): Promise<Outcome<number>> {
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    if (report) {
      const found = await app.people.linkReport();
      console.log(json ? JSON.stringify(found, undefined, 2) : linkReportWords(app, found));
    } else sayLearnt(await app.people.learn(), json ?? false);
    return succeeded(0);
  } finally {
    await db.close();
  }
}

function sayLearnt(learnt: Learnt, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(learnt, undefined, 2));
    return;
  }
  const { version, registrations, persons, moved, idsUnchanged, passedOver } = learnt;
  console.log(`Model ${String(version)} learnt from ${counted(registrations, "registration")}.`);
  console.log(
    `They are ${counted(persons, "person", "people")}; ${counted(moved, "registration")} moved; ` +
      `${(idsUnchanged * 100).toFixed(1)}% of people are who they were, under the same id.`,
  );
  for (const { rule, registrations: members } of passedOver) {
    console.log(`  Passed over: one value of ${rule} that ${showNumber(members)} registrations share.`);
  }
}
