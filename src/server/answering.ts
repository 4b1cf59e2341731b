import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { App } from "#app";
import { htmlOf, problemPage, type Answer, type OpenRequest } from "#web";
import { csvOf } from "./csv.ts";

/** For what came from outside, should a browser show it after all. */
const NOTHING_ALLOWED = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/** Sends what a page answered. Nothing of it is kept anywhere on the way. */
export function send(app: App, asked: OpenRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  reply.header("cache-control", "no-store");
  switch (answer.kind) {
    case "page":
      return reply
        .code(answer.status ?? 200)
        .type("text/html; charset=utf-8")
        .send(htmlOf(answer.page));
    case "redirect":
      return reply.redirect(answer.to, 303);
    case "csv":
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${answer.name}"`)
        .send(Readable.from(csvOf(answer.columns, answer.rows)));
    case "file":
      return reply
        .type(answer.contentType)
        .header("content-disposition", `attachment; filename="${answer.name}"`)
        .header("content-security-policy", NOTHING_ALLOWED)
        .send(answer.bytes);
    case "text":
      return reply
        .type(answer.contentType)
        .header("content-disposition", `attachment; filename="${answer.name}"`)
        .header("content-security-policy", NOTHING_ALLOWED)
        .send(Readable.from(answer.pieces));
    case "problem":
      return send(app, asked, reply, problemPage(app, asked, answer.problem));
  }
}
