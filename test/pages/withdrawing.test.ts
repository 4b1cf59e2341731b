import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { entryIdOf, mustSucceed } from "#base";
import { listen } from "#server";
import { governanceOf } from "../builders/governance.ts";
import { COUNCIL, GOVERNANCE_LEAD, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aPackage, anObservation, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { anOpenServer } from "../server/open-server.ts";
import { accessibilityFaults, aSignedInWindow, CHROMIUM, faultsAt, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: withdrawing is not tried in a browser.");

describe.skipIf(!CHROMIUM)("withdrawing in a browser", () => {
  let browser: Browser;
  let address: string;
  let person: string;
  let house: House;

  beforeAll(async () => {
    const open = await anOpenServer();
    ({ house } = open);
    const { server } = open;
    const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").tracedAs(madeUpNumber(7)).resource;
    const old = [aPatient("c1").born("1930-01-01").resource, aPackage("k1", "c1", "2010-01-01", "2011-01-01")];
    const save = (source: typeof PRACTICE, recorded: string, ...all: readonly Parameters<typeof supplied>[0][]) =>
      house.save(
        source,
        1,
        all.map((one, nth) => supplied(one, { recorded, line: nth + 1 })),
      );
    await save(
      PRACTICE,
      "2026-01-02",
      agnes,
      anObservation("o1", "p1", "2025-02-03", 81),
      anObservation("o2", "p1", "2025-02-04", 82),
    );
    await save(COUNCIL, "2011-01-01", ...old);
    person = await house.personOf(PRACTICE, "p1");
    browser = await openBrowser();
    address = mustSucceed(await listen(server, 0));
    return async () => {
      await browser.close();
      await server.close();
    };
  }, 120_000);

  async function aGovernanceLead(options: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> {
    return aSignedInWindow(browser, address, await signedInAs(house, GOVERNANCE_LEAD), options);
  }

  const weight = () => `/people/${person}/entries/${entryIdOf(PRACTICE, "Observation", "o1")}`;

  it.each([true, false])(
    "an entry is sealed from its own page and given back again, with JavaScript or without (%s)",
    async (javaScriptEnabled) => {
      const page = await aGovernanceLead({ javaScriptEnabled });
      await page.goto(address + weight());
      await page.getByRole("link", { name: "Filed under the wrong person" }).click();
      await page.getByRole("button", { name: "Do it" }).click();
      expect(await page.locator(".nhsuk-error-summary").innerText()).toContain("There is a problem");
      if (javaScriptEnabled) expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByLabel("This entry").check();
      await page.getByLabel("Filed under the wrong person").check();
      await page.getByLabel("Seal it").check();
      await page.getByLabel("The reason, in your words").fill("It is her sister's.");
      await page.getByLabel("I have checked").check();
      await page.getByRole("button", { name: "Do it" }).click();
      expect(await page.locator(".nhsuk-panel").innerText()).toContain("Sealed");
      await page.getByRole("link", { name: "Back to the record" }).click();
      expect(await page.locator("main").innerText()).not.toContain("81 kg");
      await page.getByRole("link", { name: "What was sealed or erased" }).click();
      await page.locator("main table a").first().click();
      await page.getByRole("button", { name: "Undo: give it back" }).click();
      await page.getByLabel("The reason, in your words").fill("It is hers after all.");
      await page.getByRole("button", { name: "Undo it" }).click();
      await page.goto(address + weight());
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Body weight");
    },
  );

  it("no page of it has an accessibility fault or scrolls sideways", async () => {
    const faults: string[] = [];
    const erase = `/retention/erase?source=${COUNCIL}&rule=adult-social-care`;
    const done = await governanceOf(house).entry("seal", "wrong-person", PRACTICE, "p1", "Observation", "o2");
    const acts = ["/acts", `/acts/${done}`, `/acts/${done}?done`, `/acts/${done}/undo`, `/acts/${done}/erase`];
    for (const width of [1366, 390]) {
      const page = await aGovernanceLead({ width });
      const paths = [`${weight()}/withdraw`, ...acts, "/retention", "/retention/registrations", erase];
      faults.push(...(await faultsAt(page, address, paths)));
    }
    expect(faults).toEqual([]);
  });
});
