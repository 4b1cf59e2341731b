import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorId, mustSucceed, systemClock } from "#base";
import { readPlaceFile } from "#place";
import { createServer, listen } from "#server";
import { aHouse, type House } from "../builders/house.ts";
import { CHARITY } from "../builders/mapping.ts";
import { aPlace } from "../builders/place.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aSignedInWindow, CHROMIUM, faultsSeen, openBrowser } from "./browser.ts";

/** Two tables that nobody prepared. */
const CONTACTS = [
  "Testborough Friends, contacts",
  "Name;Date of birth;Address;Date;Activity;Attended;Worker;Notes",
  "Mary Smith;03/05/1941;1 Oak Street, ZZ1 1AA;12/05/2026;Befriending;Yes;Pat;Well",
  "Mary Smith;03/05/1941;1 Oak Street, ZZ1 1AA;19/05/2026;befriending visit;DNA;Pat;",
  "Bo Lee;31/12/1938;2 Oak Street, ZZ1 1AB;28/05/2026;Lunch;Yes;Grace;Ate well",
  "Total;;;;;;;",
].join("\r\n");
const SCORES = "Ref,Surname,Date,Weight,PHQ-9\n17,Smith,2026-05-12,70.5,4\n18,Lee,2026-05-13,,11\n";

describe.skipIf(!CHROMIUM)("making a mapping in a browser", () => {
  let browser: Browser;
  let house: House;
  let address: string;
  let folder: string;

  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), "wholestory-mapping-"));
    const placeFile = join(folder, "place.json");
    const staff = { name: "An Engineer", role: "engineer" as const, organisation: CHARITY, from: "2020-01-01" };
    const place = {
      ...aPlace(),
      organisations: [...aPlace().organisations, { ods: CHARITY, name: "Testborough Friends", kind: "voluntary" }],
      staff: [{ id: actorId("an-engineer"), ...staff }],
    };
    await writeFile(placeFile, JSON.stringify(place));
    await writeFile(join(folder, "contacts.csv"), CONTACTS);
    await writeFile(join(folder, "scores.csv"), SCORES);
    house = await aHouse({ clock: systemClock, place: mustSucceed(await readPlaceFile(placeFile)), placeFile });
    const server = await createServer({
      app: house,
      ready: async () => ({ ready: true, words: "ready" }),
      log: () => undefined,
      incoming: { folder: join(folder, "incoming"), onArrival: () => undefined },
    });
    address = mustSucceed(await listen(server, 0));
    afterAll(async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    });
  }, 120_000);
  afterAll(() => browser.close());

  async function anEngineer(options: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> {
    return aSignedInWindow(browser, address, await signedInAs(house, "an-engineer"), { height: 900, ...options });
  }

  const heading = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();
  const goOn = (page: Page) => page.getByRole("button", { name: "Continue" }).click();

  async function sendFile(page: Page, name: string): Promise<void> {
    await page.goto(`${address}/feeds`);
    await page.getByRole("link", { name: "Say how it is read" }).click();
    await page.locator("input[type=file]").setInputFiles(join(folder, name));
    await goOn(page);
  }

  async function nameFeed(page: Page, name: string, id: string): Promise<void> {
    await page.getByLabel("What is it called?").fill(name);
    await page.getByLabel("Short name").fill(id);
    await page.getByLabel("Who sends these files?").selectOption("Testborough Friends");
    await goOn(page);
  }

  it("an engineer takes a spreadsheet to the record, without JavaScript", async () => {
    const page = await anEngineer({ javaScriptEnabled: false });
    await sendFile(page, "contacts.csv");
    expect(await heading(page)).toContain("What is in this file?");
    expect(await page.getByLabel("What Activity is").inputValue()).toBe("event.what");
    await goOn(page);
    expect(await heading(page)).toContain("How are its values written?");
    await page.getByLabel("What befriending visit means in Activity").fill("Befriending");
    await goOn(page);
    await nameFeed(page, "Friends", "friends");
    expect(await heading(page)).toContain("What this file would become");
    const main = await page.locator("main").innerText();
    expect(main).toContain("SMITH, Mary; born 3 May 1941; 1 Oak Street, ZZ1 1AA");
    expect(main).toContain("Did not attend: Befriending");
    expect(main).toContain("This row does not say who it is about: there may be several people of one name.");
    await page.getByRole("button", { name: "Save this feed" }).click();
    expect(await page.locator("main").innerText()).toContain("files like this one are read so from now on");
    expect(await readFile(join(folder, "place.json"), "utf8")).toContain('"id": "friends"');
    await page.getByRole("button", { name: "Load this file now" }).click();
    await page.waitForURL(/\/deliveries\/\d+$/);
    await house.feeds.load(await house.feeds.filesIn(join(folder, "incoming")), () => undefined);
    await page.reload();
    expect(await page.locator("main").innerText()).toMatch(/Brought\s+5/);
    await page.goto(`${address}/feeds/friends`);
    await page.getByRole("link", { name: "Change how its files are read" }).click();
    expect(await heading(page)).toContain("Change how its files are read");
  });

  it("several measurements of a row are each in a column of its own, with a unit", async () => {
    const page = await anEngineer();
    await sendFile(page, "scores.csv");
    await page.getByLabel("A measurement, test or score").check();
    await page.getByLabel("What Ref is").selectOption("The sender's id of the person");
    for (const column of ["Weight", "PHQ-9"]) {
      await page.getByLabel(`What ${column} is`).selectOption("A measurement, named by its heading");
    }
    await goOn(page);
    await page.getByLabel("Unit of Weight").fill("kg");
    await goOn(page);
    await nameFeed(page, "Scores", "scores");
    const main = await page.locator("main").innerText();
    expect(main).toMatch(/Weight\s+70.5 kg/);
    expect(main).toMatch(/PHQ-9\s+11/);
    expect(main).toContain("2 people, 3 events");
  });

  it("what is wrong is said beside the field and above, and the keyboard leads there", async () => {
    const page = await anEngineer();
    await sendFile(page, "contacts.csv");
    await page.getByLabel("What Date is", { exact: true }).selectOption("Not used");
    await page.getByRole("button", { name: "Continue" }).focus();
    await page.keyboard.press("Enter");
    const link = page.locator(".nhsuk-error-summary a").first();
    await link.waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await link.innerText()).toBe("Choose which column says when it was");
    await link.focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.getAttribute('name')")).toBe("column-3");
  });

  it("no step has an accessibility fault or scrolls sideways, on a desk or a phone", async () => {
    const faults: string[] = [];
    for (const width of [1366, 390]) {
      const page = await anEngineer({ width });
      const check = async (): Promise<void> => {
        faults.push(...(await faultsSeen(page, page.url().replace(/[0-9a-f]{32}/, ":sample"))));
      };
      await page.goto(`${address}/feeds/mapping`);
      await check();
      await goOn(page);
      await check();
      await sendFile(page, "contacts.csv");
      await check();
      await goOn(page);
      await check();
      await goOn(page);
      await check();
      await nameFeed(page, "", "");
      await check();
      await nameFeed(page, `Friends ${String(width)}`, `friends-${String(width)}`);
      await check();
      await page.getByRole("button", { name: "Save this feed" }).click();
      await check();
    }
    expect(faults).toEqual([]);
  });
});
