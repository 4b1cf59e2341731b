import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stoppedAt, mustSucceed } from "#base";
import { createServer, listen, showRequest } from "#server";
import { aFreePort } from "../builders/serving.ts";
import { aHouse, NURSE } from "../builders/house.ts";
import { anOtherIssuer, CLIENT, type Spoil } from "../builders/other-issuer.ts";
import { aPlainBrowser, formOn, over, type PlainBrowser } from "../builders/plain-browser.ts";

const ACCOUNTS = {
  "17": { staff_id: NURSE },
  "18": { staff_id: "nobody-of-this-place" },
  "19": { staff_id: 42 },
  "20": {},
};

let issuer: Awaited<ReturnType<typeof anOtherIssuer>>;
let address: string;
let browser: PlainBrowser;
const lines: string[] = [];

/** A server of ours that believes an issuer. */
async function aServerFor(url: string, port: number, secret = CLIENT.clientSecret) {
  const server = await createServer({
    app: await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z") }),
    ready: async () => ({ ready: true, words: "ready" }),
    log: (line) => lines.push(showRequest(line)),
    issuer: { url, clientId: CLIENT.clientId, clientSecret: secret, staffClaim: "staff_id" },
  });
  return { server, address: mustSucceed(await listen(server, port)) };
}

beforeAll(async () => {
  const port = await aFreePort();
  issuer = await anOtherIssuer(ACCOUNTS, `http://localhost:${port}/signed-in`);
  const { server, address: at } = await aServerFor(issuer.url, port);
  address = at;
  return async () => {
    await server.close();
    await issuer.close();
  };
});
beforeEach(() => {
  issuer.spoilWith(undefined);
  browser = aPlainBrowser(over(address));
});

/** As whom, and at which page of ours one began. */
async function signIn(login: string, at = "/") {
  const page = await browser.open(at);
  expect(page.path).toContain(`${issuer.url}/interaction/`);
  return browser.post(`${issuer.url}${formOn(page)}`, { login });
}
const isSignedIn = () => browser.cookies().some(({ name }) => name === "wholestory-session");

describe("Another issuer", () => {
  it("lets in whom it names, back at the page that was asked for", async () => {
    const seen = await signIn("17", "/feeds");
    expect([seen.path, seen.status]).toEqual(["/feeds", 200]);
    expect(seen.body).toContain("A Nurse, nurse, First Surgery");
  });

  it("keeps passwords and passkeys: ours are not shown, and our issuer does not answer", async () => {
    await signIn("17");
    const account = await browser.open("/account");
    expect(account.body).toContain("Where you are signed in");
    expect(account.body).not.toContain("passkey");
    expect((await browser.open("/account/password")).status).toBe(404);
    for (const path of ["/issuer/auth", "/issuer/jwks"]) expect((await browser.open(path)).status).toBe(404);
  });

  it("names somebody who has no role here: they are told so", async () => {
    const seen = await signIn("18", "/find");
    expect(seen.status).toBe(403);
    expect(seen.body).toContain("You have no role here today");
  });

  it.each(["19", "20"])(
    "that does not say who it is in the claim that was agreed lets nobody in: %s",
    async (login) => {
      const seen = await signIn(login);
      expect(seen.status).toBe(403);
      expect(seen.body).toContain("did not say who you are in a way that this place knows");
      expect(isSignedIn()).toBe(false);
    },
  );

  it("is pointed to after signing out, since it may still know the browser", async () => {
    await signIn("17");
    const seen = await browser.post("/sign-out", {});
    expect(seen.path).toBe("/signed-out");
    expect(seen.body).toContain(`href="${issuer.url}/session/end?client_id=a-place"`);
    expect(isSignedIn()).toBe(false);
  });
});

const claim =
  (name: string, value: unknown): Spoil =>
  ({ header, claims }) => ({ header, claims: { ...claims, [name]: value } });

describe("A token is refused", () => {
  it.each<[string, Spoil]>([
    ["of another issuer", claim("iss", "https://elsewhere.example")],
    ["for another client", claim("aud", "somebody-else")],
    ["with another nonce", claim("nonce", "of-another-sign-in")],
    ["without a nonce", claim("nonce", undefined)],
    ["that is over", claim("exp", Math.floor(Date.now() / 1000) - 600)],
    ["that nobody is the subject of", claim("sub", undefined)],
    ["signed with another key", (token) => ({ ...token, forged: true })],
    [
      "signed with a key that the issuer does not publish",
      (token) => ({ ...token, header: { ...token.header, kid: "x" }, forged: true }),
    ],
    ["that says it needs no signature", ({ header, claims }) => ({ header: { ...header, alg: "none" }, claims })],
    ["where there is none", () => undefined],
  ])("%s", async (_what, how) => {
    issuer.spoilWith(how);
    const seen = await signIn("17");
    expect(seen.status).toBe(403);
    expect(seen.body).toContain("You are not signed in");
    expect(isSignedIn()).toBe(false);
  });

  it("and taken where nothing is wrong with it", async () => {
    issuer.spoilWith((token) => token);
    expect((await signIn("17")).status).toBe(200);
  });
});

describe("A code is refused", () => {
  /** The address to which the issuer leads back, not yet opened. */
  async function comingBack(): Promise<string> {
    let to = "/sign-in?next=/feeds";
    while (!to.includes("/signed-in")) {
      const isAsked = to.includes("/interaction/");
      const answer = await browser.ask(isAsked ? "POST" : "GET", to, isAsked ? { login: "17" } : undefined);
      to = new URL(String(answer.headers["location"]), issuer.url).href;
    }
    return to;
  }
  const refused = async (url: string): Promise<void> => {
    const seen = await browser.open(url);
    expect(seen.status).toBe(403);
    expect(isSignedIn()).toBe(false);
  };

  it("that was used before", async () => {
    const back = await comingBack();
    const begun = browser.cookies().map(({ name, value }) => `${name}=${value}; Path=/`);
    expect((await browser.open(back)).status).toBe(200);
    browser = aPlainBrowser(over(address));
    for (const line of begun) browser.give(line);
    await refused(back);
  });

  it("with another state than the one that went out", async () => {
    const back = new URL(await comingBack());
    back.searchParams.set("state", "made-up");
    await refused(back.href);
  });

  it("with the state of another sign-in of the same browser", async () => {
    const [one, other] = [new URL(await comingBack()), new URL(await comingBack())];
    one.searchParams.set("state", other.searchParams.get("state") ?? "");
    await refused(one.href);
  });

  it("that comes from another issuer, as it says itself", async () => {
    const back = new URL(await comingBack());
    back.searchParams.set("iss", "https://elsewhere.example");
    await refused(back.href);
  });

  it("brought by a browser that began nothing", async () => {
    const back = await comingBack();
    browser = aPlainBrowser(over(address));
    await refused(back);
  });
});

describe("An issuer that is away, or does not know us", () => {
  it.each([["away", "http://localhost:1"]])(
    "is said in words, and asked again the next time: %s",
    async (_what, url) => {
      const { server, address: at } = await aServerFor(url, 0);
      const own = aPlainBrowser(over(at));
      for (let time = 0; time < 2; time++) {
        const seen = await own.open("/find");
        expect(seen.status).toBe(503);
        expect(seen.body).toContain("The sign-in service does not answer.");
      }
      await server.close();
    },
  );

  it("lets nobody in where our secret is wrong", async () => {
    const port = await aFreePort();
    const own = await anOtherIssuer(ACCOUNTS, `http://localhost:${port}/signed-in`);
    const { server, address: at } = await aServerFor(own.url, port, "not-the-secret");
    browser = aPlainBrowser(over(at));
    const page = await browser.open("/");
    const seen = await browser.post(`${own.url}${formOn(page)}`, { login: "17" });
    expect(seen.status).toBe(403);
    await server.close();
    await own.close();
  });

  it("leaves no trace of codes, tokens or names in the log", () => {
    expect(lines.join("\n")).not.toMatch(/code=|state=|eyJ|nobody-of-this-place|incident/);
  });
});
