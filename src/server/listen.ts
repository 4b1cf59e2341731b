import type { FastifyInstance } from "fastify";
import { failed, succeeded, type Outcome } from "#base";

/** Starts to answer, on this machine only. Port 0 takes any free one. Returns the address. */
export async function listen(server: FastifyInstance, port: number): Promise<Outcome<string>> {
  try {
    const address = await server.listen({ host: "127.0.0.1", port });
    return succeeded(address.replace("127.0.0.1", "localhost"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") return failed(unavailable(`Port ${port} is in use by another program.`));
    if (code === "EACCES") return failed(unavailable(`This account may not use port ${port}.`));
    throw error;
  }
}

const unavailable = (message: string) => ({
  kind: "unavailable" as const,
  message,
  remedy: "Stop the other program, or choose another port: --port 8081, or PORT=8081.",
});
