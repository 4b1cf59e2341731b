import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { App } from "#app";
import { traceOf, type Problem } from "#base";
import { incidentPage, notFoundPage, ROUTES, type Loading, type Route, type StaffRoute } from "#web";
import { send } from "./answering.ts";
import { requestOf } from "./asking.ts";
import { serveAssets } from "./assets.ts";
import { bearerIn, FEED_DOOR, serveFeedDoor, takerOf } from "./feed-door.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { dropFormFiles, readFormFiles } from "./form-files.ts";
import { serveHealth, type Ready } from "./health.ts";
import { isThisMachine } from "./host.ts";
import type { Log } from "./log.ts";
import { isSameOrigin } from "./same-origin.ts";

export type ServerSettings = {
  readonly app: App;
  readonly ready: Ready;
  readonly log: Log;
  /** The work that was started with the server, if any. */
  readonly loading?: () => Loading | undefined;
  /** Where files that are sent here are kept until they are taken in; none: no files are taken. */
  readonly incoming?: { readonly folder: string; readonly onArrival: () => void };
  /** The problem behind an exception that is no bug, such as a database that went away. */
  readonly problemOf?: (error: unknown) => Problem | undefined;
};

/** What our forms hold is short, but for the files of those that take any. */
const MOST_BYTES = 64 * 1024;

/** The pages, their assets and the two health addresses. Not listening yet. */
export async function createServer(settings: ServerSettings): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: MOST_BYTES,
    forceCloseConnections: true,
    // An address that cannot be read is not repeated, unlike Fastify's own answer.
    frameworkErrors: refuseAddress,
  });
  await server.register(cookie);
  await server.register(formbody);
  guard(server);
  writeLog(server, settings.log);
  // Before the routes: what is registered with them takes these over.
  server.setNotFoundHandler((request, reply) => {
    const asked = ask(settings, request);
    return send(settings.app, asked, reply, notFoundPage(settings.app, asked));
  });
  server.setErrorHandler((error, request, reply) => answerFailure(settings, error, request, reply));
  await serveAssets(server);
  serveHealth(server, settings.ready);
  for (const route of ROUTES) {
    if (!route.open && route.files) await serveFilePage(server, settings, { ...route, files: route.files });
    else servePage(server, settings, route);
  }
  if (settings.incoming) {
    const { folder, onArrival } = settings.incoming;
    await serveFeedDoor(server, { app: settings.app, incoming: folder, onArrival });
  }
  return server;
}

function refuseAddress(_error: Error, _request: unknown, reply: unknown): void {
  (reply as FastifyReply).code(400).type("text/plain").send("This address cannot be read.");
}

/** Refuses what was not meant for us before anything else looks at it. */
function guard(server: FastifyInstance): void {
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const { host, origin } = request.headers;
    if (!isThisMachine(host)) {
      return reply.code(421).type("text/plain").send("Wholestory answers on this machine only: open it at localhost.");
    }
    const fetchSite = request.headers["sec-fetch-site"]?.toString();
    // A sender's program comes with a key, which no page of somebody else's can send.
    const isSender = request.routeOptions.url === FEED_DOOR && bearerIn(request) !== undefined;
    if (isWriting(request.method) && !isSender && !isSameOrigin({ fetchSite, origin, host })) {
      return reply.code(403).type("text/plain").send("This form was not sent from a page of Wholestory.");
    }
    return undefined;
  });
}

const isWriting = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

function servePage(server: FastifyInstance, settings: ServerSettings, route: Route): void {
  const { app, incoming } = settings;
  server.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const asked = ask(settings, request);
      if (route.open) return send(app, asked, reply, await route.answer(app, asked));
      const { actor } = asked;
      if (!actor) return send(app, asked, reply, { kind: "redirect", to: whoActs(request) });
      const takeIn = incoming && takerOf(app, incoming);
      return send(app, asked, reply, await route.answer(app, { ...asked, actor, takeIn }));
    },
  });
}

/** A page whose form has files: they go to the disk as they come, and are gone once it is answered. */
async function serveFilePage(
  server: FastifyInstance,
  settings: ServerSettings,
  route: StaffRoute & { readonly files: { readonly mostBytes: number } },
): Promise<void> {
  const { app, incoming } = settings;
  const folder = join(incoming?.folder ?? tmpdir(), ".forms");
  await server.register(async (own) => {
    await own.register(multipart);
    own.route({
      method: route.method,
      url: route.path,
      bodyLimit: 5 * route.files.mostBytes,
      handler: async (request, reply) => {
        const asked = ask(settings, request);
        const { actor } = asked;
        if (!actor) return send(app, asked, reply, { kind: "redirect", to: whoActs(request) });
        const { form, files, problem } = await readFormFiles(request, { folder, ...route.files });
        const takeIn = incoming && takerOf(app, incoming);
        const given = { ...asked, actor, form, files, fileProblem: problem, takeIn };
        const answer = await Promise.resolve(route.answer(app, given)).finally(() => dropFormFiles(files));
        return send(app, asked, reply, answer);
      },
    });
  });
}

/** The question who acts, with the way back to what was asked for. */
function whoActs({ method, url }: FastifyRequest): string {
  const path = url.split("?")[0] ?? "/";
  return method === "GET" && path !== "/" ? `/actor?next=${encodeURIComponent(path)}` : "/actor";
}

/** What is asked; also keeps for the log who acts. */
function ask({ app, loading }: ServerSettings, request: FastifyRequest) {
  const asked = requestOf(app, request, loading?.());
  notes(request).actor = asked.actor?.id;
  return asked;
}

type Notes = { actor: string | undefined; incident: string | undefined; trace: string | undefined };

const kept = new WeakMap<FastifyRequest, Notes>();

function notes(request: FastifyRequest): Notes {
  const held = kept.get(request) ?? { actor: undefined, incident: undefined, trace: undefined };
  kept.set(request, held);
  return held;
}

function writeLog(server: FastifyInstance, log: Log): void {
  server.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    if ("asset" in routeOptions.config) return;
    const { statusCode: status, elapsedTime: ms } = reply;
    log({ method, route: routeOptions.url, status, ms, ...notes(request) });
  });
}

function answerFailure(settings: ServerSettings, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { app } = settings;
  const asked = ask(settings, request);
  const problem = settings.problemOf?.(error) ?? malformed(error);
  if (problem) return send(app, asked, reply, { kind: "problem", problem });
  const incident = randomBytes(4).toString("hex");
  Object.assign(notes(request), { incident, trace: traceOf(error) });
  return send(app, asked, reply, incidentPage(app, asked, incident));
}

/** What Fastify could not read of a request. */
function malformed(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  if (typeof error.statusCode !== "number" || error.statusCode >= 500) return undefined;
  return { kind: "invalid", message: "What was sent cannot be read.", remedy: "Go back and fill in the form again." };
}
