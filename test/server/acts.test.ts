import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entryIdOf, type PersonId } from "#base";
import { sql } from "#db";
import { aFile, ndjson } from "../builders/files.ts";
import { emptied, tablesHolding } from "../builders/governance.ts";
import { COUNCIL, GOVERNANCE_LEAD, NURSE, PRACTICE } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aPackage, anObservation, supplied } from "../builders/resources.ts";
import { letIn } from "../builders/let-in.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
let deliveries = 0;
beforeAll(async () => {
  open = await anOpenServer();
});
beforeEach(async () => {
  await emptied(open.house);
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").tracedAs(madeUpNumber(7)).resource;
  await open.house.save(
    PRACTICE,
    ++deliveries,
    [agnes, anObservation("o1", "p1", "2025-02-03", 81)].map((one, nth) =>
      supplied(one, { recorded: "2026-01-02", line: nth + 1 }),
    ),
  );
  person = await open.house.personOf(PRACTICE, "p1");
});

const get = async (url: string, actor: string = GOVERNANCE_LEAD) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (url: string, form: Record<string, string>, actor: string = GOVERNANCE_LEAD) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor), ...aForm(form) });

const entryPage = (type: string, id: string) => `/people/${person}/entries/${entryIdOf(PRACTICE, type, id)}`;
const weight = () => entryPage("Observation", "o1");
const whole = { covers: "entry", cause: "wrong-person", kind: "seal", reason: "It is her sister's.", confirmed: "yes" };

const actCount = async () => (await open.house.db.query(sql`select from record.act`)).length;

describe("an entry's page", () => {
  it("leads to having it withdrawn", async () => {
    await letIn(open.house.db, NURSE, person);
    const { body } = await get(weight(), NURSE);
    expect(body).toContain(`href="${weight()}/withdraw"`);
    expect(body).toContain("Filed under the wrong person, or to be withdrawn");
  });
});

describe("withdrawing an entry", () => {
  it("is not for others, who are told who may, and whose asking is logged", async () => {
    for (const answer of [await get(`${weight()}/withdraw`, NURSE), await post(`${weight()}/withdraw`, whole, NURSE)]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain("Only information governance may do this");
      expect(answer.body).toContain("A Governance Lead, Testborough Council");
      expect(answer.body).not.toContain("Body weight");
    }
    expect(await actCount()).toBe(0);
    const refusals = await open.house.db.query(sql`
      select from sharing.access_event where kind = 'refusal' and actor = ${NURSE} and person = ${person}`);
    expect(refusals).toHaveLength(2);
  });

  it("shows whose entry it is, and asks how much, why, what and in which words", async () => {
    const { body, statusCode } = await get(`${weight()}/withdraw`);
    expect(statusCode).toBe(200);
    for (const words of ["QUILLFEATHER", "Body weight: 81 kg", "How much is meant?", "Seal it", "Erase it"]) {
      expect(body).toContain(words);
    }
    expect(body).toContain("Everything that First Surgery sent about this person");
  });

  it("says what is missing beside each field and above, and keeps what was written", async () => {
    const { body, statusCode } = await post(`${weight()}/withdraw`, { reason: "x".repeat(501), kind: "seal" });
    expect(statusCode).toBe(422);
    expect(body).toContain("<title>Error: Filed under the wrong person");
    expect(body).toContain("There is a problem");
    for (const words of [
      "Choose how much is meant",
      "Choose why",
      "The reason is too long.",
      "Confirm that you have",
    ]) {
      expect(body.split(words).length).toBeGreaterThan(2);
    }
    expect(body).not.toContain("Choose whether to seal");
    expect(body).toContain("x".repeat(501));
    expect(await actCount()).toBe(0);
  });

  it("takes no whole registration for the wrong person's", async () => {
    const { body, statusCode } = await post(`${weight()}/withdraw`, { ...whole, covers: "registration" });
    expect(statusCode).toBe(422);
    expect(body).toContain("Only single entries are filed under the wrong person");
    expect(await actCount()).toBe(0);
  });

  it("takes the whole registration where who somebody is is meant", async () => {
    const { body } = await get(`${entryPage("Patient", "p1")}/withdraw`);
    expect(body).not.toContain("With everything that it said before");
    const form = { ...whole, covers: "registration", cause: "erasure-order", kind: "erase" };
    expect((await post(`${entryPage("Patient", "p1")}/withdraw`, form)).statusCode).toBe(303);
    expect((await get(`/people/${person}`)).statusCode).toBe(404);
    expect(await tablesHolding(open.house, "Quillfeather")).toEqual([]);
  });

  it("seals, says that it is done and how to undo it, and gives it back", async () => {
    const done = await post(`${weight()}/withdraw`, whole);
    expect(done.statusCode).toBe(303);
    const address = done.headers.location ?? "";
    expect(address).toMatch(new RegExp(`^/acts/\\d+\\?done&person=${person}$`));
    expect((await get(weight())).statusCode).toBe(404);
    const act = address.split("?")[0] ?? "";
    const { body } = await get(address);
    for (const words of ["Sealed", "Nobody sees it.", "It is her sister&#x27;s.", "A Governance Lead", "1 entry"]) {
      expect(body).toContain(words);
    }
    expect(body).toContain(`href="${act}/undo"`);
    expect(body).toContain(`href="/people/${person}"`);
    expect(body).not.toContain("Body weight");
    const empty = await post(`${act}/undo`, { reason: "" });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain("An act needs a reason.");
    expect((await post(`${act}/undo`, { reason: "It is hers after all." })).statusCode).toBe(303);
    expect((await get(weight())).statusCode).toBe(200);
    expect((await post(`${act}/undo`, { reason: "Again." })).statusCode).toBe(409);
  });

  it("can make a seal final", async () => {
    const act = (await post(`${weight()}/withdraw`, whole)).headers.location?.split("?")[0] ?? "";
    expect((await get(`${act}/erase`)).body).toContain("cannot be given back by anybody");
    expect((await post(`${act}/erase`, { reason: "Confirmed." })).statusCode).toBe(303);
    expect((await get(act)).body).toContain("It was followed by another act.");
    expect(await open.house.db.query(sql`select from record.sealed`)).toEqual([]);
  });
});

describe("the list of acts", () => {
  it("says who, when, why, how much and what has come since, and nothing of what it was", async () => {
    await post(`${weight()}/withdraw`, whole);
    await open.house.save(PRACTICE, ++deliveries, [
      supplied(anObservation("o1", "p1", "2025-02-03", 82), { recorded: "2026-02-02" }),
    ]);
    const { body } = await get("/acts");
    for (const words of ["It is her sister&#x27;s.", "Filed under the wrong person", "1 entry", "brought it 1 time"]) {
      expect(body).toContain(words);
    }
    expect(body).not.toMatch(/Body weight|Quillfeather/i);
    const [, act = ""] = /href="(\/acts\/\d+)"/.exec(body) ?? [];
    expect((await get(`${act}/undo`)).body).toContain("what deliveries brought of it 1 time was not taken");
  });

  it("is for information governance, and says so when nothing was ever done", async () => {
    expect((await get("/acts", NURSE)).statusCode).toBe(403);
    expect((await get("/acts/1", NURSE)).statusCode).toBe(403);
    expect((await get("/acts/1/undo", NURSE)).statusCode).toBe(403);
    expect((await get("/acts")).body).toContain("Nothing was ever sealed or erased here.");
    for (const url of ["/acts/999", "/acts/x", "/acts/999/undo"]) expect((await get(url)).statusCode).toBe(404);
  });
});

describe("what is due", () => {
  beforeEach(async () => {
    const client = aPatient("c1").called("Old", "Clientele").born("1930-01-01").resource;
    await open.house.save(
      COUNCIL,
      ++deliveries,
      [client, aPackage("k1", "c1", "2010-01-01", "2011-01-01")].map((one, nth) =>
        supplied(one, { recorded: "2011-01-01", line: nth + 1 }),
      ),
    );
  });

  it("is counted for everybody, with the rules that hold", async () => {
    const { body } = await get("/retention", NURSE);
    for (const words of ["Testborough Council", "adult-social-care", "8 years after the last entry", "GP practices"]) {
      expect(body).toContain(words);
    }
    expect(body).not.toContain("Clientele");
  });

  it("is shown by registration, and erased, by information governance alone", async () => {
    const erase = `/retention/erase?source=${COUNCIL}&rule=adult-social-care`;
    for (const url of ["/retention/registrations", erase]) expect((await get(url, NURSE)).statusCode).toBe(403);
    const client = await open.house.personOf(COUNCIL, "c1");
    expect((await get("/retention/registrations")).body).toContain(`href="/people/${client}"`);
    expect((await get(erase)).body).toContain("1 registration, 2 entries");
    const form = { source: COUNCIL, rule: "adult-social-care" };
    expect((await post("/retention/erase", { ...form, reason: " " })).statusCode).toBe(422);
    expect((await post("/retention/erase", { ...form, reason: "Due." }, NURSE)).statusCode).toBe(403);
    expect((await post("/retention/erase", { ...form, reason: "Due." })).headers.location).toBe("/retention?done");
    expect((await get("/retention?done")).body).toContain("What was due is erased");
    expect(await tablesHolding(open.house, "Clientele")).toEqual([]);
    expect((await get(erase)).statusCode).toBe(404);
    expect((await get("/acts")).body).toContain("By the rule adult-social-care. Due.");
  });
});

describe("what stood in refused rows", () => {
  it("is removed from a delivery's page by information governance, which the page then says", async () => {
    const text = `${ndjson(aPatient("p9").resource)}{"resourceType":"Observation","id":"bad","note":"Quillfeather"}\n`;
    const file = await aFile(open.house, "gp", PRACTICE, "refused.ndjson", text);
    const [delivery] = (await open.house.feeds.load([file], () => undefined)).deliveries;
    const address = `/deliveries/${delivery?.id ?? 0}`;
    expect((await get(address)).body).toContain("Quillfeather");
    expect((await get(`${address}/remove-refused`, NURSE)).statusCode).toBe(403);
    expect((await get(`${address}/remove-refused`)).statusCode).toBe(200);
    expect((await post(`${address}/remove-refused`, { reason: "" })).statusCode).toBe(422);
    expect((await post(`${address}/remove-refused`, { reason: "Forgotten." })).statusCode).toBe(303);
    const { body } = await get(address);
    expect(body).not.toContain("Quillfeather");
    expect(body).toContain("by A Governance Lead, Testborough Council: Forgotten.");
    expect((await get("/deliveries/999/remove-refused")).statusCode).toBe(404);
  });
});

describe("a program's log", () => {
  it("names neither the person nor the act's words", async () => {
    await post(`${weight()}/withdraw`, whole);
    const log = open.lines.join("\n");
    expect(log).toContain("POST /people/:person/entries/:entry/withdraw 303");
    for (const trace of ["sister", "Quillfeather", person]) expect(log).not.toContain(trace);
    expect(log).toContain(GOVERNANCE_LEAD);
  });
});
