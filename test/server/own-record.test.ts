import { beforeAll, describe, expect, it } from "vitest";
import { actorId, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import { letIn } from "../builders/let-in.ts";
import { GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { aRegistration, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
let other: PersonId;
let self: ActorId;
let carer: ActorId;

beforeAll(async () => {
  open = await anOpenServer();
  person = await registered("p1", "Agnes", "1947-03-31");
  other = await registered("p2", "Edna", "1950-01-01");
  self = await actorOf(await letInByStaff({ kind: "self", evidence: "Known to the practice." }));
});

async function registered(id: string, given: string, born: string, practice: string = PRACTICE): Promise<PersonId> {
  const patient = aPatient(id).called(given, "Quillfeather").born(born).resource;
  const entries = [patient, aRegistration(`r${id}`, id, practice)];
  await open.house.save(
    PRACTICE,
    1,
    entries.map((one, nth) => supplied(one, { recorded: "2026-01-02", line: nth + 1 })),
  );
  return open.house.personOf(PRACTICE, id);
}

const get = async (url: string, actor: string) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (url: string, form: Record<string, string>, actor: string) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor), ...aForm(form) });
const letInByStaff = (form: Record<string, string>, actor: string = NURSE) =>
  post(`/people/${person}/readers/add`, form, actor);
const own = (path = "") => `/my/${person}${path}`;

const UNTIL = { day: "1", month: "8", year: "2026" };

/** Who acts by the account that was handed over on a page. */
async function actorOf({ body, statusCode }: { body: string; statusCode: number }): Promise<ActorId> {
  expect(statusCode).toBe(200);
  const name = /reader-\d{4}-\d{4}/.exec(body)?.[0] ?? "";
  const actor = await open.house.identity.accounts.actorNamed(name);
  expect(actor).toBeDefined();
  return actor ?? actorId("nobody");
}

describe("whoever reads their own record", () => {
  it("is let in by those who care for them, who hand over a name and a password that are shown once", async () => {
    const answer = await letInByStaff({ kind: "self", evidence: "Passport seen." });
    expect(answer.body).toContain("Hand this over in person");
    expect(answer.body).toMatch(/([a-z0-9]{4}-){4}[a-z0-9]{4}/);
  });

  it("comes to it from the first page", async () => {
    expect((await get("/", self)).headers.location).toBe("/my");
    expect((await get("/my", self)).headers.location).toBe(own());
    expect((await get(own(), self)).body).toContain("Hello, Agnes");
  });

  it.each(["", "/record", "/record/all", "/looks", "/questions", "/sharing", "/readers", "/readers/add"])(
    "opens every page about it: %s",
    async (path) => {
      expect((await get(own(path), self)).statusCode).toBe(200);
    },
  );

  it("opens nobody else's, and no page of staff", async () => {
    expect((await get(`/my/${other}`, self)).statusCode).toBe(403);
    for (const url of [`/people/${person}`, "/find", "/feeds", "/agreements", "/log", "/claims"]) {
      expect((await get(url, self)).statusCode).toBe(403);
    }
  });

  it("sees who was let in, who looked and why, and nothing of what others were refused of other people", async () => {
    await get(`/people/${person}`, NURSE);
    const { body } = await get(own("/looks"), self);
    expect(body).toContain("A nurse");
    expect(body).toContain("Caring for the person, at First Surgery");
    expect(body).toContain("they let somebody read your record");
    expect(body).not.toContain("Edna");
  });

  it("asks about a look, and reads the answer", async () => {
    const { body } = await get(own("/looks"), self);
    const rows = /looks\/ask\?rows=([\d,]+)/.exec(body)?.[1] ?? "";
    expect((await post(own("/looks/ask"), { rows, question: " " }, self)).statusCode).toBe(422);
    const asked = await post(own("/looks/ask"), { rows, question: "Why on a Sunday?" }, self);
    expect(asked.headers.location).toBe(own("/questions?asked"));
    expect((await get(own("/questions"), self)).body).toContain("Why on a Sunday?");
    expect((await get("/log/questions", GOVERNANCE_LEAD)).body).toContain("1");
  });

  it("chooses what is shared, and takes it back", async () => {
    const chosen = await post(own(`/sharing/choose/not-seen-by/${HOSPITAL}`), {}, self);
    expect(chosen.headers.location).toBe(own("/sharing?chosen"));
    const { body } = await get(own("/sharing"), self);
    const id = /sharing\/choices\/(\d+)/.exec(body)?.[1] ?? "";
    expect(body).toContain("Chosen by you");
    expect((await post(own(`/sharing/choices/${id}`), {}, self)).statusCode).toBe(303);
    expect((await get(own("/sharing"), self)).body).toContain("You have chosen nothing");
  });
});

describe("whom the person lets in", () => {
  beforeAll(async () => {
    const form = { name: "Rowan Quill", "part-medicines": "medicines", ...UNTIL };
    carer = await actorOf(await post(own("/readers/add"), form, self));
  });

  it("reads the record and is told whose it is, but not who looked, nor what is the person's to do", async () => {
    expect((await get(own("/record"), carer)).body).toContain("You are reading the record of");
    for (const path of ["/looks", "/questions", "/sharing", "/readers", "/readers/add"]) {
      expect((await get(own(path), carer)).statusCode).toBe(403);
    }
    const form = { name: "Another", "part-medicines": "medicines", ...UNTIL };
    expect((await post(own("/readers/add"), form, carer)).statusCode).toBe(403);
    expect((await post(own("/sharing/choose/nothing-shared/all"), {}, carer)).statusCode).toBe(403);
  });

  it("is seen on the person's log", async () => {
    const { body } = await get(own("/looks"), self);
    expect(body).toContain("Rowan Quill, whom you let in");
    const waysToAsk = body.match(/Ask about this<span[^>]*>[^<]*/g) ?? [];
    expect(waysToAsk.some((one) => one.includes("Rowan Quill"))).toBe(true);
    expect(body).toContain("<strong>You</strong>");
    expect(waysToAsk.some((one) => one.includes(": You"))).toBe(false);
  });

  it("is let into another record with the same account", async () => {
    const [account] = await open.house.db.query(
      sql<{ name: string }>`select name from identity.account where actor = ${carer}`,
    );
    const wanted = {
      kind: "attorney",
      name: "Rowan Quill",
      "part-medicines": "medicines",
      evidence: "Seen.",
      ...UNTIL,
    };
    const form = { ...wanted, signInName: account?.name ?? "" };
    expect((await post(`/people/${other}/readers/add`, form, NURSE)).statusCode).toBe(303);
    const { body } = await get("/my", carer);
    expect(body).toContain("The record of Agnes Quillfeather");
    expect(body).toContain("The record of Edna Quillfeather");
    const unknown = await post(`/people/${other}/readers/add`, { ...wanted, signInName: NURSE }, NURSE);
    expect(unknown.statusCode).toBe(422);
    expect(unknown.body).toContain("Nobody of the public signs in by this name");
  });

  it("reads nothing any more once the person has ended it", async () => {
    const { body } = await get(own("/readers"), self);
    const id = /readers\/(\d+)\/end/.exec(body)?.[1] ?? "";
    expect((await post(own(`/readers/${id}/end`), {}, self)).headers.location).toBe(own("/readers?ended"));
    expect((await get(own("/record"), carer)).statusCode).toBe(403);
  });
});

describe("letting somebody in", () => {
  it("is not for whoever was let in by their own word", async () => {
    const stranger = await registered("p3", "Ida", "1960-01-01", "X99009");
    await letIn(open.house.db, NURSE, stranger);
    expect((await get(`/people/${stranger}`, NURSE)).statusCode).toBe(200);
    const answer = await post(`/people/${stranger}/readers/add`, { kind: "self", evidence: "I say so." }, NURSE);
    expect(answer.statusCode).toBe(403);
  });

  it("tells what is to be put right, beside each field", async () => {
    const { body, statusCode } = await letInByStaff({ kind: "parent", name: "", evidence: "" });
    expect(statusCode).toBe(422);
    for (const words of ["There is a problem", "Enter their name", "From 16 on people decide themselves"]) {
      expect(body).toContain(words);
    }
    expect((await letInByStaff({})).body).toContain("Choose who it is");
  });
});

describe("an id that nobody has", () => {
  it.each(["11111111-1111-4111-8111-111111111111", "nobody"])("leads nowhere: %s", async (id) => {
    expect((await get(`/my/${id}`, self)).statusCode).toBe(404);
  });
});
