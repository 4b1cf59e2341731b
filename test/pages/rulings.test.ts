import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, type ActorId, type EntryId, type PersonId } from "#base";
import { listen } from "#server";
import type { House } from "../builders/house.ts";
import { agnesIn, AGNES, aPlaceOfRulers, GP, observation, SECOND_GP } from "../builders/ruling-world.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { anOpenServer } from "../server/open-server.ts";
import { aSignedInWindow, CHROMIUM, faultsAt, faultsSeen, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: the pages of rulings are not tried in a browser.");

describe.skipIf(!CHROMIUM)("the pages on which two rule what a person is shown, in a browser", () => {
  let browser: Browser;
  let address: string;
  let house: House;
  let person: PersonId;

  beforeAll(async () => {
    const open = await anOpenServer();
    house = open.house;
    house.directory.renew(aPlaceOfRulers());
    person = await agnesIn(house);
    browser = await openBrowser();
    address = mustSucceed(await listen(open.server, 0));
    return async () => {
      await browser.close();
      await open.server.close();
    };
  }, 120_000);

  const entry = (id: EntryId): string => `/people/${person}/entries/${id}`;
  const windowOf = async (actor: ActorId, settings: { javaScriptEnabled?: boolean; width?: number } = {}) =>
    aSignedInWindow(browser, address, await signedInAs(house, actor), settings);

  /** Asks that Agnes be not shown an entry, which waits for a second person. */
  async function asked(id: EntryId): Promise<void> {
    const asking = { actor: GP, purpose: "direct-care", what: "entry" } as const;
    const permit = mustSucceed(await house.sharing.mayRead(asking, person));
    const until = new Date("2026-09-01");
    const harm = { kind: "withhold", ground: "serious-harm", reason: "It would.", until } as const;
    mustSucceed(await house.record.askRuling(permit, id, harm));
  }

  const onEachWidth = async (actor: ActorId, paths: readonly string[]): Promise<readonly string[]> => {
    const faults: string[] = [];
    for (const width of [1366, 320]) faults.push(...(await faultsAt(await windowOf(actor, { width }), address, paths)));
    return faults;
  };

  it("have no faults of accessibility and fit a telephone, whatever is to be done", { timeout: 120_000 }, async () => {
    expect(await onEachWidth(SECOND_GP, ["/rulings"])).toEqual([]);
    await asked(observation("plain"));
    const pages = ["/rulings", entry(observation("plain")), `${entry(observation("plain"))}/shown`];
    expect(await onEachWidth(SECOND_GP, [...pages, `${entry(observation("abuse"))}/shown`])).toEqual([]);
    expect(await onEachWidth(GP, pages)).toEqual([]);
    const page = await windowOf(SECOND_GP);
    await page.goto(`${address}${entry(observation("plain"))}/shown`);
    await page.getByRole("button", { name: "Decide" }).click();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await faultsSeen(page)).toEqual([]);
  });

  it("let one ask and another agree, by keyboard alone and without JavaScript", { timeout: 120_000 }, async () => {
    const page = await windowOf(GP, { javaScriptEnabled: false });
    await page.goto(address + entry(observation("kept")));
    await page.getByRole("link", { name: "What the person is shown of it" }).press("Enter");
    const button = page.getByRole("button", { name: "Keep it from the person" });
    await button.press("Enter");
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.getByRole("alert").innerText()).toContain("Choose why");
    await page.getByLabel("It could cause serious harm").press("Space");
    await page.getByLabel("What makes you think so?").fill("She would harm herself.");
    await inDay(page, ["1", "9", "2026"]);
    await button.press("Enter");
    expect(await page.getByRole("alert").innerText()).toContain("it waits for a second person");

    const second = await windowOf(SECOND_GP, { javaScriptEnabled: false });
    await second.goto(`${address}/rulings`);
    await second
      .getByRole("link", { name: /^Open number/ })
      .last()
      .press("Enter");
    await second.getByLabel("Yes, I agree").press("Space");
    await second.getByLabel("Why, in your words").fill("I have seen her.");
    await second.getByRole("button", { name: "Decide" }).press("Enter");
    expect(await second.locator("main").innerText()).toContain("agreed by A Second GP, until 1 September 2026");

    const own = await windowOf(AGNES, { javaScriptEnabled: false });
    await own.goto(`${address}/my/${person}/record/all`);
    // Of five that she might see, one waits and one is kept.
    expect(await own.getByText("Body weight").count()).toBe(3);
  });

  const inDay = async (page: Page, parts: readonly string[]): Promise<void> => {
    for (const [nth, name] of ["Day", "Month", "Year"].entries()) {
      await page.getByLabel(name, { exact: true }).fill(parts[nth] ?? "");
    }
  };
});
