import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import Provider from "oidc-provider";

/** How an issuer's answer to a code is spoilt on the way, if at all; gets and gives the parts of its ID token. */
export type Spoil = (token: Token) => Token | undefined;
export type Token = {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  /** Signs with another key than the issuer's. */
  readonly forged?: boolean;
};

export const CLIENT = { clientId: "a-place", clientSecret: "a-secret-between-issuer-and-place-0123456789" };

/**
 * An issuer that is none of ours: a program of its own on a port of its own, with its own keys and accounts. Whoever
 * types a name that it knows is let in.
 */
export async function anOtherIssuer(accounts: Readonly<Record<string, Record<string, unknown>>>, redirectUri: string) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://localhost:${String(typeof address === "object" ? address?.port : 0)}`;
  const provider = providerAt(url, privateKey, accounts, redirectUri);
  let spoil: Spoil | undefined;
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/")) void signInPage(provider, request, response);
    else if (request.url === "/token" && spoil) void spoilt(provider, privateKey, spoil, request, response);
    else void provider.callback()(request, response);
  });
  return {
    url,
    spoilWith: (how: Spoil | undefined): void => void (spoil = how),
    close: () => new Promise((closed) => server.close(closed)),
  };
}

const providerAt = (
  url: string,
  key: KeyObject,
  accounts: Readonly<Record<string, Record<string, unknown>>>,
  redirectUri: string,
): Provider =>
  new Provider(url, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: "client_secret_basic",
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: { keys: [{ ...key.export({ format: "jwk" }), kid: "its-key", use: "sig", alg: "ES256" }] },
    cookies: { keys: ["another-secret"] },
    claims: { openid: ["sub", "staff_id"] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) =>
      accounts[id] && { accountId: id, claims: () => Promise.resolve({ sub: id, ...accounts[id] }) },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
  });

async function signInPage(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html");
    response.end(
      `<h1>The other issuer</h1><form method="post" action="${request.url ?? ""}"><input name="login"></form>`,
    );
    return;
  }
  const login = new URLSearchParams(await bodyOf(request)).get("login") ?? "";
  await provider.interactionFinished(request, response, { login: { accountId: login } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

/** Lets the issuer answer, and changes the ID token in what it says. */
async function spoilt(
  provider: Provider,
  key: KeyObject,
  spoil: Spoil,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const end = response.end.bind(response);
  response.end = ((text?: string | Buffer) => {
    const said = JSON.parse(String(text ?? "{}")) as Record<string, unknown>;
    if (typeof said["id_token"] === "string") said["id_token"] = changed(said["id_token"], key, spoil);
    const whole = JSON.stringify(said);
    response.setHeader("content-length", Buffer.byteLength(whole));
    return end(whole);
  }) as typeof response.end;
  await provider.callback()(request, response);
}

function changed(jwt: string, key: KeyObject, spoil: Spoil): string | undefined {
  const [header = "", claims = ""] = jwt.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  const token = spoil({ header: read(header), claims: read(claims) });
  if (!token) return undefined;
  const written = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${written(token.header)}.${written(token.claims)}`;
  const signer = token.forged ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey : key;
  const signature = createSign("SHA256").update(signed).sign({ key: signer, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}
