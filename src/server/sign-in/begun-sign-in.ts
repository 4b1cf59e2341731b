import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { digestOf } from "#identity";
import { cookieNamed, cookieOptions, type Site } from "./site.ts";

/**
 * What a browser that went to the issuer keeps until it comes back: nobody else's answer fits. One for each tab, so that
 * signing in goes on in any of them.
 */
export type BegunSignIn = {
  readonly state: string;
  readonly nonce: string;
  /** Proves that whoever brings the code is who asked for it (PKCE). */
  readonly verifier: string;
  /** The page that was asked for. */
  readonly next: string;
};

/** Seconds. A sign-in page may stand open for a while. */
export const BEGUN_FOR = 60 * 60;

const nameOf = (site: Site, state: string): string => cookieNamed(site, `sign-in-${digestOf(state).slice(0, 12)}`);

export function keepBegun(site: Site, reply: FastifyReply, begun: BegunSignIn): void {
  const value = Buffer.from(JSON.stringify(begun)).toString("base64url");
  reply.setCookie(nameOf(site, begun.state), value, { ...cookieOptions(site), maxAge: BEGUN_FOR });
}

const kept = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });

/** What this browser began, by the state that came back; it is then gone. */
export function takeBegun(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  state: string,
): BegunSignIn | undefined {
  const name = nameOf(site, state);
  const value = request.cookies[name];
  if (value === undefined) return undefined;
  reply.clearCookie(name, cookieOptions(site));
  const { data } = kept.safeParse(parsed(Buffer.from(value, "base64url").toString("utf8")));
  return data?.state === state ? data : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
