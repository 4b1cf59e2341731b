import { beforeAll, describe, expect, it } from "vitest";
import { entryIdOf, parseFhirJson, type PersonId } from "#base";
import { sql } from "#db";
import { PRACTICE } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { subject, supplied } from "../builders/resources.ts";
import { anOpenServer } from "./open-server.ts";

const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<< >>\nendobj\n");
const PAGE = Buffer.from("<html><body>Seen in clinic</body></html>");
const DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>A letter about Quillfeather</p></div>';

const letter = {
  resourceType: "DocumentReference" as const,
  id: "d1",
  status: "current" as const,
  text: { status: "generated" as const, div: DIV },
  subject: subject("p1"),
  content: [
    {
      attachment: {
        contentType: "application/pdf",
        title: "Discharge <letter>",
        creation: "2026-03-04",
        data: PDF.toString("base64"),
      },
    },
    { attachment: { contentType: 'text/html"\r\nx-evil: 1', data: PAGE.toString("base64") } },
  ],
};

let open: Awaited<ReturnType<typeof anOpenServer>>;
let agnes: PersonId;
let other: PersonId;
const entry = entryIdOf(PRACTICE, "DocumentReference", "d1");
const at = (person: PersonId, number: string | number): string =>
  `/people/${person}/entries/${entry}/attachments/${number}`;

beforeAll(async () => {
  open = await anOpenServer();
  const patients = [
    aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31"),
    aPatient("p2").called("Bo", "Peep").born("1950-01-01"),
  ];
  await open.house.save(PRACTICE, 1, [
    ...patients.map(({ resource }) => supplied(resource, { recorded: "2026-01-02" })),
    supplied(letter, { recorded: "2026-03-04", patient: "p1" }),
  ]);
  agnes = await open.house.personOf(PRACTICE, "p1");
  other = await open.house.personOf(PRACTICE, "p2");
});

describe("An entry's page", () => {
  it("lists its attachments with kind, size and date, and leaves them out of the text of the entry", async () => {
    const { body, statusCode } = await open.asNurse(`/people/${agnes}/entries/${entry}`);
    expect(statusCode).toBe(200);
    for (const words of ["Attachments", "Discharge &lt;letter&gt;", "PDF document", "30 bytes", "4 March 2026"]) {
      expect(body).toContain(words);
    }
    expect(body).toContain(`href="${at(agnes, 1)}"`);
    expect(body).toContain("Attachment 2");
    expect(body).not.toContain(PDF.toString("base64"));
    expect(body).toContain("(attachment 1: 30 bytes)");
  });

  it("shows what stands in a narrative as text, never as markup", async () => {
    const { body } = await open.asNurse(`/people/${agnes}/entries/${entry}`);
    expect(body).not.toContain("<p>A letter");
    expect(body).toContain("&lt;p&gt;A letter about Quillfeather");
  });
});

describe("An attachment", () => {
  it("is handed out to be saved, whole, and may do nothing in a browser", async () => {
    const answer = await open.asNurse(at(agnes, 1));
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(PDF)).toBe(true);
    expect(answer.headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="attachment-1.pdf"',
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; .*sandbox$/),
    });
  });

  it("whose type is none is handed out as bytes", async () => {
    const { headers, rawPayload } = await open.asNurse(at(agnes, 2));
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="attachment-2.bin"',
    });
    expect(headers).not.toHaveProperty("x-evil");
    expect(rawPayload.equals(PAGE)).toBe(true);
  });

  it("is read through a permit, and the log says what was read", async () => {
    const counted = async (): Promise<number> => {
      const [row] = await open.house.db.query(sql<{ times: number }>`
        select count(*) as times from sharing.access_event where what = 'attachment' and person = ${agnes}`);
      return row?.times ?? 0;
    };
    const before = await counted();
    await open.asNurse(at(agnes, 1));
    expect(await counted()).toBe(before + 1);
    expect(open.lines.at(-1)).toMatch(
      /^GET \/people\/:person\/entries\/:entry\/attachments\/:number 200 \d+ ms a-nurse$/,
    );
  });

  it.each(["0", "3", "01", "1e0", "x", "-1", "__proto__"])("%s, which is not there, is not found", async (number) => {
    expect((await open.asNurse(at(agnes, number))).statusCode).toBe(404);
  });

  it("is found by nobody who asks for another person's, or acts as nobody", async () => {
    expect((await open.asNurse(at(other, 1))).statusCode).toBe(404);
    const answer = await open.asNobody(at(agnes, 1));
    expect(answer.statusCode).toBe(303);
    expect(answer.body).toBe("");
  });
});

describe("What the record holds", () => {
  it("keeps the file as it was sent", async () => {
    const [row] = await open.house.db.query(sql<{ content: string }>`
      select content from record.entry where id = ${entry}`);
    expect(parseFhirJson(row?.content ?? "")).toEqual(letter);
  });
});
