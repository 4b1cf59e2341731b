import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, type PersonId } from "#base";
import { sql } from "#db";
import type { ClaimKind } from "#sharing";
import { GOVERNANCE_LEAD, LINKER, NURSE, PRACTICE } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { aRegistration, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
beforeAll(async () => {
  open = await anOpenServer();
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  const entries = [agnes, aRegistration("r1", "p1", "X99009")];
  await open.house.save(
    PRACTICE,
    1,
    entries.map((one, nth) => supplied(one, { recorded: "2026-01-02", line: nth + 1 })),
  );
  person = await open.house.personOf(PRACTICE, "p1");
  await claim("claimed", "I visit on Mondays.");
  await claim("emergency", "Found unconscious.");
});

const claim = async (kind: ClaimKind, words: string) =>
  mustSucceed(await open.house.sharing.claim({ actor: NURSE, kind }, person, words));
const get = async (url: string, actor: string = GOVERNANCE_LEAD) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (url: string, form: Record<string, string>, actor: string = GOVERNANCE_LEAD) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor), ...aForm(form) });
const mayRead = async () =>
  (await open.house.sharing.mayRead({ actor: NURSE, purpose: "direct-care", what: "record" }, person)).ok;

describe("the claims that wait", () => {
  it("are counted on the first page of whoever looks at them, and of nobody else", async () => {
    expect((await get("/")).body).toContain("2 times that somebody</a> was let in by their own word wait");
    expect((await get("/", LINKER)).body).not.toContain("by their own word");
  });

  it("stand with who, when, how long and why, emergencies first, and name no person", async () => {
    const { body, statusCode } = await get("/claims");
    expect(statusCode).toBe(200);
    for (const words of ["A Nurse, nurse", "First Surgery", "1 hour, open until", "30 days, open until"]) {
      expect(body).toContain(words);
    }
    expect(body.indexOf("Found unconscious.")).toBeLessThan(body.indexOf("I visit on Mondays."));
    expect(body.toLowerCase()).not.toContain("quillfeather");
    expect(body).not.toContain(person);
  });

  it("are shown to nobody else, and decided by nobody else", async () => {
    for (const answer of [
      await get("/claims", NURSE),
      await get("/claims/1", NURSE),
      await post("/claims/1", { outcome: "proper", words: "It was I." }, NURSE),
    ]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toContain("I visit on Mondays.");
    }
  });
});

describe("looking at a claim", () => {
  it("says what is missing", async () => {
    const { body, statusCode } = await post("/claims/1", {});
    expect(statusCode).toBe(422);
    for (const words of ["Choose whether it was proper", "Say why in 1 to 500 characters"]) {
      expect(body.split(words).length).toBeGreaterThan(2);
    }
    expect((await get("/claims/999")).statusCode).toBe(404);
  });

  it("closes at once what was not proper, is on the log of the person, and leads to the next one", async () => {
    expect(await mayRead()).toBe(true);
    const done = await post("/claims/2", { outcome: "not proper", words: "Nobody was in danger." });
    expect(done.headers.location).toBe("/claims/1?decided=not-proper");
    expect((await get("/claims/1?decided=not-proper")).body).toContain("Kept: it was not proper");
    expect(await mayRead()).toBe(true);
    const last = await post("/claims/1", { outcome: "not proper", words: "They do not visit." });
    expect(last.headers.location).toBe("/claims?decided=not-proper");
    expect(await mayRead()).toBe(false);
    const log = await open.house.db.query(sql`
      select actor, person from sharing.access_event where what = 'claim reviewed'`);
    expect(log).toEqual([1, 2].map(() => ({ actor: GOVERNANCE_LEAD, person })));
  });

  it("is done once, and stands below what waits", async () => {
    expect((await post("/claims/1", { outcome: "proper", words: "It was proper." })).statusCode).toBe(409);
    const { body } = await get("/claims");
    for (const words of ["Everything was looked at.", "Nobody was in danger.", "A Governance Lead", "Not proper"]) {
      expect(body).toContain(words);
    }
    expect((await get("/claims/1")).body).toContain("What was found");
    expect((await get("/")).body).toContain("Nobody</a> who was let in by their own word waits");
  });
});
