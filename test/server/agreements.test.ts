import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as cheerio from "cheerio";
import { beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, stoppedAt, type PersonId } from "#base";
import { readPlaceFile, type AgreementSettings } from "#place";
import { createServer } from "#server";
import { aFolder } from "../builders/files.ts";
import { aHouse, COUNCIL, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { letIn } from "../builders/let-in.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aPlace } from "../builders/place.ts";
import { aCondition, anObservation, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm } from "./open-server.ts";

const COORDINATOR = actorId("a-coordinator");
const SOCIAL_WORKER = actorId("a-social-worker");
const ALL = aPlace().agreements![0]!;

/** Sharing for care, which the council has not signed. */
const CARE: AgreementSettings = {
  ...ALL,
  id: "care",
  name: "Sharing for care",
  purposes: ["direct-care", "safeguarding"],
  review: "2026-01-31",
  to: "2026-07-01",
  documents: [{ kind: "privacy-notice", title: "How we share", version: "3", day: "2025-01-01" }],
  parties: ALL.parties.map((one) => (one.organisation === COUNCIL ? { organisation: COUNCIL } : one)),
};
const REST: AgreementSettings = {
  ...ALL,
  id: "rest",
  name: "The rest",
  purposes: ALL.purposes.filter((one) => !CARE.purposes.includes(one) && one !== "invoice-validation"),
};
const OLD: AgreementSettings = { ...CARE, id: "old", name: "The pilot", to: "2025-12-31" };

let house: House;
let server: Awaited<ReturnType<typeof createServer>>;
let placeFile: string;

beforeEach(async () => {
  placeFile = join(await aFolder(), "place.json");
  const coordinator = { id: COORDINATOR, name: "A Coordinator", role: "coordinator" as const };
  const socialWorker = { id: SOCIAL_WORKER, name: "A Social Worker", role: "social-worker" as const };
  await writeFile(
    placeFile,
    JSON.stringify({
      ...aPlace(),
      agreements: [CARE, REST, OLD],
      staff: [
        ...aPlace().staff,
        ...[coordinator, socialWorker].map((one) => ({ ...one, organisation: COUNCIL, from: "2020-01-01" })),
      ],
    }),
  );
  const place = mustSucceed(await readPlaceFile(placeFile));
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z"), place, placeFile });
  const ready = async () => ({ ready: true, words: "ready" });
  server = await createServer({ app: house, ready, log: () => undefined });
});

const get = async (url: string, actor: string = GOVERNANCE_LEAD) =>
  server.inject({ url, cookies: await signedInAs(house, actor) });
const post = async (url: string, form: Record<string, string>, actor: string = GOVERNANCE_LEAD) =>
  server.inject({ url, cookies: await signedInAs(house, actor), ...aForm(form) });

/** The words of a page's main part, as they are read. */
const wordsOf = (body: string): string => cheerio.load(body)("main").text().replace(/\s+/g, " ");

/** Fills in what is recorded, looks at what would change, and records it. */
async function recorded(step: "sign" | "leave" | "undo", form: Record<string, string>): Promise<string> {
  const path = `/agreements/care/${step}`;
  const shown =
    step === "undo" ? await get(`${path}?organisation=${form["organisation"] ?? ""}`) : await post(path, form);
  expect(shown.statusCode).toBe(200);
  const confirmed = cheerio.load(shown.body)("input[name=confirmed]").val();
  const done = await post(path, { ...form, confirmed: String(confirmed) });
  expect(done.statusCode).toBe(303);
  return done.headers.location ?? "";
}

const TODAY = { day: "3", month: "5", year: "2026" };
const COUNCIL_SIGNS = { organisation: COUNCIL, by: "Graham Ellery, director", ...TODAY };

describe("the matrix", () => {
  it("says of each pair in a sentence what is seen, and why nothing is", async () => {
    const words = wordsOf((await get("/agreements")).body);
    expect(words).toContain("Testborough Hospital sees all 17 kinds of fact that 2 GP practices hold");
    expect(words).toContain(
      "Testborough Hospital sees nothing of what Testborough Council holds: Testborough Council has not signed.",
    );
    expect(words).toContain(
      "Testborough Council sees nothing of what Testborough Hospital holds: Testborough Council has not signed.",
    );
    expect(words).toContain("Testborough Council sees what it holds itself.");
  });

  it("has each figure as a shape and in characters, not as a colour", async () => {
    const $ = cheerio.load((await get("/agreements")).body);
    const cells = $(".ws-matrix__table tbody td");
    expect(cells).toHaveLength(9);
    cells.each((_nth, cell) => {
      expect($(cell).find("svg path").attr("d")).toBeTruthy();
      expect($(cell).find("a").text()).toMatch(/17\/17|none|own/);
    });
    expect($(cells[0]).text()).toContain("+ private");
  });

  it("is of the purpose that is asked for; for one's own record, people themselves are who sees", async () => {
    const own = wordsOf((await get("/agreements?purpose=own-record")).body);
    expect(own).toContain("People themselves see all 17 kinds of fact that Testborough Council holds");
    const invoices = wordsOf((await get("/agreements?purpose=invoice-validation")).body);
    expect(invoices).toContain("No agreement for this purpose is in force");
    expect((await get("/agreements?purpose=gossip")).statusCode).toBe(404);
  });

  it("leads from a cell to what it says in full, and to what would change", async () => {
    const { body } = await get("/agreements");
    const cell = cheerio.load(body)(`.ws-matrix__cell[href*="holds=${COUNCIL}&sees=${HOSPITAL}"]`).attr("href");
    const full = await get(cell ?? "");
    expect(wordsOf(full.body)).toContain("Sharing for care: Testborough Council has not signed.");
    expect(full.body).toContain(`href="/agreements/care/if?organisation=${COUNCIL}"`);
    const open = wordsOf((await get(`/agreements?holds=${PRACTICE}&sees=${HOSPITAL}`)).body);
    expect(open).toContain("Medicines");
    expect(open).toContain("Named: sexual health and HIV");
  });

  it("is a list of who sees what of each, too, for narrow screens", async () => {
    const words = cheerio
      .load((await get("/agreements")).body)(".ws-matrix-list")
      .text();
    expect(words).toContain(
      "2 GP practicesSeen by each other of the 2 GP practices and Testborough Hospital: all 17 kinds of fact, private",
    );
    expect(words).toContain("Not seen by Testborough Council: Testborough Council has not signed.");
  });

  it("lists what should be seen to", async () => {
    const $ = cheerio.load((await get("/agreements")).body);
    const list = (heading: string) =>
      $("h3")
        .filter((_nth, one) => $(one).text() === heading)
        .parent()
        .find("li")
        .toArray()
        .map((one) => $(one).text());
    expect(list("Not signed")[0]).toMatch(/^Sharing for care: Testborough Council/);
    expect(list("Ends within 90 days")).toEqual(["Sharing for care: 1 July 2026"]);
    expect(list("Review is due")).toEqual(["Sharing for care: since 31 January 2026"]);
    expect(list("Ended")).toEqual(["The pilot: 31 December 2025"]);
    expect(list("No impact assessment (DPIA)")).toEqual(["Sharing for care", "The rest"]);
    expect(list("No privacy notice")).toEqual(["The rest"]);
    expect(list("No agreement in force for")).toEqual(["Checking invoices"]);
  });
});

describe("an agreement's page", () => {
  it("says its terms, documents and parties in plain words, and what is missing", async () => {
    const words = wordsOf((await get("/agreements/care", COORDINATOR)).body);
    for (const one of [
      ...["Caring for the person; protecting someone from harm", "Consent, implied by being cared for"],
      ...["What the person chose not to share stays closed", "No opt-out applies", "How we share", "Missing: impact"],
      ...["due since 31 January 2026", "A Signatory", "not signed", "What if it signed"],
    ]) {
      expect(words).toContain(one);
    }
    expect(words).not.toContain("Record that it");
    expect((await get("/agreements/none")).statusCode).toBe(404);
  });
});

describe("what would change", () => {
  it("if one signed is said by purpose, for what it gives and for what it gets, and nothing is changed", async () => {
    const words = wordsOf((await get(`/agreements/care/if?organisation=${COUNCIL}`, COORDINATOR)).body);
    expect(words).toContain("If Testborough Council signed");
    expect(words).toContain("Caring for the person; protecting someone from harm");
    expect(words).toContain(
      "First Surgery, Second Surgery and Testborough Hospital would see, of what Testborough Council holds: all 17 kinds",
    );
    expect(words).toContain(
      "Testborough Council would see, of what First Surgery, Second Surgery and Testborough Hospital hold: all 17 kinds",
    );
    expect(JSON.parse(await readFile(placeFile, "utf8"))).toMatchObject({ agreements: [CARE, REST, OLD] });
  });

  it("if one left, or if all signed, is said as well; and where nothing would, why", async () => {
    const left = wordsOf((await get(`/agreements/care/if?organisation=${HOSPITAL}`)).body);
    expect(left).toContain("Would be seen no longer");
    expect(left).toContain("would no longer see, of what Testborough Hospital holds");
    expect(wordsOf((await get("/agreements/care/if")).body)).toContain("Testborough Council has not signed");
    expect(wordsOf((await get("/agreements/rest/if")).body)).toContain("All have signed.");
    const old = wordsOf((await get(`/agreements/old/if?organisation=${COUNCIL}`)).body);
    expect(old).toContain("Nobody would see more or less than today. The agreement is not in force.");
    expect((await get("/agreements/care/if?organisation=X00000")).statusCode).toBe(404);
  });
});

describe("recording who has signed", () => {
  it("is for information governance alone, who are named to others", async () => {
    const refused = [await get(`/agreements/care/sign?organisation=${COUNCIL}`, COORDINATOR)];
    refused.push(await post("/agreements/care/sign", COUNCIL_SIGNS, NURSE));
    for (const { statusCode, body } of refused) {
      expect(statusCode).toBe(403);
      expect(body).toContain("A Governance Lead, Testborough Council");
    }
  });

  it("asks who and when, says what is missing beside each and above, and keeps what was written", async () => {
    const { statusCode, body } = await post("/agreements/care/sign", { organisation: COUNCIL, day: "31", month: "2" });
    expect(statusCode).toBe(422);
    expect(body).toContain("<title>Error: ");
    for (const words of ["Enter who signed", "Enter a day, such as 3 5 2026"]) {
      expect(body.split(words).length).toBeGreaterThan(2);
    }
    expect(body).toContain('value="31"');
    const tomorrow = await post("/agreements/care/sign", { ...COUNCIL_SIGNS, day: "4" });
    expect(tomorrow.statusCode).toBe(422);
    expect(tomorrow.body).toContain("A signature cannot be of a day to come.");
    expect((await post("/agreements/care/sign", { ...COUNCIL_SIGNS, organisation: HOSPITAL })).statusCode).toBe(409);
  });

  it("shows what changes first, then records it in the place's file, and tells who recorded it", async () => {
    const shown = await post("/agreements/care/sign", COUNCIL_SIGNS);
    expect(wordsOf(shown.body)).toContain("would see, of what Testborough Council holds");
    expect(mustSucceed(await readPlaceFile(placeFile)).agreements?.[0]).toEqual(CARE);
    const location = await recorded("sign", COUNCIL_SIGNS);
    const words = wordsOf((await get(location)).body);
    expect(words).toContain("Recorded: Testborough Council has signed");
    expect(words).toContain("Graham Ellery, director");
    expect(words).toContain("Testborough Council: signedRecorded by A Governance Lead");
    const [care] = mustSucceed(await readPlaceFile(placeFile)).agreements ?? [];
    expect(care?.parties.find(({ organisation }) => organisation === COUNCIL)?.signed).toEqual({
      by: "Graham Ellery, director",
      on: "2026-05-03",
    });
  });

  it("records nothing where the agreement was changed since its page was shown, or its file", async () => {
    const shown = await post("/agreements/care/sign", COUNCIL_SIGNS);
    const confirmed = String(cheerio.load(shown.body)("input[name=confirmed]").val());
    await recorded("leave", { organisation: HOSPITAL, ...TODAY });
    expect((await post("/agreements/care/sign", { ...COUNCIL_SIGNS, confirmed })).statusCode).toBe(409);
    await writeFile(placeFile, (await readFile(placeFile, "utf8")).replace("A Nurse", "Another Nurse"));
    const again = await post("/agreements/care/sign", COUNCIL_SIGNS);
    const fresh = String(cheerio.load(again.body)("input[name=confirmed]").val());
    expect((await post("/agreements/care/sign", { ...COUNCIL_SIGNS, confirmed: fresh })).statusCode).toBe(409);
  });
});

describe("recording that one leaves on a day to come", () => {
  it("shows what changes on that day, and changes nothing before it", async () => {
    const form = { organisation: HOSPITAL, day: "1", month: "6", year: "2026" };
    const shown = wordsOf((await post("/agreements/care/leave", form)).body);
    expect(shown).toContain("This is what changes on 1 June 2026");
    expect(shown).toContain("would no longer see, of what Testborough Hospital holds");
    await recorded("leave", form);
    expect(wordsOf((await get("/agreements/care")).body)).toContain("signed, leaves on 1 June 2026");
    expect(wordsOf((await get("/agreements")).body)).toContain("Testborough Hospital sees all 17 kinds of fact");
  });
});

describe("a person's record", () => {
  let person: PersonId;
  beforeEach(async () => {
    const agnes = (id: string) =>
      aPatient(id).called("Agnes", "Quillfeather").born("1947-03-31").tracedAs(madeUpNumber(7)).resource;
    const lines = { recorded: "2026-01-02" };
    await house.save(PRACTICE, 1, [
      supplied(agnes("p1"), { ...lines, line: 1 }),
      supplied(anObservation("o1", "p1", "2026-02-03", 81), { ...lines, line: 2 }),
    ]);
    await house.save(COUNCIL, 2, [
      supplied(agnes("c1"), { ...lines, line: 1 }),
      supplied(aCondition("k1", "c1", "2025-01-01"), { ...lines, line: 2 }),
    ]);
    person = await house.personOf(PRACTICE, "p1");
    expect(await house.personOf(COUNCIL, "c1")).toBe(person);
    await letIn(house.db, NURSE, person);
  });

  it("holds nothing of a council that has not signed, all once it has, and nothing again when it has left", async () => {
    const seesCouncil = async () => {
      const record = (await get(`/people/${person}`, NURSE)).body;
      expect(record).toContain("81 kg");
      const sees = record.includes("Type 2 diabetes");
      // What is closed is not said to be nothing.
      expect(record).not.toMatch(/Sen(t nothing that is linked|ds nothing yet)[^.]*Council/);
      // Where something is not shown, the page leads to why.
      expect(cheerio.load(record)("#why-shown").parent().find('a[href="/agreements"]')).toHaveLength(sees ? 0 : 1);
      return sees;
    };
    expect(await seesCouncil()).toBe(false);
    await recorded("sign", COUNCIL_SIGNS);
    expect(await seesCouncil()).toBe(true);
    await recorded("leave", { organisation: COUNCIL, ...TODAY });
    expect(await seesCouncil()).toBe(false);
    await recorded("undo", { organisation: COUNCIL });
    expect(await seesCouncil()).toBe(true);
  });

  it("says to whoever works there why it is empty, where they know nothing of the person themselves", async () => {
    await house.save(PRACTICE, 3, [
      supplied(aPatient("p2").called("Bert", "Nobody").born("1951-02-03").resource, { recorded: "2026-01-02" }),
    ]);
    const unknown = await house.personOf(PRACTICE, "p2");
    await letIn(house.db, SOCIAL_WORKER, unknown);
    const answer = await get(`/people/${unknown}`, SOCIAL_WORKER);
    expect(answer.statusCode).toBe(403);
    const words = wordsOf(answer.body);
    expect(words).toContain("This record is not open to you");
    expect(words).toContain("Nothing that you may see says who this is.");
    expect(words).toMatch(/Not shown: [^.]*First Surgery/);
    expect(words).not.toContain("Bert");
  });

  it("holds nothing of it again when its signature was a mistake, which stays told", async () => {
    await recorded("sign", COUNCIL_SIGNS);
    const location = await recorded("undo", { organisation: COUNCIL });
    expect((await get(`/people/${person}`, NURSE)).body).not.toContain("Type 2 diabetes");
    const words = wordsOf((await get(location)).body);
    expect(words).toContain("what was recorded last was a mistake");
    expect(words).toContain("Signed by Graham Ellery, director on 3 May 2026");
    expect((await get(`/agreements/care/undo?organisation=${COUNCIL}`)).statusCode).toBe(409);
  });
});
