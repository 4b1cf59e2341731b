import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type Provider from "oidc-provider";
import { errors } from "oidc-provider";
import type { App } from "#app";
import type { Account } from "#identity";
import { signInPage, signInProblemPage, type Answer, type OpenRequest, type SignInFault } from "#web";
import { ISSUER, ISSUER_SESSION, SIGN_IN_PAGE, type EmbeddedIssuer } from "./embedded-issuer.ts";
import type { Site } from "./site.ts";

/** What the door stands on. `ask` and `send` are the server's own ways of reading and answering. */
export type IssuerDoor = {
  readonly app: App;
  readonly site: Site;
  readonly issuer: () => Promise<EmbeddedIssuer>;
  readonly ask: (request: FastifyRequest) => Promise<OpenRequest>;
  readonly send: (asked: OpenRequest, reply: FastifyReply, answer: Answer) => FastifyReply;
};

/** Where a client fetches what a code is worth, with its secret: no page of ours posts there. */
export const TOKEN_DOOR = `${ISSUER}/token`;

/** What the issuer itself answers. */
const ISSUERS_OWN: readonly (readonly [HTTPMethods, string])[] = [
  ["GET", `${ISSUER}/.well-known/openid-configuration`],
  ["GET", `${ISSUER}/jwks`],
  ["GET", `${ISSUER}/auth`],
  ["GET", `${ISSUER}/auth/:uid`],
  ["POST", TOKEN_DOOR],
];

/** The embedded issuer, and the page of it on which people show who they are. */
export async function serveIssuer(server: FastifyInstance, door: IssuerDoor): Promise<void> {
  await server.register((own, _options, done) => {
    own.removeAllContentTypeParsers();
    // The issuer reads what is posted to it by itself.
    own.addContentTypeParser("*", (_request, _payload, parsed) => {
      parsed(null);
    });
    for (const [method, url] of ISSUERS_OWN) {
      own.route({ method, url, handler: (request, reply) => handOver(door, request, reply) });
    }
    done();
  });
  server.get(`${SIGN_IN_PAGE}/:uid`, (request, reply) => signInHandler(door, request, reply, showPage));
  server.post(`${SIGN_IN_PAGE}/:uid`, (request, reply) => signInHandler(door, request, reply, byPassword));
  server.post(`${SIGN_IN_PAGE}/:uid/passkey`, (request, reply) => signInHandler(door, request, reply, byPasskey));
}

/** Lets the issuer answer, as one that is asked at our address and knows nobody from before. */
async function handOver({ site, issuer }: IssuerDoor, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { provider } = await issuer();
  const { raw } = request;
  const { protocol, host } = new URL(site.origin());
  const path = raw.url ?? "";
  Object.assign(raw, { originalUrl: path, url: path.slice(ISSUER.length) });
  raw.headers["x-forwarded-proto"] = protocol.slice(0, -1);
  raw.headers["x-forwarded-host"] = host;
  raw.headers.cookie = withoutIssuerSession(raw.headers.cookie);
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.hijack();
  await provider.callback()(raw, reply.raw);
}

/** Whoever sits at a shared computer shows anew who they are, each time. */
const withoutIssuerSession = (cookies: string | undefined): string | undefined =>
  cookies
    ?.split(/;\s*/)
    .filter((cookie) => !cookie.startsWith(ISSUER_SESSION))
    .join("; ");

/** One sign-in on its way: which, and how it is ended well. */
type Interaction = {
  readonly action: string;
  /** Names this sign-in where a passkey is asked for. */
  readonly key: string;
  readonly admit: (account: Account, methods: readonly string[]) => Promise<Answer>;
};

type Step = (door: IssuerDoor, asked: OpenRequest, interaction: Interaction) => Promise<Answer>;

async function signInHandler(door: IssuerDoor, request: FastifyRequest, reply: FastifyReply, step: Step) {
  const asked = await door.ask(request);
  const { provider } = await door.issuer();
  const interaction = await interactionOf(provider, request, reply);
  const answer = interaction ? await step(door, asked, interaction) : signInProblemPage(door.app, asked, STALE);
  return door.send(asked, reply, answer);
}

/** The sign-in that this browser began; none where it ended, or another browser's was asked for. */
async function interactionOf(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Interaction | undefined> {
  const { uid: asked } = request.params as { uid: string };
  try {
    const { uid } = await provider.interactionDetails(request.raw, reply.raw);
    if (uid !== asked) return undefined;
    return {
      action: `${SIGN_IN_PAGE}/${uid}`,
      key: `sign-in ${uid}`,
      admit: async ({ id }, amr) => {
        const login = { accountId: id, amr: [...amr], remember: false };
        const to = await provider.interactionResult(
          request.raw,
          reply.raw,
          { login },
          { mergeWithLastSubmission: false },
        );
        return { kind: "redirect", to };
      },
    };
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

const STALE = {
  kind: "refused" as const,
  message: "This sign-in was begun too long ago, or is over already, or this browser keeps no cookies.",
  remedy: "Begin again. Signing in needs cookies.",
};

async function showPage(door: IssuerDoor, asked: OpenRequest, { action, key }: Interaction, fault?: SignInFault) {
  const { app, site } = door;
  const passkey = await app.identity.passkeys.askToSignIn({ origin: site.origin(), name: "Wholestory" }, key);
  return signInPage(app, asked, { action, passkey, fault, demonstration: await demonstrationAccounts(app) });
}

/** Everybody may choose among these, in a place of made-up people and nowhere else. */
async function demonstrationAccounts({ directory, identity }: App): Promise<readonly Account[]> {
  if (!directory.place.demonstration) return [];
  return (await identity.accounts.list()).filter((one) => one.demonstration && !one.lockedAt);
}

async function byPassword(door: IssuerDoor, asked: OpenRequest, interaction: Interaction): Promise<Answer> {
  const { name = "", password = "" } = asked.form;
  const empty = name.trim() === "" ? "name" : password === "" ? "password" : undefined;
  if (empty) return showPage(door, asked, interaction, { kind: "empty", field: empty });
  const shown = await door.app.identity.accounts.signIn({ name, password, address: asked.address });
  return shown.ok ? interaction.admit(shown.value, ["pwd"]) : showPage(door, asked, interaction, shown.problem);
}

async function byPasskey(door: IssuerDoor, asked: OpenRequest, interaction: Interaction): Promise<Answer> {
  const { app, site } = door;
  const here = { origin: site.origin(), name: "Wholestory" };
  const account = await app.identity.passkeys.signIn(here, interaction.key, asked.form["answer"] ?? "");
  return account ? interaction.admit(account, PASSKEY) : showPage(door, asked, interaction, { kind: "passkey" });
}

/** A key that a device holds, of one who showed it who they are. @see https://www.rfc-editor.org/rfc/rfc8176 */
const PASSKEY = ["hwk", "user"];
