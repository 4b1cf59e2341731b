import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { sql } from "#db";
import { LINKER, NURSE } from "../builders/house.ts";
import { anAccount, GOOD_PASSWORD } from "../builders/identity.ts";
import { aPlainBrowser, formOn, signInBy, within, type PlainBrowser } from "../builders/plain-browser.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let browser: PlainBrowser;
beforeAll(async () => {
  open = await anOpenServer();
  await anAccount(open.house.identity, "nora", NURSE);
});
beforeEach(async () => {
  browser = aPlainBrowser(within(open.server));
  await open.house.db.execute(sql`truncate identity.attempt`);
});

const signIn = (name = "nora", password = GOOD_PASSWORD, at = "/") => signInBy(browser, name, password, at);
const session = () => browser.cookies().find(({ name }) => name === "wholestory-session");
const textOf = (html: string): string => html.replace(/<[^>]+>/g, " ");

describe("Signing in", () => {
  it("leads from the page that was asked for through the issuer, and back to it", async () => {
    const page = await browser.open("/feeds");
    expect(page.steps.map((step) => step.split("?")[0])).toEqual([
      "/feeds",
      "/sign-in",
      "/issuer/auth",
      expect.stringMatching(/^\/issuer\/sign-in\/[\w-]+$/),
    ]);
    const after = await browser.post(formOn(page), { name: "nora", password: GOOD_PASSWORD });
    expect([after.path, after.status]).toEqual(["/feeds", 200]);
    expect(after.body).toContain("A Nurse, nurse, First Surgery");
  });

  it("asks the issuer with PKCE, a state and a nonce, which are new each time", async () => {
    const asked = async () => {
      const { headers } = await browser.ask("GET", "/sign-in");
      return new URL(String(headers["location"])).searchParams;
    };
    const [one, other] = [await asked(), await asked()];
    expect([one.get("response_type"), one.get("scope"), one.get("code_challenge_method")]).toEqual([
      "code",
      "openid",
      "S256",
    ]);
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.get(name)).not.toBe(other.get(name));
    }
  });

  it("gives a cookie that no script reads and no other site's form brings along", async () => {
    await signIn();
    expect(session()?.attributes).toBe("Path=/; HttpOnly; SameSite=Lax");
  });

  it("gives a new token, whatever the browser brought along, and ends what it had", async () => {
    browser.give("wholestory-session=chosen-by-somebody-else; Path=/");
    await signIn();
    const first = session()?.value;
    expect(first).toMatch(/^[\w-]{43}$/);
    await signIn("nora", GOOD_PASSWORD, "/sign-in");
    expect(session()?.value).not.toBe(first);
    const before = await open.asNobody("/find", { cookies: { "wholestory-session": first ?? "" } });
    expect(before.statusCode).toBe(303);
  });

  it.each([
    ["a name that nobody has", "nobody", GOOD_PASSWORD],
    ["a wrong password", "nora", "not the password"],
  ])("says the same of %s", async (_what, name, password) => {
    const page = await signIn(name, password);
    expect(page.status).toBe(422);
    expect(page.body).toContain("<title>Error: Sign in");
    expect(page.body.split("The sign-in name or the password is not right")).toHaveLength(3);
    expect(page.body).not.toContain(password);
    expect(session()).toBeUndefined();
  });

  it.each([
    ["Enter your sign-in name", { name: " ", password: "x" }],
    ["Enter your password", { name: "nora", password: "" }],
  ])("says beside the field and above: %s", async (words, form) => {
    const page = await browser.post(formOn(await browser.open("/")), form);
    expect(page.body.split(words)).toHaveLength(3);
  });

  it.each(["nora", "nobody"])("pauses after five failures, with a plain page, for %s alike", async (name) => {
    const page = await browser.open("/");
    for (let time = 0; time < 5; time++) await browser.post(formOn(page), { name, password: "wrong" });
    const paused = await browser.post(formOn(page), { name, password: GOOD_PASSWORD });
    expect(paused.status).toBe(429);
    expect(textOf(paused.body)).toContain("There were too many attempts: try again after 11:01am");
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", "/@evil"])(
    "never goes on to another site: %j",
    async (next) => {
      const page = await browser.open(`/sign-in?next=${encodeURIComponent(next)}`);
      expect((await browser.post(formOn(page), { name: "nora", password: GOOD_PASSWORD })).path).toBe("/");
    },
  );

  it("goes on in each of several tabs", async () => {
    const [one, other] = [await browser.open("/feeds"), await browser.open("/find")];
    const form = { name: "nora", password: GOOD_PASSWORD };
    expect((await browser.post(formOn(one), form)).path).toBe("/feeds");
    expect((await browser.post(formOn(other), form)).path).toBe("/find");
  });

  it("asks anew who it is once somebody signed out: nobody goes on under their name", async () => {
    await signIn();
    await browser.post("/sign-out", {});
    const page = await browser.open("/find");
    expect(page.path).toMatch(/^\/issuer\/sign-in\//);
  });

  it("keeps neither the name nor the password in the log", async () => {
    await signIn("quillfeather", "secret-as-can-be");
    await signIn();
    const log = open.lines.join("\n");
    expect(log).toMatch(/^POST \/issuer\/sign-in\/:uid 422 \d+ ms$/m);
    expect(log).toMatch(/^GET \/signed-in 303 \d+ ms$/m);
    expect(log).not.toMatch(/quillfeather|secret-as-can-be|lighthouse|code=|state=/);
  });
});

describe("Coming back from the issuer", () => {
  /** The address to which the issuer leads back, not yet opened. */
  async function comingBack(own: PlainBrowser): Promise<string> {
    const page = await own.open("/feeds");
    const resumed = await own.ask("POST", formOn(page), { name: "nora", password: GOOD_PASSWORD });
    const back = await own.ask("GET", String(resumed.headers["location"]));
    return String(back.headers["location"]);
  }

  it("works once: the same code again is refused", async () => {
    const back = await comingBack(browser);
    const begun = browser.cookies().find(({ name }) => name.startsWith("wholestory-sign-in-"));
    expect((await browser.open(back)).path).toBe("/feeds");
    const again = aPlainBrowser(within(open.server));
    again.give(`${begun?.name ?? ""}=${begun?.value ?? ""}; Path=/`);
    const seen = await again.open(back);
    expect(seen.status).toBe(403);
    expect(seen.body).toContain("The sign-in service did not let you in.");
    expect(again.cookies().some(({ name }) => name === "wholestory-session")).toBe(false);
  });

  it("is refused in another browser than the one that went there", async () => {
    const seen = await aPlainBrowser(within(open.server)).open(await comingBack(browser));
    expect(seen.status).toBe(403);
    expect(seen.body).toContain("was not begun in this browser");
  });

  it("is refused with the code of somebody else's sign-in", async () => {
    const thief = aPlainBrowser(within(open.server));
    const [own, stolen] = [new URL(await comingBack(thief)), new URL(await comingBack(browser))];
    own.searchParams.set("code", stolen.searchParams.get("code") ?? "");
    expect((await thief.open(own.pathname + own.search)).status).toBe(403);
  });

  it.each(["/signed-in", "/signed-in?code=x&state=y", "/signed-in?error=access_denied"])(
    "is refused where nothing was begun: %s",
    async (url) => {
      expect((await browser.open(url)).status).toBe(403);
    },
  );

  it("says so where the issuer did not let somebody in", async () => {
    const state = new URL(await comingBack(browser)).searchParams.get("state") ?? "";
    const seen = await browser.open(`/signed-in?error=access_denied&state=${state}&iss=http://localhost/issuer`);
    expect(seen.status).toBe(403);
    expect(seen.body).toContain("The sign-in service did not let you in.");
  });
});

describe("The issuer", () => {
  it("says where it answers, at our address", async () => {
    const said = (await open.asNobody("/issuer/.well-known/openid-configuration")).json<Record<string, unknown>>();
    expect(said).toMatchObject({
      issuer: "http://localhost/issuer",
      authorization_endpoint: "http://localhost/issuer/auth",
      token_endpoint: "http://localhost/issuer/token",
      code_challenge_methods_supported: ["S256"],
    });
    expect(said).not.toHaveProperty("userinfo_endpoint");
  });

  it("says so whatever address a request claims to have come by", async () => {
    const headers = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    };
    const answer = await open.asNobody("/issuer/.well-known/openid-configuration", { headers });
    expect(answer.json()).toMatchObject({
      issuer: "http://localhost/issuer",
      jwks_uri: "http://localhost/issuer/jwks",
    });
    const begun = await open.asNobody("/sign-in", { headers });
    expect(begun.headers.location).toMatch(/^http:\/\/localhost\/issuer\/auth\?/);
    expect(begun.headers.location).not.toContain("evil");
  });

  it("publishes its public key alone, and keeps it", async () => {
    const keys = async () => (await open.asNobody("/issuer/jwks")).json<{ keys: Record<string, unknown>[] }>().keys;
    const [key] = await keys();
    expect(key).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256" });
    expect(key).not.toHaveProperty("d");
    const again = await anOpenServer();
    expect((await again.asNobody("/issuer/jwks")).json()).not.toEqual({ keys: [key] });
    expect(await keys()).toEqual([key]);
  });

  it.each([
    "/issuer/auth",
    "/issuer/auth?client_id=somebody&response_type=code&scope=openid",
    "/issuer/auth?client_id=wholestory&response_type=code&scope=openid&redirect_uri=https://evil.example/",
    "/issuer/auth/none",
  ])("refuses what is not ours with a page of our own: %s", async (url) => {
    const { statusCode, body, headers } = await open.asNobody(url);
    expect(statusCode).toBe(400);
    expect(headers.location).toBeUndefined();
    expect(body).toContain("This is not how signing in begins.");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it("gives no token without its client's secret", async () => {
    const form = { grant_type: "authorization_code", code: "x", client_id: "wholestory" };
    const answer = await open.asNobody("/issuer/token", aForm(form));
    expect(answer.statusCode).toBe(401);
  });

  it.each(["GET", "POST"] as const)("has no page for a sign-in that nobody began: %s", async (method) => {
    const options = method === "POST" ? aForm({ name: "nora", password: GOOD_PASSWORD }) : {};
    const answer = await open.asNobody("/issuer/sign-in/made-up", options);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain("begun too long ago");
  });

  it("shows its page to no other browser than the one that began", async () => {
    const page = await browser.open("/");
    const other = aPlainBrowser(within(open.server));
    await other.open("/");
    expect((await other.post(formOn(page), { name: "nora", password: GOOD_PASSWORD })).status).toBe(403);
  });

  it("keeps nothing of a sign-in for longer than it takes", async () => {
    await signIn();
    const [row] = await open.house.db.query(sql<{ longest: number }>`
      select max(extract(epoch from expires - now()))::int as longest from identity.issued`);
    expect(row?.longest).toBeLessThanOrEqual(3600);
  });
});

describe("Signing out", () => {
  it("is a form's, and ends the session for good", async () => {
    await signIn();
    const token = session()?.value ?? "";
    const left = await open.asNobody("/sign-out", aForm({}));
    expect(left.headers["clear-site-data"]).toBe('"cache"');
    expect((await open.asNobody("/sign-out")).statusCode).toBe(404);
    const after = await browser.post("/sign-out", {});
    expect([after.path, after.status]).toEqual(["/signed-out", 200]);
    expect(session()).toBeUndefined();
    expect((await open.asNobody("/find", { cookies: { "wholestory-session": token } })).statusCode).toBe(303);
  });
});

describe("Whoever has no role today", () => {
  it("is told so, may look at their account and sign out, and sees nothing else", async () => {
    await anAccount(open.house.identity, "gone", "somebody-who-left" as typeof NURSE);
    const page = await signIn("gone", GOOD_PASSWORD, "/find");
    expect(page.status).toBe(403);
    expect(page.body).toContain("You have no role here today");
    expect((await browser.open("/account")).status).toBe(200);
    for (const path of ["/", "/feeds", "/links"]) expect((await browser.open(path)).status).toBe(403);
  });
});

describe("A one-time password", () => {
  it("leads to choosing another and nowhere else, and then on", async () => {
    const { password } = mustSucceed(await open.house.identity.accounts.add(LINKER, "linda"));
    const first = await signIn("linda", password, "/find");
    expect([first.path, first.status]).toEqual(["/account/password", 200]);
    for (const path of ["/", "/find", "/account"]) expect((await browser.open(path)).path).toBe("/account/password");
    const before = session()?.value;
    const weak = await browser.post("/account/password", { current: password, next: "password1234" });
    expect(weak.status).toBe(422);
    expect(weak.body).toContain("This is too easy to guess");
    const done = await browser.post("/account/password", { current: password, next: "nineteen blue kettles" });
    expect([done.path, done.status]).toEqual(["/account?done=password", 200]);
    expect(done.body).toContain("Your password is changed.");
    expect(session()?.value).not.toBe(before);
    expect((await browser.open("/find")).status).toBe(200);
  });
});

describe("One's own account", () => {
  it("says where one is signed in, and signs out there, without touching anybody else's", async () => {
    await signIn();
    const other = aPlainBrowser(within(open.server), { "user-agent": "Firefox/140.0 (Windows NT 10.0)" });
    await signInBy(other, "nora", GOOD_PASSWORD);
    const page = await browser.open("/account");
    expect(page.body).toContain("Firefox on Windows");
    const id = /name="session" value="([^"]+)"\/><button[^>]*>Sign out<span[^>]*> Firefox/.exec(page.body)?.[1] ?? "";
    const ended = await browser.post("/account/sessions/end", { session: id });
    expect(ended.body).toContain("That browser is signed out.");
    expect((await other.ask("GET", "/find")).status).toBe(303);
    expect((await browser.open("/find")).status).toBe(200);
    for (const session of ["", "x", id]) {
      expect((await browser.post("/account/sessions/end", { session })).status).toBe(404);
    }
  });

  it("signs out everywhere", async () => {
    await signIn();
    const other = aPlainBrowser(within(open.server));
    await signInBy(other, "nora", GOOD_PASSWORD);
    expect((await browser.post("/account/sessions/end-all", {})).path).toBe("/signed-out");
    for (const one of [browser, other]) expect((await one.ask("GET", "/find")).status).toBe(303);
  });

  it("changes a password only for who knows the one that holds", async () => {
    await signIn();
    const page = await browser.post("/account/password", { current: "wrong", next: "nineteen blue kettles" });
    expect(page.status).toBe(422);
    expect(page.body.split("This is not the password that you have now")).toHaveLength(3);
    const empty = await browser.post("/account/password", {});
    expect(empty.body).toContain("Enter a new password");
  });

  it.each(["", "{}", "not json", '{"id":"x","rawId":"x","type":"public-key"}'])(
    "takes no passkey that no device made: %j",
    async (answer) => {
      await signIn();
      await browser.open("/account");
      const form = { answer, name: "mine", password: GOOD_PASSWORD };
      expect((await browser.post("/account/passkeys", form)).status).toBe(422);
    },
  );
});

describe("Over HTTPS", () => {
  it("cookies are bound to the host and sent encrypted only, and browsers are told to stay", async () => {
    const secure = await anOpenServer({ publicUrl: "https://record.example" });
    const { headers } = await secure.asNobody("/sign-in", { headers: { host: "record.example" } });
    expect(headers.location).toMatch(/^https:\/\/record\.example\/issuer\/auth\?/);
    expect(String(headers["set-cookie"])).toMatch(
      /^__Host-wholestory-sign-in-.*Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
    const own = aPlainBrowser(within(secure.server, "record.example"));
    await anAccount(secure.house.identity, "nora", NURSE);
    await signInBy(own, "nora", GOOD_PASSWORD);
    const named = own
      .cookies()
      .map(({ name, attributes }) => [name.replace(/-[0-9a-f]{12}$/, ""), /Secure/i.test(attributes)]);
    expect(named).toContainEqual(["__Host-wholestory-session", true]);
    for (const [, isSecure] of named) expect(isSecure).toBe(true);
    expect((await secure.asNobody("/", { headers: { host: "other.example" } })).statusCode).toBe(421);
  });
});
