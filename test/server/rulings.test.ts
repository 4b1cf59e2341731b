import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entryIdOf, type ActorId, type EntryId, type PersonId } from "#base";
import { sql } from "#db";
import { GOVERNANCE_LEAD, NURSE, PRACTICE } from "../builders/house.ts";
import { agnesIn, AGNES, aPlaceOfRulers, COORDINATOR, GP, observation, SECOND_GP } from "../builders/ruling-world.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
beforeAll(async () => {
  open = await anOpenServer();
  open.house.directory.renew(aPlaceOfRulers());
  person = await agnesIn(open.house);
});
beforeEach(() => open.house.db.execute(sql`truncate sharing.ruling restart identity`));

const get = async (url: string, actor: ActorId) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (url: string, form: Record<string, string>, actor: ActorId) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor), ...aForm(form) });

const entry = (id: EntryId, path = "") => `/people/${person}/entries/${id}${path}`;
const KEPT = observation("kept");
const PROBLEM = entryIdOf(PRACTICE, "Condition", "c1");
const PATIENT = entryIdOf(PRACTICE, "Patient", "p1");
const UNTIL = { day: "1", month: "9", year: "2026" };
const HARM = { ground: "serious-harm", reason: "It would.", ...UNTIL };
const ask = (form: Record<string, string> = HARM, actor: ActorId = GP, id: EntryId = KEPT) =>
  post(entry(id, "/shown"), form, actor);
const decide = (answer: string, actor: ActorId = SECOND_GP, id: EntryId = KEPT) =>
  post(entry(id, "/shown/1/decide"), { answer, reason: "Looked at it.", ...UNTIL }, actor);

/** How many facts of the day on which it was measured Agnes reads by date. */
const ownFacts = async (): Promise<number> =>
  (await get(`/my/${person}/record/all`, AGNES)).body.split("Body weight").length - 1;

describe("the page of an entry", () => {
  it("leads to what the person is shown of it, and says so where it is kept from them", async () => {
    const before = (await get(entry(KEPT), NURSE)).body;
    expect(before).toContain(entry(KEPT, "/shown"));
    expect(before).not.toContain("Kept from the person");
    await ask();
    expect((await get(entry(KEPT), NURSE)).body).toMatch(/Kept from the person.*A GP.*3 May 2026.*17 May 2026/s);
    await decide("agree");
    expect((await get(entry(KEPT), NURSE)).body).toMatch(/agreed by A Second GP, until 1 September 2026/);
  });
});

describe("what the person is shown", () => {
  it("is one entry less once somebody asked, and back once another did not agree", async () => {
    const all = await ownFacts();
    const asked = await ask();
    expect([asked.statusCode, asked.headers.location]).toEqual([303, `${entry(KEPT, "/shown")}?done=asked`]);
    expect(await ownFacts()).toBe(all - 1);
    expect((await decide("refuse")).statusCode).toBe(303);
    expect(await ownFacts()).toBe(all);
  });

  it("is asked for with a reason, why, and a day: what is missing is said by its field", async () => {
    const answer = await ask({ ground: "" });
    expect(answer.statusCode).toBe(422);
    for (const words of ["Choose why", "Say why in 1 to 500 characters", "Enter a day after today"]) {
      expect(answer.body).toContain(words);
    }
    const late = await ask({ ...HARM, year: "2027" });
    expect([late.statusCode, late.body.includes("within 26 weeks")]).toEqual([422, true]);
    expect((await post(entry(KEPT, "/shown/1/decide"), {}, SECOND_GP)).body).toContain("Choose whether you agree");
    expect((await post(entry(KEPT, "/shown/1/end"), {}, SECOND_GP)).statusCode).toBe(422);
  });

  it("is decided by another, on a form that only they are shown", async () => {
    await ask();
    expect((await get(entry(KEPT, "/shown"), SECOND_GP)).body).toContain("Do you agree?");
    for (const actor of [GP, GOVERNANCE_LEAD]) {
      expect((await get(entry(KEPT, "/shown"), actor)).body).not.toContain("Do you agree?");
      expect((await decide("agree", actor)).statusCode).toBe(403);
    }
    expect((await get(entry(KEPT, "/shown"), GP)).body).toContain("Take it back");
    expect((await decide("agree")).statusCode).toBe(303);
    expect((await decide("agree", NURSE)).statusCode).toBe(409);
  });

  it("is decided by information governance where it tells of others", async () => {
    await ask({ ...HARM, ground: "third-party" });
    expect((await get(entry(KEPT, "/shown"), GOVERNANCE_LEAD)).body).toContain("Do you agree?");
    expect((await decide("agree", SECOND_GP)).statusCode).toBe(403);
    expect((await decide("agree", GOVERNANCE_LEAD)).statusCode).toBe(303);
  });

  it("is more once two have said so of what is closed by its kind", async () => {
    const all = await ownFacts();
    const other = observation("third-party");
    expect((await get(entry(other, "/shown"), GP)).body).toContain("Show this to the person");
    await ask({ ground: "agreed", reason: "She asked her sister." }, GP, other);
    expect(await ownFacts()).toBe(all);
    await post(entry(other, "/shown/1/decide"), { answer: "agree", reason: "Seen." }, GOVERNANCE_LEAD);
    expect(await ownFacts()).toBe(all + 1);
    await post(entry(other, "/shown/1/end"), { reason: "A mistake." }, GOVERNANCE_LEAD);
    expect(await ownFacts()).toBe(all);
  });

  it("is not asked for by those who cannot, nor of who the person is", async () => {
    expect((await get(entry(PROBLEM, "/shown"), COORDINATOR)).body).toContain("can ask for it to be otherwise");
    expect((await ask(HARM, COORDINATOR, PROBLEM)).statusCode).toBe(422);
    expect((await get(entry(KEPT, "/shown"), COORDINATOR)).statusCode).toBe(404);
    expect((await get(entry(PATIENT, "/shown"), GP)).body).toContain("Who the person is");
    expect((await ask(HARM, GP, PATIENT)).statusCode).toBe(422);
    expect((await ask(HARM, AGNES)).statusCode).toBe(403);
    expect((await get(entry(KEPT, "/shown"), AGNES)).statusCode).toBe(403);
  });
});

describe("the person's own pages", () => {
  it("say nothing of it: not where it was kept, nor who has to do with them by it, nor in the log", async () => {
    const before = await Promise.all(["/record", "/sharing"].map((path) => get(`/my/${person}${path}`, AGNES)));
    await ask();
    await decide("agree");
    const after = await Promise.all(["/record", "/sharing"].map((path) => get(`/my/${person}${path}`, AGNES)));
    const notHere = (body: string) => body.slice(body.indexOf("What is not here"));
    expect(notHere(after[0]?.body ?? "")).toBe(notHere(before[0]?.body ?? ""));
    const log = (await get(`/my/${person}/looks`, AGNES)).body;
    expect(log).toContain("one entry of your record");
    expect(log).not.toMatch(/ruling|whether people are shown/i);
  });
});

describe("what waits", () => {
  it("is found from the first page by those who decide, and names nobody", async () => {
    await ask();
    for (const actor of [SECOND_GP, GOVERNANCE_LEAD]) {
      expect((await get("/", actor)).body).toContain('href="/rulings"');
      const { body, statusCode } = await get("/rulings", actor);
      expect([statusCode, body.includes(entry(KEPT, "/shown"))]).toEqual([200, true]);
      expect(body.toLowerCase()).not.toContain("quillfeather");
    }
    expect((await get("/log", GOVERNANCE_LEAD)).body).toContain("/rulings");
    expect((await get("/", COORDINATOR)).body).not.toContain('href="/rulings"');
    expect((await get("/rulings", COORDINATOR)).statusCode).toBe(403);
  });

  it("is nothing once it was decided", async () => {
    await ask();
    await decide("agree");
    expect((await get("/rulings", SECOND_GP)).body).toContain("No entry waits for a second person");
  });
});
