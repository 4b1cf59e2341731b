import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";

/** Where browsers find us: every address that sign-in makes leads there, whatever a request calls us. */
export type Site = {
  /** Such as "https://record.example", or "http://localhost:8080". */
  readonly origin: () => string;
  readonly isSecure: boolean;
};

/** The public address that was set, or this machine at the port on which the server listens. */
export function siteOf(server: FastifyInstance, publicUrl: string | undefined): Site {
  if (publicUrl !== undefined) {
    const { origin, protocol } = new URL(publicUrl);
    return { origin: () => origin, isSecure: protocol === "https:" };
  }
  return { origin: () => originOf(server.server.address()), isSecure: false };
}

/** Before it listens, as when tests ask without a socket, at the port where none need be named. */
const originOf = (address: AddressInfo | string | null): string =>
  typeof address === "object" && address !== null ? `http://localhost:${address.port}` : "http://localhost";

/**
 * A cookie's name: over HTTPS with the prefix by which browsers take it from this host alone, whole and encrypted.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export const cookieNamed = ({ isSecure }: Site, name: string): string =>
  `${isSecure ? "__Host-" : ""}wholestory-${name}`;

/** No script reads it; another site's links bring it along, another site's forms do not. */
export const cookieOptions = ({ isSecure }: Site) => ({
  httpOnly: true,
  sameSite: "lax" as const,
  secure: isSecure,
  path: "/",
});
