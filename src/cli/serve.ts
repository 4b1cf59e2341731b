import { succeeded, type Outcome } from "#base";
import { problemOf } from "#db";
import { createServer, listen, showRequest, type RequestLine } from "#server";
import type { Loading } from "#web";
import { openApp, readiness, type OpenApp } from "./open-app.ts";
import type { Settings } from "./settings.ts";
import { listenForStop } from "./stopping.ts";

/** Serves the pages of a place until stopped. */
export async function serve(settings: Settings): Promise<Outcome<number>> {
  const stopping = listenForStop("Stopping.");
  const opened = await openApp(settings);
  if (!opened.ok) return opened;
  const { app, db } = opened.value;
  const serving = await startServing(opened.value, settings.port, { log: everyRequest });
  if (!serving.ok) {
    await db.close();
    return serving;
  }
  console.log(`${app.directory.place.name}: open ${serving.value.address} (Ctrl-C stops)`);
  await stopping.whenAsked;
  await serving.value.close();
  await db.close();
  return succeeded(0);
}

const everyRequest = (line: RequestLine): void => {
  console.log(showRequest(line));
};

export type Serving = { readonly address: string; close(): Promise<void> };

/** Starts to answer on a port of this machine. */
export async function startServing(
  { app, db }: OpenApp,
  port: number,
  { log, loading }: { log: (line: RequestLine) => void; loading?: () => Loading | undefined },
): Promise<Outcome<Serving>> {
  const ready = () => readiness(db);
  const server = await createServer({ app, ready, log, problemOf, ...(loading && { loading }) });
  const address = await listen(server, port);
  if (!address.ok) {
    await server.close();
    return address;
  }
  return succeeded({ address: address.value, close: () => server.close() });
}
