import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { actorId, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import { letIn } from "../builders/let-in.ts";
import { GOVERNANCE_LEAD, NURSE, PRACTICE } from "../builders/house.ts";
import { represent } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { aCondition, anObservation, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

const AGNES = actorId("public.agnes");
const PART = actorId("public.part");

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
beforeAll(async () => {
  open = await anOpenServer();
  const recorded = "2026-01-02";
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  const formula = { ...anObservation("o2", "p1", "2025-02-04"), code: { text: '=HYPERLINK("http://evil.example")' } };
  await open.house.save(PRACTICE, 1, [
    supplied(agnes, { recorded }),
    supplied(anObservation("o1", "p1", "2025-02-03", 81), { recorded, line: 2 }),
    supplied(formula, { recorded, line: 3 }),
    supplied(
      { ...aCondition("c1", "p1", "2024-01-01"), code: { text: "Harm" } },
      { recorded, line: 4, sensitivity: "abuse" },
    ),
  ]);
  person = await open.house.personOf(PRACTICE, "p1");
  await represent(open.house.db, { actor: AGNES, person });
  await represent(open.house.db, { actor: PART, person, kind: "carer", scope: ["demographics", "results"] });
});

const get = async (url: string, actor: string) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (url: string, form: Record<string, string>, actor: string) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor), ...aForm(form) });
const own = () => `/my/${person}/record/copy`;
const forThem = () => `/people/${person}/copy`;

const looks = (actor: ActorId) =>
  open.house.db.query(sql<{ kind: string; what: string }>`
    select kind, what from sharing.access_event where actor = ${actor} order by seq`);

describe("a copy that people take of their own record", () => {
  it("is led to from the record, and the page says what it is, what it is not, and how to keep it safe", async () => {
    expect((await get(`/my/${person}/record`, AGNES)).body).toContain(`href="${own()}"`);
    const { body, statusCode } = await get(own(), AGNES);
    expect(statusCode).toBe(200);
    for (const words of ["What is in the copy", "What is not in it", "Once you have it, we cannot protect it"]) {
      expect(body).toContain(words);
    }
    expect(body).not.toContain("Harm");
  });

  it("is a table in plain words, in which nothing is run by a spreadsheet", async () => {
    const answer = await post(own(), { format: "table" }, AGNES);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toContain("text/csv");
    const rows: string[][] = parse(answer.body);
    expect(rows).toEqual([
      ["Date", "Kind", "What", "Organisation", "How it stands"],
      [
        ...["2025-02-04", "Tests, measurements and results", `'=HYPERLINK("http://evil.example"): 80 kg`],
        ...["First Surgery", "Final"],
      ],
      ["2025-02-03", "Tests, measurements and results", "Body weight: 81 kg", "First Surgery", "Final"],
    ]);
  });

  it("is a FHIR Bundle, without what the person is not shown", async () => {
    const answer = await post(own(), { format: "fhir" }, AGNES);
    expect(answer.headers["content-type"]).toContain("application/fhir+json");
    expect(answer.json()).toMatchObject({ resourceType: "Bundle", type: "collection" });
    expect(answer.body).toContain("Body weight");
    expect(answer.body).not.toContain("Harm");
  });

  it.each(["table", "fhir"])(
    "is a file whose name says nothing of anybody, and which nobody keeps on the way: %s",
    async (format) => {
      const { headers } = await post(own(), { format }, AGNES);
      expect(headers["content-disposition"]).toMatch(/^attachment; filename="health-and-care-record\.(csv|json)"$/);
      expect(headers["cache-control"]).toBe("no-store");
    },
  );

  it("stands once in the log, in words", async () => {
    const before = (await looks(AGNES)).length;
    await post(own(), { format: "fhir" }, AGNES);
    expect((await looks(AGNES)).slice(before)).toEqual([{ kind: "person", what: "copy" }]);
    expect((await get(`/my/${person}/looks`, AGNES)).body).toContain("they took a copy of your record");
  });

  it("is taken in a form that is chosen", async () => {
    for (const form of [{}, { format: "everything" }]) {
      const { statusCode, body } = await post(own(), form, AGNES);
      expect(statusCode).toBe(422);
      expect(body.match(/Choose a spreadsheet, or a file for another system/g)).toHaveLength(2);
      expect(body).toContain("<title>Error: ");
    }
  });

  it("is not for those who read a part of the record, who are not led to it", async () => {
    expect((await get(`/my/${person}/record`, PART)).body).not.toContain(own());
    for (const answer of [await get(own(), PART), await post(own(), { format: "table" }, PART)]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain("Copies are for the person");
    }
  });
});

describe("a copy that information governance takes for a person who asks", () => {
  it("is led to from the record, for a duty under the law, which the person sees", async () => {
    expect((await get(`/people/${person}`, GOVERNANCE_LEAD)).body).toContain(`href="${forThem()}"`);
    const page = await get(forThem(), GOVERNANCE_LEAD);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("Read it before you hand it over");
    const before = (await looks(GOVERNANCE_LEAD)).length;
    const { body, headers } = await post(forThem(), { format: "fhir" }, GOVERNANCE_LEAD);
    expect(headers["content-disposition"]).toBe('attachment; filename="health-and-care-record.json"');
    // What may do harm waits for two to say that the person may see it, however the copy comes to them.
    expect(body).toContain("Body weight");
    expect(body).not.toContain("Harm");
    expect((await looks(GOVERNANCE_LEAD)).slice(before)).toEqual([{ kind: "person", what: "copy" }]);
    expect((await get(`/my/${person}/looks`, AGNES)).body).toContain("A duty under the law");
    expect((await post(forThem(), {}, GOVERNANCE_LEAD)).statusCode).toBe(422);
  });

  it("is not for those who care for the person, who are told who may", async () => {
    await letIn(open.house.db, NURSE, person);
    expect((await get(`/people/${person}`, NURSE)).body).not.toContain(forThem());
    for (const answer of [await get(forThem(), NURSE), await post(forThem(), { format: "table" }, NURSE)]) {
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain("Copies are for the person");
      expect(answer.body).toContain("A Governance Lead");
    }
  });
});
