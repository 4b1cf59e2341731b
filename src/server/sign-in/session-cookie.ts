import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieNamed, cookieOptions, type Site } from "./site.ts";

const nameOf = (site: Site): string => cookieNamed(site, "session");

/** The token that a browser shows; it goes when the browser is closed, if not before. */
export const tokenIn = (site: Site, request: FastifyRequest): string | undefined => request.cookies[nameOf(site)];

export const giveToken = (site: Site, reply: FastifyReply, token: string): FastifyReply =>
  reply.setCookie(nameOf(site), token, cookieOptions(site));

export const takeToken = (site: Site, reply: FastifyReply): FastifyReply =>
  reply.clearCookie(nameOf(site), cookieOptions(site));
