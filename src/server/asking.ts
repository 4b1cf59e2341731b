import type { FastifyRequest } from "fastify";
import type { App } from "#app";
import { civilDay } from "#base";
import type { CurrentSession } from "#identity";
import type { Loading, OpenRequest } from "#web";

/** What is known of a request besides what came over the wire. */
export type Known = {
  /** The browser's session: who acts is known by it alone. */
  readonly session: CurrentSession | undefined;
  readonly origin: string;
  readonly loading: Loading | undefined;
};

/** What a page is asked, from what came over the wire. */
export function requestOf(app: App, request: FastifyRequest, { session, origin, loading }: Known): OpenRequest {
  const now = app.clock();
  const today = civilDay(now);
  return {
    actor: session && app.directory.staffMember(session.actor, today),
    session,
    address: request.ip,
    userAgent: request.headers["user-agent"],
    origin,
    params: textsIn(request.params),
    query: new URLSearchParams(request.url.split("?")[1] ?? ""),
    form: textsIn(request.body),
    files: {},
    now,
    today,
    loading,
  };
}

/** What a page is asked by nobody in particular, where a request cannot be read as others are. */
export const strangersRequest = (app: App, origin: string): OpenRequest => ({
  ...{ actor: undefined, session: undefined, address: "", userAgent: undefined, origin, params: {} },
  ...{ query: new URLSearchParams(), form: {}, files: {}, now: app.clock(), today: civilDay(app.clock()) },
  loading: undefined,
});

/** The fields that are plain text, without null characters, which no database takes; of one that came twice, the last. */
function textsIn(fields: unknown): Readonly<Record<string, string>> {
  if (typeof fields !== "object" || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
      const text: unknown = Array.isArray(value) ? value.at(-1) : value;
      return typeof text === "string" ? [[name, text.replaceAll("\0", "").toWellFormed()]] : [];
    }),
  );
}
