import { beforeAll, describe, expect, it } from "vitest";
import type { PersonId } from "#base";
import { sql } from "#db";
import { LINKER, NURSE, PRACTICE } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { anObservation, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
beforeAll(async () => {
  open = await anOpenServer();
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  const entries = [agnes, anObservation("o1", "p1", "2025-02-03", 81)];
  await open.house.save(
    PRACTICE,
    1,
    entries.map((one, nth) => supplied(one, { recorded: "2026-01-02", line: nth + 1 })),
  );
  person = await open.house.personOf(PRACTICE, "p1");
});

const get = async (url: string, actor: string = NURSE) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (form: Record<string, string>, actor: string = NURSE) =>
  open.server.inject({
    url: `/people/${person}/let-in`,
    cookies: await signedInAs(open.house, actor),
    ...aForm(form),
  });
const search = { family: "Quillfeather", day: "31", month: "3", year: "1947" };

describe("a record of somebody with whom nothing shows that one has to do", () => {
  it("is closed, says why, says nothing of who it is, and offers two ways in", async () => {
    const { body, statusCode } = await get(`/people/${person}`);
    expect(statusCode).toBe(403);
    expect(body).toContain("Nothing shows that First Surgery has to do with this person at the moment.");
    expect(body).toContain("I care for this person");
    expect(body).toContain("It is an emergency, and nobody can be asked");
    expect(body).not.toContain("Quillfeather");
  });

  it("is found only as somebody who is not shown", async () => {
    const { body } = await open.server.inject({
      url: "/find",
      cookies: await signedInAs(open.house, NURSE),
      ...aForm(search),
    });
    expect(body).toContain("Nobody whom you may see");
    expect(body).toContain("1 person is not shown to you");
    expect(body).toContain(`href="/people/${person}"`);
    expect(body).not.toMatch(/QUILLFEATHER|First Surgery \(/);
  });

  it("offers no way in to a role that does not care", async () => {
    const { body, statusCode } = await get(`/people/${person}`, LINKER);
    expect(statusCode).toBe(403);
    expect(body).toContain("your role does not open records for care");
    expect(body).not.toContain("<form action=");
    expect((await post({ kind: "claimed", reason: "I want to." }, LINKER)).statusCode).toBe(422);
    expect((await get(`/people/${person}`, LINKER)).statusCode).toBe(403);
  });

  it("asks for a way in and a reason, beside the field and at the top", async () => {
    const { body, statusCode } = await post({ reason: "" });
    expect(statusCode).toBe(422);
    expect(body).toContain("There is a problem");
    expect(body.split("Choose why you need this record")).toHaveLength(3);
    expect(body).toContain("An act needs a reason.");
  });

  it("opens once somebody says why, tells them, and stands on the log with the person", async () => {
    const answer = await post({ kind: "claimed", reason: "She came to the walk-in clinic." });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/people/${person}`);
    const { body, statusCode } = await get(`/people/${person}`);
    expect(statusCode).toBe(200);
    expect(body).toContain("QUILLFEATHER, Agnes");
    expect(body).toContain("they said that they care for the person: She came to the walk-in clinic.");
    const rows = await open.house.db.query(sql<{ kind: string; what: string }>`
      select kind, what from sharing.access_event where person = ${person} order by seq`);
    expect(rows).toContainEqual({ kind: "act", what: "relationship" });
    expect(rows.at(-1)).toEqual({ kind: "person", what: "record" });
  });
});
