import type { App } from "#app";
import { actorId, failed, odsCode, succeeded, type Outcome } from "#base";
import type { DueCount } from "#record";
import { openApp } from "./open-app.ts";
import type { Flags, Settings } from "./settings.ts";
import { counted } from "./words.ts";

export type RetentionOptions = Flags & {
  /** Says what is due; so does no option at all. */
  readonly due?: boolean;
  readonly registrations?: boolean;
  readonly erase?: boolean;
  readonly source?: string;
  readonly rule?: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly json?: boolean;
};

/** What has been kept for as long as it may be: how much, which registrations, or erasing it by a named act. */
export async function retention(settings: Settings, options: RetentionOptions): Promise<Outcome<number>> {
  const missing = missingIn(options);
  if (missing) return failed({ kind: "invalid", ...missing });
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  try {
    if (options.erase) return await erase(app, options);
    return await (options.registrations ? showRegistrations(app, options) : showCounts(app, options));
  } finally {
    await db.close();
  }
}

function missingIn({ erase, due, registrations, actor, reason }: RetentionOptions) {
  if (erase && (due || registrations)) {
    return { message: "Erasing and looking are asked for at once.", remedy: "Look first, then run it with --erase." };
  }
  if ((erase || registrations) && !actor) {
    return {
      message: "Nobody acts.",
      remedy: "Add --actor ID: somebody of the place file for information governance.",
    };
  }
  if (erase && !reason)
    return { message: "An act needs a reason.", remedy: 'Add --reason "…": it is kept with the act.' };
  return undefined;
}

const wantedOf = ({ source, rule }: RetentionOptions) => ({
  ...(source !== undefined && { source: odsCode(source) }),
  ...(rule !== undefined && { rule }),
});

async function showCounts(app: App, options: RetentionOptions): Promise<Outcome<number>> {
  const { source, rule, json } = options;
  const counts = (await app.record.retentionCounts()).filter(
    (one) => (source === undefined || one.source === odsCode(source)) && (rule === undefined || one.rule === rule),
  );
  if (json) console.log(JSON.stringify(counts, undefined, 2));
  else console.log(counts.length === 0 ? "Nothing is due." : counts.map((one) => wordsFor(app, one)).join("\n"));
  return succeeded(0);
}

const wordsFor = ({ directory }: App, { source, rule, scope, registrations, entries, since }: DueCount): string =>
  `${source.padEnd(8)} ${directory.nameOf(source)}, ${rule}: ${counted(registrations, "registration")}` +
  `${scope === "registration" ? "" : ` (${scope} alone)`}, ${counted(entries, "entry", "entries")}, since ${since}`;

async function showRegistrations(app: App, { actor = "", json }: RetentionOptions): Promise<Outcome<number>> {
  const asking = { actor: actorId(actor), purpose: "records-management", what: "retention" } as const;
  const permit = await app.sharing.mayList(asking);
  if (!permit.ok) return permit;
  const due = await app.record.retentionDue(permit.value);
  if (json) console.log(JSON.stringify(due, undefined, 2));
  else console.log(due.map((one) => `${one.patient} ${one.source} ${one.rule} ${one.scope} ${one.since}`).join("\n"));
  return succeeded(0);
}

async function erase(app: App, options: RetentionOptions): Promise<Outcome<number>> {
  const { actor = "", reason = "", json } = options;
  const permit = await app.sharing.mayAct({ actor: actorId(actor), what: "retention" });
  if (!permit.ok) return permit;
  const done = await app.record.eraseDue(permit.value, { ...wantedOf(options), reason });
  if (!done.ok) return done;
  const { acts, registrations, entries } = done.value;
  if (json) console.log(JSON.stringify(done.value, undefined, 2));
  else {
    console.log(
      acts.length === 0
        ? "Nothing was due."
        : `Erased: ${counted(registrations, "registration")}, ${counted(entries, "entry", "entries")}, in ${counted(acts.length, "act")} (${acts.join(", ")}).`,
    );
  }
  return succeeded(0);
}
