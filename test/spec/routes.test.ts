import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aWalk } from "./route-walk.ts";
import { ROUTE_PROMISES, WALKERS, type Walker } from "./routes.ts";

let walk: Awaited<ReturnType<typeof aWalk>>;
beforeAll(async () => {
  walk = await aWalk();
});
afterAll(() => walk.close());

describe("every address of the server", () => {
  it("is promised, and what is promised is there", () => {
    const registered = walk.routes.map(({ method, path }) => `${method} ${path}`);
    expect(registered.sort()).toEqual(ROUTE_PROMISES.map(({ route }) => route).sort());
  });

  it.each(ROUTE_PROMISES)("$route", async ({ route, signedOut, as }) => {
    const [method = "", path = ""] = route.split(" ");
    const out = await walk.visit({ method, path }, undefined);
    if (signedOut === "sign-in") expect([out.status, out.location?.split("?")[0]]).toEqual([303, "/sign-in"]);
    else expect(out.status).toBe(signedOut);
    const found: Partial<Record<Walker, number>> = {};
    for (const walker of WALKERS) found[walker] = (await walk.visit({ method, path }, walker)).status;
    expect(found).toEqual(as);
  });
});

describe("a form from another site", () => {
  it.each([{ "sec-fetch-site": "cross-site" }, { origin: "http://evil.example" }, {}])(
    "is refused at every address that changes anything: %j",
    async (from) => {
      // There a client shows its secret, and no cookie counts.
      const posted = walk.routes.filter(({ method, path }) => method !== "GET" && path !== "/issuer/token");
      expect(posted.length).toBeGreaterThan(25);
      for (const route of posted) {
        expect([route.path, await walk.postFromElsewhere(route, "engineer", from)]).toEqual([route.path, 403]);
      }
    },
  );
});

describe("what is answered", () => {
  it("is kept by nobody on the way, assets and what the issuer publishes apart", async () => {
    const published = /^\/(assets|issuer\/(jwks|\.well-known))/;
    for (const route of walk.routes.filter(({ path }) => !published.test(path))) {
      const { kept, status } = await walk.visit(route, "engineer");
      // The senders' door answers a program without a browser.
      if (route.path !== "/feeds/:feed" || status !== 401) expect([route.path, kept]).toEqual([route.path, "no-store"]);
    }
  });
});

describe("with a record to look at", () => {
  it("no address fails, whoever asks, and nobody who is signed out is told anything about anybody", async () => {
    const faults: string[] = [];
    const person = await walk.loadSomebody();
    for (const { method, path } of walk.routes) {
      const out = await walk.visit({ method, path }, undefined, person);
      if (out.status >= 500) faults.push(`${method} ${path}, signed out: ${out.status.toString()}`);
      if (/Quillfeather/i.test(out.body)) faults.push(`${method} ${path} tells who somebody is`);
      for (const walker of WALKERS) {
        const { status } = await walk.visit({ method, path }, walker, person);
        if (status >= 500) faults.push(`${method} ${path}, as ${walker}: ${status.toString()}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
