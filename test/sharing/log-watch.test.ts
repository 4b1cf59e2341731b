import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import { dayBefore, type ActPermit } from "#sharing";
import { aClock, aHouse, aPlace, GOVERNANCE_LEAD, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const SECOND_NURSE = actorId("a-second-nurse");
const SECOND_LEAD = actorId("a-second-governance-lead");
const DAY = "2026-05-03";

const time = aClock("2026-05-04T00:30:00Z");
let house: House;
const persons: PersonId[] = [];
beforeAll(async () => {
  const place = aPlace();
  const also = (id: ActorId, as: ActorId) => {
    const one = place.staff.find((member) => member.id === as);
    return one ? [{ ...one, id }] : [];
  };
  const staff = [...place.staff, ...also(SECOND_NURSE, NURSE), ...also(SECOND_LEAD, GOVERNANCE_LEAD)];
  house = await aHouse({ clock: time.clock, place: { ...place, staff } });
  const homes = ["TE1 1AA", "te11aa", "TE2 2BB", "TE3 3CC"];
  const patients = homes.map((postcode, n) =>
    aPatient(`p${n}`)
      .called("Made", `Up${n}`)
      .born(`194${n}-03-31`)
      .tracedAs(madeUpNumber(n))
      .livingAt("1 Street", postcode),
  );
  await house.save(
    PRACTICE,
    1,
    patients.map(({ resource }, nth) => supplied(resource, { recorded: time.clock(), line: nth + 1 })),
  );
  for (const n of homes.keys()) persons.push(await house.personOf(PRACTICE, `p${n}`));
});

beforeEach(async () => {
  await house.db.execute(sql`
    truncate sharing.access_event, sharing.unusual_access, sharing.well_known, sharing.representation restart identity`);
  // The nurse is the first person of the record, her colleague the third.
  for (const [actor, person] of [
    [NURSE, who(0)],
    [SECOND_NURSE, who(2)],
  ] as const) {
    await house.db.execute(sql`
      insert into sharing.representation (actor, name, kind, scope, evidence, ground_patient, person, starts, made_by)
      values (${actor}, 'Somebody', 'self', '{}', 'Seen.', ${person}, ${person}, '2020-01-01', 'test')`);
  }
});

function who(n: number): PersonId {
  const person = persons[n];
  if (!person) throw new Error("There are four persons.");
  return person;
}

const act = async (actor: ActorId = GOVERNANCE_LEAD): Promise<ActPermit> =>
  mustSucceed(await house.sharing.mayAct({ actor, what: "unusual looks" }));

/** Rows of the log: at this moment, of these persons, by the nurse unless it says otherwise. */
const looked = (
  at: string,
  of: readonly (PersonId | string)[],
  fields: { actor?: ActorId; kind?: string; purpose?: string } = {},
) =>
  house.db.execute(sql`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    select ${at}::timestamptz, ${fields.kind ?? "person"}, ${fields.actor ?? NURSE}, ${PRACTICE},
      ${fields.purpose ?? "direct-care"}, person, 'record', 'Because.'
    from unnest(${of}::uuid[]) person`);

/** Ids of persons whom nobody knows. */
const others = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, n) => `99999999-0000-4000-8000-${String(from + n).padStart(12, "0")}`);

const watch = () => house.logWatch.watch(DAY, house.people.homesOf);
const found = async () =>
  (await house.logWatch.unusual(await act(), "waiting")).map(({ rule, person }) => [rule, person]);

describe("what stands out", () => {
  it("is found in a day's looks, by who they are to whoever looked", async () => {
    await looked("2026-05-03T10:00:00Z", persons);
    await house.logWatch.markWellKnown(await act(), who(3), true);
    expect(await watch()).toBe(4);
    expect(new Map((await found()) as [string, string][])).toEqual(
      new Map([
        ["own-record", who(0)],
        ["neighbour", who(1)],
        ["colleague", who(2)],
        ["well-known", who(3)],
      ]),
    );
  });

  it("is found once, however often one looks", async () => {
    await looked("2026-05-03T10:00:00Z", [who(2)]);
    expect([await watch(), await watch()]).toEqual([1, 0]);
    await house.logWatch.reviewUnusual(await act(), 1, { outcome: "proper", words: "They share a clinic." });
    expect(await watch()).toBe(0);
  });

  it("is of the day on the wall in England, and no other", async () => {
    await looked("2026-05-02T22:59:59Z", [who(2)]);
    await looked("2026-05-03T23:00:00Z", [who(2)]);
    expect(await watch()).toBe(0);
    await looked("2026-05-03T22:59:59Z", [who(2)]);
    expect(await watch()).toBe(1);
    expect([dayBefore(new Date("2026-05-03T22:59:59Z")), dayBefore(new Date("2026-05-03T23:00:00Z"))]).toEqual([
      "2026-05-02",
      "2026-05-03",
    ]);
  });

  it("is a night of somebody who looks by day, and far more than they and their peers usually do", async () => {
    for (const day of ["2026-04-20", "2026-04-21", "2026-04-22"]) {
      await looked(`${day}T10:00:00Z`, others(10));
      await looked(`${day}T10:00:00Z`, others(10), { actor: SECOND_NURSE });
    }
    await looked("2026-05-03T02:00:00Z", others(40));
    await looked("2026-05-03T10:00:00Z", others(12), { actor: SECOND_NURSE });
    await watch();
    expect(await found()).toEqual([
      ["night", null],
      ["volume", null],
    ]);
  });

  it("is not what somebody does every night, nor what all of the same role do that day", async () => {
    await looked("2026-04-20T02:00:00Z", others(40));
    await looked("2026-05-03T02:00:00Z", others(40));
    await looked("2026-05-03T10:00:00Z", others(40), { actor: SECOND_NURSE });
    expect(await watch()).toBe(0);
  });

  it("is being refused many times, and never a person reading their own record", async () => {
    await looked("2026-05-03T10:00:00Z", others(5), { kind: "refusal" });
    await looked("2026-05-03T10:00:00Z", [who(0)], { purpose: "own-record" });
    await watch();
    expect(await found()).toEqual([["refusals", null]]);
  });
});

describe("looking into it", () => {
  it("is logged about each person who is named, and is done once, never by whoever looked", async () => {
    await looked("2026-05-03T10:00:00Z", [who(2)], { actor: GOVERNANCE_LEAD });
    await house.db.execute(sql`
      update sharing.access_event set organisation = ${PRACTICE} where actor = ${GOVERNANCE_LEAD}`);
    await house.logWatch.markWellKnown(await act(SECOND_LEAD), who(2), true);
    await watch();
    const review = async (actor: ActorId) =>
      house.logWatch.reviewUnusual(await act(actor), 1, { outcome: "not proper", words: "No reason was given." });
    expect(await review(GOVERNANCE_LEAD)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    expect((await review(SECOND_LEAD)).ok).toBe(true);
    expect((await review(SECOND_LEAD)).ok).toBe(false);
    expect(await house.logWatch.unusual(await act(SECOND_LEAD), "reviewed")).toMatchObject([
      { person: who(2), review: { by: SECOND_LEAD, outcome: "not proper" } },
    ]);
    const rows = await house.db.query(sql<{ what: string }>`
      select what from sharing.access_event where kind = 'act' and person = ${who(2)} order by seq`);
    expect(rows.map(({ what }) => what)).toEqual(["marked as well known", "unusual look reviewed", "unusual looks"]);
  });

  it("tells what else its actor looked at on that day, each person by a number, in rows that name nobody", async () => {
    const [first, second] = [who(2), who(3)];
    await looked("2026-05-02T10:00:00Z", [first]);
    await looked("2026-05-03T10:00:00Z", [second]);
    await looked("2026-05-03T11:00:00Z", [first]);
    await looked("2026-05-03T12:00:00Z", [second], { kind: "refusal" });
    await looked("2026-05-03T13:00:00Z", [second], { actor: SECOND_NURSE });
    await watch();
    const unusual = mustSucceed(await house.logWatch.findUnusual(await act(), 1));
    expect(unusual).toMatchObject({ rule: "colleague", person: first, actor: NURSE, day: DAY });
    const looks = await house.logWatch.looksOfDay(await act(), unusual);
    expect(looks.map(({ at, person, isRefused }) => [at.toISOString().slice(11, 16), person, isRefused])).toEqual([
      ["10:00", 1, false],
      ["11:00", 2, false],
      ["12:00", 1, true],
    ]);
    expect(await house.db.query(sql`select person from sharing.access_event where what = 'looks of a day'`)).toEqual([
      { person: null },
    ]);
    expect(await house.logWatch.findUnusual(await act(), 2)).toMatchObject({ problem: { kind: "not-found" } });
  });

  it("leads from one to the oldest that waits, never to one's own; what was looked into last stands first", async () => {
    for (const [at, actor] of [
      ["2026-05-03T10:00:00Z", NURSE],
      ["2026-05-03T11:00:00Z", GOVERNANCE_LEAD],
      ["2026-05-03T12:00:00Z", SECOND_NURSE],
    ] as const) {
      await looked(at, [who(3)], { actor });
    }
    await house.logWatch.markWellKnown(await act(), who(3), true);
    expect(await watch()).toBe(3);
    const idOf = async (actor: ActorId) =>
      (await house.logWatch.unusual(await act(), "waiting")).find((one) => one.actor === actor)?.id ?? 0;
    const [nurse, second] = [await idOf(NURSE), await idOf(SECOND_NURSE)];
    const review = async (id: number) =>
      mustSucceed(await house.logWatch.reviewUnusual(await act(), id, { outcome: "proper", words: "Asked." }));
    expect(await house.logWatch.nextUnusual(await act())).toBe(nurse);
    await review(nurse);
    expect(await house.logWatch.nextUnusual(await act())).toBe(second);
    time.set("2026-05-04T00:31:00Z");
    await review(second);
    time.set("2026-05-04T00:30:00Z");
    expect(await house.logWatch.nextUnusual(await act())).toBeUndefined();
    expect(await house.logWatch.nextUnusual(await act(SECOND_LEAD))).toBe(await idOf(GOVERNANCE_LEAD));
    expect((await house.logWatch.unusual(await act(), "reviewed")).map(({ id }) => id)).toEqual([second, nurse]);
  });

  it("waits, and is counted until somebody has", async () => {
    await looked("2026-05-03T10:00:00Z", [who(2)]);
    await watch();
    expect((await house.logWatch.waiting()).unusual).toBe(1);
    await house.logWatch.reviewUnusual(await act(), 1, { outcome: "proper", words: "They share a clinic." });
    expect((await house.logWatch.waiting()).unusual).toBe(0);
  });

  it("comes to a month's report, in counts", async () => {
    await looked("2026-05-03T10:00:00Z", [who(2), who(3)]);
    await looked("2026-05-03T11:00:00Z", others(6), { kind: "refusal" });
    await looked("2026-04-03T11:00:00Z", others(6));
    await watch();
    await house.logWatch.reviewUnusual(await act(), 1, { outcome: "unclear", words: "They do not remember." });
    expect(mustSucceed(await house.logWatch.month(await act(), "2026-05"))).toEqual({
      ...{ looks: 2, persons: 2, refusals: 6, emergencies: 0, casesOpened: 0, casesAnswered: 0, heldBack: 0 },
      unusual: [
        { rule: "colleague", outcome: "unclear", count: 1 },
        { rule: "refusals", outcome: null, count: 1 },
      ],
    });
    expect(await house.logWatch.month(await act(), "2026-13")).toMatchObject({ ok: false });
  });
});

describe("people of whom many are curious", () => {
  it("are listed with who marked them and when, and taken off again; each is logged", async () => {
    await house.logWatch.markWellKnown(await act(), who(3), true);
    await house.logWatch.markWellKnown(await act(SECOND_LEAD), who(3), true);
    const marked = { person: who(3), markedBy: GOVERNANCE_LEAD, markedAt: time.clock() };
    expect(await house.logWatch.wellKnown(await act())).toEqual([marked]);
    expect(await house.logWatch.findWellKnown(await act(), who(3))).toEqual(marked);
    expect(await house.logWatch.findWellKnown(await act(), who(2))).toBeUndefined();
    await house.logWatch.markWellKnown(await act(), who(3), false);
    expect(await house.logWatch.wellKnown(await act())).toEqual([]);
    const rows = await house.db.query(sql<{ what: string }>`
      select what from sharing.access_event where person = ${who(3)} order by seq`);
    expect(rows.map(({ what }) => what)).toEqual([
      "marked as well known",
      "marked as well known",
      "people who are well known",
      "well known",
      "no longer well known",
    ]);
  });
});
