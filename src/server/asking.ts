import type { FastifyRequest } from "fastify";
import type { App } from "#app";
import { actorId, civilDay } from "#base";
import type { StaffMember } from "#place";
import type { Loading, OpenRequest } from "#web";

/** Who acts is kept in this cookie, and looked up in the place at every request. */
export const ACTOR_COOKIE = "wholestory-actor";

/** What a page is asked, from what came over the wire. */
export function requestOf(app: App, request: FastifyRequest, loading: Loading | undefined): OpenRequest {
  const now = app.clock();
  const today = civilDay(now);
  return {
    actor: actorOf(app, request, today),
    params: textsIn(request.params),
    query: new URLSearchParams(request.url.split("?")[1] ?? ""),
    form: textsIn(request.body),
    files: {},
    now,
    today,
    loading,
  };
}

function actorOf({ directory }: App, request: FastifyRequest, today: string): StaffMember | undefined {
  const id = request.cookies[ACTOR_COOKIE];
  return id === undefined ? undefined : directory.staffMember(actorId(id), today);
}

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
