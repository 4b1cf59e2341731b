import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, patientIdOf, type ActorId, type OdsCode, type PatientId, type PersonId } from "#base";
import { sql } from "#db";
import type { Verdict } from "#people";
import type { Place } from "#place";
import type { Choosing } from "#sharing";
import { emptied } from "../builders/governance.ts";
import {
  aClock,
  aHouse,
  aPlace,
  COUNCIL,
  HOSPITAL,
  LINKER,
  NURSE,
  PRACTICE,
  SECOND_LINKER,
  type House,
} from "../builders/house.ts";
import { letIn } from "../builders/let-in.ts";
import { aPatient } from "../builders/patient.ts";
import { aReferral, aStay, supplied } from "../builders/resources.ts";

const [SOCIAL_WORKER, THERAPIST] = [actorId("a-social-worker"), actorId("a-therapist")];
/** Reads what others chose, for the tests alone. */
const OBSERVER = actorId("an-observer");

const READERS: readonly { readonly actor: ActorId; readonly at: OdsCode }[] = [
  { actor: NURSE, at: PRACTICE },
  { actor: SOCIAL_WORKER, at: COUNCIL },
  { actor: THERAPIST, at: HOSPITAL },
];

const PATIENTS = [
  { source: PRACTICE, id: "g1" },
  { source: PRACTICE, id: "g2" },
  { source: COUNCIL, id: "c1" },
  { source: HOSPITAL, id: "h1" },
] as const;
type Known = (typeof PATIENTS)[number];
const idOf = ({ source, id }: Known): PatientId => patientIdOf(source, id);

function aPlaceWithReaders(): Place {
  const place = aPlace();
  const from = "2020-01-01";
  return {
    ...place,
    staff: [
      ...place.staff,
      { id: SOCIAL_WORKER, name: "A Social Worker", role: "social-worker", organisation: COUNCIL, from },
      { id: THERAPIST, name: "A Therapist", role: "therapist", organisation: HOSPITAL, from },
      { id: OBSERVER, name: "An Observer", role: "gp", organisation: PRACTICE, from },
    ],
  };
}

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let delivery = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock, place: aPlaceWithReaders() });
});
beforeEach(begin);

/** Four registrations of four people, and nobody who has to do with any of them. */
async function begin(): Promise<void> {
  await emptied(house);
  await house.db.execute(sql`truncate sharing.claim, sharing.choice`);
  for (const [nth, one] of PATIENTS.entries())
    await deliver(one, aPatient(one.id).born(`19${4 + nth}7-03-31`).resource);
}

const tick = (): void => {
  delivery += 1;
  time.set(new Date(Date.UTC(2026, 4, 3, 10) + delivery * 1000).toISOString());
};

async function deliver({ source }: Known, resource: Parameters<typeof supplied>[0]): Promise<void> {
  tick();
  await house.save(source, delivery, [supplied(resource, { recorded: time.clock() })]);
}

/** `between`: until a second person confirms it, a decision stands for nothing, and the one before has given way. */
async function decide(
  one: Known,
  other: Known,
  verdict: Verdict,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  tick();
  const given = { one: idOf(one), other: idOf(other), verdict, reason: "Looked at both." };
  const made = mustSucceed(await house.people.review.decide(await house.mayLink(LINKER), given));
  if (!made.needsSecond) return;
  await between();
  mustSucceed(await house.people.review.confirm(await house.mayLink(SECOND_LINKER), made.id));
}

const personOf = ({ source, id }: Known): Promise<PersonId> => house.personOf(source, id);

async function claim(actor: ActorId, about: Known): Promise<void> {
  tick();
  mustSucceed(await house.sharing.claim({ actor, kind: "claimed" }, await personOf(about), "I visit them."));
}

/** A permit of whoever may always read, so that choosing changes nothing of what is tried. */
async function observing(about: Known) {
  const person = await personOf(about);
  await letIn(house.db, OBSERVER, person);
  const asking = { actor: OBSERVER, purpose: "direct-care", what: "sharing" } as const;
  return mustSucceed(await house.sharing.mayRead(asking, person));
}

const choose = async (about: Known, choosing: Choosing): Promise<void> =>
  mustSucceed(await house.sharing.choose(await observing(about), choosing));

const chosenBy = async (one: Known): Promise<readonly string[]> =>
  (await house.sharing.choicesOf(await observing(one))).map(({ choosing }) => JSON.stringify(choosing)).sort();

const mayRead = async (actor: ActorId, about: Known): Promise<boolean> =>
  (await house.sharing.mayRead({ actor, purpose: "direct-care", what: "record" }, await personOf(about))).ok;

const [g1, g2, c1, h1] = PATIENTS;
const RECENT = "2026-04-20";
const recentReferral = (id: string, patient: string, to: OdsCode, status: "active" | "revoked" = "active") => ({
  ...aReferral(id, patient, to),
  authoredOn: RECENT,
  status,
});

describe("a permit's ground", () => {
  it("once ended, opens nothing to whoever asks next", async () => {
    await deliver(h1, aStay("s1", "h1", RECENT));
    expect(await mayRead(THERAPIST, h1)).toBe(true);
    await deliver(h1, aStay("s1", "h1", "2025-12-01", "2026-01-01"));
    expect(await mayRead(THERAPIST, h1)).toBe(false);
  });

  it("once corrected to be somebody else's, opens them and nobody else", async () => {
    await deliver(g1, recentReferral("q1", "g1", COUNCIL));
    expect([await mayRead(SOCIAL_WORKER, g1), await mayRead(SOCIAL_WORKER, g2)]).toEqual([true, false]);
    await deliver(g1, recentReferral("q1", "g2", COUNCIL));
    expect([await mayRead(SOCIAL_WORKER, g1), await mayRead(SOCIAL_WORKER, g2)]).toEqual([false, true]);
  });

  it("goes with its registration when one person proves to be two", async () => {
    await deliver(h1, aStay("s1", "h1", RECENT));
    await decide(g1, h1, "same");
    expect(await mayRead(THERAPIST, g1)).toBe(true);
    await decide(g1, h1, "different");
    expect([await mayRead(THERAPIST, g1), await mayRead(THERAPIST, h1)]).toEqual([false, true]);
  });
});

describe("what people claim", () => {
  it("is over when the person turns out to be somebody else, by a merge or a split", async () => {
    await claim(SOCIAL_WORKER, g1);
    expect(await mayRead(SOCIAL_WORKER, g1)).toBe(true);
    await decide(g1, h1, "same");
    expect(await mayRead(SOCIAL_WORKER, g1)).toBe(false);
    await claim(SOCIAL_WORKER, g1);
    await decide(g1, h1, "different");
    expect([await mayRead(SOCIAL_WORKER, g1), await mayRead(SOCIAL_WORKER, h1)]).toEqual([false, false]);
  });
});

describe("what people choose", () => {
  it("is united when two prove to be one, and kept by both when one proves to be two", async () => {
    await choose(g1, { kind: "category", category: "medicines" });
    await choose(h1, { kind: "not-seen-by", organisation: COUNCIL });
    await decide(g1, h1, "same");
    const both = await chosenBy(g1);
    expect(both).toHaveLength(2);
    expect(await chosenBy(h1)).toEqual(both);
    await choose(g1, { kind: "not-shared-by", organisation: PRACTICE });
    await decide(g1, h1, "different");
    expect(await personOf(g1)).not.toBe(await personOf(h1));
    expect(await chosenBy(g1)).toHaveLength(3);
    expect(await chosenBy(h1)).toEqual(await chosenBy(g1));
    expect(await chosenBy(c1)).toEqual([]);
  });
});

type Step =
  | { readonly does: "decide"; readonly pair: readonly Known[]; readonly verdict: "same" | "different" }
  | { readonly does: "refer"; readonly patient: Known; readonly to: OdsCode; readonly status: "active" | "revoked" }
  | { readonly does: "stay"; readonly over: boolean }
  | { readonly does: "claim"; readonly actor: ActorId; readonly about: Known }
  | { readonly does: "choose"; readonly about: Known; readonly choosing: Choosing };

const anyPatient = fc.constantFrom(...PATIENTS);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("decide" as const),
      pair: fc.uniqueArray(anyPatient, { minLength: 2, maxLength: 2 }),
      verdict: fc.constantFrom("same" as const, "same" as const, "different" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("refer" as const),
      patient: anyPatient,
      to: fc.constantFrom(PRACTICE, COUNCIL, HOSPITAL),
      status: fc.constantFrom("active" as const, "active" as const, "revoked" as const),
    }),
  },
  fc.record({ does: fc.constant("stay" as const), over: fc.boolean() }),
  fc.record({
    does: fc.constant("claim" as const),
    actor: fc.constantFrom(...READERS.map(({ actor }) => actor)),
    about: anyPatient,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("choose" as const),
      about: anyPatient,
      choosing: fc.constantFrom<Choosing>(
        { kind: "category", category: "medicines" },
        { kind: "not-seen-by", organisation: COUNCIL },
        { kind: "not-shared-by", organisation: HOSPITAL },
      ),
    }),
  },
);

/** What was said and done, from which follows who may read whom, whatever the order it came in. */
class Story {
  /** One entry of each source says whom it refers, and where; the last word holds. */
  readonly entries = new Map<string, { readonly patient: PatientId; readonly to: OdsCode }>();
  claims: readonly { readonly actor: ActorId; readonly about: string }[] = [];
  readonly chosen = new Map<PatientId, Set<string>>(PATIENTS.map((one) => [idOf(one), new Set()]));

  async take(step: Step): Promise<void> {
    switch (step.does) {
      case "decide": {
        const [one, other] = step.pair;
        if (one && other) await decide(one, other, step.verdict, () => this.seeWhoIsOne());
        break;
      }
      case "refer":
        await deliver(step.patient, recentReferral("q1", step.patient.id, step.to, step.status));
        this.say(`${step.patient.source} q1`, step.patient, step.status === "active" ? step.to : undefined);
        break;
      case "stay":
        await deliver(h1, step.over ? aStay("s1", "h1", "2025-12-01", "2026-01-01") : aStay("s1", "h1", RECENT));
        this.say("stay", h1, step.over ? undefined : HOSPITAL);
        break;
      case "claim":
        await claim(step.actor, step.about);
        this.claims = [...this.claims, { actor: step.actor, about: await this.groupOf(step.about) }];
        break;
      case "choose":
        await choose(step.about, step.choosing);
        this.chosen.get(idOf(step.about))?.add(JSON.stringify(step.choosing));
    }
    await this.seeWhoIsOne();
  }

  private say(entry: string, patient: Known, to: OdsCode | undefined): void {
    if (to === undefined) this.entries.delete(entry);
    else this.entries.set(entry, { patient: idOf(patient), to });
  }

  /** The registrations of the person to whom a registration belongs now. */
  async groupOf(one: Known): Promise<string> {
    const rows = await house.db.query(sql<{ patient: PatientId }>`
      select patient from people.current_patient where person = ${await personOf(one)} order by patient`);
    return rows.map(({ patient }) => patient).join(" ");
  }

  /** What one of them chose, all of them did; and what was claimed of other registrations is over for good. */
  private async seeWhoIsOne(): Promise<void> {
    const groups = await Promise.all(PATIENTS.map((one) => this.groupOf(one)));
    this.claims = this.claims.filter(({ about }) => groups.includes(about));
    for (const group of groups.map((one) => one.split(" ") as PatientId[])) {
      const all = group.flatMap((one) => [...(this.chosen.get(one) ?? [])]);
      for (const one of group) for (const choice of all) this.chosen.get(one)?.add(choice);
    }
  }

  /** Whether something that still stands says that the reader has to do with whom the registration is. */
  async mayRead({ actor, at }: (typeof READERS)[number], about: Known): Promise<boolean> {
    const group = await this.groupOf(about);
    const isRelated = [...this.entries.values()].some(({ patient, to }) => to === at && group.includes(patient));
    return isRelated || this.claims.some((one) => one.actor === actor && one.about === group);
  }
}

describe("in whatever order people are joined and parted, entries corrected and ended, claims and choices made", () => {
  it("nobody reads but by what stands, and no choice is lost", { timeout: 240_000 }, async () => {
    let [allowed, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 16 }), async (steps) => {
        await begin();
        const story = new Story();
        for (const step of steps) {
          await story.take(step);
          for (const about of PATIENTS) {
            for (const reader of READERS) {
              const may = await mayRead(reader.actor, about);
              expect([reader.actor, about.id, may]).toEqual([
                reader.actor,
                about.id,
                await story.mayRead(reader, about),
              ]);
              if (may) allowed += 1;
              else refused += 1;
            }
            expect(await chosenBy(about)).toEqual(expect.arrayContaining([...(story.chosen.get(idOf(about)) ?? [])]));
          }
        }
      }),
      { numRuns: 15 },
    );
    // Neither answer is so rare that nothing was tried.
    expect([allowed > 100, refused > 100]).toEqual([true, true]);
  });
});
