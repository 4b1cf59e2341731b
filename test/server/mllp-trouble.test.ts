import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect as connectTls } from "node:tls";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { patientIdOf, stoppedAt } from "#base";
import { DatabaseUnavailable, sql } from "#db";
import { feedsStore, type Receipt } from "#feeds";
import { listenForMessages } from "#server";
import { aCertificate } from "../builders/certificates.ts";
import { aFolder } from "../builders/files.ts";
import { HOSPITAL, type House } from "../builders/house.ts";
import { acuteFeed, ACUTE, aMessageHouse, aMessagePort, aSender, feedsOver } from "../builders/message-port.ts";
import { answerIn, messagesOfStay } from "../builders/messages.ts";

const feed = acuteFeed();
let house: House;

beforeAll(async () => {
  house = await aMessageHouse(stoppedAt("2026-11-22T10:00:00Z"));
});

let patients = 0;
const stay = (): readonly string[] => messagesOfStay(++patients);
const codes = (answers: readonly (string | undefined)[]): string => answers.map((one) => answerIn(one).code).join(" ");
const controlId = (message: string): string => message.split("|")[9] ?? "";

const taken = async (ids: readonly string[]): Promise<number> => {
  const [row] = await house.db.query(sql<{ count: number }>`
    select count(*) from feeds.message where control_id = any(${ids}::text[]) and fate = 'taken'`);
  return row?.count ?? 0;
};

/** Waits until the log says so. */
const said = (lines: readonly string[], words: RegExp) => vi.waitFor(() => expect(lines.join()).toMatch(words), 10_000);

const AA: Receipt = { fate: "taken", words: "", replies: ["MSH|^~\\&|\rMSA|AA|1\r"] };

describe("an acknowledgement", () => {
  it("waits for the commit", async () => {
    const { port } = await aMessagePort((incoming) => house.feeds.receive(feed, incoming));
    const sender = await aSender(port);
    const [message = ""] = stay();
    let answered = false;
    const answer = sender.next().then((one) => ((answered = true), one));
    await house.db.inTransaction(async () => {
      // Whoever saves entries of the source waits for this lock.
      await house.db.query(sql`select pg_advisory_xact_lock(hashtext('record.source'), hashtext(${HOSPITAL}))`);
      sender.push(message);
      await wait(300);
      expect(answered).toBe(false);
    });
    expect(codes([await answer])).toBe("AA");
  });
});

describe("a sender that does not do its part", () => {
  it("and never ends a message is cut off, however busily it goes on", async () => {
    const { port, lines } = await aMessagePort(async () => AA, { limits: { messageMs: 300 } });
    const sender = await aSender(port);
    const began = performance.now();
    sender.write("\vMSH|");
    const trickle = setInterval(() => sender.write("x"), 20);
    await sender.closed;
    clearInterval(trickle);
    expect(performance.now() - began).toBeLessThan(5000);
    await said(lines, /did not end with the end sign/);
  });

  it("and leaves out the carriage return at the end is cut off too, unless another message follows", async () => {
    const { port } = await aMessagePort(async () => AA, { limits: { messageMs: 300 } });
    const sender = await aSender(port);
    sender.write("\vMSH|1\x1c\vMSH|2\x1c");
    expect(codes([await sender.next()])).toBe("AA");
    expect(await sender.next()).toBeUndefined();
  });

  it("and says nothing for long is let go", async () => {
    const { port, lines } = await aMessagePort(async () => AA, { limits: { idleMs: 200 } });
    const sender = await aSender(port);
    sender.push("MSH|");
    expect(codes([await sender.next()])).toBe("AA");
    await sender.closed;
    await said(lines, /nothing came for a long time.*1 taken/);
  });

  it("and does not take in its acknowledgements is let go", async () => {
    const long = { ...AA, replies: ["x".repeat(1 << 20)] };
    const { port, lines } = await aMessagePort(async () => long, { limits: { answerMs: 300 } });
    const sender = await aSender(port);
    sender.socket.pause();
    for (let n = 0; n < 40; n++) sender.push("MSH|");
    await said(lines, /does not take in its acknowledgements/);
  });

  it("and sends faster than can be saved is not read further", async () => {
    const held: ((receipt: Receipt) => void)[] = [];
    const { port } = await aMessagePort(() => new Promise((resolve) => held.push(resolve)), {
      limits: { waiting: 10 },
    });
    const sender = await aSender(port);
    const message = "MSH|".padEnd(10_000, "x");
    const count = 3000;
    for (let n = 0; n < count; n++) sender.push(message);
    await wait(300);
    // What one reading brought may exceed ten, by as much as it held.
    expect(held.length).toBeGreaterThanOrEqual(10);
    expect(held.length).toBeLessThan(30);
    let answered = 0;
    while (answered < count) {
      const some = held.splice(0);
      some.forEach((resolve) => resolve(AA));
      answered += (await sender.take(some.length)).length;
      await wait(0);
    }
    expect(answered).toBe(count);
  });

  it("and is one more than sixty-four is turned away, and let in when another has gone", async () => {
    const { port, lines } = await aMessagePort(async () => AA);
    const senders = await Promise.all(Array.from({ length: 64 }, () => aSender(port)));
    senders.forEach((one) => one.push("MSH|"));
    expect(codes(await Promise.all(senders.map((one) => one.next())))).toMatch(/^(AA ?){64}$/);
    const extra = await aSender(port);
    extra.push("MSH|");
    expect(await extra.next()).toBeUndefined();
    await said(lines, /turned away, since 64 are open/);
    senders[0]?.socket.end();
    await senders[0]?.closed;
    const later = await aSender(port);
    later.push("MSH|");
    expect(codes([await later.next()])).toBe("AA");
  });
});

describe("a port that closes", () => {
  it("answers what it has received, and nothing that it has not", async () => {
    const listener = await aMessagePort((incoming) => house.feeds.receive(feed, incoming));
    const sender = await aSender(listener.port);
    const messages = Array.from({ length: 100 }, stay).flat();
    sender.push(...messages);
    const first = await sender.take(5);
    await listener.close();
    const answers = [...first, ...(await sender.take(messages.length))];
    const acknowledged = answers.map((one) => answerIn(one).controlId);
    expect(acknowledged).toEqual(messages.slice(0, answers.length).map(controlId));
    expect(answers.length).toBeLessThan(messages.length);
    expect(await taken(messages.map(controlId))).toBe(acknowledged.length);
    // Sent again after the next start, the rest comes in, and the first are the same.
    const again = await aMessagePort((incoming) => house.feeds.receive(feed, incoming));
    const next = await aSender(again.port);
    next.push(...messages);
    expect(codes(await next.take(messages.length))).toMatch(/^(AA ?)+$/);
    expect(await taken(messages.map(controlId))).toBe(messages.length);
  });

  it("lets nobody in any more, and frees its port for the next", async () => {
    const listener = await aMessagePort(async () => AA);
    const { port } = listener;
    await listener.close();
    await expect(aSender(port)).rejects.toThrow(/ECONNREFUSED/);
    const again = await aMessagePort(async () => AA, { port });
    const taken = await listenForMessages({
      name: "x",
      port: again.port,
      receive: async () => AA,
      log: () => undefined,
    });
    expect(taken).toMatchObject({ ok: false, problem: { kind: "unavailable" } });
  });
});

describe("where saving fails", () => {
  it("since the database is away, the sender is asked to send again, and nothing is lost", async () => {
    const store = feedsStore(house.db);
    let isAway = true;
    const problem = { kind: "unavailable", message: "The database does not answer." } as const;
    const inTransaction: typeof store.inTransaction = async (work) => {
      if (isAway) throw new DatabaseUnavailable(problem, undefined);
      return store.inTransaction(work);
    };
    const feeds = feedsOver(house, { store: { ...store, inTransaction } });
    const { port } = await aMessagePort((incoming) => feeds.receive(feed, incoming));
    const sender = await aSender(port);
    const messages = stay();
    sender.push(...messages);
    const answers = await sender.take(6);
    expect(codes(answers)).toBe("AE AE AE AE AE AE");
    expect(answers[0]).toMatch(/Send the message again/);
    expect(await taken(messages.map(controlId))).toBe(0);
    isAway = false;
    sender.push(...messages);
    expect(codes(await sender.take(6))).toBe("AA AA AA AA AA AA");
  });

  it("on one message, its neighbours are saved, and it is kept count of until it can be", async () => {
    const [first = ""] = stay();
    const [poison = ""] = stay();
    const [last = ""] = stay();
    const poisoned = `H${String(patients - 1).padStart(6, "0")}`;
    let isBroken = true;
    const save: typeof house.record.save = async (permit, batch) => {
      const counts = await house.record.save(permit, batch);
      // After its rows were written: all of them must go again.
      if (isBroken && batch.entries.some((one) => one.resource.id === poisoned)) throw new Error("a bug");
      return counts;
    };
    const feeds = feedsOver(house, { record: { ...house.record, save } });
    const { port, lines } = await aMessagePort((incoming) => feeds.receive(feed, incoming));
    const sender = await aSender(port);
    sender.push(first, poison, last);
    const answers = await sender.take(3);
    expect(codes(answers)).toBe("AA AE AA");
    expect(answers[1]).toMatch(/Wholestory failed/);
    expect(lines.join("\n")).toMatch(/Wholestory failed on a message. Where:\n {2}Error/);
    expect(lines.join("\n")).not.toMatch(/a bug/);
    const [held] = await house.db.query(sql<{ count: number }>`
      select count(*) from record.entry where patient = ${patientIdOf(HOSPITAL, poisoned)}`);
    expect(held?.count).toBe(0);
    const before = (await house.feeds.deliveries(ACUTE))[0];
    sender.push(poison);
    expect(codes([await sender.next()])).toBe("AE");
    expect((await house.feeds.deliveries(ACUTE))[0]).toEqual(before);
    isBroken = false;
    sender.push(poison);
    expect(codes([await sender.next()])).toBe("AA");
    expect(await taken([controlId(poison)])).toBe(1);
  });
});

describe("a port with a certificate", () => {
  it("lets in those whose certificate its authority signed, and nobody else", async () => {
    const folder = await aFolder();
    const [authority, stranger] = [aCertificate("Authority"), aCertificate("Stranger")];
    const [own, known] = [aCertificate("Wholestory", authority), aCertificate("Hospital", authority)];
    const other = aCertificate("Other", stranger);
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const tls = {
      key: await file("own.key", own.key),
      certificate: await file("own.pem", own.certificate),
      clients: await file("authority.pem", authority.certificate),
    };
    const { port, lines } = await aMessagePort((incoming) => house.feeds.receive(feed, incoming), { tls });
    const connected = (client?: { key: string; certificate: string }) =>
      connectTls({
        ...{ port, host: "127.0.0.1", servername: "localhost", ca: authority.certificate },
        ...(client && { key: client.key, cert: client.certificate }),
      });
    const socket = connected(known);
    const sender = await aSender(port, socket);
    await once(socket, "secureConnect");
    const [message = ""] = stay();
    sender.push(message);
    expect(codes([await sender.next()])).toBe("AA");
    for (const client of [undefined, other]) {
      const refused = await aSender(port, connected(client));
      refused.push(message);
      expect(await refused.next()).toBeUndefined();
    }
    expect(lines.filter((line) => line.includes("turned away"))).toHaveLength(2);
  });

  it("is not opened with a certificate that cannot be used", async () => {
    const folder = await aFolder();
    await writeFile(join(folder, "nothing.pem"), "nothing");
    const path = join(folder, "nothing.pem");
    const listening = await listenForMessages({
      ...{ name: "acute-hl7", port: 0, receive: async () => AA, log: () => undefined },
      tls: { key: path, certificate: path },
    });
    expect(listening).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/acute-hl7/) as string } });
  });
});
