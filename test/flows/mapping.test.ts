import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as cheerio from "cheerio";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorId, feedId, mustSucceed } from "#base";
import { sql } from "#db";
import { readPlaceFile } from "#place";
import { createServer, showRequest } from "#server";
import { aFolder } from "../builders/files.ts";
import { aClock, aHouse, NURSE, type House } from "../builders/house.ts";
import { aPlace } from "../builders/place.ts";
import { CHARITY } from "../builders/mapping.ts";
import { aForm } from "../server/open-server.ts";
import { aWorkbook, textRows } from "../builders/workbook.ts";
import { signedInAs } from "../builders/signed-in.ts";

const ENGINEER = actorId("an-engineer");
const ANALYST = actorId("a-data-analyst");
const aPlaceWithCharity = () => ({
  ...aPlace(),
  organisations: [...aPlace().organisations, { ods: CHARITY, name: "Testborough Friends", kind: "voluntary" as const }],
  staff: [
    ...aPlace().staff,
    { id: ENGINEER, name: "An Engineer", role: "engineer" as const, organisation: CHARITY, from: "2020-01-01" },
    { id: ANALYST, name: "Data Quality", role: "data-quality" as const, organisation: CHARITY, from: "2020-01-01" },
  ],
});

/** Nobody prepared this: titles, semicolons, Windows-1252, names the wrong way about, an American clerk. */
const TABLE = Buffer.from(
  [
    "Testborough Friends; befriending May 2026",
    "",
    "Client;DOB;Where;Seen on;Kind;Result;By;Remarks",
    "O\x92Hara, Zo\xeb;5/3/1941;1 Oak Street, ZZ1 1AA;5/12/2026;Visit;Seen;Pat;Well, and glad of tea",
    "O\x92Hara, Zo\xeb;5/3/1941;1 Oak Street, ZZ1 1AA;5/19/2026;visit;not in;Pat;",
    "Lee, Bo;12/31/1938;2 Oak Street, ZZ1 1AB;5/28/2026;Lunch;Seen;Grace;",
    "Khan, Amina;2/30/1950;3 Oak Street, ZZ1 1AB;5/28/2026;Lunch;Seen;Grace;",
    "Nobody;;;5/28/2026;Lunch;;Grace;",
  ].join("\r\n"),
  "latin1",
);

describe("a table that nobody prepared, from the page to the record", () => {
  const { clock, set } = aClock("2026-06-01T10:00:00Z");
  let house: House;
  let server: Awaited<ReturnType<typeof createServer>>;
  let placeFile: string;
  let incoming: string;
  const lines: string[] = [];

  beforeAll(async () => {
    const folder = await aFolder();
    placeFile = join(folder, "place.json");
    incoming = join(folder, "incoming");
    await writeFile(placeFile, JSON.stringify(aPlaceWithCharity()));
    house = await aHouse({ clock, place: mustSucceed(await readPlaceFile(placeFile)), placeFile });
    server = await createServer({
      app: house,
      ready: async () => ({ ready: true, words: "ready" }),
      log: (line) => lines.push(showRequest(line)),
      incoming: { folder: incoming, onArrival: () => undefined },
    });
  });
  afterAll(() => server.close());

  const ask = async (url: string, options: InjectOptions = {}, actor: string = ENGINEER) =>
    server.inject({ url, ...options, cookies: await signedInAs(house, actor) });
  const post = (url: string, form: Record<string, string>, actor?: string) => ask(url, aForm(form), actor);
  async function send(file: Buffer, name: string, fields: Record<string, string> = {}, actor?: string) {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set("file", new File([Uint8Array.from(file)], name));
    const encoded = new Response(form);
    const headers = {
      "sec-fetch-site": "same-origin",
      "content-type": encoded.headers.get("content-type") ?? "",
    };
    return ask("/feeds/mapping", { method: "POST", headers, payload: Buffer.from(await encoded.arrayBuffer()) }, actor);
  }
  /** What a form on a page would send as it stands. */
  async function formOn(url: string, action: string): Promise<Record<string, string>> {
    const page = cheerio.load((await ask(url)).body);
    return Object.fromEntries(
      page(`form[action="${action}"]`)
        .serializeArray()
        .map(({ name, value }) => [name, value]),
    );
  }
  const textOf = (body: string) => cheerio.load(body)("main").text().replace(/\s+/g, " ");

  it("is looked at column by column, with a guess at each", async () => {
    const sent = await send(TABLE, "Befriending May.csv");
    expect(sent.statusCode).toBe(303);
    const columns = sent.headers.location ?? "";
    expect(columns).toMatch(/^\/feeds\/mapping\/[0-9a-f]{32}\/columns$/);
    const { body } = await ask(columns);
    expect(textOf(body)).toContain("Befriending May.csv (8 columns, headings in row 3)");
    expect(textOf(body)).toContain("O’Hara, Zoë");
    expect(await formOn(columns, columns)).toMatchObject({
      rowIs: "contact",
      "column-0": "person.name",
      "column-1": "person.born",
      "column-2": "none",
      "column-3": "event.date",
      "column-4": "event.what",
      "column-5": "event.outcome",
      "column-6": "event.who",
      "column-7": "event.note",
    });
  });

  it("becomes a feed in four steps, is saved into the place's file, and loaded into the record", async () => {
    const columns = (await send(TABLE, "Befriending May.csv")).headers.location ?? "";
    const [values, feed, preview] = ["values", "feed", "preview"].map((step) => columns.replace("columns", step));
    if (!values || !feed || !preview) throw new Error("There are four steps.");
    const chosen = {
      ...(await formOn(columns, columns)),
      "column-2": "person.address",
    };
    expect((await post(columns, chosen)).headers.location).toBe(values);

    const valued = await formOn(values, values);
    expect(valued["format-event-date"]).toBe("MM/DD/YYYY");
    expect(valued["format-person-born"]).toBe("MM/DD/YYYY");
    const kinds = {
      "code-event-what-0": "Lunch club",
      "code-event-what-1": "Befriending",
      "code-event-what-2": "Befriending",
    };
    expect((await post(values, { ...valued, ...kinds })).headers.location).toBe(feed);

    const faulty = await post(feed, { name: "", id: "gp", source: "", deliveries: "increments", days: "0" });
    expect(faulty.statusCode).toBe(422);
    for (const words of [
      "Enter what the feed is called",
      "this one is taken",
      "Choose who sends",
      "whole number of days",
    ]) {
      expect(textOf(faulty.body).split(words)).toHaveLength(3);
    }
    const named = { ...(await formOn(feed, feed)), name: "Befriending", id: "friends", source: CHARITY };
    expect((await post(feed, named)).headers.location).toBe(preview);

    const shown = textOf((await ask(preview)).body);
    expect(shown).toContain("Rows taken4");
    expect(shown).toContain("3 people, 4 events");
    expect(shown).toContain("Rows refused1");
    expect(shown).toContain("O’HARA, Zoë; born 3 May 1941; 1 Oak Street, ZZ1 1AA");
    expect(shown).toContain("There is no such date.");
    expect(shown).toContain("12 May 2026");
    expect((await house.feeds.states()).map(({ deliveries }) => deliveries)).toEqual([0, 0]);

    const saved = await post(columns.replace("columns", "save"), {});
    expect(saved.headers.location).toBe(columns.replace("columns", "saved"));
    const place = mustSucceed(await readPlaceFile(placeFile));
    expect(place.feeds.at(-1)).toMatchObject({
      id: "friends",
      organisations: [CHARITY],
      mapping: {
        rowIs: "contact",
        person: { born: { column: "DOB", format: "MM/DD/YYYY" }, address: [{ column: "Where" }] },
        event: {
          what: { column: "Kind", codes: { Lunch: { display: "Lunch club" }, visit: { display: "Befriending" } } },
        },
      },
    });
    expect(house.directory.feed(feedId("friends"))?.name).toBe("Befriending");

    const loading = await post(columns.replace("columns", "load"), {});
    expect(loading.headers.location).toMatch(/^\/deliveries\/\d+$/);
    const { deliveries, failures } = await house.feeds.load(await house.feeds.filesIn(incoming), () => undefined);
    expect(failures).toEqual([]);
    expect(deliveries).toMatchObject([{ state: "loaded", entries: 7, rowsRejected: 1, fieldsRejected: 1 }]);
    const titles = await house.db.query(sql<{ title: string; detail: string | null }>`
      select title, detail from record.entry where type = 'Encounter' order by event_from, title`);
    expect(titles).toEqual([
      { title: "Befriending", detail: "Seen. Well, and glad of tea" },
      { title: "Befriending", detail: "not in" },
      { title: "Lunch club", detail: "Seen" },
      { title: "Lunch club", detail: "Seen" },
    ]);
    // Done with: nothing of the file is left on the desk.
    expect((await ask(columns)).statusCode).toBe(404);
  });

  it("is changed without losing what was said of it by hand", async () => {
    const before = house.directory.feed(feedId("friends"))!;
    const columns = (await send(TABLE, "June.csv", { feed: "friends" })).headers.location ?? "";
    expect(await formOn(columns, columns)).toMatchObject({ "column-2": "person.address", "column-6": "event.who" });
    await post(columns, { ...(await formOn(columns, columns)), "column-7": "none" });
    const values = columns.replace("columns", "values");
    await post(values, await formOn(values, values));
    const feed = columns.replace("columns", "feed");
    await post(feed, { ...(await formOn(feed, feed)), name: "Befriending visits" });
    const saved = await post(columns.replace("columns", "save"), {});
    expect(saved.headers.location).toBe(columns.replace("columns", "saved"));
    const { note: _gone, ...event } = before.mapping!.event!;
    expect(house.directory.feed(feedId("friends"))).toEqual({
      ...before,
      name: "Befriending visits",
      mapping: { ...before.mapping, event },
    });
  });

  it("asks which sheet of a workbook it is, and reads that one ever after", async () => {
    const rows = textRows(["Client", "DOB", "Date", "Activity"], ["Lee, Bo", "1938-12-31", "2026-05-12", "Lunch"]);
    const file = await aWorkbook({ sheets: { Notes: textRows(["How to fill this in"]), "May 2026": rows } });
    const columns = (await send(file, "May.xlsx")).headers.location ?? "";
    expect(textOf((await ask(columns)).body)).toContain("Which sheet holds the table?");
    const chosen = await post(columns.replace("columns", "sheet"), { sheet: "May 2026" });
    expect(chosen.headers.location).toBe(columns);
    expect(await formOn(columns, columns)).toMatchObject({ "column-0": "person.name", "column-2": "event.date" });
    await post(columns, await formOn(columns, columns));
    const [values, feed] = [columns.replace("columns", "values"), columns.replace("columns", "feed")];
    await post(values, await formOn(values, values));
    await post(feed, { ...(await formOn(feed, feed)), name: "Lunch", id: "lunch", source: CHARITY });
    expect(textOf((await ask(columns.replace("columns", "preview"))).body)).toContain("Rows taken1");
    await post(columns.replace("columns", "save"), {});
    expect(mustSucceed(await readPlaceFile(placeFile)).feeds.at(-1)?.mapping?.sheet).toBe("May 2026");
  });

  it("says what is wrong with the columns, beside each and above", async () => {
    const columns = (await send(TABLE, "x.csv")).headers.location ?? "";
    const form = await formOn(columns, columns);
    const twice = await post(columns, { ...form, "column-4": "event.note" });
    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain("<title>Error: ");
    expect(textOf(twice.body).split("Kind is that already")).toHaveLength(3);
    const nobody = await post(columns, { ...form, "column-0": "none", "column-1": "none", "column-3": "none" });
    expect(textOf(nobody.body)).toContain("Choose which column says who the row is about");
    expect(textOf(nobody.body)).toContain("Choose which column says when it was");
  });

  it.each([
    ["no file", Buffer.from(""), "", "Choose a file"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "old.xls", "before 2007 (.xls, .doc)"],
    ["a PDF", Buffer.from("%PDF-1.7"), "a.pdf", "This file is a PDF."],
  ])("is refused in words where it is %s", async (_, file, name, words) => {
    const answer = await send(file, name);
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body)).toContain(words);
  });

  it("is for data quality and engineers alone, and each sees what they sent themselves", async () => {
    const columns = (await send(TABLE, "x.csv")).headers.location ?? "";
    for (const url of ["/feeds/mapping", columns]) expect((await ask(url, {}, NURSE)).statusCode).toBe(403);
    expect((await send(TABLE, "x.csv", {}, NURSE)).statusCode).toBe(403);
    expect((await ask(columns, {}, ANALYST)).statusCode).toBe(404);
    expect((await ask("/feeds", {}, NURSE)).body).not.toContain("/feeds/mapping");
    expect((await ask("/feeds", {}, ANALYST)).body).toContain("/feeds/mapping");
  });

  it("writes nothing where the place's file was changed by hand meanwhile", async () => {
    const columns = (await send(TABLE, "y.csv")).headers.location ?? "";
    await post(columns, { ...(await formOn(columns, columns)), "column-2": "person.address" });
    const feed = columns.replace("columns", "feed");
    await post(feed, { ...(await formOn(feed, feed)), name: "Late", id: "late", source: CHARITY });
    const text = await readFile(placeFile, "utf8");
    await writeFile(placeFile, text.replace("First Surgery", "Another Surgery"));
    const answer = await post(columns.replace("columns", "save"), {});
    expect(answer.statusCode).toBe(409);
    expect(textOf(answer.body)).toContain("The place file was changed since this program read it");
    expect(house.directory.feed(feedId("late"))).toBeUndefined();
    await writeFile(placeFile, text);
  });

  it("leaves no name of anybody in an address or in the log, and no file once it is an hour old", async () => {
    const columns = (await send(TABLE, "Befriending of O’Hara.csv")).headers.location ?? "";
    expect(lines.join("\n")).not.toMatch(/Hara|Befriending/);
    const desks = async () =>
      Promise.all(
        (await readdir(tmpdir()))
          .filter((name) => name.startsWith(`wholestory-samples-${process.pid}-`))
          .map((name) => readdir(join(tmpdir(), name))),
      );
    expect((await desks()).flat().length).toBeGreaterThan(0);
    set("2026-06-01T11:00:01Z");
    expect((await ask(columns)).statusCode).toBe(404);
    await send(TABLE, "another.csv");
    expect((await desks()).flat()).toHaveLength(1);
  });
});
