import { beforeAll, describe, expect, it } from "vitest";
import type { PersonId } from "#base";
import { sql } from "#db";
import { letIn } from "../builders/let-in.ts";
import { COUNCIL, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { aRegistration, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
beforeAll(async () => {
  open = await anOpenServer();
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  const entries = [agnes, aRegistration("r1", "p1", PRACTICE)];
  await open.house.save(
    PRACTICE,
    1,
    entries.map((one, nth) => supplied(one, { recorded: "2026-01-02", line: nth + 1 })),
  );
  await open.house.save(COUNCIL, 1, [supplied(aPatient("c1").born("1931-01-01").resource, { recorded: "2026-01-02" })]);
  person = await open.house.personOf(PRACTICE, "p1");
  await letIn(open.house.db, NURSE, person);
});

const sharing = (path = "") => `/people/${person}/sharing${path}`;
const get = (path = "") => open.asNurse(sharing(path));
const post = (path: string, form: Record<string, string>) => open.postAsNurse(sharing(path), form);
const choices = () => open.house.db.query(sql`select kind, about, made_by from sharing.choice where ended_at is null`);

describe("the page of who can see what", () => {
  it("says of each organisation what it sees and why, and what no choice does", async () => {
    const { body, statusCode } = await get();
    expect(statusCode).toBe(200);
    for (const words of [
      "1 organisation of 4 can see what others hold",
      "Why: the person is registered there.",
      "Nurses there see what it holds itself, and from Testborough Council every kind of fact",
      "Nobody who works there opens shared records to care for people: Second Surgery, Testborough Hospital and",
      "Make the national data opt-out. That is about planning and research, not care",
      "Keep an organisation from what it holds itself",
      "what was objected to stays closed even then",
      "Nothing yet: organisations share what agreements allow",
    ]) {
      expect(body).toContain(words);
    }
  });

  it("is not for those who have nothing to do with the person", async () => {
    await open.house.db.execute(sql`update sharing.claim set ends = starts where person = ${person}`);
    await open.house.db.execute(sql`update sharing.relationship set organisation = 'X99009'`);
    const cookies = await signedInAs(open.house, NURSE);
    const form = aForm({ confirmed: "yes" });
    const read = await open.server.inject({ url: sharing(), cookies });
    const chosen = await open.server.inject({ url: sharing("/choose/nothing-shared/all"), cookies, ...form });
    expect([read.statusCode, chosen.statusCode]).toEqual([403, 403]);
    expect(await choices()).toEqual([]);
    await open.house.db.execute(sql`update sharing.relationship set organisation = ${PRACTICE}`);
  });

  it("lets nobody write choices down who does not care for the person", async () => {
    const cookies = await signedInAs(open.house, GOVERNANCE_LEAD);
    const url = sharing("/choose/nothing-shared/all");
    const answer = await open.server.inject({ url, cookies, ...aForm({ confirmed: "yes" }) });
    expect(answer.statusCode).toBe(403);
    expect(await choices()).toEqual([]);
  });
});

describe("writing down a choice", () => {
  it("asks what, then which organisation, shows what it does and does not do, and keeps it", async () => {
    expect((await get("/choose")).body).toContain("What does the person want?");
    const what = await post("/choose", { kind: "not-seen-by" });
    expect([what.statusCode, what.headers.location]).toEqual([303, sharing("/choose/not-seen-by")]);
    expect((await get("/choose/not-seen-by")).body).toContain("Which organisation is not to see what others hold?");
    const which = await post("/choose/not-seen-by", { about: HOSPITAL });
    expect(which.headers.location).toBe(sharing(`/choose/not-seen-by/${HOSPITAL}`));
    const check = (await get(`/choose/not-seen-by/${HOSPITAL}`)).body;
    for (const words of [
      "Testborough Hospital does not see what others hold",
      "What it does not do",
      "Testborough Hospital still sees what it holds itself.",
      "It holds in emergencies too",
    ]) {
      expect(check).toContain(words);
    }
    const done = await post(`/choose/not-seen-by/${HOSPITAL}`, { confirmed: "yes" });
    expect(done.headers.location).toBe(sharing("?chosen"));
    expect(await choices()).toEqual([{ kind: "not-seen-by", about: HOSPITAL, made_by: NURSE }]);
    const { body } = await get("?chosen");
    expect(body).toContain("The choice holds from now on");
    expect(body).toContain("Written down by A Nurse, First Surgery, on 3 May 2026");
  });

  it("says beside the question and above what is missing", async () => {
    for (const [path, words] of [
      ["/choose", "Choose what is wanted"],
      ["/choose/category", "Choose a kind of fact"],
      ["/choose/not-shared-by", "Choose an organisation of the list"],
      ["/choose/nothing-shared/all", "Confirm that it is what the person wants"],
    ] as const) {
      const { body, statusCode } = await post(path, {});
      expect([path, statusCode]).toEqual([path, 422]);
      expect(body).toContain("<title>Error: ");
      expect(body).toContain("There is a problem");
      expect(body.split(words).length).toBeGreaterThan(2);
    }
  });

  it("says of a Type 1 opt-out that the practice must be told", async () => {
    const what = await post("/choose", { kind: "type-1" });
    expect(what.headers.location).toBe(sharing("/choose/type-1/all"));
    expect((await get("/choose/type-1/all")).body).toContain("It does not tell the practice");
  });

  it("knows no choice but those that can be made", async () => {
    for (const path of ["/choose/anything", "/choose/category/all", "/choose/not-seen-by/X99999", "/choices/999"]) {
      expect([path, (await get(path)).statusCode]).toEqual([path, 404]);
    }
  });
});

describe("taking back a choice", () => {
  it("asks whether the person wants it, and ends it", async () => {
    const [{ id }] = (await open.house.db.query(sql<{ id: number }>`
      select id from sharing.choice where ended_at is null`)) as [{ id: number }];
    expect((await get()).body).toContain(`href="${sharing(`/choices/${id}`)}"`);
    expect((await get(`/choices/${id}`)).body).toContain("Take back: Testborough Hospital does not see");
    expect((await post(`/choices/${id}`, {})).statusCode).toBe(422);
    expect((await post(`/choices/${id}`, { confirmed: "yes" })).headers.location).toBe(sharing("?taken-back"));
    expect(await choices()).toEqual([]);
    expect((await post(`/choices/${id}`, { confirmed: "yes" })).statusCode).toBe(404);
    const logged = await open.house.db.query(sql<{ what: string }>`
      select what from sharing.access_event where actor = ${NURSE} and what like 'choice%' order by seq`);
    expect(logged.map(({ what }) => what)).toContain("choice taken back");
  });
});
