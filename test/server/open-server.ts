import type { InjectOptions } from "fastify";
import { createServer, showRequest, type ServerSettings } from "#server";
import { letInToAll } from "../builders/let-in.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aHouse, NURSE, type House } from "../builders/house.ts";
import { aPlace } from "../builders/place.ts";
import { stoppedAt } from "#base";
import type { Place } from "#place";

export const NOW = "2026-05-03T10:00:00Z";

/** A server over a house of its own, with what it wrote to its log. */
export async function anOpenServer(settings: Partial<ServerSettings> = {}, place: Place = aPlace()) {
  const house: House = await aHouse({ clock: stoppedAt(NOW), place });
  const lines: string[] = [];
  const server = await createServer({
    app: house,
    ready: async () => ({ ready: true, words: "ready" }),
    log: (line) => lines.push(showRequest(line)),
    ...settings,
  });
  const asking = (options: InjectOptions) => server.inject(options);
  const nurse = await signedInAs(house, NURSE);
  return {
    house,
    server,
    lines,
    /** Asks without being signed in. */
    asNobody: (url: string, options: InjectOptions = {}) => asking({ url, ...options }),
    /** Asks as the nurse, who cares for everybody. */
    async asNurse(url: string, options: InjectOptions = {}) {
      await letInToAll(house.db, NURSE);
      return asking({ url, ...options, cookies: nurse });
    },
    /** Posts a form as one of our own pages does, as the nurse. */
    async postAsNurse(url: string, form: Record<string, string>) {
      await letInToAll(house.db, NURSE);
      return asking({ url, cookies: nurse, ...aForm(form) });
    },
  };
}

/** What a browser sends when a form of ours is posted. */
export const aForm = (form: Record<string, string>): InjectOptions => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
  payload: new URLSearchParams(form).toString(),
});
