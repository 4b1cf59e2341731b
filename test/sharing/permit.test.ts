import { beforeAll, describe, expect, it } from "vitest";
import { actorId, cellId, deliveryId, mustSucceed, odsCode, stoppedAt, type CellId, type PersonId } from "#base";
import { sql } from "#db";
import { actingOf, readingOf, readingOfEach, writingOf } from "#sharing";
import { aHouse, aPlace, GOVERNANCE_LEAD, HOSPITAL, NURSE, PRACTICE, type House } from "../builders/house.ts";

const CLOCK = stoppedAt("2026-05-03T10:00:00Z");
const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;
const OTHER = "22222222-2222-4222-8222-222222222222" as PersonId;
const asking = { actor: NURSE, purpose: "direct-care", what: "record" } as const;
const nobody = sql`select null::uuid as person where false`;

let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: CLOCK });
});

describe("a permit", () => {
  it("opens what sharing issued it for, and says who, why and when", async () => {
    expect(await house.mayRead(PERSON)).toMatchObject({
      kind: "person",
      person: PERSON,
      actor: { id: NURSE, organisation: PRACTICE },
      purpose: "direct-care",
      what: "record",
      at: CLOCK(),
      reason: expect.stringMatching(/^[A-Z].+\.$/) as string,
    });
  });

  it("cannot be made by writing the same down", async () => {
    const permit = await house.mayRead(PERSON);
    expect(() => readingOf(structuredClone(permit))).toThrow("not issued by sharing");
    expect(() => readingOf({ ...permit })).toThrow("not issued by sharing");
    const shadow = { ...permit };
    Object.setPrototypeOf(shadow, permit);
    expect(() => readingOf(shadow)).toThrow("not issued by sharing");
    expect(() => readingOf(new Proxy(permit, {}))).toThrow("not issued by sharing");
  });

  it("cannot be turned to somebody else", async () => {
    const permit = await house.mayRead(PERSON);
    expect(() => readingOf({ ...permit, person: OTHER })).toThrow("not issued by sharing");
    expect(() => Object.assign(permit, { person: OTHER })).toThrow(TypeError);
    expect(() => Object.assign(permit.actor, { id: "someone-else" })).toThrow(TypeError);
    expect(permit.person).toBe(PERSON);
  });

  it("cannot be made for a list or a supply either, nor widened", async () => {
    const list = await house.mayList();
    const supply = mustSucceed(await house.sharing.maySupply(PRACTICE, deliveryId(1)));
    expect(() => readingOfEach({ ...list }, nobody)).toThrow("not issued by sharing");
    expect(() => writingOf({ ...supply, source: HOSPITAL }, nobody)).toThrow("not issued by sharing");
    expect(() => (supply.cells as CellId[]).push(cellId(99))).toThrow(TypeError);
  });
});

describe("a permit to act", () => {
  const acting = { actor: GOVERNANCE_LEAD, what: "acts" } as const;
  const log = () =>
    house.db.query(sql<{ kind: string; actor: string; person: string | null; what: string }>`
      select kind, actor, person, what from sharing.access_event where purpose = 'records-management' order by seq`);

  it("is given to information governance, and refused to others, with the person about whom they asked", async () => {
    expect(mustSucceed(await house.sharing.mayAct(acting))).toMatchObject({
      kind: "act",
      actor: { id: GOVERNANCE_LEAD },
    });
    const refused = await house.sharing.mayAct({ actor: NURSE, what: "acts" }, PERSON);
    expect(refused).toMatchObject({ ok: false, problem: { kind: "refused" } });
    expect(await log()).toEqual([{ kind: "refusal", actor: NURSE, person: PERSON, what: "refused" }]);
  });

  it("logs each person concerned, or that nobody is known any more, and not what was done away with", async () => {
    await house.db.execute(sql`delete from sharing.access_event`);
    const permit = await house.mayAct();
    expect(() => actingOf({ ...permit }, "sealed", nobody)).toThrow("not issued by sharing");
    await house.db.execute(actingOf(permit, "sealed", sql`select unnest(${[PERSON, OTHER]}::uuid[]) as person`));
    await house.db.execute(actingOf(permit, "erased", nobody));
    const row = { kind: "act", actor: GOVERNANCE_LEAD };
    expect(await log()).toEqual([
      { ...row, person: PERSON, what: "sealed" },
      { ...row, person: OTHER, what: "sealed" },
      { ...row, person: null, what: "erased" },
    ]);
  });
});

describe("a supply permit", () => {
  it("has a cell for each category and sensitivity of its source, and none of another's", async () => {
    const [mine, theirs] = [
      mustSucceed(await house.sharing.maySupply(PRACTICE, deliveryId(1))),
      mustSucceed(await house.sharing.maySupply(HOSPITAL, deliveryId(1))),
    ];
    const all = await house.sharing.cells();
    const sourceOf = new Map(all.map((cell) => [cell.id, cell.source]));
    expect(new Set(mine.cells.map((cell) => sourceOf.get(cell)))).toEqual(new Set([PRACTICE]));
    expect(mine.cells.filter((cell) => theirs.cells.includes(cell))).toEqual([]);
    const results = all.find((cell) => cell.id === mine.cellOf("results", "normal"));
    expect(results).toMatchObject({ source: PRACTICE, category: "results", sensitivity: "normal" });
  });

  it("gives the same cells each time", async () => {
    const twice = [1, 2].map((n) => house.sharing.maySupply(PRACTICE, deliveryId(n)));
    const [one, other] = (await Promise.all(twice)).map(mustSucceed);
    expect([...(one?.cells ?? [])].sort()).toEqual([...(other?.cells ?? [])].sort());
  });

  it("is not given to an organisation that the place does not name", async () => {
    expect(await house.sharing.maySupply(odsCode("ZZZ99"), deliveryId(1))).toMatchObject({
      ok: false,
      problem: { kind: "refused", message: "ZZZ99 is not an organisation of this place." },
    });
  });
});

describe("who is refused", () => {
  it("is someone whom the place does not know", async () => {
    const refused = await house.sharing.mayRead({ ...asking, actor: actorId("a-stranger") }, PERSON);
    expect(refused).toMatchObject({ ok: false, problem: { kind: "refused" } });
  });

  it("is someone whose role has ended, or not begun", async () => {
    const place = aPlace();
    const [nurse] = place.staff;
    if (!nurse) throw new Error("The place has a nurse.");
    const staff = [
      { ...nurse, id: actorId("left"), to: "2026-05-02" },
      { ...nurse, id: actorId("comes"), from: "2026-05-04" },
      { ...nurse, id: actorId("last-day"), to: "2026-05-03" },
    ];
    const { sharing } = await aHouse({ clock: CLOCK, place: { ...place, staff } });
    const allowed = async (actor: string) =>
      (await sharing.mayList({ ...asking, actor: actorId(actor), what: "search" })).ok;
    expect(await allowed("left")).toBe(false);
    expect(await allowed("comes")).toBe(false);
    expect(await allowed("last-day")).toBe(true);
  });

  it("is everyone of whom nothing shows that they have to do with the person", async () => {
    const { sharing } = await aHouse({ clock: CLOCK });
    expect(await sharing.mayRead(asking, PERSON)).toMatchObject({ ok: false, problem: { kind: "refused" } });
  });

  it("is everyone who would study a group, for opt-outs are not asked of a list yet", async () => {
    expect((await house.sharing.mayStudy({ ...asking, purpose: "evaluation" })).ok).toBe(false);
  });
});
