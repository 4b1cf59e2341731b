import type { FastifyInstance } from "fastify";
import type { CustomFetch } from "openid-client";
import { serveSignIn, type SignInDoor } from "./door.ts";
import { embeddedIssuerOf, SIGNED_IN, type IssuerFaults } from "./embedded-issuer.ts";
import { serveIssuer } from "./issuer-door.ts";
import { relyingPartyOf, type Issuer } from "./relying-party.ts";
import type { Site } from "./site.ts";

/** An issuer that the place uses in the stead of the embedded one. */
export type OtherIssuer = Pick<Issuer, "url" | "clientId" | "clientSecret"> & {
  /** The claim by which it names the member of staff, as the place file does. One that it alone can set. */
  readonly staffClaim: string;
};

type SigningIn = Pick<SignInDoor, "app" | "site" | "ask" | "send"> &
  IssuerFaults & { readonly other: OtherIssuer | undefined };

/** All of signing in: the embedded issuer, unless the place has another, and we who believe it. */
export async function serveSigningIn(server: FastifyInstance, { other, ...door }: SigningIn): Promise<void> {
  const { app, site } = door;
  const redirectUri = () => `${site.origin()}${SIGNED_IN}`;
  if (other) {
    const party = relyingPartyOf(other, redirectUri);
    serveSignIn(server, { ...door, relyingParty: () => Promise.resolve(party), staffClaim: other.staffClaim });
    return;
  }
  const issuer = madeOnce(() => embeddedIssuerOf(app.identity, site, door));
  const relyingParty = madeOnce(async () =>
    relyingPartyOf({ ...(await issuer()).issuer, fetch: withinProgram(server, site) }, redirectUri),
  );
  await serveIssuer(server, { ...door, issuer });
  serveSignIn(server, { ...door, relyingParty, staffClaim: undefined });
}

/** Made when it is first needed, and kept unless that failed. */
function madeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

/** Asks our own server without a socket: what the issuer and we have to say to each other never leaves the program. */
const withinProgram =
  (server: FastifyInstance, site: Site): CustomFetch =>
  async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url);
    const answer = await server.inject({
      method: method === "POST" ? "POST" : "GET",
      url: pathname + search,
      headers: { ...headers, host: new URL(site.origin()).host },
      ...(body instanceof URLSearchParams && { payload: body.toString() }),
    });
    const said = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return new Response(answer.payload, { status: answer.statusCode, headers: said });
  };
