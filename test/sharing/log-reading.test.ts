import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, type ActorId, type PersonId } from "#base";
import { sql } from "#db";
import { readingOf, type Accesses, type ActPermit, type LookedAt, type PersonPermit } from "#sharing";
import { aClock, aHouse, aPlace, GOVERNANCE_LEAD, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { letIn } from "../builders/let-in.ts";

const PERSON = "11111111-1111-4111-8111-111111111111" as PersonId;
const OTHER = "22222222-2222-4222-8222-222222222222" as PersonId;
const THEMSELVES = actorId("agnes");
const SON = actorId("her-son");
const SECOND_LEAD = actorId("a-second-governance-lead");

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  const place = aPlace();
  const lead = place.staff.find((one) => one.id === GOVERNANCE_LEAD);
  if (!lead) throw new Error("The place has a governance lead.");
  house = await aHouse({
    clock: time.clock,
    place: { ...place, staff: [...place.staff, { ...lead, id: SECOND_LEAD }] },
  });
});

beforeEach(async () => {
  time.set("2026-05-03T10:00:00Z");
  await house.db.execute(sql`
    truncate sharing.access_event, sharing.withheld_access, sharing.log_case, sharing.log_case_event, sharing.claim,
      sharing.representation restart identity`);
  await represent(THEMSELVES, "self", []);
  await letIn(house.db, NURSE, PERSON);
});

const represent = (actor: ActorId, kind: string, scope: readonly string[]) =>
  house.db.execute(sql`
    insert into sharing.representation (actor, name, kind, scope, evidence, ground_patient, person, starts, made_by)
    values (${actor}, 'Somebody', ${kind}, ${scope}::text[], 'Seen.', ${OTHER}, ${PERSON}, '2020-01-01', 'test')`);

const permitOf = async (
  actor: ActorId,
  what: LookedAt = "access log",
  purpose: "own-record" | "direct-care" = "own-record",
) => mustSucceed(await house.sharing.mayRead({ actor, purpose, what }, PERSON));
const act = async (actor: ActorId = GOVERNANCE_LEAD): Promise<ActPermit> =>
  mustSucceed(await house.sharing.mayAct({ actor, what: "access log" }));

/** The nurse looks at a page. */
async function nurseLooks(what: LookedAt = "record"): Promise<void> {
  await house.db.query(readingOf(await permitOf(NURSE, what, "direct-care")));
}

async function logged(row: {
  at?: string;
  purpose?: string;
  actor?: string;
  kind?: string;
  what?: string;
}): Promise<number> {
  const { at = "2026-05-02T09:00:00Z", purpose = "direct-care", actor = NURSE, kind = "person", what = "record" } = row;
  const [made] = await house.db.query(sql<{ seq: number }>`
    insert into sharing.access_event (at, kind, actor, organisation, purpose, person, what, reason)
    values (${at}, ${kind}, ${actor}, ${PRACTICE}, ${purpose}, ${PERSON}, ${what}, 'Because.') returning seq`);
  return made?.seq ?? 0;
}

async function told(permit?: PersonPermit): Promise<Accesses> {
  const within = { from: new Date("2026-04-03T00:00:00Z"), until: new Date("2026-06-03T00:00:00Z") };
  return mustSucceed(await house.logReading.accessesOf(permit ?? (await permitOf(THEMSELVES)), within));
}

const linesOf = (accesses: Accesses) => accesses.days.flatMap(({ lines }) => lines);

describe("who has looked at my record", () => {
  it("says by day who, from where, why and what, one line for each sitting", async () => {
    await nurseLooks("record");
    time.set("2026-05-03T10:20:00Z");
    await nurseLooks("timeline");
    await nurseLooks("timeline");
    time.set("2026-05-03T15:00:00Z");
    await nurseLooks("entry");
    time.set("2026-05-04T09:00:00Z");
    await nurseLooks("record");
    const { days, summary } = await told();
    expect(days.map(({ day, lines }) => [day, lines.length])).toEqual([
      ["2026-05-04", 1],
      ["2026-05-03", 2],
    ]);
    expect(days[1]?.lines[1]).toMatchObject({
      who: "A nurse",
      organisation: "First Surgery",
      what: ["your record in a minute", "your timeline"],
      from: new Date("2026-05-03T10:00:00Z"),
      until: new Date("2026-05-03T10:20:00Z"),
      isEmergency: false,
      isRefused: false,
      rows: [1, 2, 3],
    });
    expect(days[1]?.lines[1]?.why).toMatch(/^[A-Z].+\.$/);
    expect(summary).toBe("One person looked at your record, to care for you.");
  });

  it("names people as the place chooses", async () => {
    await nurseLooks();
    const shownBy = async (looksShownBy: "name" | "organisation") => {
      const before = house.directory.place;
      house.directory.renew({ ...before, looksShownBy });
      const [line] = linesOf(await told());
      house.directory.renew(before);
      return line?.who;
    };
    expect(await shownBy("name")).toBe("A Nurse");
    expect(await shownBy("organisation")).toBe("A member of staff");
  });

  it("tells the role and the team of the day of the look, whatever somebody does since", async () => {
    const before = house.directory.place;
    const nurse = before.staff.find(({ id }) => id === NURSE);
    if (!nurse) throw new Error("The place has a nurse.");
    const then = { ...nurse, team: "Rapid Response", to: "2026-05-01" };
    const now = { ...nurse, role: "coordinator" as const, from: "2026-05-02" };
    const others = before.staff.filter((one) => one !== nurse);
    const shownBy = async (looksShownBy: "role" | "team") => {
      house.directory.renew({ ...before, looksShownBy, staff: [now, then, ...others] });
      const lines = linesOf(await told()).flatMap(({ who }) => (who === "You" ? [] : [who]));
      house.directory.renew(before);
      return lines;
    };
    await logged({ at: "2026-05-01T09:00:00Z" });
    await logged({ at: "2026-05-02T09:00:00Z" });
    expect(await shownBy("role")).toEqual(["A coordinator", "A nurse"]);
    expect(await shownBy("team")).toEqual(["A coordinator", "The Rapid Response team"]);
  });

  it("tells of emergencies, of refusals, of lists and of what was done", async () => {
    await house.db.execute(sql`
      insert into sharing.claim (kind, actor, organisation, person, reason, starts, ends)
      values ('emergency', 'a-linker', 'X99004', ${PERSON}, 'Unconscious.', '2026-05-02T08:30Z', '2026-05-02T09:30Z')`);
    await logged({ actor: "a-linker" });
    await logged({ actor: "a-linker", at: "2026-05-02T12:00:00Z" });
    await logged({ kind: "refusal", actor: "somebody", what: "refused" });
    await logged({ kind: "list", what: "search" });
    const accesses = await told();
    expect(linesOf(accesses).map(({ isEmergency, isRefused }) => ({ isEmergency, isRefused }))).toEqual([
      { isEmergency: false, isRefused: false },
      { isEmergency: true, isRefused: false },
      { isEmergency: false, isRefused: true },
      { isEmergency: false, isRefused: false },
    ]);
    expect(accesses.summary).toBe(
      "Two people looked at your record, all to care for you, one in an emergency. One person asked to look and was refused.",
    );
  });

  it("leaves out what sources sent, and other people's", async () => {
    await house.db.execute(sql`
      insert into sharing.access_event (kind, organisation, purpose, person, delivery, what, reason)
      values ('supply', 'X99001', 'direct-care', ${PERSON}, 1, 'delivery', 'Sent.'),
        ('list', 'X99001', 'direct-care', ${OTHER}, null, 'search', 'Because.')`);
    expect(await told()).toEqual({ days: [], summary: "Nobody has looked at your record." });
  });

  it("is itself on the log, as their own look, which counts for nobody's", async () => {
    await told();
    const accesses = await told();
    expect(linesOf(accesses)).toMatchObject([{ who: "You", what: ["who has looked at your record"] }]);
    expect(accesses.summary).toBe("Nobody has looked at your record.");
  });

  it("is not for those whom the person lets read their record, unless they may see the log too", async () => {
    await represent(SON, "carer", ["medicines"]);
    const within = { from: new Date(0), until: new Date("2027-01-01") };
    const refused = await house.logReading.accessesOf(await permitOf(SON), within);
    expect(refused).toMatchObject({ ok: false, problem: { kind: "refused" } });
    await house.db.execute(
      sql`update sharing.representation set scope = array_append(scope, 'access-log') where actor = ${SON}`,
    );
    expect((await house.logReading.accessesOf(await permitOf(SON), within)).ok).toBe(true);
  });

  it("is not for staff", async () => {
    const within = { from: new Date(0), until: new Date("2027-01-01") };
    const permit = await permitOf(NURSE, "record", "direct-care");
    expect(await house.logReading.accessesOf(permit, within)).toMatchObject({
      ok: false,
      problem: { kind: "refused" },
    });
  });
});

describe("a look that is held back", () => {
  const end = new Date("2026-06-01T00:00:00Z");
  const held = async (seq: number) =>
    mustSucceed(await house.logReading.holdBack(await act(), seq, "The person may be harmed if they knew.", end));

  it("is absent, from the summary too, until its day, once a second person has agreed", async () => {
    const id = await held(await logged({ purpose: "safeguarding" }));
    expect(await told()).toMatchObject({ days: [], summary: "Nobody has looked at your record." });
    mustSucceed(await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, true));
    time.set("2026-05-31T23:00:00Z");
    expect(linesOf(await told()).filter(({ who }) => who !== "You")).toEqual([]);
    time.set("2026-06-01T00:00:01Z");
    expect(linesOf(await told()).filter(({ who }) => who !== "You")).toMatchObject([{ who: "A nurse" }]);
  });

  it("covers what the same actor looks at afterwards, to the same end, and nothing else", async () => {
    await held(await logged({ purpose: "safeguarding" }));
    await logged({ purpose: "safeguarding", at: "2026-05-03T08:00:00Z" });
    const ordinary = await logged({ at: "2026-05-03T09:00:00Z" });
    const another = await logged({ purpose: "safeguarding", actor: "a-linker" });
    expect(linesOf(await told()).flatMap(({ rows }) => rows)).toEqual([ordinary, another]);
  });

  it("is told after a week where nobody agreed, and at once where somebody did not", async () => {
    const lapsing = await logged({ purpose: "safeguarding" });
    await held(lapsing);
    time.set("2026-05-10T09:59:00Z");
    expect(linesOf(await told()).filter(({ who }) => who !== "You")).toEqual([]);
    time.set("2026-05-10T10:01:00Z");
    expect(linesOf(await told()).flatMap(({ rows }) => rows)).toContain(lapsing);
    const refused = await logged({ purpose: "safeguarding", at: "2026-05-10T09:00:00Z", actor: "a-linker" });
    const id = await held(refused);
    mustSucceed(await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, false));
    expect(linesOf(await told()).flatMap(({ rows }) => rows)).toContain(refused);
  });

  it("cannot be agreed to by whoever asked, nor decided twice", async () => {
    const id = await held(await logged({ purpose: "safeguarding" }));
    expect(await house.logReading.decideHeldBack(await act(), id, true)).toMatchObject({ ok: false });
    expect(await house.logReading.heldBackWaiting(await act(SECOND_LEAD))).toMatchObject([{ id }]);
    mustSucceed(await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, true));
    expect(await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, false)).toMatchObject({ ok: false });
    expect(await house.logReading.heldBackWaiting(await act(SECOND_LEAD))).toEqual([]);
  });

  it("is never an ordinary one, nor held for more than a year, nor without a reason", async () => {
    const ordinary = await logged({});
    const holding = async (seq: number, why: string, until: Date) =>
      house.logReading.holdBack(await act(), seq, why, until);
    expect(await holding(ordinary, "Because.", end)).toMatchObject({ ok: false, problem: { kind: "refused" } });
    const secret = await logged({ purpose: "safeguarding" });
    expect(await holding(secret, "Because.", new Date("2027-06-01"))).toMatchObject({ problem: { kind: "invalid" } });
    expect(await holding(secret, "Because.", new Date("2026-05-03T10:00:00Z"))).toMatchObject({ ok: false });
    expect(await holding(secret, " ", end)).toMatchObject({ problem: { kind: "invalid" } });
    expect(await holding(999, "Because.", end)).toMatchObject({ problem: { kind: "not-found" } });
  });
});

describe("asking about a look", () => {
  const ask = async (rows: readonly number[], question = "Why did the nurse look?") =>
    house.logReading.askAbout(await permitOf(THEMSELVES, "question asked"), { rows, question });

  it("opens a case, which is answered and closed, each once and in this order", async () => {
    const seq = await logged({});
    const id = mustSucceed(await ask([seq]));
    expect(await house.logReading.cases(await act(), "open")).toMatchObject([
      { id, person: PERSON, question: "Why did the nurse look?", rows: [seq], openedBy: THEMSELVES },
    ]);
    expect(await house.logReading.closeCase(await act(), id)).toMatchObject({ problem: { kind: "conflict" } });
    time.set("2026-05-04T10:00:00Z");
    mustSucceed(await house.logReading.answerCase(await act(), id, "To renew your prescription."));
    expect(await house.logReading.answerCase(await act(), id, "Again.")).toMatchObject({
      problem: { kind: "conflict" },
    });
    expect(mustSucceed(await house.logReading.casesOf(await permitOf(THEMSELVES)))).toMatchObject([
      { id, answer: { words: "To renew your prescription.", by: GOVERNANCE_LEAD, at: time.clock() } },
    ]);
    mustSucceed(await house.logReading.closeCase(await act(), id));
    expect(await house.logReading.closeCase(await act(), id)).toMatchObject({ problem: { kind: "conflict" } });
    expect(await house.logReading.cases(await act(), "open")).toEqual([]);
    expect(await house.logReading.cases(await act(), "closed")).toMatchObject([
      { id, closed: { by: GOVERNANCE_LEAD } },
    ]);
  });

  it("is only about one's own log, and never about what is held back", async () => {
    const [foreign] = await house.db.query(sql<{ seq: number }>`
      insert into sharing.access_event (kind, organisation, purpose, person, what, reason)
      values ('list', 'X99001', 'direct-care', ${OTHER}, 'search', 'Because.') returning seq`);
    const secret = await logged({ purpose: "safeguarding" });
    mustSucceed(await house.logReading.holdBack(await act(), secret, "Harm.", new Date("2026-06-01")));
    for (const rows of [[foreign?.seq ?? 0], [secret], [], [4711], [await logged({}), secret]]) {
      expect(await ask(rows)).toMatchObject({ ok: false, problem: { kind: "not-found" } });
    }
    expect(await ask([await logged({})], "  ")).toMatchObject({ problem: { kind: "invalid" } });
  });

  it("is never answered by whoever looked", async () => {
    const id = mustSucceed(await ask([await logged({ actor: GOVERNANCE_LEAD })]));
    expect(await house.logReading.answerCase(await act(), id, "It was nothing.")).toMatchObject({
      problem: { kind: "refused" },
    });
    expect((await house.logReading.answerCase(await act(SECOND_LEAD), id, "They mistook the name.")).ok).toBe(true);
  });

  it("leaves a row of the officer who read, answered and closed it", async () => {
    const id = mustSucceed(await ask([await logged({})]));
    await house.logReading.cases(await act(), "open");
    mustSucceed(await house.logReading.answerCase(await act(), id, "To renew your prescription."));
    mustSucceed(await house.logReading.closeCase(await act(), id));
    expect(
      await house.db.query(sql`
        select person, what from sharing.access_event where kind = 'act' and actor = ${GOVERNANCE_LEAD} order by seq`),
    ).toEqual(
      [
        "questions about the log",
        "question about the log",
        "question answered",
        "question about the log",
        "question closed",
      ].map((what) => ({ person: PERSON, what })),
    );
  });
});
