import { beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "#web";
import { NURSE } from "../builders/house.ts";
import { SESSION_COOKIE, signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
beforeAll(async () => {
  open = await anOpenServer();
});

/** A route's address with something in its gaps. */
const addressOf = (path: string): string =>
  path.replace(/:person|:entry/g, "11111111-1111-4111-8111-111111111111").replace(/:\w+/g, "1");

describe("every answer", () => {
  it.each(["/", "/sign-in", "/signed-out", "/nowhere", "/assets/nhsuk.css", "/health"])(
    "%s forbids what is not ours",
    async (url) => {
      const { headers } = await open.asNobody(url);
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
    },
  );

  it("holds no inline script or style, so that the policy can hold", async () => {
    const { body } = await open.asNurse("/");
    expect(body).not.toMatch(/ style="| on\w+="|<style|<script(?![^>]* src=)/);
  });

  it("is never kept on the way, assets apart", async () => {
    expect((await open.asNurse("/find")).headers["cache-control"]).toBe("no-store");
    expect((await open.asNurse("/nowhere")).headers["cache-control"]).toBe("no-store");
  });
});

describe("assets", () => {
  it("are sent once, and then only asked about", async () => {
    const first = await open.asNobody("/assets/wholestory.css");
    expect(first.statusCode).toBe(200);
    expect(first.headers["content-type"]).toBe("text/css; charset=utf-8");
    const again = await open.asNobody("/assets/wholestory.css", {
      headers: { "if-none-match": String(first.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe("");
  });

  it("are a fixed list: no path leads to another file", async () => {
    expect((await open.asNobody("/assets/../package.json")).statusCode).toBe(404);
    expect((await open.asNobody("/assets/%2e%2e/index.ts")).statusCode).toBe(404);
  });
});

describe("a request that was not meant for this machine", () => {
  it.each(["evil.example", "localhost.evil.example", "192.168.1.5:8080"])("is refused: Host %s", async (host) => {
    const answer = await open.asNurse("/", { headers: { host } });
    expect(answer.statusCode).toBe(421);
    expect(answer.body).not.toContain("Testborough");
  });
});

describe("a form from another site", () => {
  const form = aForm({ family: "Smith" });
  it.each([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "http://evil.example" },
    { origin: "null" },
    {},
  ])("is refused: %j", async (from) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", ...from };
    const cookies = await signedInAs(open.house, NURSE);
    const answer = await open.asNobody("/find", { ...form, headers, cookies });
    expect(answer.statusCode).toBe(403);
  });

  it("is read without null characters, which no database takes", async () => {
    const form = { family: "a\0b", given: "\0", day: "31", month: "3", year: "1947" };
    expect((await open.postAsNurse("/find", form)).statusCode).toBe(200);
  });

  it("is taken from our own page", async () => {
    expect((await open.postAsNurse("/find", { nhsNumber: "123" })).statusCode).toBe(422);
  });
});

describe("where nobody is signed in", () => {
  it.each(ROUTES.filter((route) => route.open !== true).map((route) => [route.method, route.path] as const))(
    "%s %s leads to signing in",
    async (method, path) => {
      const answer =
        method === "POST" ? await open.asNobody(addressOf(path), aForm({})) : await open.asNobody(addressOf(path));
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toMatch(/^\/sign-in/);
      expect(answer.body).toBe("");
    },
  );

  it.each(["somebody-else", "", "a-nurse", "__proto__", "%00"])(
    "nor by a token that we did not give: %j",
    async (token) => {
      const cookies = { [SESSION_COOKIE]: token, "wholestory-actor": NURSE };
      const answer = await open.asNobody("/find", { cookies });
      expect(answer.statusCode).toBe(303);
    },
  );

  it("an address that leads nowhere is not found", async () => {
    const answer = await open.asNobody("/admin");
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain("Page not found");
  });
});

describe("health", () => {
  it("says that the program is alive, and whether it can work", async () => {
    expect((await open.asNobody("/health")).json()).toEqual({ alive: true });
    expect((await open.asNobody("/ready")).statusCode).toBe(200);
    const broken = await anOpenServer({
      ready: async () => ({ ready: false, words: "The database does not answer." }),
    });
    const answer = await broken.asNobody("/ready");
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ ready: false, words: "The database does not answer." });
  });
});
