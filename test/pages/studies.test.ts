import { beforeAll, describe, expect, it } from "vitest";
import { actorId, mustSucceed, stoppedAt } from "#base";
import type { Place } from "#place";
import { createServer, listen } from "#server";
import { aHouse, aPlace, COUNCIL, HOSPITAL, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { accessibilityFaults, aSignedInWindow, CHROMIUM, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: the page of studies is not tried in a browser.");

const ANALYST = actorId("an-analyst");
const list = {
  nationalOptOuts: { file: "list.csv", lists: "may-be-used" },
  optOutList: { numbers: new Set([madeUpNumber(1)]), dated: new Date("2026-05-01T09:00:00Z") },
} as const;

/** A purpose that is counted, one without an agreement, and an organisation that takes no part. */
function thePlace(withList: boolean): Place {
  const place = aPlace();
  const agreements = place.agreements!.map((one) => ({
    ...one,
    purposes: one.purposes.filter((purpose) => purpose !== "invoice-validation"),
    parties: one.parties.map((party) => (party.organisation === HOSPITAL ? { organisation: HOSPITAL } : party)),
  }));
  const analyst = { id: ANALYST, name: "An Analyst", role: "analyst", organisation: COUNCIL } as const;
  const staff = [...place.staff, { ...analyst, from: "2020-01-01" }];
  return { ...place, agreements, staff, ...(withList && list) };
}

async function served(withList: boolean): Promise<{ house: House; address: string; close: () => Promise<void> }> {
  const house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z"), place: thePlace(withList) });
  for (const [nth, source] of [PRACTICE, HOSPITAL].entries()) {
    const { resource } = aPatient("p1")
      .born("1947-03-31")
      .tracedAs(madeUpNumber(nth + 1));
    await house.save(source, nth + 1, [supplied(resource, { recorded: "2026-01-02" })]);
  }
  const ready = async () => ({ ready: true, words: "ready" });
  const server = await createServer({ app: house, ready, log: () => undefined });
  const address = mustSucceed(await listen(server, 0));
  return { house, address, close: () => server.close() };
}

describe.skipIf(!CHROMIUM).each([true, false])(
  "the page of studies in a browser, with a list of opt-outs: %s",
  (withList) => {
    let open: Awaited<ReturnType<typeof served>>;
    let browser: Awaited<ReturnType<typeof openBrowser>>;
    beforeAll(async () => {
      open = await served(withList);
      browser = await openBrowser();
      return async () => {
        await browser.close();
        await open.close();
      };
    }, 120_000);

    const acting = async (settings: { javaScriptEnabled?: boolean; width?: number } = {}) =>
      aSignedInWindow(browser, open.address, await signedInAs(open.house, ANALYST), settings);

    it(
      "is found from the first page without JavaScript, with no faults of accessibility",
      { timeout: 60_000 },
      async () => {
        const plain = await acting({ javaScriptEnabled: false });
        await plain.getByRole("link", { name: "Studies" }).click();
        expect(await plain.getByRole("heading", { level: 1 }).innerText()).toBe("Who may be counted in studies");
        expect(await plain.getByText("Testborough Hospital. The organisation that holds it").count()).toBeGreaterThan(
          0,
        );
        const page = await acting();
        await page.goto(`${open.address}/studies`);
        expect(await page.getByRole("table").count()).toBe(withList ? 3 : 1);
        expect(await accessibilityFaults(page)).toEqual([]);
      },
    );

    it("fits a telephone", { timeout: 60_000 }, async () => {
      const page = await acting({ width: 320 });
      await page.goto(`${open.address}/studies`);
      const [width, needed] = await page.evaluate<[number, number]>(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth]",
      );
      expect(needed).toBe(width);
    });
  },
);
