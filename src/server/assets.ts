import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { ASSETS, readAsset } from "#web";

/** Styles, scripts and pictures: read once, answered with an etag, so that a browser asks only whether they changed. */
export async function serveAssets(server: FastifyInstance): Promise<void> {
  for (const [path, asset] of Object.entries(ASSETS)) {
    const text = await readAsset(asset);
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
    server.get(path, { config: { asset: true } }, async (request, reply) => {
      reply.header("etag", etag).header("cache-control", "public, max-age=300, must-revalidate");
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      return reply.type(asset.contentType).send(text);
    });
  }
}
