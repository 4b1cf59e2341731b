import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { patientIdOf } from "#base";
import { sql } from "#db";
import { createServer } from "#server";
import { aClock, HOSPITAL, NURSE, type House } from "../builders/house.ts";
import { acuteFeed, ACUTE, aMessageHouse, aMessagePort, aSender } from "../builders/message-port.ts";
import { aMessage, answerIn, messagesOfStay, segment } from "../builders/messages.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { framed } from "../../src/server/mllp/frames.ts";

const time = aClock("2026-11-22T10:00:00Z");
const feed = acuteFeed();
let house: House;

beforeAll(async () => {
  house = await aMessageHouse(time.clock);
});

/** People of a test of its own: each test has other patients, so that none is known from another. */
let patients = 0;
const stay = (): readonly string[] => messagesOfStay(++patients);

const aPort = () => aMessagePort((incoming) => house.feeds.receive(feed, incoming));
const codes = (answers: readonly (string | undefined)[]): string => answers.map((one) => answerIn(one).code).join(" ");
const ids = (answers: readonly (string | undefined)[]): readonly string[] =>
  answers.map((one) => answerIn(one).controlId);
const idOf = (message: string): string => message.split("|")[9] ?? "";

beforeEach(() => {
  time.set("2026-11-22T10:00:00Z");
});

const deliveries = () => house.feeds.deliveries(ACUTE);
const delivery = async (name: string) => (await deliveries()).find((one) => one.name === name);
const today = () => delivery("MLLP, 22 November 2026");

async function journaled(controlId: string) {
  return house.db.query(sql<{ fate: string; times: number; line: number; type: string }>`
    select fate, times, line, type from feeds.message where control_id = ${controlId} order by delivery, line`);
}

async function entriesOf(n: number): Promise<number> {
  const patient = patientIdOf(HOSPITAL, `H${String(n).padStart(6, "0")}`);
  const [row] = await house.db.query(sql<{ count: number }>`
    select count(*) from record.entry where patient = ${patient}`);
  return row?.count ?? 0;
}

describe("a message", () => {
  it("is in the record when it is acknowledged", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    const [admission = "", ...results] = stay();
    sender.push(admission);
    expect(answerIn(await sender.next())).toEqual({ code: "AA", controlId: idOf(admission) });
    // Its patient, the stay and the diagnosis.
    expect(await entriesOf(patients)).toBe(3);
    expect(await journaled(idOf(admission))).toMatchObject([{ fate: "taken", times: 1, type: "ADT^A01" }]);
    for (const message of results) {
      sender.push(message);
      expect(codes([await sender.next()])).toBe("AA");
    }
    expect(await entriesOf(patients)).toBe(3 + 3 * 4);
  });

  it("is the same when it comes byte by byte", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    const [admission = ""] = stay();
    for (const byte of framed(admission)) {
      sender.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(codes([await sender.next()])).toBe("AA");
    expect(await entriesOf(patients)).toBe(3);
  });

  it("is answered in its turn where several come at once, and after bytes that belong to none", async () => {
    const { port, lines } = await aPort();
    const sender = await aSender(port);
    const messages = [...stay(), "This is no message.\r", ...stay()];
    sender.write("\r\nnoise ");
    sender.push(...messages);
    const answers = await sender.take(messages.length);
    expect(codes(answers)).toBe("AA AA AA AA AA AA AR AA AA AA AA AA AA");
    expect(ids(answers)).toEqual(messages.map((one) => (one.startsWith("MSH") ? idOf(one) : "")));
    sender.socket.end();
    await sender.closed;
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/12 taken, 1 not read, 8 bytes outside of messages/));
  });

  it("gives the same record over two connections at once as over one", async () => {
    const { port } = await aPort();
    const [one, other] = [await aSender(port), await aSender(port)];
    const [first, second] = [stay(), stay()];
    for (let nth = 0; nth < first.length; nth++) {
      one.push(first[nth] ?? "");
      other.push(second[nth] ?? "");
    }
    expect(codes(await one.take(6))).toBe("AA AA AA AA AA AA");
    expect(codes(await other.take(6))).toBe("AA AA AA AA AA AA");
    expect([await entriesOf(patients - 1), await entriesOf(patients)]).toEqual([15, 15]);
    const ended = await house.db.query(sql<{ versions: number; status: string }>`
      select version as versions, status from record.entry where type = 'Encounter'
      and patient = ${patientIdOf(HOSPITAL, `H${String(patients).padStart(6, "0")}`)}`);
    expect(ended).toEqual([{ versions: 2, status: "finished" }]);
  });

  it("that its sender closes after is answered all the same", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    const messages = stay();
    sender.push(...messages);
    sender.socket.end();
    expect(codes(await sender.take(99))).toBe("AA AA AA AA AA AA");
  });
});

describe("a message that is not taken", () => {
  it.each([
    ["is no HL7 v2", "Hello", "AR", /no HL7 v2/],
    [
      "is of a type that is not read",
      aMessage("ORM^O01", "N1", "20261122", [segment("PID", { 1: "1" })]),
      "AR",
      /MSH-9/,
    ],
    ["says of nobody", aMessage("ADT^A01", "N2", "20261122", [segment("PID", { 1: "1" })]), "AE", /PID-3/],
  ])("since it %s, is told why, and the connection stays", async (_, message, code, why) => {
    const { port, lines } = await aPort();
    const sender = await aSender(port);
    const before = await today();
    const [good = ""] = stay();
    sender.push(message, good);
    const [bad, next] = await sender.take(2);
    expect(answerIn(bad).code).toBe(code);
    expect(bad).toMatch(why);
    expect(codes([next])).toBe("AA");
    expect(lines.some((line) => why.test(line))).toBe(true);
    const after = await today();
    expect((after?.rowsRead ?? 0) - (before?.rowsRead ?? 0)).toBe(2);
    expect((after?.rowsRejected ?? 0) - (before?.rowsRejected ?? 0)).toBe(1);
  });

  it("is tried again when it is sent again, but counts as lost once", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    const message = aMessage("ADT^A01", "AGAIN", "20261122", [segment("PID", { 1: "1", 5: "Somebody" })]);
    sender.push(message);
    expect(codes([await sender.next()])).toBe("AE");
    const before = await today();
    sender.push(message, message);
    expect(codes(await sender.take(2))).toBe("AE AE");
    expect(await today()).toEqual(before);
    expect(await journaled("AGAIN")).toMatchObject([{ fate: "refused", times: 3 }]);
  });

  it("since it is too long, is told so by its control id, counted, and its connection lives on", async () => {
    const port = await aMessagePort((incoming) => house.feeds.receive(feed, incoming), { limits: { longest: 20_000 } });
    const sender = await aSender(port.port);
    const before = await today();
    const [first = "", second = ""] = stay();
    const long = `${first}OBX|1|TX|||${"long ".repeat(10_000)}\r`;
    sender.push(long, second);
    const answers = await sender.take(2);
    expect(codes(answers)).toBe("AR AA");
    expect(ids(answers)).toEqual([idOf(first), idOf(second)]);
    expect(answers[0]).toMatch(/too long/);
    const after = await today();
    expect((after?.rowsRejected ?? 0) - (before?.rowsRejected ?? 0)).toBe(1);
  });

  it("since the place file does not name its sender, is nobody's", async () => {
    const place = acuteFeed({ TESTHOSP: HOSPITAL });
    const { port, lines } = await aMessagePort((incoming) => house.feeds.receive(place, incoming));
    const sender = await aSender(port);
    const [known = "", other = ""] = stay();
    sender.push(other.replace("|TESTHOSP|", "|ELSEWHERE|"), known);
    const [refused, taken] = await sender.take(2);
    expect([answerIn(refused).code, answerIn(taken).code]).toEqual(["AR", "AA"]);
    expect(refused).toMatch(/no sender that this feed knows/);
    expect(await journaled(idOf(other))).toEqual([]);
    expect(lines.some((line) => line.includes("From an unknown sender"))).toBe(true);
  });

  it("leaves no name, number or date of birth in the log", async () => {
    const { port, lines } = await aPort();
    const sender = await aSender(port);
    const [message = ""] = stay();
    const spoilt = message.replace("^^^X99003^MR", "").replace(/H0\d+~/, "");
    sender.push(spoilt, message, message.slice(50), message.replace("ADT^A01", "ZZZ^Z99"));
    await sender.take(4);
    sender.socket.end();
    await sender.closed;
    const [, family = "-", born = "-"] = /\|\|(\w+)\^\w+\^\^\^\^\^L\|\|(\d{8})/.exec(message) ?? [];
    for (const word of [family, born, "999", "High Street"]) expect(lines.join("\n")).not.toContain(word);
    expect(lines.length).toBeGreaterThan(2);
  });
});

describe("the same message again", () => {
  it("is answered the same and changes nothing, over whichever connection and on whichever day", async () => {
    const { port } = await aPort();
    const [one, other] = [await aSender(port), await aSender(port)];
    const messages = stay();
    one.push(...messages);
    expect(codes(await one.take(6))).toBe("AA AA AA AA AA AA");
    const before = await deliveries();
    const changes = await house.db.query(sql`select count(*) from record.change`);
    one.push(...messages);
    time.set("2026-11-23T00:00:30Z");
    other.push(...messages);
    expect(codes(await one.take(6))).toBe("AA AA AA AA AA AA");
    expect(ids(await other.take(6))).toEqual(messages.map(idOf));
    expect(await house.db.query(sql`select count(*) from record.change`)).toEqual(changes);
    expect((await journaled(idOf(messages[0] ?? ""))).map((row) => row.times)).toEqual([3]);
    const rows = (list: typeof before) => list.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    expect(rows(await deliveries())).toBe(rows(before));
  });

  it("with another content under its control id is taken, and noted", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    const [admission = "", , , , change = ""] = stay();
    const before = await today();
    sender.push(admission, change.replace(idOf(change), idOf(admission)));
    const [, noted] = await sender.take(2);
    expect(answerIn(noted).code).toBe("AA");
    expect(noted).toMatch(/MSH-10/);
    expect((await journaled(idOf(admission))).map((row) => row.fate)).toEqual(["taken", "taken"]);
    expect(((await today())?.fieldsRejected ?? 0) - (before?.fieldsRejected ?? 0)).toBe(1);
  });
});

describe("the messages of a day", () => {
  it("are one delivery, open until a later day's first message comes", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    time.set("2026-12-01T23:59:59Z");
    const [first = "", second = "", third = ""] = stay();
    sender.push(first);
    await sender.next();
    expect(await delivery("MLLP, 1 December 2026")).toMatchObject({ state: "open", rowsRead: 1 });
    const state = (await house.feeds.states()).find((one) => one.feed.id === ACUTE);
    expect(state?.unfinished).toBe(0);
    time.set("2026-12-02T00:00:01Z");
    sender.push(second, third);
    await sender.take(2);
    expect((await deliveries()).slice(0, 2)).toMatchObject([
      { name: "MLLP, 2 December 2026", state: "open", rowsRead: 2 },
      { name: "MLLP, 1 December 2026", state: "loaded", rowsRead: 1 },
    ]);
  });

  it("are counted, with when the last came, on the feed's page", async () => {
    const { port } = await aPort();
    const sender = await aSender(port);
    time.set("2026-12-05T09:15:00Z");
    const [first = "", second = ""] = stay();
    sender.push(first);
    await sender.next();
    time.set("2026-12-05T14:05:00Z");
    sender.push(second);
    await sender.next();
    expect(await house.feeds.messagesToday(ACUTE)).toEqual({ messages: 2, last: new Date("2026-12-05T14:05:00Z") });
    const server = await createServer({
      app: house,
      ready: async () => ({ ready: true, words: "" }),
      log: () => undefined,
    });
    const page = await server.inject({ url: `/feeds/${ACUTE}`, cookies: await signedInAs(house, NURSE) });
    await server.close();
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("2 over MLLP, the last at 2:05pm");
    expect(page.body).toContain("open: messages are still being added");
    expect(page.body).not.toContain("stopped on the way");
    const state = (await house.feeds.states()).find((one) => one.feed.id === ACUTE);
    expect(state?.lastReceived).toEqual(new Date("2026-12-05T14:05:00Z"));
    time.set("2026-12-06T08:00:00Z");
    expect(await house.feeds.messagesToday(ACUTE)).toEqual({ messages: 0, last: undefined });
  });

  it("add up: messages are taken or refused, entries are new, newer, older or the same", async () => {
    for (const one of await deliveries()) {
      expect(one.created + one.updated + one.earlier + one.unchanged + one.barred).toBe(one.entries);
    }
    const [counts] = await house.db.query(sql<{ rows: number; messages: number; lost: number; refused: number }>`
      select (select sum(rows_read)::integer from feeds.delivery where feed = ${ACUTE}) as rows,
        (select count(*) from feeds.message) as messages,
        (select sum(rows_rejected)::integer from feeds.delivery where feed = ${ACUTE}) as lost,
        (select count(*) from feeds.message where fate <> 'taken') as refused`);
    expect(counts?.rows).toBe(counts?.messages);
    expect(counts?.lost).toBe(counts?.refused);
    expect(counts?.messages).toBeGreaterThan(40);
  });
});
