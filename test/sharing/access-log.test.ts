import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, deliveryId, failed, mustSucceed, type PersonId } from "#base";
import { sql } from "#db";
import { readingAgainOf, readingOfEach, writingOf, type PersonPermit } from "#sharing";
import { aClock, aHouse, COUNCIL, NURSE, PRACTICE, type House } from "../builders/house.ts";

const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;
const OTHER = "22222222-2222-4222-8222-222222222222" as PersonId;
const asking = { actor: NURSE, purpose: "direct-care", what: "record" } as const;

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await house.db.execute(sql`delete from sharing.access_event`);
});

type Row = { kind: string; actor: string | null; person: string | null; what: string; organisation: string };

const log = (): Promise<readonly Row[]> =>
  house.db.query(sql<Row>`select kind, actor, person, what, organisation from sharing.access_event order by seq`);

const look = async (permit: PersonPermit): Promise<Date | null | undefined> =>
  (await house.db.query(readingAgainOf(permit)))[0]?.looked_before;

const persons = (...ids: string[]) => sql`select unnest(${ids}::uuid[]) as person`;

describe("reading a person", () => {
  it("is logged once a request, however many statements read with its permit", async () => {
    const permit = await house.mayRead(PERSON);
    await look(permit);
    await look(permit);
    await Promise.all([look(permit), look(permit)]);
    expect(await log()).toEqual([
      { kind: "person", actor: NURSE, person: PERSON, what: "record", organisation: PRACTICE },
    ]);
  });

  it("is logged again with the next request", async () => {
    await look(await house.mayRead(PERSON));
    await look(await house.mayRead(PERSON));
    expect(await log()).toHaveLength(2);
  });

  it("is not logged where a permit was given and nothing was read", async () => {
    await house.mayRead(PERSON);
    expect(await log()).toEqual([]);
  });

  it("is not on the log where it was not done: what was read and the row commit together", async () => {
    const permit = await house.mayRead(PERSON);
    await house.db.inTransaction(async () => {
      await look(permit);
      return failed({ kind: "conflict", message: "Not today." });
    });
    expect(await log()).toEqual([]);
  });

  it("leaves its row with who has to do with the person, too", async () => {
    await house.sharing.relationshipsOf(await house.mayRead(PERSON));
    expect(await log()).toHaveLength(1);
  });
});

describe("when the reader looked before", () => {
  const lookAt = async (instant: string, person = PERSON) => {
    time.set(instant);
    return (await look(await house.mayRead(person)))?.toISOString();
  };

  it("is unknown at the first look", async () => {
    expect(await lookAt("2026-05-03T10:00:00Z")).toBeUndefined();
  });

  it("passes over the same sitting: within the hour, the look before it still counts", async () => {
    await lookAt("2026-05-01T09:00:00Z");
    await lookAt("2026-05-03T10:00:00Z");
    expect(await lookAt("2026-05-03T10:20:00Z")).toBe("2026-05-01T09:00:00.000Z");
    expect(await lookAt("2026-05-03T11:00:00Z")).toBe("2026-05-01T09:00:00.000Z");
  });

  it("is the last sitting once an hour has gone by", async () => {
    await lookAt("2026-05-01T09:00:00Z");
    await lookAt("2026-05-03T10:00:00Z");
    expect(await lookAt("2026-05-03T11:00:01Z")).toBe("2026-05-03T10:00:00.000Z");
  });

  it("counts only looks at this person, by this reader", async () => {
    await lookAt("2026-05-01T09:00:00Z", OTHER);
    await house.db.query(sql`
      insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
      values ('2026-05-01T09:00:00Z', 'person', 'someone-else', 'X99001', 'direct-care', ${PERSON}, 'record', 'Known.')`);
    expect(await lookAt("2026-05-03T10:00:00Z")).toBeUndefined();
  });
});

describe("a list", () => {
  it("leaves a row for each person shown", async () => {
    await house.db.query(readingOfEach(await house.mayList(), persons(PERSON, OTHER)));
    expect((await log()).map((row) => [row.kind, row.person, row.what])).toEqual([
      ["list", PERSON, "search"],
      ["list", OTHER, "search"],
    ]);
  });

  it("leaves one row without a person where nobody was found", async () => {
    await house.db.query(readingOfEach(await house.mayList(), persons()));
    expect((await log()).map((row) => [row.kind, row.person])).toEqual([["list", null]]);
  });
});

describe("a supply", () => {
  it("leaves one row for each person and delivery, however many batches it comes in", async () => {
    const permit = mustSucceed(await house.sharing.maySupply(COUNCIL, deliveryId(7)));
    await house.db.query(writingOf(permit, persons(PERSON)));
    await house.db.query(writingOf(permit, persons(PERSON, OTHER)));
    expect((await log()).map((row) => [row.kind, row.actor, row.person, row.organisation])).toEqual([
      ["supply", null, PERSON, COUNCIL],
      ["supply", null, OTHER, COUNCIL],
    ]);
  });

  it("leaves another with the next delivery", async () => {
    for (const delivery of [7, 8]) {
      const permit = mustSucceed(await house.sharing.maySupply(COUNCIL, deliveryId(delivery)));
      await house.db.query(writingOf(permit, persons(PERSON)));
    }
    expect(await log()).toHaveLength(2);
  });
});

describe("a refusal", () => {
  it("is logged with who asked about whom, and why not", async () => {
    await house.sharing.mayRead({ ...asking, purpose: "commissioning" }, PERSON);
    expect(await log()).toEqual([
      { kind: "refusal", actor: NURSE, person: PERSON, what: "refused", organisation: PRACTICE },
    ]);
  });

  it("is logged for a list, a group and a stranger", async () => {
    await house.sharing.mayList({ ...asking, purpose: "commissioning" });
    await house.sharing.mayStudy(asking);
    await house.sharing.mayRead({ ...asking, actor: actorId("a-stranger") }, PERSON);
    expect((await log()).map((row) => [row.kind, row.actor, row.organisation])).toEqual([
      ["refusal", NURSE, PRACTICE],
      ["refusal", NURSE, PRACTICE],
      ["refusal", "a-stranger", "unknown"],
    ]);
  });

  it("stays on the log although the work around it is undone", async () => {
    await house.db.inTransaction(async () => house.sharing.mayRead({ ...asking, purpose: "commissioning" }, PERSON));
    const work = house.db.inTransaction(async () => {
      await house.sharing.mayRead({ ...asking, purpose: "commissioning" }, OTHER);
      throw new Error("Something else went wrong.");
    });
    await expect(work).rejects.toThrow("Something else");
    expect((await log()).map((row) => row.person)).toEqual([PERSON, OTHER]);
  });
});
