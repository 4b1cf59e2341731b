import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { IDToken } from "openid-client";
import type { App } from "#app";
import { actorId, failed, succeeded, type Outcome } from "#base";
import type { AccountId, SignedIn } from "#identity";
import { pathWithin, signedOutPage, signInProblemPage, type Answer, type OpenRequest } from "#web";
import { keepBegun, takeBegun } from "./begun-sign-in.ts";
import { SIGNED_IN } from "./embedded-issuer.ts";
import type { RelyingParty } from "./relying-party.ts";
import { giveToken, takeToken, tokenIn } from "./session-cookie.ts";
import type { Site } from "./site.ts";

/** What the door stands on. `ask` and `send` are the server's own ways of reading and answering. */
export type SignInDoor = {
  readonly app: App;
  readonly site: Site;
  readonly relyingParty: () => Promise<RelyingParty>;
  /** Of another issuer: the claim by which it names who acts; none where accounts are our own. */
  readonly staffClaim: string | undefined;
  readonly ask: (request: FastifyRequest) => Promise<OpenRequest>;
  readonly send: (asked: OpenRequest, reply: FastifyReply, answer: Answer) => FastifyReply;
};

/** Where signing in begins. */
export const SIGN_IN = "/sign-in";

/** The way to sign in, and back to what was asked for. */
export function signInPath({ method, url }: Pick<FastifyRequest, "method" | "url">): string {
  const path = url.split("?")[0] ?? "/";
  return method === "GET" && path !== "/" ? `${SIGN_IN}?next=${encodeURIComponent(path)}` : SIGN_IN;
}

/** To the issuer, back from it, and out again. */
export function serveSignIn(server: FastifyInstance, door: SignInDoor): void {
  server.get(SIGN_IN, (request, reply) => begin(door, request, reply));
  server.get(SIGNED_IN, (request, reply) => finish(door, request, reply));
  server.post("/sign-out", (request, reply) => signOut(door, request, reply));
  server.get("/signed-out", async (request, reply) => {
    const asked = await door.ask(request);
    const elsewhere = door.staffClaim === undefined ? undefined : await (await door.relyingParty()).endSessionUrl();
    return door.send(asked, reply, signedOutPage(door.app, asked, elsewhere));
  });
}

async function begin({ app, site, ...door }: SignInDoor, request: FastifyRequest, reply: FastifyReply) {
  const asked = await door.ask(request);
  const next = pathWithin(asked.query.get("next"));
  const { host, origin } = new URL(site.origin());
  // Cookies are kept by host: what is begun under one of our names cannot be ended under another.
  if (request.headers.host !== undefined && hostOf(request.headers.host) !== host) {
    return reply.redirect(`${origin}${SIGN_IN}?next=${encodeURIComponent(next)}`, 303);
  }
  const begun = await (await door.relyingParty()).begin(next);
  if (!begun.ok) return door.send(asked, reply, signInProblemPage(app, asked, begun.problem));
  keepBegun(site, reply, begun.value.begun);
  return door.send(asked, reply, { kind: "redirect", to: begun.value.to });
}

/** Without the port that need not be named. */
const hostOf = (header: string): string => header.toLowerCase().replace(/:80$/, "");

async function finish({ app, site, ...door }: SignInDoor, request: FastifyRequest, reply: FastifyReply) {
  const asked = await door.ask(request);
  const refused = (problem: Parameters<typeof signInProblemPage>[2]) =>
    door.send(asked, reply, signInProblemPage(app, asked, problem));
  const begun = takeBegun(site, request, reply, asked.query.get("state") ?? "");
  if (!begun) return refused(NOT_BEGUN);
  const claims = await (await door.relyingParty()).finish(asked.query.toString(), begun);
  if (!claims.ok) return refused(claims.problem);
  const who =
    door.staffClaim === undefined ? await ownAccount(app, claims.value) : named(claims.value, door.staffClaim);
  if (!who.ok) return refused(who.problem);
  const { sessions } = app.identity;
  const before = tokenIn(site, request);
  if (before !== undefined) await sessions.end(before);
  giveToken(site, reply, await sessions.begin({ ...who.value, userAgent: asked.userAgent }));
  return door.send(asked, reply, { kind: "redirect", to: pathWithin(begun.next) });
}

/** Whose account our own issuer speaks of. */
async function ownAccount({ identity }: App, { sub, amr }: IDToken): Promise<Outcome<SignedIn>> {
  const account = await identity.accounts.find(sub as AccountId);
  if (!account || account.lockedAt) return failed(NOBODY);
  const way = Array.isArray(amr) && amr.includes("hwk") ? "passkey" : "password";
  return succeeded({ actor: account.actor, account: account.id, way });
}

const LONGEST_ID = 200;

/** Who acts, as another issuer names them. */
function named(claims: IDToken, claim: string): Outcome<SignedIn> {
  const value = claims[claim];
  if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value) || value.length > LONGEST_ID) return failed(NOBODY);
  return succeeded({ actor: actorId(value), way: "issuer" });
}

async function signOut({ app, site, ...door }: SignInDoor, request: FastifyRequest, reply: FastifyReply) {
  const token = tokenIn(site, request);
  if (token !== undefined) await app.identity.sessions.end(token);
  takeToken(site, reply).header("clear-site-data", '"cache"');
  return door.send(await door.ask(request), reply, { kind: "redirect", to: "/signed-out" });
}

const NOT_BEGUN = {
  kind: "refused" as const,
  message: "This sign-in was not begun in this browser, was begun too long ago, or is over already.",
};
const NOBODY = {
  kind: "refused" as const,
  message: "The sign-in service did not say who you are in a way that this place knows.",
  remedy: "Ask those who run it.",
};
