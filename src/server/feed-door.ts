import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { App } from "#app";
import { feedId, type OdsCode, type Outcome, type Problem } from "#base";
import type { Delivery } from "#feeds";
import type { FeedSettings } from "#place";
import type { FormFile } from "#web";
import { keepSentFile, MOST_SENT } from "./incoming.ts";

/** What the door needs: the house, and the folder from which files are taken in. */
export type FeedDoorSettings = {
  readonly app: App;
  readonly incoming: string;
  /** Called once a file is kept, so that it is read soon. */
  readonly onArrival: () => void;
};

/** The address of the door, for guards that let a sender's program through without a page of ours. */
export const FEED_DOOR = "/feeds/:feed";

/**
 * `POST /feeds/ID`: a sender's program gives a file as the body, with its key as a bearer token and the file's name in
 * `X-File-Name`. Answered once the file is on the disk and recorded: 202, or 200 where the same bytes had come before;
 * what stands in it is read afterwards. Answers are JSON.
 */
export async function serveFeedDoor(server: FastifyInstance, settings: FeedDoorSettings): Promise<void> {
  await server.register((own, _options, done) => {
    own.removeAllContentTypeParsers();
    // The body goes to the disk as it comes: nothing parses it, and nothing holds it.
    own.addContentTypeParser("*", (_request, payload, parsed) => {
      parsed(null, payload);
    });
    own.post(FEED_DOOR, { bodyLimit: MOST_SENT }, (request, reply) => receive(settings, request, reply));
    done();
  });
}

async function receive(settings: FeedDoorSettings, request: FastifyRequest, reply: FastifyReply) {
  const { app, incoming, onArrival } = settings;
  const sender = await senderOf(app, request);
  if (!sender) return refuse(reply, 401, NO_KEY);
  const feed = app.directory.feed(sender.feed);
  if (!feed || sender.feed !== feedIn(request)) return refuse(reply, 403, OTHER_FEED);
  const kept = await keepSentFile({
    name: request.headers["x-file-name"]?.toString() ?? "file",
    bytes: (request.body as Readable | undefined) ?? request.raw,
    folder: join(incoming, feed.folder, sender.source),
    mostBytes: MOST_SENT,
  });
  if (!kept.ok) return refuse(reply, statusOf(kept.problem), kept.problem);
  const announced = await app.feeds.announce({ path: kept.value, feed, source: sender.source });
  if (!announced.ok) return refuse(reply, 500, announced.problem);
  onArrival();
  const delivery = announced.value;
  return reply.code(delivery.state === "received" ? 202 : 200).send(answerOf(delivery));
}

/** Takes in the files of forms: as files that are posted, but the form's own copy becomes the one that is kept. */
export const takerOf =
  (app: App, { folder, onArrival }: { readonly folder: string; readonly onArrival: () => void }) =>
  async (file: FormFile, feed: FeedSettings, source: OdsCode): Promise<Outcome<Delivery>> => {
    const kept = await keepSentFile({
      name: file.name,
      bytes: createReadStream(file.path),
      folder: join(folder, feed.folder, source),
      mostBytes: MOST_SENT,
    });
    if (!kept.ok) return kept;
    const announced = await app.feeds.announce({ path: kept.value, feed, source });
    onArrival();
    return announced;
  };

const feedIn = (request: FastifyRequest) => feedId((request.params as { feed?: string }).feed ?? "");

async function senderOf(app: App, request: FastifyRequest) {
  const key = bearerIn(request);
  return key === undefined ? undefined : app.feeds.senderOf(key);
}

/** The key that a request carries, if any. */
export const bearerIn = ({ headers }: Pick<FastifyRequest, "headers">): string | undefined =>
  /^Bearer (\S{1,200})$/.exec(headers.authorization ?? "")?.[1];

const answerOf = (delivery: Delivery) => ({
  delivery: delivery.id,
  state: delivery.state,
  entries: delivery.entries,
  rowsRejected: delivery.rowsRejected,
  fieldsRejected: delivery.fieldsRejected,
  page: `/deliveries/${delivery.id.toString()}`,
});

const refuse = (reply: FastifyReply, status: number, { message, remedy }: Pick<Problem, "message" | "remedy">) =>
  reply.code(status).send({ message, ...(remedy !== undefined && { remedy }) });

function statusOf({ kind, message }: Problem): number {
  if (kind === "unavailable") return 507;
  return message === "The file is too large." ? 413 : 400;
}

const NO_KEY = {
  message: "Nobody is known by this key.",
  remedy: "Send 'Authorization: Bearer KEY' with a key made by 'bin/wholestory key FEED ODS'.",
};
const OTHER_FEED = {
  message: "This key is for another feed.",
  remedy: "Post to the feed for which it was made, or have a key made for this one.",
};
