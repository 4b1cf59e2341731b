import { resolve } from "node:path";
import { succeeded, type Outcome } from "#base";
import { problemOf } from "#db";
import { createServer, listen, showRequest, type RequestLine } from "#server";
import type { Loading } from "#web";
import { startChaining } from "./chaining.ts";
import { makeDemonstrationAccounts } from "./demonstration-accounts.ts";
import { openApp, readiness, type OpenApp } from "./open-app.ts";
import { startIntake, type IntakeFolder } from "./intake.ts";
import { openMessagePorts } from "./message-ports.ts";
import { incomingFolder, type Flags, type Settings } from "./settings.ts";
import { signInSettingsFrom } from "./sign-in-settings.ts";
import { listenForStop } from "./stopping.ts";

export type ServeOptions = Flags & { readonly watch?: string; readonly mllp?: readonly string[] };

/** Serves the pages of a place, and takes in the files and messages that come, until stopped. */
export async function serve(settings: Settings, { watch, mllp }: ServeOptions): Promise<Outcome<number>> {
  const stopping = listenForStop("Stopping.");
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  const serving = await startServing(opened.value, settings, { log: everyRequest, watch, mllp });
  if (!serving.ok) {
    await db.close();
    return serving;
  }
  console.log(`${app.directory.place.name}: open ${serving.value.address} (Ctrl-C stops)`);
  for (const port of serving.value.messagePorts) console.log(`Messages come in for ${port}.`);
  await stopping.whenAsked;
  await serving.value.close();
  await db.close();
  return succeeded(0);
}

const everyRequest = (line: RequestLine): void => {
  console.log(showRequest(line));
};

export type Serving = {
  readonly address: string;
  /** "acute-hl7 on port 2575". */
  readonly messagePorts: readonly string[];
  close(): Promise<void>;
};

type Serves = {
  readonly log: (line: RequestLine) => void;
  /** Work besides that of taking files in. */
  readonly loading?: () => Loading | undefined;
  /** A folder of others whose files are taken in too. */
  readonly watch?: string | undefined;
  /** Where messages come in, besides what the place file says: FEED:PORT. */
  readonly mllp?: readonly string[] | undefined;
};

/** Starts to answer on a port of this machine, and to take in the files that come. */
export async function startServing(
  { app, db }: OpenApp,
  settings: Settings,
  { log, loading, watch, mllp }: Serves,
): Promise<Outcome<Serving>> {
  const signIn = signInSettingsFrom(process.env);
  if (!signIn.ok) return signIn;
  if (!signIn.value.issuer) await makeDemonstrationAccounts(app);
  const ports = await openMessagePorts(app, mllp ?? [], (line) => console.log(line));
  if (!ports.ok) return ports;
  const chaining = await startChaining(app, settings);
  if (!chaining.ok) {
    await ports.value.close();
    return chaining;
  }
  const folder = incomingFolder(settings.dataFolder);
  const intake = startIntake(app, foldersOf(folder, watch), flagsOf(settings));
  const server = await createServer({
    ...{ app, log, problemOf },
    ...signIn.value,
    ready: () => readiness(db),
    loading: () => loading?.() ?? (intake.isBusy() ? TAKING_IN : undefined),
    incoming: { folder, onArrival: intake.nudge },
  });
  const close = async () => {
    await ports.value.close();
    await server.close();
    await intake.stop();
    await chaining.value.stop();
  };
  const address = await listen(server, settings.port);
  if (address.ok) return succeeded({ address: address.value, messagePorts: ports.value.words, close });
  await close();
  return address;
}

function foldersOf(incoming: string, watch: string | undefined): readonly IntakeFolder[] {
  const ours = { path: incoming, isOurs: true };
  return watch === undefined ? [ours] : [ours, { path: resolve(watch), isOurs: false }];
}

/** What leads the loading process to the same data and place. */
const flagsOf = ({ dataFolder, place }: Settings): readonly string[] => [
  ...["--data", dataFolder],
  ...(place === undefined ? [] : ["--place", place]),
];

const TAKING_IN: Loading = {
  state: "loading",
  words: "Files that came are being read.",
  people: { done: 0, total: 0 },
  files: { done: 0, total: undefined },
  rows: { done: 0, total: undefined },
  entries: 0,
  rejections: 0,
};
