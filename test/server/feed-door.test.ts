import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedId, mustSucceed } from "#base";
import { aFolder, ndjson } from "../builders/files.ts";
import { OTHER_PRACTICE, PRACTICE } from "../builders/place.ts";
import { fileName } from "../../src/server/incoming.ts";
import { anOpenServer } from "./open-server.ts";

const PATIENT = { resourceType: "Patient", id: "p1", name: [{ family: "Okafor", given: ["Amina"] }] };

describe("posting a file to a feed", () => {
  let open: Awaited<ReturnType<typeof anOpenServer>>;
  let incoming: string;
  let key: string;
  let arrivals = 0;

  beforeAll(async () => {
    incoming = await aFolder();
    open = await anOpenServer({ incoming: { folder: incoming, onArrival: () => arrivals++ } });
    key = mustSucceed(await open.house.feeds.makeSenderKey(feedId("gp"), PRACTICE, "a test"));
  });
  afterAll(() => open.server.close());

  const post = (feed: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
    open.server.inject({ method: "POST", url: `/feeds/${feed}`, payload, headers });
  const withKey = (name: string) => ({ authorization: `Bearer ${key}`, "x-file-name": name });
  const kept = () => readdir(join(incoming, "gp-fhir", PRACTICE)).catch(() => []);

  it("keeps the file whole, records the delivery, and answers with where to look", async () => {
    const text = ndjson(PATIENT);
    const answer = await post("gp", text, { ...withKey("may.ndjson"), "content-type": "application/x-ndjson" });
    expect(answer.statusCode).toBe(202);
    const told = answer.json<{ delivery: number; state: string; page: string }>();
    expect(told).toMatchObject({ state: "received", page: `/deliveries/${told.delivery}` });
    expect(await readFile(join(incoming, "gp-fhir", PRACTICE, "may.ndjson"), "utf8")).toBe(text);
    expect(arrivals).toBe(1);
    expect((await open.house.feeds.deliveries(feedId("gp"))).map(({ id, source }) => [id, source])).toEqual([
      [told.delivery, PRACTICE],
    ]);
  });

  it("leaves what was kept before where another file has the same name", async () => {
    const text = ndjson({ ...PATIENT, id: "p2" });
    expect((await post("gp", text, withKey("may.ndjson"))).statusCode).toBe(202);
    expect((await kept()).sort()).toEqual(["may-2.ndjson", "may.ndjson"]);
  });

  it("knows the same bytes again once they are loaded", async () => {
    const files = await open.house.feeds.filesIn(incoming);
    await open.house.feeds.load(files, () => undefined);
    const answer = await post("gp", ndjson(PATIENT), withKey("again.ndjson"));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ state: "loaded", entries: 1 });
  });

  it("is refused without a key, with one that nobody was given, and with one for another feed", async () => {
    const before = await kept();
    expect((await post("gp", "x", { "sec-fetch-site": "same-origin" })).statusCode).toBe(401);
    expect((await post("gp", "x")).statusCode).toBe(403);
    const unknown = await post("gp", "x", { authorization: "Bearer wsk_guessed" });
    expect([unknown.statusCode, unknown.json<{ remedy: string }>().remedy]).toEqual([
      401,
      expect.stringContaining("bin/wholestory key"),
    ]);
    expect((await post("social-care", "x", withKey("x.csv"))).statusCode).toBe(403);
    expect((await post("nothing", "x", withKey("x.csv"))).statusCode).toBe(403);
    expect(await kept()).toEqual(before);
  });

  it("refuses an empty file in words", async () => {
    const answer = await post("gp", "", withKey("empty.ndjson"));
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      expect.objectContaining({ message: "The file is empty." }),
    ]);
  });

  it("takes nothing any more with a key that was taken back", async () => {
    const other = mustSucceed(await open.house.feeds.makeSenderKey(feedId("gp"), OTHER_PRACTICE, "a test"));
    expect(await open.house.feeds.withdrawSenderKeys(feedId("gp"), OTHER_PRACTICE)).toBe(1);
    const answer = await post("gp", ndjson(PATIENT), { authorization: `Bearer ${other}` });
    expect(answer.statusCode).toBe(401);
    expect(open.lines.join("\n")).not.toContain(key);
  });
});

describe("the name of a sent file", () => {
  it.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\x.csv", "x.csv"],
    [".hidden", "hidden"],
    ["Ünïcode näme.csv", "_n_code n_me.csv"],
    ["", "file"],
    ["...", "file"],
  ])("%s is kept as %s", (given, name) => {
    expect(fileName(given)).toBe(name);
  });
});
