import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import type { ActPermit } from "#sharing";
import { aClock, aHouse, aPlace, GOVERNANCE_LEAD, LINKER, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { logged, represent } from "../builders/logged.ts";

const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;
const OTHER = "22222222-2222-4222-8222-222222222222" as PersonId;
const THEMSELVES = actorId("agnes");
const SECOND_LEAD = actorId("a-second-governance-lead");
const END = new Date("2026-06-01T00:00:00Z");

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  const place = aPlace();
  const leads = place.staff.filter((one) => one.id === GOVERNANCE_LEAD).map((one) => ({ ...one, id: SECOND_LEAD }));
  house = await aHouse({ clock: time.clock, place: { ...place, staff: [...place.staff, ...leads] } });
});
beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await house.db.execute(sql`
    truncate sharing.access_event, sharing.withheld_access, sharing.claim, sharing.representation restart identity`);
  await represent(house.db, { actor: THEMSELVES, person: PERSON });
});

const act = async (actor: ActorId = GOVERNANCE_LEAD): Promise<ActPermit> =>
  mustSucceed(await house.sharing.mayAct({ actor, what: "access log" }));
const protecting = (at: string, person = PERSON) => logged(house.db, { at, person, purpose: "safeguarding" });
const emergency = () =>
  house.db.execute(sql`
    insert into sharing.claim (kind, actor, organisation, person, reason, starts, ends)
    values ('emergency', ${LINKER}, ${PRACTICE}, ${PERSON}, 'Unconscious.', '2026-05-02T08:30Z', '2026-05-02T09:30Z')`);

/** Numbers of the rows that the person is told of, their own looks left out. */
async function told(): Promise<readonly number[]> {
  const asking = { actor: THEMSELVES, purpose: "own-record", what: "access log" } as const;
  const permit = mustSucceed(await house.sharing.mayRead(asking, PERSON));
  const within = { from: new Date("2026-01-01"), until: new Date("2027-01-01") };
  const { days } = mustSucceed(await house.logReading.accessesOf(permit, within));
  const lines = days.flatMap((day) => day.lines).filter(({ who }) => who !== "You");
  return lines.flatMap(({ rows }) => rows).sort((a, b) => a - b);
}

async function heldBack(seq: number): Promise<number> {
  const id = mustSucceed(await house.logReading.holdBack(await act(), seq, "They may be harmed if they knew.", END));
  mustSucceed(await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, true));
  return id;
}

describe("looks that may be held back", () => {
  it("are those to protect somebody and those in an emergency, a line a day, the last first, of nobody named", async () => {
    const first = await protecting("2026-04-30T09:00:00Z");
    await protecting("2026-04-30T11:00:00Z");
    const another = await protecting("2026-04-30T12:00:00Z", OTHER);
    await emergency();
    const rescue = await logged(house.db, { person: PERSON, actor: LINKER, at: "2026-05-02T09:00:00Z" });
    await logged(house.db, { person: PERSON, actor: LINKER, at: "2026-05-02T10:00:00Z" });
    await logged(house.db, { person: PERSON });
    const offered = await house.logReading.withholdable(await act());
    expect(offered).toMatchObject([
      { seq: rescue, rows: 1, actor: LINKER, reason: "Unconscious.", isEmergency: true, heldUntil: null },
      { seq: another, rows: 1, actor: NURSE, isEmergency: false },
      { seq: first, rows: 2, actor: NURSE, organisation: PRACTICE, reason: "Because." },
    ]);
    expect(JSON.stringify(offered)).not.toContain(PERSON);
  });

  it("are those of the last 90 days", async () => {
    await protecting("2026-02-02T09:59:00Z");
    const within = await protecting("2026-02-02T10:01:00Z");
    expect((await house.logReading.withholdable(await act())).map(({ seq }) => seq)).toEqual([within]);
  });

  it("say until when they are held, once they are", async () => {
    const first = await protecting("2026-05-01T09:00:00Z");
    const next = await protecting("2026-05-02T09:00:00Z");
    const id = await heldBack(first);
    const held = async () => (await house.logReading.withholdable(await act())).map((one) => [one.seq, one.heldUntil]);
    expect(await held()).toEqual([
      [next, END],
      [first, END],
    ]);
    mustSucceed(await house.logReading.endHeldBack(await act(), id));
    expect(await held()).toEqual([
      [next, null],
      [first, null],
    ]);
  });
});

describe("what is held back", () => {
  it("is listed until its day with who asked and who agreed, and can be told sooner", async () => {
    const seq = await protecting("2026-05-01T09:00:00Z");
    const id = await heldBack(seq);
    expect(await told()).toEqual([]);
    expect(await house.logReading.heldBackNow(await act())).toMatchObject([
      { id, seq, actor: NURSE, until: END, askedBy: GOVERNANCE_LEAD, decidedBy: SECOND_LEAD, agreed: true },
    ]);
    mustSucceed(await house.logReading.endHeldBack(await act(), id));
    expect(await told()).toEqual([seq]);
    expect(await house.logReading.heldBackNow(await act())).toEqual([]);
    expect(await house.logReading.endHeldBack(await act(), id)).toMatchObject({ problem: { kind: "conflict" } });
  });

  it("can be taken back before anybody agreed, and then by nobody agreed to", async () => {
    const seq = await protecting("2026-05-01T09:00:00Z");
    const id = mustSucceed(await house.logReading.holdBack(await act(), seq, "Harm.", END));
    mustSucceed(await house.logReading.endHeldBack(await act(), id));
    expect(await told()).toEqual([seq]);
    expect(await house.logReading.heldBackWaiting(await act(SECOND_LEAD))).toEqual([]);
    expect((await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, true)).ok).toBe(false);
  });

  it("waits for nobody any more, nor is held, once its day is past", async () => {
    mustSucceed(await house.logReading.holdBack(await act(), await protecting("2026-05-01T09:00:00Z"), "Harm.", END));
    await heldBack(await protecting("2026-05-02T09:00:00Z", OTHER));
    time.set("2026-06-01T00:00:01Z");
    expect(await house.logReading.heldBackWaiting(await act(SECOND_LEAD))).toEqual([]);
    expect(await house.logReading.heldBackNow(await act())).toEqual([]);
    expect((await house.logWatch.waiting()).heldBack).toBe(0);
  });

  it("takes with it what officers did about looks at the person, and gives it back", async () => {
    await emergency();
    const rescue = await logged(house.db, { person: PERSON, actor: LINKER, at: "2026-05-02T09:00:00Z" });
    const officer = { person: PERSON, actor: GOVERNANCE_LEAD, kind: "act", purpose: "records-management" };
    const review = await logged(house.db, { ...officer, at: "2026-05-02T11:00:00Z", what: "claim reviewed" });
    const other = await logged(house.db, { ...officer, at: "2026-05-02T12:00:00Z", what: "sealed" });
    expect(await told()).toEqual([rescue, review, other]);
    const id = await heldBack(rescue);
    expect(await told()).toEqual([other]);
    mustSucceed(await house.logReading.endHeldBack(await act(), id));
    expect(await told()).toEqual([rescue, review, other]);
  });

  it("leaves rows of officers that name nobody", async () => {
    const seq = await protecting("2026-05-01T09:00:00Z");
    await house.logReading.withholdable(await act());
    await house.logReading.findWithholdable(await act(), seq);
    await house.logReading.endHeldBack(await act(), await heldBack(seq));
    const rows = await house.db.query(sql<{ what: string; person: PersonId | null }>`
      select what, person from sharing.access_event where kind = 'act' order by seq`);
    expect(rows.map(({ what }) => what)).toEqual([
      "looks that may be held back",
      "look to be held back",
      "look to be held back",
      "look held back",
      "look told after all",
    ]);
    expect(rows.every(({ person }) => person === null)).toBe(true);
  });
});
