import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { actorId, mustSucceed, type PersonId } from "#base";
import { sql } from "#db";
import { listen } from "#server";
import { GOVERNANCE_LEAD, LINKER, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { logged, represent } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { anOpenServer } from "../server/open-server.ts";
import { accessibilityFaults, aSignedInWindow, CHROMIUM, faultsAt, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: the pages of privacy officers are not tried in a browser.");

const AGNES = actorId("agnes");

describe.skipIf(!CHROMIUM)("the pages of privacy officers in a browser", () => {
  let browser: Browser;
  let address: string;
  let house: House;
  let person: PersonId;
  let protecting: number;

  beforeAll(async () => {
    const open = await anOpenServer();
    house = open.house;
    await house.save(PRACTICE, 1, [supplied(aPatient("p1").born("1947-03-31").resource, { recorded: "2026-01-02" })]);
    person = await house.personOf(PRACTICE, "p1");
    protecting = await somethingOfEach();
    browser = await openBrowser();
    address = mustSucceed(await listen(open.server, 0));
    return async () => {
      await browser.close();
      await open.server.close();
    };
  }, 120_000);

  /** Something in each queue: two looks that stand out, a question, looks to hold back, held back and asked for. */
  async function somethingOfEach(): Promise<number> {
    const act = mustSucceed(await house.sharing.mayAct({ actor: GOVERNANCE_LEAD, what: "access log" }));
    await house.logWatch.markWellKnown(act, person, true);
    await represent(house.db, { actor: AGNES, person });
    const ordinary = await logged(house.db, { person });
    await logged(house.db, { person, actor: LINKER });
    const asked = await logged(house.db, {
      person,
      purpose: "safeguarding",
      at: "2026-05-01T09:00:00Z",
      actor: LINKER,
    });
    const row = await logged(house.db, { person, purpose: "safeguarding", at: "2026-05-01T09:00:00Z" });
    await house.logWatch.watch("2026-05-02", house.people.homesOf);
    const asking = { actor: AGNES, purpose: "own-record", what: "question asked" } as const;
    const permit = mustSucceed(await house.sharing.mayRead(asking, person));
    mustSucceed(await house.logReading.askAbout(permit, { rows: [ordinary], question: "Why did the nurse look?" }));
    mustSucceed(await house.logReading.holdBack(act, asked, "They may be harmed.", new Date("2026-06-01")));
    mustSucceed(await house.sharing.claim({ actor: NURSE, kind: "emergency" }, person, "Found unconscious."));
    return row;
  }

  const pages = (): readonly string[] => [
    ...["/", "/log", "/log/unusual", "/log/unusual/1", "/log/unusual/1/day", "/log/questions", "/log/questions/1"],
    ...["/log/held-back", `/log/held-back/looks/${protecting}`, "/log/well-known", `/people/${person}/well-known`],
    ...["/log/months/2026-05", "/staff", "/staff?when=all", `/people/${person}/copy`],
  ];

  const acting = async (settings: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> =>
    aSignedInWindow(browser, address, await signedInAs(house, GOVERNANCE_LEAD), settings);

  it.each([1366, 320])("have no faults at %i pixels", { timeout: 120_000 }, async (width) => {
    expect(await faultsAt(await acting({ width }), address, pages())).toEqual([]);
  });

  it("say at the field and above what is missing, without faults of accessibility", { timeout: 60_000 }, async () => {
    const page = await acting();
    for (const [path, button] of [
      ["/log/unusual/1", "Keep what I found"],
      ["/log/questions/1", "Give the answer"],
      [`/log/held-back/looks/${protecting}`, "Hold it back"],
      [`/people/${person}/copy`, "Take the copy"],
    ] as const) {
      await page.goto(address + path);
      await page.getByRole("button", { name: button }).click();
      expect(await page.title()).toMatch(/^Error: /);
      const links = page.locator(".nhsuk-error-summary a");
      for (const link of await links.all()) {
        await link.click();
        const focused = await page.evaluate<string>("document.activeElement.id");
        expect([path, `#${focused}`]).toEqual([path, await link.getAttribute("href")]);
      }
      expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
    }
  });

  it("do their work without JavaScript", { timeout: 60_000 }, async () => {
    const page = await acting({ javaScriptEnabled: false });
    await page.goto(`${address}/`);
    await page.getByRole("link", { name: "Who looks at records" }).first().click();
    await page.getByRole("link", { name: "Looks that stand out" }).click();
    await page.getByRole("link", { name: "Open number 1" }).click();
    await page.getByLabel("Unclear").check();
    await page.getByLabel("Why, in your words").fill("They do not remember.");
    await page.getByRole("button", { name: "Keep what I found" }).click();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("Kept: unclear");
    await page.goto(`${address}/log/held-back`);
    await page.getByRole("link", { name: `Hold back look ${protecting}` }).click();
    await page.getByLabel("Why could it harm somebody to know?").fill("They may be harmed.");
    for (const [box, text] of Object.entries({ Day: "1", Month: "6", Year: "2026" })) {
      await page.getByLabel(box, { exact: true }).fill(text);
    }
    await page.getByRole("button", { name: "Hold it back" }).click();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("waits for a second person");
    const rows = await house.db.query(sql`select outcome, review from sharing.unusual_access where id = 1`);
    expect(rows).toEqual([{ outcome: "unclear", review: "They do not remember." }]);
  });
});
