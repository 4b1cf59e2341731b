import { createServer } from "node:net";
import { MODULES } from "#app";
import { succeeded, type Outcome } from "#base";
import { doctor as databaseDoctor, type Finding } from "#db";
import { placeFor } from "./open-app.ts";
import type { Settings } from "./settings.ts";
import { signInSettingsFrom } from "./sign-in-settings.ts";

/** Looks at everything that the program needs and says what is wrong and what to do. Changes nothing. */
export async function doctor(settings: Settings): Promise<Outcome<number>> {
  const database = await databaseDoctor({ ...settings.database, modules: MODULES });
  const findings = [...database, await place(settings), signIn(), await port(settings.port)];
  for (const finding of findings) console.log(wordsFor(finding));
  return succeeded(findings.some((one) => one.state === "bad") ? 1 : 0);
}

const SIGNS: Readonly<Record<Finding["state"], string>> = {
  good: "good     ",
  attention: "attention",
  bad: "bad      ",
};

const wordsFor = ({ what, state, words, remedy }: Finding): string =>
  `${SIGNS[state]}  ${what}: ${words}${remedy ? `\n             To do: ${remedy}` : ""}`;

async function place(settings: Settings): Promise<Finding> {
  const what = "Place file";
  if (!settings.place) {
    const remedy = "name one by --place or WHOLESTORY_PLACE; 'bin/wholestory demo' makes a made-up one";
    return { what, state: "attention", words: "none is named", remedy };
  }
  const read = await placeFor(settings);
  if (!read.ok) return { what, state: "bad", words: read.problem.message, remedy: read.problem.remedy ?? "correct it" };
  const { name, organisations, feeds, demonstration } = read.value;
  const words = `${name}: ${organisations.length} organisations, ${feeds.length} feeds (${settings.place})`;
  if (demonstration) return { what, state: "good", words };
  const remedy = "there is no sign-in yet: load made-up people only, and say 'demonstration: true'";
  return { what, state: "bad", words: `${name} is not marked as a demonstration.`, remedy };
}

/** Who says who somebody is; whether another issuer answers is seen when somebody signs in. */
function signIn(): Finding {
  const what = "Sign-in";
  const read = signInSettingsFrom(process.env);
  if (!read.ok) return { what, state: "bad", words: read.problem.message, remedy: read.problem.remedy ?? "correct it" };
  const { issuer, publicUrl } = read.value;
  const at = publicUrl === undefined ? "" : `, at ${publicUrl}`;
  if (issuer) {
    return { what, state: "good", words: `by ${issuer.url}, which names staff in the claim ${issuer.staffClaim}${at}` };
  }
  return { what, state: "good", words: `by the program's own accounts (bin/wholestory account)${at}` };
}

function port(number: number): Promise<Finding> {
  const what = "Port";
  return new Promise((found) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const used = "code" in error && error.code === "EADDRINUSE";
      const words = used ? `${number} is in use, perhaps by Wholestory itself` : `${number} cannot be used`;
      found({
        what,
        state: "attention",
        words,
        remedy: "stop the other program, or give --port or PORT another number",
      });
    });
    probe.listen(number, "127.0.0.1", () => {
      probe.close(() => {
        found({ what, state: "good", words: `${number} is free` });
      });
    });
  });
}
