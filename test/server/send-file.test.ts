import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedId } from "#base";
import { aFolder, ndjson } from "../builders/files.ts";
import { NURSE, OTHER_PRACTICE, PRACTICE } from "../builders/place.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { anOpenServer } from "./open-server.ts";

describe("the page for sending a file", () => {
  let open: Awaited<ReturnType<typeof anOpenServer>>;
  let incoming: string;
  let arrivals = 0;

  beforeAll(async () => {
    incoming = await aFolder();
    open = await anOpenServer({ incoming: { folder: incoming, onArrival: () => arrivals++ } });
  });
  afterAll(() => open.server.close());

  const aForm = (source: string, file: { name: string; text: string } | undefined) => {
    const form = new FormData();
    form.set("source", source);
    if (file) form.set("file", new File([file.text], file.name));
    else form.set("file", new File([], ""));
    return form;
  };
  async function post(form: FormData, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) {
    const encoded = new Response(form);
    return open.server.inject({
      ...{ method: "POST", url: "/feeds/gp/send", cookies: await signedInAs(open.house, NURSE) },
      headers: { ...headers, "content-type": encoded.headers.get("content-type") ?? "" },
      payload: Buffer.from(await encoded.arrayBuffer()),
    });
  }
  const waiting = () => readdir(join(incoming, "gp-fhir", OTHER_PRACTICE)).catch(() => []);

  it("asks who sent it and for the file", async () => {
    const { body } = await open.asNurse("/feeds/gp/send");
    expect(body).toContain("Who sent it");
    expect(body).toContain(`value="${PRACTICE}"`);
    expect(body).toContain('encType="multipart/form-data"');
  });

  it("keeps the file to be read, and leads to its delivery", async () => {
    const file = { name: "june.ndjson", text: ndjson({ resourceType: "Patient", id: "p1" }) };
    const answer = await post(aForm(OTHER_PRACTICE, file));
    const [delivery] = await open.house.feeds.deliveries(feedId("gp"));
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/deliveries/${delivery?.id}`]);
    expect(delivery).toMatchObject({ name: "june.ndjson", source: OTHER_PRACTICE, state: "received" });
    expect(await waiting()).toEqual(["june.ndjson"]);
    expect(arrivals).toBe(1);
    expect(await readdir(join(incoming, ".forms"))).toEqual([]);
  });

  it("says what is missing, beside the field and above, and keeps what was chosen", async () => {
    const nothing = await post(aForm("", undefined));
    expect(nothing.statusCode).toBe(422);
    expect(nothing.body).toContain("There is a problem");
    expect(nothing.body.match(/Choose a file/g)).toHaveLength(2);
    expect(nothing.body.match(/Choose who sent the file/g)).toHaveLength(2);
    const noFile = await post(aForm(PRACTICE, undefined));
    expect(noFile.body).toContain(`<option value="${PRACTICE}" selected="">`);
    expect(await waiting()).toEqual(["june.ndjson"]);
  });

  it("refuses an empty file, and one from an organisation that does not send by this feed", async () => {
    const empty = await post(aForm(PRACTICE, { name: "empty.ndjson", text: "" }));
    expect([empty.statusCode, empty.body.includes("The file is empty.")]).toEqual([422, true]);
    const stranger = await post(aForm("X99004", { name: "x.ndjson", text: "x" }));
    expect(stranger.statusCode).toBe(422);
    expect(await readdir(join(incoming, ".forms"))).toEqual([]);
  });

  it("takes nothing from a page of somebody else's", async () => {
    const answer = await post(aForm(PRACTICE, { name: "x.ndjson", text: "x" }), { "sec-fetch-site": "cross-site" });
    expect(answer.statusCode).toBe(403);
  });
});
