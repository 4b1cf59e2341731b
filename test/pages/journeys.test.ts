import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aSignedInWindow, CHROMIUM, faultsAt, openBrowser } from "./browser.ts";
import { aDemonstration, type Demonstration, type KnownToBoth } from "./demonstration.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: the browser journeys are skipped.");

describe.skipIf(!CHROMIUM)("in a browser", () => {
  let browser: Browser;
  let address: string;
  let someone: KnownToBoth;
  let cookies: Demonstration["cookies"];

  beforeAll(async () => {
    browser = await openBrowser();
    ({ address, someone, cookies } = await aDemonstration());
  }, 120_000);
  afterAll(() => browser.close());

  /** A new window of the first member of staff, signed in. */
  async function aMemberOfStaff(options: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> {
    return aSignedInWindow(browser, address, cookies, options);
  }

  async function findByNumber(page: Page, number: string): Promise<void> {
    await page.goto(`${address}/find`);
    await page.getByLabel("NHS number").fill(number);
    await page.getByRole("button", { name: "Find" }).click();
  }

  const pagesAboutSomeone = (): readonly string[] => {
    const person = `/people/${someone.person}`;
    return [person, `${person}/timeline`, `${person}/timeline?group=problem`, `${person}/changed`, `${person}/links`];
  };

  it("a coordinator finds a person by NHS number and sees one record of GP and council, with who said what", async () => {
    const page = await aMemberOfStaff();
    await findByNumber(page, someone.nhs_number);
    await page.locator("table a").first().click();
    const strip = page.locator(".ws-person");
    expect(await strip.innerText()).toContain(someone.family.toUpperCase());
    const contributors = await page.getByRole("table", { name: /records are joined/ }).innerText();
    expect(contributors).toMatch(/Council/);
    expect(contributors).toMatch(/NHS number and the date of birth/);
    await page.getByRole("link", { name: "Timeline" }).click();
    expect(await page.getByRole("link", { name: "Everywhere" }).count()).toBe(1);
    await page.locator("#list a").first().click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).not.toBe("");
    expect(await page.locator(".nhsuk-summary-list").innerText()).toContain("Received here");
  });

  it("the record can be seen as it was known on a day, and led back to now", async () => {
    const page = await aMemberOfStaff();
    await page.goto(`${address}/people/${someone.person}`);
    expect(await page.getByRole("table", { name: "Current problems" }).count()).toBe(1);
    await page.getByLabel("as it was known").fill("2020-01-01");
    await page.getByRole("button", { name: "Show" }).click();
    expect(await page.locator("main").innerText()).toContain("As it was known here on 1 January 2020");
    expect(await page.getByRole("table", { name: "Current problems" }).count()).toBe(0);
    await page.getByRole("link", { name: "Show what is known now" }).click();
    await page.getByRole("table", { name: "Current problems" }).waitFor();
  });

  it("name, date of birth and NHS number stay in sight on every page about a person", async () => {
    const page = await aMemberOfStaff();
    for (const path of pagesAboutSomeone()) {
      await page.goto(address + path);
      await page.mouse.wheel(0, 3000);
      const strip = page.locator(".ws-person");
      expect(await strip.isVisible()).toBe(true);
      const words = await strip.innerText();
      expect(words).toContain(someone.family.toUpperCase());
      expect(words.replaceAll(" ", "")).toContain(someone.nhs_number);
      expect(words).toContain(String(Number(someone.born.slice(8))));
    }
  });

  it("a search by name alone is not made: the page says what is missing, beside the field and above", async () => {
    const page = await aMemberOfStaff();
    await page.goto(`${address}/find`);
    await page.getByLabel("Family name").fill(someone.family);
    await page.getByRole("button", { name: "Find" }).click();
    expect(await page.title()).toMatch(/^Error: /);
    const summary = page.locator(".nhsuk-error-summary");
    expect(await summary.innerText()).toContain("There is a problem");
    const words = "Enter a date of birth too: a family name alone is not enough";
    expect(await summary.innerText()).toContain(words);
    expect(await page.locator(".nhsuk-error-message").innerText()).toContain(words);
    expect(await page.getByLabel("Family name").inputValue()).toBe(someone.family);
    expect(page.url()).toBe(`${address}/find`);
  });

  it("everything works without JavaScript", async () => {
    const page = await aMemberOfStaff({ javaScriptEnabled: false });
    await findByNumber(page, someone.nhs_number);
    await page.locator("table a").first().click();
    expect(await page.locator(".ws-person").innerText()).toContain(someone.family.toUpperCase());
    await page.getByRole("link", { name: "What changed" }).click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("What changed");
  });

  it("the keyboard alone leads from the home page to a record", async () => {
    const page = await aMemberOfStaff();
    await page.goto(address);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("Skip to main content");
    await page.goto(`${address}/find`);
    await page.getByLabel("NHS number").focus();
    await page.keyboard.type(someone.nhs_number);
    await page.keyboard.press("Enter");
    await page.locator("table a").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/people\//);
    expect(await page.locator(".ws-person").innerText()).toContain(someone.family.toUpperCase());
  });

  it("keeps a margin on a screen of any width", async () => {
    for (const width of [360, 768, 1023, 1024, 1280, 1343, 1344, 1920]) {
      const page = await aMemberOfStaff({ width });
      await page.goto(address + "/");
      const box = await page.locator("main").boundingBox();
      expect([width, box && box.x >= 16 && box.x + box.width <= width - 16]).toEqual([width, true]);
    }
  });

  /** What is wrong with pages at either width; each is opened in a window of its own width. */
  async function faultsOf(paths: readonly string[]): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const width of [1366, 390]) {
      const page = await aMemberOfStaff({ width });
      page.on("request", (request) => {
        if (!request.url().startsWith(address)) faults.push(`asks ${request.url()}`);
      });
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text());
      });
      faults.push(...(await faultsAt(page, address, paths)));
      await page.context().close();
    }
    return faults;
  }

  describe("no page has an accessibility fault, asks another server for anything, or scrolls sideways", () => {
    it.each([
      ["of the place", ["/", "/account", "/find", "/find/examples", "/labels", "/retention"]],
      ["about feeds", ["/feeds", "/feeds/gp-fhir", "/deliveries/1", "/quality", "/feeds/gp-fhir/quality"]],
      [
        "about agreements",
        ["/agreements", "/agreements?purpose=own-record", "/agreements/care", "/agreements/care/if"],
      ],
    ])("%s", async (_which, paths) => {
      expect(await faultsOf(paths)).toEqual([]);
    });

    it("about somebody", async () => {
      expect(await faultsOf(pagesAboutSomeone())).toEqual([]);
    });
  });
});
