import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { App } from "#app";
import { isPublicActor, traceOf, type Problem } from "#base";
import {
  htmlOf,
  incidentPage,
  noRolePage,
  notFoundPage,
  PASSWORD_PAGE,
  problemPage,
  ROUTES,
  type Answer,
  type Loading,
  type OpenRequest,
  type PageRequest,
  type Route,
  type SessionRequest,
  type StaffRoute,
} from "#web";
import { send } from "./answering.ts";
import { requestOf, strangersRequest } from "./asking.ts";
import { serveAssets } from "./assets.ts";
import { bearerIn, FEED_DOOR, serveFeedDoor, takerOf } from "./feed-door.ts";
import { SECURITY_HEADERS, STRICT_TRANSPORT } from "./headers.ts";
import { dropFormFiles, readFormFiles } from "./form-files.ts";
import { serveHealth, type Ready } from "./health.ts";
import { isThisMachine } from "./host.ts";
import type { Log } from "./log.ts";
import { noteRoutes } from "./registered.ts";
import { isSameOrigin } from "./same-origin.ts";
import { signInPath } from "./sign-in/door.ts";
import { TOKEN_DOOR } from "./sign-in/issuer-door.ts";
import { giveToken, tokenIn } from "./sign-in/session-cookie.ts";
import { serveSigningIn, type OtherIssuer } from "./sign-in/signing-in.ts";
import { siteOf, type Site } from "./sign-in/site.ts";

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
  /** Where browsers find us, where that is not this machine's own address: a proxy stands before it. */
  readonly publicUrl?: string | undefined;
  /** Who says who somebody is; none: the issuer that comes with the program. */
  readonly issuer?: OtherIssuer | undefined;
};

/** The settings, and where browsers find us. */
type Serving = ServerSettings & { readonly site: Site };

/** What our forms hold is short, but for the files of those that take any. */
const MOST_BYTES = 64 * 1024;

/** The pages, their assets and the two health addresses. Not listening yet. */
export async function createServer(settings: ServerSettings): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: MOST_BYTES,
    forceCloseConnections: true,
    // Only a proxy on this machine may say for whom it asks.
    trustProxy: settings.publicUrl === undefined ? false : "loopback",
    // An address that cannot be read is not repeated, unlike Fastify's own answer.
    frameworkErrors: refuseAddress,
  });
  const serving: Serving = { ...settings, site: siteOf(server, settings.publicUrl) };
  await server.register(cookie);
  await server.register(formbody);
  noteRoutes(server);
  guard(server, serving);
  writeLog(server, settings.log);
  // Before the routes: what is registered with them takes these over.
  server.setNotFoundHandler(async (request, reply) => {
    const asked = await ask(serving, request);
    return send(settings.app, asked, reply, notFoundPage(settings.app, asked));
  });
  server.setErrorHandler((error, request, reply) => answerFailure(serving, error, request, reply));
  await serveAssets(server);
  serveHealth(server, settings.ready);
  await signingIn(server, serving);
  for (const route of ROUTES) {
    if (isStaffRoute(route) && route.files) await serveFilePage(server, serving, { ...route, files: route.files });
    else servePage(server, serving, route);
  }
  if (settings.incoming) {
    const { folder, onArrival } = settings.incoming;
    await serveFeedDoor(server, { app: settings.app, incoming: folder, onArrival });
  }
  return server;
}

const isStaffRoute = (route: Route): route is StaffRoute => route.open === undefined || route.open === false;

function signingIn(server: FastifyInstance, serving: Serving): Promise<void> {
  const { app, site, log } = serving;
  return serveSigningIn(server, {
    ...{ app, site, other: serving.issuer },
    ask: (request) => ask(serving, request),
    send: (asked, reply, answer) => send(app, asked, reply, answer),
    errorPage: () => {
      const answer = problemPage(app, strangersRequest(app, site.origin()), NOT_OURS);
      return answer.kind === "page" ? htmlOf(answer.page) : NOT_OURS.message;
    },
    onFault: (error) => {
      const said = { method: "GET", route: "the issuer", status: 500, ms: 0, actor: undefined };
      log({ ...said, incident: newIncident(), trace: traceOf(error) });
    },
  });
}

const NOT_OURS: Problem = {
  kind: "invalid",
  message: "This is not how signing in begins.",
  remedy: "Go to the first page, and begin there.",
};

const newIncident = (): string => randomBytes(4).toString("hex");

function refuseAddress(_error: Error, _request: unknown, reply: unknown): void {
  (reply as FastifyReply).code(400).type("text/plain").send("This address cannot be read.");
}

/** Refuses what was not meant for us before anything else looks at it. */
function guard(server: FastifyInstance, { publicUrl, site }: Serving): void {
  const ourHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(site.isSecure ? { ...SECURITY_HEADERS, ...STRICT_TRANSPORT } : SECURITY_HEADERS);
    const { host, origin } = request.headers;
    if (!isThisMachine(host) && (ourHost === undefined || host?.toLowerCase() !== ourHost)) {
      return reply.code(421).type("text/plain").send("Wholestory answers on this machine only: open it at localhost.");
    }
    const fetchSite = request.headers["sec-fetch-site"]?.toString();
    // A sender's program comes with a key, which no page of somebody else's can send.
    const isSender = request.routeOptions.url === FEED_DOOR && bearerIn(request) !== undefined;
    // There the client comes with its secret; no cookie counts.
    const isClient = request.routeOptions.url === TOKEN_DOOR;
    if (isWriting(request.method) && !isSender && !isClient && !isSameOrigin({ fetchSite, origin, host })) {
      return reply.code(403).type("text/plain").send("This form was not sent from a page of Wholestory.");
    }
    return undefined;
  });
}

const isWriting = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

function servePage(server: FastifyInstance, serving: Serving, route: Route): void {
  const { app, site } = serving;
  server.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const asked = await ask(serving, request);
      const answer = await answerOf(serving, route, asked, request);
      if (answer.kind === "redirect" && answer.token !== undefined) giveToken(site, reply, answer.token);
      return send(app, asked, reply, answer);
    },
  });
}

/** What a page answers to whoever may ask it: the open ones to all, those of staff to who has a role today. */
async function answerOf(serving: Serving, route: Route, asked: OpenRequest, request: FastifyRequest): Promise<Answer> {
  const { app, incoming } = serving;
  if (route.open === true) return route.answer(app, asked);
  const admitted = admit(asked, request);
  if ("kind" in admitted) return admitted;
  if (route.open === "signed-in") return route.answer(app, admitted);
  // People who read their own record begin there.
  if (!admitted.actor && route.path === "/" && isPublicActor(admitted.session.actor)) {
    return { kind: "redirect", to: "/my" };
  }
  if (!admitted.actor) return noRolePage(app, admitted);
  const takeIn = incoming && takerOf(app, incoming);
  return route.answer(app, { ...admitted, actor: admitted.actor, takeIn });
}

/** Whoever is signed in; others are led to where they sign in, and those with a one-time password to another. */
function admit(asked: OpenRequest, request: FastifyRequest): SessionRequest | Answer {
  const { session } = asked;
  if (!session) return { kind: "redirect", to: signInPath(request) };
  if (session.mustChange && request.routeOptions.url !== PASSWORD_PAGE) return { kind: "redirect", to: PASSWORD_PAGE };
  return { ...asked, session };
}

/** A page whose form has files: they go to the disk as they come, and are gone once it is answered. */
async function serveFilePage(
  server: FastifyInstance,
  serving: Serving,
  route: StaffRoute & { readonly files: { readonly mostBytes: number } },
): Promise<void> {
  const { app, incoming } = serving;
  const folder = join(incoming?.folder ?? tmpdir(), ".forms");
  await server.register(async (own) => {
    await own.register(multipart);
    own.route({
      method: route.method,
      url: route.path,
      bodyLimit: 5 * route.files.mostBytes,
      handler: async (request, reply) => {
        const asked = await ask(serving, request);
        const admitted = admit(asked, request);
        if ("kind" in admitted) return send(app, asked, reply, admitted);
        const { actor } = admitted;
        if (!actor) return send(app, asked, reply, noRolePage(app, admitted));
        const { form, files, problem } = await readFormFiles(request, { folder, ...route.files });
        const takeIn = incoming && takerOf(app, incoming);
        const given: PageRequest = { ...admitted, actor, form, files, fileProblem: problem, takeIn };
        const answer = await Promise.resolve(route.answer(app, given)).finally(() => dropFormFiles(files));
        return send(app, asked, reply, answer);
      },
    });
  });
}

/** What is asked, and in which session; also keeps for the log who acts. */
async function ask({ app, loading, site }: Serving, request: FastifyRequest): Promise<OpenRequest> {
  const token = tokenIn(site, request);
  const session = token === undefined ? undefined : await app.identity.sessions.current(token);
  const asked = requestOf(app, request, { session, origin: site.origin(), loading: loading?.() });
  Object.assign(notes(request), { actor: asked.actor?.id, asked });
  return asked;
}

type Notes = {
  actor: string | undefined;
  incident: string | undefined;
  trace: string | undefined;
  asked: OpenRequest | undefined;
};

const kept = new WeakMap<FastifyRequest, Notes>();

function notes(request: FastifyRequest): Notes {
  const held = kept.get(request) ?? { actor: undefined, incident: undefined, trace: undefined, asked: undefined };
  kept.set(request, held);
  return held;
}

function writeLog(server: FastifyInstance, log: Log): void {
  server.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    if ("asset" in routeOptions.config) return;
    const { statusCode: status, elapsedTime: ms } = reply;
    const { actor, incident, trace } = notes(request);
    log({ method, route: routeOptions.url, status, ms, actor, incident, trace });
  });
}

function answerFailure(
  { app, site, problemOf }: Serving,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // Whoever asks is not looked up again: that may be what went wrong.
  const asked = notes(request).asked ?? strangersRequest(app, site.origin());
  const problem = problemOf?.(error) ?? malformed(error);
  if (problem) return send(app, asked, reply, { kind: "problem", problem });
  const incident = newIncident();
  Object.assign(notes(request), { incident, trace: traceOf(error) });
  return send(app, asked, reply, incidentPage(app, asked, incident));
}

/** What Fastify could not read of a request. */
function malformed(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("statusCode" in error)) return undefined;
  if (typeof error.statusCode !== "number" || error.statusCode >= 500) return undefined;
  return { kind: "invalid", message: "What was sent cannot be read.", remedy: "Go back and fill in the form again." };
}
