import type { FeedSettings } from "./place.ts";

/** What is wrong with where feeds listen for messages, each fault with where it stands; none where all is well. */
export function mllpFaults(feeds: readonly FeedSettings[]): readonly string[] {
  const listening = feeds.flatMap((feed) => (feed.mllp ? [{ feed, mllp: feed.mllp }] : []));
  return listening.flatMap(({ feed, mllp: { port, address, senders, tls } }, at) => {
    const where = `feeds.${feed.id}.mllp`;
    const before = listening.slice(0, at).find((other) => other.mllp.port === port);
    return [
      ...(feed.format === "hl7-v2" ? [] : [`${where}: only a feed of format hl7-v2 comes in messages`]),
      ...(feed.deliveries === "increments" ? [] : [`${where}: a message is no snapshot; say deliveries: increments`]),
      ...(before ? [`${where}.port: ${String(port)} is the port of ${before.feed.id} already`] : []),
      ...(address === undefined || isThisMachine(address) || tls?.clients !== undefined
        ? []
        : [`${where}.address: to listen beyond this machine, name the senders' authority in tls.clients`]),
      ...Object.entries(senders ?? {}).flatMap(([sender, ods]) =>
        feed.organisations.includes(ods) ? [] : [`${where}.senders.${sender}: ${ods} is no organisation of this feed`],
      ),
    ];
  });
}

/** Whether an address is reached from this machine alone. */
const isThisMachine = (address: string): boolean => address === "::1" || address.startsWith("127.");
