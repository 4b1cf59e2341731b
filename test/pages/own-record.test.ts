import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { actorId, mustSucceed, type PersonId } from "#base";
import { listen } from "#server";
import { HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { logged, represent } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { anOpenServer } from "../server/open-server.ts";
import { aSignedInWindow, CHROMIUM, faultsAt, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: people's own pages are not tried in a browser.");

const AGNES = actorId("public.agnes");

describe.skipIf(!CHROMIUM)("people's own pages in a browser", () => {
  let browser: Browser;
  let address: string;
  let house: House;
  let person: PersonId;

  beforeAll(async () => {
    const open = await anOpenServer();
    house = open.house;
    const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
    await house.save(PRACTICE, 1, [supplied(agnes, { recorded: "2026-01-02" })]);
    person = await house.personOf(PRACTICE, "p1");
    await represent(house.db, { actor: AGNES, person });
    await logged(house.db, { person, at: "2026-05-01T09:00:00Z" });
    browser = await openBrowser();
    address = mustSucceed(await listen(open.server, 0));
    return async () => {
      await browser.close();
      await open.server.close();
    };
  }, 120_000);

  const pages = (): readonly string[] =>
    [
      ...["", "/record", "/record/all", "/record/copy", "/looks", "/questions", "/sharing", "/sharing/choose"],
      ...["/sharing/choose/category", `/sharing/choose/not-seen-by/${HOSPITAL}`, "/readers", "/readers/add"],
    ].map((path) => `/my/${person}${path}`);

  const reading = async (settings: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> =>
    aSignedInWindow(browser, address, await signedInAs(house, AGNES), settings);

  it.each([1366, 320])("have no faults at %i pixels", { timeout: 120_000 }, async (width) => {
    expect(await faultsAt(await reading({ width }), address, pages())).toEqual([]);
  });

  it("let one ask who looked, and let a carer in, without JavaScript", { timeout: 60_000 }, async () => {
    const page = await reading({ javaScriptEnabled: false });
    await page.goto(`${address}/`);
    await page.getByRole("link", { name: "Who has looked" }).first().click();
    await page.getByRole("link", { name: /Ask about this.*1 May 2026/ }).click();
    await page.getByLabel("What do you want to know?").fill("Why did they look?");
    await page.getByRole("button", { name: "Send the question" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("Your question is sent");

    await page.getByRole("link", { name: "Who may read" }).first().click();
    await page.getByRole("button", { name: "Let somebody in" }).click();
    await page.getByLabel("Their name", { exact: true }).fill("Rowan Quill");
    await page.getByLabel("Medicines").check();
    for (const [part, value] of [
      ["Day", "1"],
      ["Month", "8"],
      ["Year", "2026"],
    ] as const) {
      await page.getByLabel(part, { exact: true }).fill(value);
    }
    await page.getByRole("button", { name: "Let them in" }).click();
    expect(await page.locator("main").innerText()).toMatch(/reader-\d{4}-\d{4}/);
    await page.getByRole("button", { name: "Done" }).click();
    expect(await page.locator("main").innerText()).toContain("Rowan Quill, a carer or relative");
  });

  it("give a copy to keep, once a form of it is chosen, without JavaScript", { timeout: 60_000 }, async () => {
    const page = await reading({ javaScriptEnabled: false });
    await page.goto(`${address}/my/${person}/record`);
    await page.getByRole("link", { name: "Take a copy with you" }).click();
    await page.getByRole("button", { name: "Take the copy" }).click();
    expect(await page.title()).toMatch(/^Error: /);
    await page.getByLabel("Read it: a spreadsheet").check();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Take the copy" }).click();
    expect((await saved).suggestedFilename()).toBe("health-and-care-record.csv");
  });
});
