import type { Browser, BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { sql } from "#db";
import { listen } from "#server";
import { LINKER, NURSE, type House } from "../builders/house.ts";
import { anAccount, GOOD_PASSWORD } from "../builders/identity.ts";
import { anOpenServer } from "../server/open-server.ts";
import { accessibilityFaults, CHROMIUM, faultsSeen, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: signing in is not tried in a browser.");

describe.skipIf(!CHROMIUM)("signing in, in a browser", () => {
  let browser: Browser;
  let address: string;
  let house: House;

  beforeAll(async () => {
    const open = await anOpenServer();
    house = open.house;
    await house.identity.accounts.makeForDemonstration(house.directory.place.staff.map(({ id }) => id));
    await anAccount(house.identity, "nora", NURSE);
    await anAccount(house.identity, "linda", LINKER);
    browser = await openBrowser();
    address = mustSucceed(await listen(open.server, 0));
    return async () => {
      await browser.close();
      await open.server.close();
    };
  }, 120_000);

  type Settings = { javaScriptEnabled?: boolean; width?: number };
  const aWindow = async ({ javaScriptEnabled = true, width = 1366 }: Settings = {}): Promise<Page> =>
    (await browser.newContext({ javaScriptEnabled, viewport: { width, height: 768 } })).newPage();

  const h1 = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();
  const header = (page: Page) => page.getByRole("banner").innerText();

  async function signIn(page: Page, name: string, password = GOOD_PASSWORD): Promise<void> {
    await page.getByLabel("Sign-in name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  it.each([true, false])(
    "a newcomer gets in with two clicks, with JavaScript or without (%s)",
    async (javaScriptEnabled) => {
      const page = await aWindow({ javaScriptEnabled });
      await page.goto(address);
      expect(await h1(page)).toBe("Sign in");
      await page.getByRole("radio", { name: "A Nurse, nurse, First Surgery" }).check();
      await page.getByRole("button", { name: "Continue" }).click();
      expect(new URL(page.url()).pathname).toBe("/");
      expect(await header(page)).toContain("A Nurse, nurse, First Surgery");
      await page.getByRole("button", { name: "Sign out" }).first().click();
      expect(await h1(page)).toBe("You are signed out");
      await page.goto(`${address}/find`);
      expect(await h1(page)).toBe("Sign in");
    },
  );

  it("comes back to what was asked for, also under the machine's other name", async () => {
    const page = await aWindow();
    await page.goto(`${address.replace("localhost", "127.0.0.1")}/feeds`);
    await signIn(page, "nora");
    expect(page.url()).toBe(`${address}/feeds`);
  });

  it("needs no mouse", async () => {
    const page = await aWindow();
    await page.goto(address);
    await page.getByLabel("Sign-in name").focus();
    await page.keyboard.type("nora");
    await page.keyboard.press("Tab");
    await page.keyboard.type(GOOD_PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${address}/`);
  });

  it("a wrong password is said beside the field and above it", async () => {
    const page = await aWindow();
    await page.goto(address);
    await signIn(page, "nora", "wrong");
    expect(await page.title()).toMatch(/^Error: /);
    const words = "The sign-in name or the password is not right";
    expect(await page.locator(".nhsuk-error-summary").innerText()).toContain(words);
    expect(await page.locator(".nhsuk-error-message").innerText()).toContain(words);
    expect(await page.getByLabel("Sign-in name").inputValue()).toBe("nora");
    expect(await page.getByLabel("Password").inputValue()).toBe("");
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  /** A device that holds passkeys and knows its owner's finger, as Chromium plays it. */
  async function aDevice(context: BrowserContext, page: Page) {
    const session = await context.newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return {
      credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
      knowsOwner: (isUserVerified: boolean) =>
        session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    };
  }

  it("a passkey is made on the account page, signs in instead of a password, and is removed again", async () => {
    const page = await aWindow();
    const device = await aDevice(page.context(), page);
    await page.goto(`${address}/account`);
    await signIn(page, "nora");
    expect(await page.locator("main").innerText()).toContain("You have no passkey yet.");
    await page.getByLabel("What do you call this device?").fill("my phone");
    await page.getByLabel("Your password").fill("not my password");
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("There is a problem").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("What do you call this device?").fill("my phone");
    await page.getByLabel("Your password").fill(GOOD_PASSWORD);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("The passkey is made.").waitFor();
    expect(await device.credentials()).not.toEqual([]);
    expect(await page.getByRole("table", { name: "Your passkeys" }).innerText()).toMatch(/my phone.*Never/s);

    await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
    await page.goto(`${address}/feeds`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(`${address}/feeds`);
    expect(await header(page)).toContain("A Nurse, nurse");
    const [row] = await house.db.query(sql<{ way: string; counter: number }>`
      select session.way, passkey.counter from identity.session
        join identity.passkey on passkey.account = session.account where session.way = 'passkey'`);
    expect(row?.way).toBe("passkey");
    await page.goto(`${address}/account`);
    expect(await page.getByRole("table", { name: "Your passkeys" }).innerText()).not.toContain("Never");
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByRole("button", { name: "Remove my phone" }).click();
    await page.getByText("The passkey is removed.").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
    await page.goto(address);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("There is a problem").waitFor();
    expect(await page.locator(".nhsuk-error-summary").innerText()).toContain("The passkey is not known here");
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("a device that does not know who holds it lets nobody in, and says what to do", async () => {
    const page = await aWindow();
    const device = await aDevice(page.context(), page);
    await page.goto(`${address}/account`);
    await signIn(page, "linda");
    await page.getByLabel("Your password").fill(GOOD_PASSWORD);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("The passkey is made.").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
    await device.knowsOwner(false);
    await page.goto(address);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("status").waitFor();
    expect(await page.getByRole("status").innerText()).toContain("You can try again, or use your password.");
    expect(new URL(page.url()).pathname).toMatch(/^\/issuer\/sign-in\//);
  });

  it("an answer of a device that was given before is refused", async () => {
    const page = await aWindow();
    const device = await aDevice(page.context(), page);
    await page.goto(`${address}/account`);
    await signIn(page, "nora");
    await page.getByLabel("Your password").fill(GOOD_PASSWORD);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("The passkey is made.").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
    expect(await device.credentials()).toHaveLength(1);
    let answer = "";
    page.on("request", (request) => {
      if (request.url().endsWith("/passkey"))
        answer = new URLSearchParams(request.postData() ?? "").get("answer") ?? "";
    });
    await page.goto(address);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(`${address}/`);
    expect(answer).toContain('"signature"');
    await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
    await page.goto(address);
    await page.evaluate(`{
      const form = document.querySelector("form[data-passkey-get]");
      form.elements.answer.value = ${JSON.stringify(answer)};
      form.submit();
    }`);
    await page.getByText("There is a problem").waitFor();
  });

  it("no page of signing in has an accessibility fault, asks elsewhere for anything, or scrolls sideways", async () => {
    const faults: string[] = [];
    for (const width of [1366, 390]) {
      const page = await aWindow({ width });
      page.on("request", (request) => {
        if (!request.url().startsWith(address)) faults.push(`asks for ${request.url()}`);
      });
      page.on("console", (message) => {
        if (message.type() === "error" && !/40[34]/.test(message.text())) faults.push(message.text());
      });
      const look = async (): Promise<void> => {
        faults.push(...(await faultsSeen(page, await h1(page))));
      };
      await page.goto(address);
      await look();
      await signIn(page, "nora");
      for (const path of ["/account", "/account/password", "/account?done=password", "/signed-out", "/signed-in"]) {
        await page.goto(address + path);
        await look();
      }
    }
    expect(faults).toEqual([]);
  });
});
