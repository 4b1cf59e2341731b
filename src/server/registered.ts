import type { FastifyInstance } from "fastify";

/** An address that the server answers. */
export type RegisteredRoute = { readonly method: string; readonly path: string };

const registered = new WeakMap<FastifyInstance, RegisteredRoute[]>();

/** Keeps a list of all that is registered from now on. */
export function noteRoutes(server: FastifyInstance): void {
  const routes: RegisteredRoute[] = [];
  registered.set(server, routes);
  server.addHook("onRoute", ({ method, url: path }) => {
    for (const one of [method].flat()) if (one !== "HEAD") routes.push({ method: one, path });
  });
}

/** Every address that a server answers, HEAD left out: for whoever walks them. */
export const routesOf = (server: FastifyInstance): readonly RegisteredRoute[] => registered.get(server) ?? [];
