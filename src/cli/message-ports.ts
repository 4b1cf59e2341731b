import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import type { FeedSettings, MllpSettings } from "#place";
import { listenForMessages, type MllpListener } from "#server";

/** The ports of a place where messages come in. */
export type MessagePorts = {
  /** In words, for whoever starts the program: "acute-hl7 on port 2575". */
  readonly words: readonly string[];
  readonly close: () => Promise<void>;
};

type Port = { readonly feed: FeedSettings; readonly mllp: MllpSettings };

/**
 * Opens the port of every feed that has one by the place file or by a flag, FEED:PORT, which goes before. All of them,
 * or none.
 */
export async function openMessagePorts(
  app: App,
  flags: readonly string[],
  log: (line: string) => void,
): Promise<Outcome<MessagePorts>> {
  const ports = portsOf(app, flags);
  if (!ports.ok) return ports;
  const open: MllpListener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((one) => one.close()));
  };
  for (const { feed, mllp } of ports.value) {
    const listener = await listenForMessages({
      ...{ name: feed.id, port: mllp.port, address: mllp.address, tls: mllp.tls, log },
      receive: (incoming) => app.feeds.receive(feed, incoming),
    });
    if (!listener.ok) {
      await close();
      return listener;
    }
    open.push(listener.value);
  }
  return succeeded({ words: ports.value.map(({ feed }, at) => `${feed.id} on port ${String(open[at]?.port)}`), close });
}

function portsOf({ directory }: App, flags: readonly string[]): Outcome<readonly Port[]> {
  const ports = new Map<string, Port>();
  for (const feed of directory.place.feeds) if (feed.mllp) ports.set(feed.id, { feed, mllp: feed.mllp });
  for (const flag of flags) {
    const [, id = "", port = ""] = /^([a-z0-9-]+):(\d{1,5})$/.exec(flag) ?? [];
    const feed = directory.place.feeds.find((one) => one.id === id);
    if (feed?.format !== "hl7-v2" || Number(port) > 65_535) return failed(unreadable(flag, directory.place.feeds));
    ports.set(id, { feed, mllp: { ...feed.mllp, port: Number(port) } });
  }
  return succeeded([...ports.values()]);
}

function unreadable(flag: string, feeds: readonly FeedSettings[]) {
  const ids = feeds.filter((one) => one.format === "hl7-v2").map((one) => one.id);
  return {
    kind: "invalid" as const,
    message: `--mllp ${flag} names no feed of messages and port.`,
    remedy:
      ids.length === 0
        ? "This place has no feed of format hl7-v2."
        : `Write FEED:PORT, such as ${ids[0] ?? ""}:2575; the feeds of messages are: ${ids.join(", ")}.`,
  };
}
