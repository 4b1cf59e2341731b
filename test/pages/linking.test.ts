import type { Browser, Page } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed, patientIdOf } from "#base";
import { sql } from "#db";
import { listen } from "#server";
import { emptied } from "../builders/governance.ts";
import { COUNCIL, HOSPITAL, PRACTICE, type House, NURSE } from "../builders/house.ts";
import { letIn } from "../builders/let-in.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { anOpenServer } from "../server/open-server.ts";
import { accessibilityFaults, aSignedInWindow, CHROMIUM, faultsAt, openBrowser } from "./browser.ts";

if (!CHROMIUM) console.log("No Chromium on this machine: deciding about links is not tried in a browser.");

const HOME = ["4 Mill Lane", "ZZ99 3VZ"] as const;
const [gp, council] = [patientIdOf(PRACTICE, "g1"), patientIdOf(COUNCIL, "c1")];

describe.skipIf(!CHROMIUM)("deciding about links in a browser", () => {
  let browser: Browser;
  let address: string;
  let house: House;
  let deliveries = 0;

  beforeAll(async () => {
    const open = await anOpenServer();
    house = open.house;
    browser = await openBrowser();
    address = mustSucceed(await listen(open.server, 0));
    return async () => {
      await browser.close();
      await open.server.close();
    };
  }, 120_000);

  const register = (source: typeof PRACTICE, ...patients: readonly PatientInMaking[]) =>
    house.save(
      source,
      ++deliveries,
      patients.map((one, nth) => supplied(one.resource, { recorded: "2026-01-02", line: nth + 1 })),
    );

  /** Two whom the practice and the hospital know, and of each a registration of the council that has but a number. */
  beforeEach(async () => {
    await emptied(house);
    const amina = (id: string) => aPatient(id).called("Amina", "Okafor").born("1947-03-31").tracedAs(madeUpNumber(1));
    const brendan = aPatient("g2").called("Brendan", "Sowerby").born("1962-11-02").tracedAs(madeUpNumber(2));
    await register(PRACTICE, amina("g1").livingAt(...HOME), brendan);
    await register(HOSPITAL, amina("h1").livingAt(...HOME));
    await register(COUNCIL, aPatient("c1").giving(madeUpNumber(1)), aPatient("c2").giving(madeUpNumber(2)));
  });

  const memberNamed = (name: string) => house.directory.place.staff.find((one) => one.name === name)!.id;

  async function acting(name: string, options: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> {
    return aSignedInWindow(browser, address, await signedInAs(house, memberNamed(name)), options);
  }

  const pairPath = () => `/links/pairs/${[gp, council].sort().join("/")}`;
  const focused = (page: Page) => page.evaluate<string>("document.activeElement.id");
  const h1 = (page: Page) => page.getByRole("heading", { level: 1 }).innerText();
  const waiting = async () => (await house.people.review.workload()).waiting;
  const decisions = () =>
    house.db.query(sql<{ verdict: string; reason: string; undone: boolean }>`
      select verdict, reason, undone_at is not null as undone from people.decision order by id`);

  it("the keyboard alone leads from the queue through a pair to the next one, and back again", async () => {
    const page = await acting("A Linker");
    await page.goto(`${address}/links`);
    expect(await page.locator(".ws-lead").innerText()).toContain("2 pairs of registrations wait");
    await page.getByRole("link", { name: "Start with the first pair" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/links\/pairs\//);
    const first = page.url().split("?")[0];
    await page.keyboard.press("s");
    expect(await page.getByLabel("Same person").isChecked()).toBe(true);
    expect(await focused(page)).toBe("why");
    await page.keyboard.press("3");
    await page.keyboard.press("Enter");
    await page.locator(".nhsuk-notification-banner").waitFor();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("Decided: same person");
    expect(page.url().split("?")[0]).not.toBe(first);
    expect(await decisions()).toEqual([{ verdict: "same", reason: "I asked a source, and it said so", undone: false }]);
    await page.keyboard.press("u");
    await page.getByText("The decision is undone").waitFor();
    expect(page.url().split("?")[0]).toBe(first);
    expect(await decisions()).toMatchObject([{ undone: true }]);
    await page.keyboard.press("n");
    await page.waitForURL((url) => url.href.split("?")[0] !== first);
    expect(await h1(page)).toBe("Same person or not?");
  });

  it("letters that are written are not taken for keys, and keys can be turned off", async () => {
    const page = await acting("A Linker");
    await page.goto(address + pairPath());
    await page.getByLabel("In your words").focus();
    await page.keyboard.type("sd n u1");
    expect(await page.getByLabel("In your words").inputValue()).toBe("sd n u1");
    expect(page.url()).toContain(pairPath());
    expect(await page.locator("input[name=verdict]:checked").count()).toBe(0);
    await page.getByRole("button", { name: "Use keys" }).click();
    await page.keyboard.press("s");
    expect(await page.locator("input[name=verdict]:checked").count()).toBe(0);
    await page.reload();
    await page.keyboard.press("s");
    expect(await page.locator("input[name=verdict]:checked").count()).toBe(0);
    await page.getByRole("button", { name: "Use keys" }).click();
    await page.keyboard.press("d");
    expect(await page.locator("input[name=verdict][value=different]").isChecked()).toBe(true);
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("#why-2").isChecked()).toBe(true);
  });

  it.each([true, false])("a decision needs a reason, with JavaScript or without (%s)", async (javaScriptEnabled) => {
    const page = await acting("A Linker", { javaScriptEnabled });
    await page.goto(address + pairPath());
    await page.getByRole("button", { name: "Decide" }).click();
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.locator(".nhsuk-error-summary").innerText()).toContain("Choose why, or say it in your words");
    if (javaScriptEnabled) expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator("input[name=verdict][value=different]").check();
    await page.getByLabel("In your words").fill("They are mother and daughter.");
    await page.getByRole("button", { name: "Decide" }).click();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("Decided: two people");
    expect(await decisions()).toEqual([
      { verdict: "different", reason: "They are mother and daughter.", undone: false },
    ]);
    expect((await waiting()).apart).toBe(1);
    await page.locator(".nhsuk-notification-banner").getByRole("button", { name: "Undo" }).click();
    expect((await waiting()).apart).toBe(2);
  });

  it("the last pair leads back to the queue, which says that nothing waits", async () => {
    await emptied(house);
    await register(PRACTICE, aPatient("g1").called("Amina", "Okafor").born("1947-03-31").tracedAs(madeUpNumber(1)));
    await register(COUNCIL, aPatient("c1").giving(madeUpNumber(1)));
    const page = await acting("A Linker");
    await page.goto(address + pairPath());
    await page.keyboard.press("c");
    await page.keyboard.press("6");
    await page.keyboard.press("Enter");
    await page.locator(".ws-empty").waitFor();
    expect(await page.locator("main").innerText()).toContain("No pair of registrations waits.");
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("Decided: cannot say");
  });

  it("what takes two people waits for another, who is not the one who decided", async () => {
    const [one, other] = [patientIdOf(PRACTICE, "g1"), patientIdOf(HOSPITAL, "h1")];
    const person = await house.personOf(PRACTICE, "g1");
    const page = await acting("A Linker");
    await page.goto(`${address}/links/pairs/${one}/${other}`);
    expect(await page.locator(".ws-decide__form").innerText()).toContain("A second person must agree");
    await page.keyboard.press("d");
    await page.keyboard.press("5");
    await page.keyboard.press("Enter");
    await page.locator(".nhsuk-notification-banner").waitFor();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("It waits for a second person");
    await page.goto(`${address}/links/decisions`);
    expect(await page.locator("main table").innerText()).toContain("Somebody else than you must look at it too");
    expect(await page.getByRole("button", { name: "Confirm" }).count()).toBe(0);
    expect(await house.personOf(HOSPITAL, "h1")).toBe(person);
    const second = await acting("A Second Linker");
    await second.goto(`${address}/links/decisions`);
    await second.getByRole("button", { name: "Confirm" }).click();
    expect(await second.locator(".nhsuk-notification-banner").innerText()).toContain("The decision stands now");
    expect(await house.personOf(HOSPITAL, "h1")).not.toBe(await house.personOf(PRACTICE, "g1"));
  });

  it("a pair that chance drew is decided by the keyboard before anybody sees what matching thinks of it", async () => {
    const page = await acting("A Linker");
    await page.goto(`${address}/links/sample`);
    await page.getByLabel("Pairs from each stratum").fill("5");
    await page.getByRole("button", { name: "Draw at random" }).click();
    expect(await page.locator(".nhsuk-error-summary").innerText()).toContain("must be a whole number from 10 to 500");
    await page.getByLabel("Pairs from each stratum").fill("10");
    await page.getByRole("button", { name: "Draw at random" }).click();
    const drawn = (await waiting()).sample;
    expect(drawn).toBeGreaterThan(1);
    expect(await page.locator("main").innerText()).toContain(`0 reviewed of ${String(drawn)} drawn`);
    await page.goto(`${address}/links?kind=sample`);
    const opinion = /\d bits|to 1 that|Linked by|one person here|two persons here|must agree|Others who are like/;
    expect(await page.locator("main").innerText()).not.toMatch(opinion);
    await page.getByRole("link", { name: "Start with the first pair" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/links\/pairs\//);
    const first = page.url().split("?")[0] ?? "";
    expect(await page.locator("main").innerText()).toContain("Chance drew this pair");
    expect(await page.locator("main").innerText()).not.toMatch(opinion);
    // Not by leaving out of the address from where one comes either.
    await page.goto(first);
    expect(await page.locator("main").innerText()).not.toMatch(opinion);
    await page.goto(`${address}/links/next?kind=sample`);
    await page.keyboard.press("c");
    await page.keyboard.press("6");
    await page.keyboard.press("Enter");
    await page.locator(".nhsuk-notification-banner").waitFor();
    expect(page.url()).toContain("kind=sample");
    expect((await waiting()).sample).toBe(drawn - 1);
    await page.goto(first);
    expect(await page.locator("main").innerText()).toMatch(opinion);
    expect(await page.locator("main").innerText()).toContain("For a random check");
    await page.goto(`${address}/links/report`);
    expect(await page.locator("main").innerText()).toContain("A random check is under way");
  });

  it("an identity is protected from the person's page, for a reason, and the protection is lifted again", async () => {
    const person = await house.personOf(PRACTICE, "g1");
    const page = await acting("A Linker");
    await page.goto(`${address}/people/${person}/links`);
    await page.getByRole("link", { name: "Protect an identity" }).click();
    expect(await page.locator("main").innerText()).toContain("It does not hide or change what stands in the record");
    await page.getByRole("button", { name: "Protect them" }).click();
    const faults = await page.locator(".nhsuk-error-summary").innerText();
    expect(faults).toContain("Choose the registrations of the identity to protect");
    expect(faults).toContain("An act needs a reason");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Testborough Hospital" }).check();
    await page.getByLabel("The reason, in your words").fill("Gender recognition.");
    await page.getByRole("button", { name: "Protect them" }).click();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("The identity is protected");
    const former = await house.personOf(HOSPITAL, "h1");
    expect(former).not.toBe(await house.personOf(PRACTICE, "g1"));
    await page.goto(`${address}/people/${await house.personOf(PRACTICE, "g1")}/links`);
    expect(await page.content()).not.toContain(former);
    await page.goto(`${address}/links/protections`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.locator("main").innerText()).toContain("Gender recognition.");
    await page.getByRole("button", { name: "Lift" }).click();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("The protection is lifted");
    expect(await house.personOf(HOSPITAL, "h1")).toBe(await house.personOf(PRACTICE, "g1"));
  });

  it("a registration is taken apart from a person and given back again", async () => {
    const person = await house.personOf(PRACTICE, "g1");
    const page = await acting("A Linker");
    await page.goto(`${address}/people/${person}/links`);
    expect(await h1(page)).toBe("Why is this one person?");
    expect(await page.getByRole("table", { name: "What holds the registrations together" }).innerText()).toContain(
      "NHS number",
    );
    await page.getByRole("link", { name: "Take apart registration B" }).click();
    await page.getByRole("button", { name: "Take it apart" }).click();
    expect(await page.locator(".nhsuk-error-summary").innerText()).toContain("An act needs a reason");
    await page.getByLabel("The reason, in your words").fill("The hospital mixed up two people.");
    await page.getByRole("button", { name: "Take it apart" }).click();
    expect(await page.locator("main").innerText()).toContain("A second person must confirm it");
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await page.locator(".nhsuk-notification-banner").innerText()).toContain("The decision is undone");
  });

  it("a nurse sees why somebody is one person, and who may decide where it is not sure", async () => {
    const person = await house.personOf(PRACTICE, "g1");
    await letIn(house.db, NURSE, person);
    const page = await acting("A Nurse");
    const paths = [
      "/links",
      "/links/next",
      pairPath(),
      "/links/decisions",
      "/links/model",
      "/links/sample",
      "/links/protections",
      `/people/${person}/protect`,
    ];
    for (const path of [...paths, `/people/${person}/links/${gp}`]) {
      const answer = await page.goto(address + path);
      const words = await page.locator("main").innerText();
      expect([path, answer?.status()]).toEqual([path, 403]);
      expect(words).toContain("Only data quality may do this: finding out which registrations are one person's.");
      expect(words).toContain("A Second Linker, Testborough Council");
      expect(words).not.toContain("OKAFOR");
    }
    await page.goto(`${address}/people/${person}/links`);
    expect(await h1(page)).toBe("Why is this one person?");
    expect(await page.getByRole("link", { name: "Take apart" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Look at this pair" }).count()).toBe(0);
  });

  it("no page of it has an accessibility fault, complains, or scrolls sideways", async () => {
    const faults: string[] = [];
    const person = await house.personOf(PRACTICE, "g1");
    const permit = await house.mayLink();
    const decision = { one: gp, other: council, verdict: "different", reason: "Looked at both." } as const;
    mustSucceed(await house.people.review.decide(permit, decision));
    const paths = [
      ...["/links", "/links?kind=joined", pairPath(), `${pairPath()}?done=same&decision=1&second=yes`],
      ...[
        "/links/decisions",
        "/links/model",
        "/links/report",
        "/links/sample",
        "/links/protections",
        `/people/${person}/protect`,
        "/links?kind=sample",
        `/people/${person}/links`,
        `/people/${person}/links/${gp}`,
      ],
    ];
    for (const width of [1366, 375]) {
      const page = await acting("A Linker", { width });
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      faults.push(...(await faultsAt(page, address, paths)));
    }
    expect(faults).toEqual([]);
  });
});
