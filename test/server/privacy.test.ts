import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { mustSucceed, feedId, showNhsNumber } from "#base";
import { sql } from "#db";
import { LINKER, PRACTICE } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { anOpenServer } from "./open-server.ts";

const NUMBER = madeUpNumber(7);
const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").tracedAs(NUMBER);
const search = { family: "Quillfeather", day: "31", month: "3", year: "1947" };

let open: Awaited<ReturnType<typeof anOpenServer>>;
beforeAll(async () => {
  open = await anOpenServer();
  await open.house.save(PRACTICE, 1, [
    supplied(agnes.livingAt("1 Made-up Lane", "ZZ1 0AA").resource, { recorded: "2026-01-02" }),
  ]);
});

describe("finding a person", () => {
  it("shows who has that number, with what else tells them apart", async () => {
    const { body, statusCode } = await open.postAsNurse("/find", { nhsNumber: showNhsNumber(NUMBER) });
    expect(statusCode).toBe(200);
    expect(body).toContain("1 person found");
    for (const fact of ["QUILLFEATHER, Agnes", "31 March 1947", showNhsNumber(NUMBER), "1 Made-up Lane, ZZ1 0AA"]) {
      expect(body).toContain(fact);
    }
    expect(body).toContain("1 registration: 1 GP practice; not linked to any other");
  });

  it("logs each person who was shown", async () => {
    const counted = async () => {
      const [row] = await open.house.db.query(sql<{ times: number }>`
        select count(*) as times from sharing.access_event where kind = 'list' and person is not null`);
      return row?.times ?? 0;
    };
    const before = await counted();
    await open.postAsNurse("/find", search);
    expect(await counted()).toBe(before + 1);
  });

  it("asks for a second fact, beside the field and at the top, and keeps what was typed", async () => {
    const { body, statusCode } = await open.postAsNurse("/find", { family: "Quillfeather" });
    expect(statusCode).toBe(422);
    expect(body).toContain("<title>Error: Find a person");
    expect(body).toContain("There is a problem");
    expect(body.split("Enter a date of birth too: a family name alone is not enough")).toHaveLength(3);
    expect(body).toContain('value="Quillfeather"');
  });

  it("says what to try when there is nobody", async () => {
    const { body } = await open.postAsNurse("/find", { ...search, year: "1948" });
    expect(body).toContain("Nobody found");
    expect(body).toContain("You could:");
  });

  it("writes what was typed as text, never as markup", async () => {
    const { body } = await open.postAsNurse("/find", { ...search, family: '"><script>alert(1)</script>' });
    expect(body).not.toContain("<script>alert");
  });
});

describe("nothing about a person", () => {
  it("stands in an address or in the log", async () => {
    const found = await open.postAsNurse("/find", search);
    const [person] = /\/people\/([0-9a-f-]{36})/.exec(found.body)?.slice(1) ?? [];
    await open.asNurse(`/people/${person ?? ""}`);
    await open.asNurse(`/find?family=Quillfeather&nhsNumber=${NUMBER}`);
    await open.asNobody(`/nowhere/Quillfeather/${NUMBER}`);
    await open.postAsNurse("/find", { ...search, nhsNumber: NUMBER });
    const log = open.lines.join("\n");
    for (const trace of ["Quillfeather", "quillfeather", NUMBER, "1947", "Made-up", person ?? "nobody"]) {
      expect(log).not.toContain(trace);
    }
    expect(log).toMatch(/^POST \/find 200 \d+ ms a-nurse$/m);
    expect(log).toMatch(/^GET \/people\/:person \d+ \d+ ms a-nurse$/m);
  });

  it("stands on the page of an incident, nor its reason; the log has the same number", async () => {
    const broken = await anOpenServer();
    broken.house.people.counts = async () => {
      throw new Error("duplicate key: (family)=(Quillfeather)");
    };
    const { body, statusCode } = await broken.asNurse("/");
    expect(statusCode).toBe(500);
    const incident = /<strong>([0-9a-f]{8})<\/strong>/.exec(body)?.[1];
    const log = broken.lines.join("\n");
    expect(log).toContain(`incident ${incident ?? "none"}`);
    expect(log).toContain("privacy.test.ts");
    expect(`${body}${log}`).not.toMatch(/Quillfeather|duplicate key/);
  });

  it("stands in what is said of a request that cannot be read", async () => {
    const answer = await open.asNurse("/%E0%A4%A/Quillfeather");
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain("Quillfeather");
    const large = await open.postAsNurse("/find", { family: "Quillfeather".repeat(10_000) });
    expect(large.statusCode).toBe(422);
    expect(large.body).not.toContain("Quillfeather");
  });
});

describe("a delivery's page", () => {
  it("adds up, and shows what was refused with its reason and an example row", async () => {
    const folder = await mkdtemp(join(tmpdir(), "delivery-"));
    const file = join(folder, "export.ndjson");
    const future = aPatient("p3").called("Ned", "Tomorrow").born("2199-01-01");
    const rows = [agnes, aPatient("p2").called("Bo", "Peep").born("1950-01-01"), future].map(
      ({ resource }) => resource,
    );
    await writeFile(file, [...rows.map((row) => JSON.stringify(row)), '{"resourceType":"Patient",'].join("\n"));
    const toLoad = mustSucceed(open.house.feeds.fileOf(file, feedId("gp"), PRACTICE));
    const { deliveries } = await open.house.feeds.load([toLoad], () => undefined);
    const [delivery] = deliveries;
    expect(delivery?.rowsRejected).toBeGreaterThan(0);
    const asLinker = async (url: string) => open.server.inject({ url, cookies: await signedInAs(open.house, LINKER) });
    const { body, statusCode } = await asLinker(`/deliveries/${delivery?.id ?? 0}`);
    expect(statusCode).toBe(200);
    expect(body).toContain("export.ndjson");
    expect(body).toContain("Refused, by reason");
    expect(body).toContain("<mark>2199-01-01</mark>");
    const asNurse = await open.asNurse(`/deliveries/${delivery?.id ?? 0}`);
    expect(asNurse.body).toContain("Only data quality and engineers may do this: putting feeds right.");
    expect(asNurse.body).not.toMatch(/Tomorrow|2199/);
    expect((await open.asNurse(`/deliveries/${delivery?.id ?? 0}/rejections.csv`)).statusCode).toBe(403);
    const csv = await asLinker(`/deliveries/${delivery?.id ?? 0}/rejections.csv`);
    expect(csv.headers["content-type"]).toContain("text/csv");
    expect(csv.body).toMatch(/^line,field,reason,accepted,lost\r\n3,Patient\.birthDate,/);
    expect(csv.body).not.toMatch(/Tomorrow|2199/);
    const { body: feeds } = await open.asNurse("/feeds");
    expect(feeds).toContain("GP records");
    expect(feeds).toContain("No other registration is like this one.");
    expect((await open.asNurse("/feeds/gp")).body).toContain("export.ndjson");
  });

  it.each(["/deliveries/999", "/deliveries/x", "/deliveries/1e9", "/feeds/none", "/people/not-an-id"])(
    "%s, which is not there, is not found",
    async (url) => {
      expect((await open.asNurse(url)).statusCode).toBe(404);
    },
  );
});
