import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId } from "#base";
import { sql } from "#db";
import { anIdentity } from "../builders/identity.ts";

let identity: Awaited<ReturnType<typeof anIdentity>>;
beforeAll(async () => {
  identity = await anIdentity("2026-05-03T09:00:00Z");
});
beforeEach(() => identity.emptied());

const [OMAR, ADA] = [actorId("omar"), actorId("ada")];
const begin = (actor = OMAR) => identity.sessions.begin({ actor, way: "issuer", userAgent: "Firefox/140.0 (Windows)" });
const isOn = async (token: string): Promise<boolean> => (await identity.sessions.current(token)) !== undefined;

describe("A session", () => {
  it("says who acts, how they came in, with what, and since when", async () => {
    expect(await identity.sessions.current(await begin())).toMatchObject({
      ...{ actor: OMAR, account: undefined, way: "issuer", agent: "Firefox on Windows", mustChange: false },
      made: new Date("2026-05-03T09:00:00Z"),
    });
  });

  it("is known by a token of 256 bits, new each time, of which only a digest is kept", async () => {
    const [one, other] = [await begin(), await begin()];
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(one).not.toBe(other);
    const rows = await identity.db.query(sql<{ row: string }>`select row::text as row from identity.session row`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(one);
  });

  it.each(["", "x", "%00", "' or true --"])("is not opened by %j", async (token) => {
    await begin();
    expect(await isOn(token)).toBe(false);
  });

  it("goes on while it is used, and ends half an hour after that", async () => {
    const token = await begin();
    for (const time of ["09:29", "09:58", "10:27"]) {
      identity.set(`2026-05-03T${time}:00Z`);
      expect(await isOn(token)).toBe(true);
    }
    identity.set("2026-05-03T10:57:00Z");
    expect(await isOn(token)).toBe(false);
    identity.set("2026-05-03T10:30:00Z");
    expect(await isOn(token)).toBe(false);
  });

  it("ends after twelve hours however much it is used", async () => {
    const token = await begin();
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      identity.set(new Date(Date.UTC(2026, 4, 3, 9, minutes)).toISOString());
      expect(await isOn(token)).toBe(true);
    }
    identity.set("2026-05-03T21:00:00Z");
    expect(await isOn(token)).toBe(false);
  });

  it("is gone when it is signed out, and the others stay", async () => {
    const [one, other] = [await begin(), await begin()];
    await identity.sessions.end(one);
    expect([await isOn(one), await isOn(other)]).toEqual([false, true]);
  });

  it("is ended by its owner from elsewhere, alone or with all others; nobody ends another's", async () => {
    const [one, other, adas] = [await begin(), await begin(), await begin(ADA)];
    const id = (await identity.sessions.current(one))!.id;
    expect(await identity.sessions.endOne(ADA, id)).toBe(false);
    expect(await isOn(one)).toBe(true);
    expect(await identity.sessions.endOne(OMAR, id)).toBe(true);
    expect([await isOn(one), await isOn(other)]).toEqual([false, true]);
    expect(await identity.sessions.endAll(OMAR)).toBe(1);
    expect([await isOn(other), await isOn(adas)]).toEqual([false, true]);
  });

  it("is listed for its owner while it lasts, and its row goes at the next sign-in after it ended", async () => {
    await begin();
    identity.set("2026-05-03T09:10:00Z");
    await begin();
    expect((await identity.sessions.of(OMAR)).map(({ made }) => made.toISOString())).toEqual([
      "2026-05-03T09:10:00.000Z",
      "2026-05-03T09:00:00.000Z",
    ]);
    identity.set("2026-05-03T09:35:00Z");
    expect(await identity.sessions.of(OMAR)).toHaveLength(1);
    await begin(ADA);
    expect(await identity.db.query(sql`select from identity.session`)).toHaveLength(2);
  });
});
