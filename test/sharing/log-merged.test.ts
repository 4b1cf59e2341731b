import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, patientIdOf, type ActorId, type PatientId, type PersonId } from "#base";
import { sql } from "#db";
import type { Verdict } from "#people";
import type { ActPermit, LookedAt } from "#sharing";
import { emptied } from "../builders/governance.ts";
import {
  aClock,
  aHouse,
  aPlace,
  COUNCIL,
  GOVERNANCE_LEAD,
  HOSPITAL,
  LINKER,
  NURSE,
  PRACTICE,
  SECOND_LINKER,
  type House,
} from "../builders/house.ts";
import { logged } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const SECOND_LEAD = actorId("a-second-governance-lead");
/** Two registrations: with the practice, and with the hospital. Each has somebody who says that they are the person. */
const KNOWN = [
  { source: PRACTICE, id: "g1", self: actorId("agnes") },
  { source: HOSPITAL, id: "h1", self: actorId("also-agnes") },
] as const;
type Known = (typeof KNOWN)[number];
const [g1, h1] = KNOWN;
const idOf = ({ source, id }: Known) => patientIdOf(source, id);

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let persons: ReadonlyMap<Known, PersonId>;
beforeAll(async () => {
  const place = aPlace();
  const leads = place.staff.filter((one) => one.id === GOVERNANCE_LEAD).map((one) => ({ ...one, id: SECOND_LEAD }));
  house = await aHouse({ clock: time.clock, place: { ...place, staff: [...place.staff, ...leads] } });
});

beforeEach(async () => {
  await emptied(house);
  await house.db.execute(sql`
    truncate sharing.claim, sharing.representation, sharing.log_case, sharing.log_case_event, sharing.withheld_access,
      sharing.well_known restart identity`);
  for (const [nth, { source, id }] of KNOWN.entries()) {
    const patient = aPatient(id).born(`19${4 + nth}7-03-31`).resource;
    await house.save(source, nth + 1, [supplied(patient, { recorded: "2026-01-02" })]);
  }
  persons = new Map(await Promise.all(KNOWN.map(async (one) => [one, await personOf(one)] as const)));
  for (const one of KNOWN) {
    await house.db.execute(sql`
      insert into sharing.representation (actor, name, kind, scope, evidence, ground_patient, person, starts, made_by)
      values (${one.self}, 'Somebody', 'self', '{}', 'Seen.', ${idOf(one)}, ${wasOf(one)}, '2020-01-01', 'test')`);
  }
});

const personOf = ({ source, id }: Known): Promise<PersonId> => house.personOf(source, id);

/** Who the registration was before anything was decided. */
function wasOf(one: Known): PersonId {
  const person = persons.get(one);
  if (!person) throw new Error("Everybody is somebody.");
  return person;
}

const decide = (verdict: Verdict): Promise<void> => decideOn(idOf(g1), idOf(h1), verdict);

async function decideOn(one: PatientId, other: PatientId, verdict: Verdict): Promise<void> {
  const given = { one, other, verdict, reason: "Looked at both." };
  const made = mustSucceed(await house.people.review.decide(await house.mayLink(LINKER), given));
  if (made.needsSecond) mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), made.id));
}

/** Whose id is nobody's any more, and whose is both's. */
async function joined(): Promise<{ readonly absorbed: Known; readonly other: Known }> {
  await decide("same");
  const present = await personOf(g1);
  return wasOf(g1) === present ? { absorbed: h1, other: g1 } : { absorbed: g1, other: h1 };
}

const permitOf = async (one: Known, what: LookedAt = "access log") =>
  mustSucceed(await house.sharing.mayRead({ actor: one.self, purpose: "own-record", what }, await personOf(one)));
const act = async (actor: ActorId = GOVERNANCE_LEAD): Promise<ActPermit> =>
  mustSucceed(await house.sharing.mayAct({ actor, what: "access log" }));

/** What staff who care looked at, and what the person themselves looked at, by the numbers of the rows. */
async function told(one: Known) {
  const within = { from: new Date("2026-01-01"), until: new Date("2027-01-01") };
  const { days } = mustSucceed(await house.logReading.accessesOf(await permitOf(one), within));
  const lines = days.flatMap((day) => day.lines);
  const rowsBy = (who: string) => lines.flatMap((line) => (line.who === who ? line.rows : [])).sort((a, b) => a - b);
  return { care: rowsBy("A nurse"), own: rowsBy("You") };
}

describe("the log of somebody who proves to be one person with another", () => {
  it("tells of looks under every id by which they were known, their own as theirs", async () => {
    const before = [await logged(house.db, { person: wasOf(g1) }), await logged(house.db, { person: wasOf(h1) })];
    await told(g1);
    await told(h1);
    await joined();
    const { care, own } = await told(g1);
    expect(care).toEqual(before);
    expect(own).toHaveLength(2);
    expect((await told(h1)).care).toEqual(before);
  });

  it("gives each their own back when they prove to be two", async () => {
    const ofG1 = await logged(house.db, { person: wasOf(g1) });
    const ofH1 = await logged(house.db, { person: wasOf(h1) });
    await joined();
    const ofBoth = await logged(house.db, { person: await personOf(g1) });
    await decide("different");
    const [g1Now, h1Now] = [(await told(g1)).care, (await told(h1)).care];
    expect(g1Now).toContain(ofG1);
    expect(h1Now).toContain(ofH1);
    expect(g1Now).not.toContain(ofH1);
    expect(h1Now).not.toContain(ofG1);
    // A look at both is told to whose id it was.
    expect([g1Now.includes(ofBoth), h1Now.includes(ofBoth)].sort()).toEqual([false, true]);
  });

  it("lets them ask about looks under an id that led to them since, and keeps what they had asked", async () => {
    const seq = await logged(house.db, { person: wasOf(g1) });
    const ask = async (one: Known, question: string) =>
      house.logReading.askAbout(await permitOf(one, "question asked"), { rows: [seq], question });
    mustSucceed(await ask(g1, "Why did the nurse look?"));
    expect((await ask(h1, "And here?")).ok).toBe(false);
    await joined();
    mustSucceed(await ask(h1, "And here?"));
    const cases = mustSucceed(await house.logReading.casesOf(await permitOf(h1)));
    expect(cases.map(({ question }) => question)).toEqual(["And here?", "Why did the nurse look?"]);
  });

  it("holds back what follows under the other id, too, and nothing else", async () => {
    const looking = (person: PersonId, actor: ActorId = NURSE) =>
      logged(house.db, { person, actor, purpose: "safeguarding" });
    const end = new Date("2026-06-01");
    const first = await looking(wasOf(g1));
    const id = mustSucceed(await house.logReading.holdBack(await act(), first, "They may be harmed.", end));
    mustSucceed(await house.logReading.decideHeldBack(await act(SECOND_LEAD), id, true));
    await joined();
    await looking(await personOf(g1));
    const another = await looking(await personOf(g1), LINKER);
    const within = { from: new Date("2026-01-01"), until: new Date("2027-01-01") };
    const { days } = mustSucceed(await house.logReading.accessesOf(await permitOf(g1), within));
    const lines = days.flatMap((day) => day.lines).filter(({ who }) => who !== "You");
    expect(lines.flatMap(({ rows }) => rows)).toContain(another);
    expect(lines.filter(({ who }) => who === "A nurse")).toEqual([]);
  });
});

describe("a mark that many are curious", () => {
  it("goes with whoever becomes somebody else, and stays with both when they prove to be two", async () => {
    const { absorbed, other } = await joined();
    await decide("different");
    await house.logWatch.markWellKnown(await act(), await personOf(absorbed), true);
    const marked = async () => (await house.logWatch.wellKnown(await act())).map(({ person }) => person).sort();
    expect(await marked()).toEqual([await personOf(absorbed)]);
    await decide("same");
    expect(await personOf(absorbed)).toBe(wasOf(other));
    expect(await marked()).toContain(wasOf(other));
    await decide("different");
    expect(await marked()).toEqual([wasOf(absorbed), wasOf(other)].sort());
  });
});

describe("in whatever order people are joined and parted", () => {
  const PATIENTS = [
    { source: PRACTICE, id: "g1" },
    { source: PRACTICE, id: "g2" },
    { source: COUNCIL, id: "c1" },
    { source: HOSPITAL, id: "h1" },
  ] as const;
  const anyStep = fc.record({
    pair: fc.uniqueArray(fc.constantFrom(...PATIENTS), { minLength: 2, maxLength: 2 }),
    verdict: fc.constantFrom("same" as const, "same" as const, "different" as const),
  });

  it("each row is told to the one to whom its id leads, and to nobody else", { timeout: 240_000 }, async () => {
    let absorbed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 12 }), async (steps) => {
        await emptied(house);
        for (const [nth, { source, id }] of PATIENTS.entries()) {
          const patient = aPatient(id).born(`19${4 + nth}7-03-31`).resource;
          await house.save(source, nth + 1, [supplied(patient, { recorded: "2026-01-02" })]);
        }
        const known = new Set<PersonId>();
        const present = async () =>
          new Set(await Promise.all(PATIENTS.map(({ source, id }) => house.personOf(source, id))));
        for (const person of await present()) known.add(person);
        for (const { pair, verdict } of steps) {
          const [one, other] = pair.map(({ source, id }) => patientIdOf(source, id));
          if (!one || !other) throw new Error("A pair is two.");
          await decideOn(one, other, verdict);
          for (const person of await present()) known.add(person);
          const ids = new Map<PersonId, PersonId>();
          for (const person of await present()) {
            for (const id of await house.people.idsOf(person)) {
              expect([id, ids.get(id)]).toEqual([id, undefined]);
              ids.set(id, person);
            }
          }
          for (const id of known) expect([id, ids.get(id)]).toEqual([id, await house.people.presentId(id)]);
          absorbed += known.size - (await present()).size;
        }
      }),
      { numRuns: 12 },
    );
    expect(absorbed).toBeGreaterThan(20);
  });
});
