import type { FastifyInstance } from "fastify";

/** Whether the program can do its work: what is wrong in words, or nothing. */
export type Ready = () => Promise<{ readonly ready: boolean; readonly words: string }>;

/** GET /health: the program is alive. GET /ready: the database answers and its tables are those of this program. */
export function serveHealth(server: FastifyInstance, ready: Ready): void {
  server.get("/health", async (_request, reply) => reply.header("cache-control", "no-store").send({ alive: true }));
  server.get("/ready", async (_request, reply) => {
    const state = await ready();
    return reply
      .code(state.ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send(state);
  });
}
