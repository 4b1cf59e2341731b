import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { entryIdOf, type EntryId } from "#base";
import { sql } from "#db";
import type { SuppliedEntry } from "#record";
import { aClock, aHouse, PRACTICE, type House } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { anObservation, supplied } from "../builders/resources.ts";

const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const time = aClock("2026-01-01T00:00:00Z");
let house: House;
/** Each run of a property has a patient and deliveries of its own, all in one database. */
let runs = 0;
let deliveries = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});

/** What one line of a delivery says: which of a few entries, in which words, written on which day. */
type Line = { readonly entry: number; readonly weight: number; readonly day: number; readonly ended: boolean };

const anyLine: fc.Arbitrary<Line> = fc.record({
  entry: fc.nat(2),
  weight: fc.nat(3),
  day: fc.nat(5),
  ended: fc.boolean(),
});
const anyDeliveries = fc.array(fc.array(anyLine, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });

const suppliedLine = (patient: string, one: Line, line: number): SuppliedEntry =>
  supplied(anObservation(`${patient}-${one.entry}`, patient, "2026-01-01", one.weight), {
    recorded: new Date(FIRST_DAY + one.day * DAY),
    line,
    ended: one.ended,
  });

/** A moment at which the nth delivery of all had been received, and none after it. */
const received = (nth: number) => new Date(FIRST_DAY + nth * 60_000);

async function deliver(patient: string, lines: readonly Line[]) {
  deliveries += 1;
  time.set(received(deliveries).toISOString());
  return house.save(
    PRACTICE,
    deliveries,
    lines.map((one, nth) => suppliedLine(patient, one, nth + 1)),
  );
}

async function aFreshPatient(): Promise<string> {
  runs += 1;
  const patient = `p${runs}`;
  await house.save(PRACTICE, ++deliveries, [supplied(aPatient(patient).resource, { recorded: received(deliveries) })]);
  return patient;
}

/** The plainest telling of the rule: of all that came by then, the one recorded last, then delivered, then listed last. */
function currentOf(entry: number, delivered: readonly (readonly Line[])[]): Line | undefined {
  const standing = delivered.flatMap((lines, delivery) =>
    lines.flatMap((one, line) => (one.entry === entry ? [{ one, key: [one.day, delivery, line] as const }] : [])),
  );
  const compare = (a: readonly number[], b: readonly number[]) =>
    a.reduce((order, part, nth) => order || part - (b[nth] ?? 0), 0);
  return standing.sort((a, b) => compare(a.key, b.key)).at(-1)?.one;
}

type Stored = { id: EntryId; quantity: number; ended: boolean; version: number; current: boolean; digest: string };

const storedOf = (patient: string): Promise<readonly Stored[]> =>
  house.db.query(sql<Stored>`
    select id, quantity, ended, version, current, digest::text from (
      select *, true as current from record.entry union all select *, false from record.earlier) version
    where type = 'Observation' and patient = ${entryIdOf(PRACTICE, "Patient", patient)} order by id, version`);

describe("the current version", () => {
  it(
    "is the one recorded last, then delivered last, then listed last, in any order of coming",
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(anyDeliveries, async (all) => {
          const patient = await aFreshPatient();
          for (const lines of all) await deliver(patient, lines);
          const stored = await storedOf(patient);
          for (const entry of [0, 1, 2]) {
            const id = entryIdOf(PRACTICE, "Observation", `${patient}-${entry}`);
            const expected = currentOf(entry, all);
            const now = stored.filter((one) => one.id === id && one.current);
            expect(now.map(({ quantity, ended }) => ({ quantity, ended }))).toEqual(
              expected ? [{ quantity: expected.weight, ended: expected.ended }] : [],
            );
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  it("is confirmed by the same content written again later, so that what was written between comes too late", async () => {
    const patient = await aFreshPatient();
    const said = (weight: number, day: number): readonly Line[] => [{ entry: 0, weight, day, ended: false }];
    await deliver(patient, said(80, 1));
    expect(await deliver(patient, said(80, 3))).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await deliver(patient, said(99, 2))).toMatchObject({ earlier: 1, updated: 0 });
    expect((await storedOf(patient)).filter((one) => one.current).map((one) => one.quantity)).toEqual([80]);
  });
});

describe("versions", () => {
  it("are all kept, numbered without repeats, and counted to the number given", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyDeliveries, async (all) => {
        const patient = await aFreshPatient();
        for (const lines of all) {
          const { created, updated, earlier, unchanged, barred } = await deliver(patient, lines);
          expect(created + updated + earlier + unchanged + barred).toBe(lines.length);
        }
        const stored = await storedOf(patient);
        const said = new Set(all.flat().map((one) => `${one.entry} ${one.weight} ${String(one.ended)}`));
        const entryIn = new Map([0, 1, 2].map((n) => [entryIdOf(PRACTICE, "Observation", `${patient}-${n}`), n]));
        const kept = stored.map((one) => `${entryIn.get(one.id) ?? "?"} ${one.quantity} ${String(one.ended)}`);
        expect(new Set(kept)).toEqual(said);
        for (const own of Map.groupBy(stored, (one) => one.id).values()) {
          expect(own.map((one) => one.version)).toEqual(own.map((_, nth) => nth + 1));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("change by nothing when everything is delivered again, in whatever order", { timeout: 60_000 }, async () => {
    const again = anyDeliveries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all.flat(), { minLength: all.flat().length })),
    );
    await fc.assert(
      fc.asyncProperty(again, async ([all, shuffled]) => {
        const patient = await aFreshPatient();
        for (const lines of all) await deliver(patient, lines);
        const strict = strictlyStanding(all);
        const before = await storedOf(patient);
        for (const one of shuffled) if (strict(one)) await deliver(patient, [one]);
        expect(await storedOf(patient)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });
});

/** Lines whose day no other words about their entry share: a tie would go to the delivery that comes last. */
function strictlyStanding(all: readonly (readonly Line[])[]): (one: Line) => boolean {
  return (one) =>
    all.flat().every((other) => other.entry !== one.entry || other.day !== one.day || sameWords(one, other));
}
const sameWords = (a: Line, b: Line): boolean => a.weight === b.weight && a.ended === b.ended;

describe("the record as it was known at a moment", () => {
  it("is what a plain reading of everything received by then gives", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyDeliveries, async (all) => {
        const patient = await aFreshPatient();
        const before = deliveries;
        for (const lines of all) await deliver(patient, lines);
        const person = await house.personOf(PRACTICE, patient);
        for (let nth = 0; nth <= all.length; nth++) {
          const { headings } = await house.record.headings(await house.mayRead(person), {
            knownAt: received(before + nth),
            resultsSince: undefined,
          });
          const known = new Map(headings.map((one) => [one.id, { weight: one.quantity, ended: one.ended }]));
          for (const entry of [0, 1, 2]) {
            const expected = currentOf(entry, all.slice(0, nth));
            expect(known.get(entryIdOf(PRACTICE, "Observation", `${patient}-${entry}`))).toEqual(
              expected && { weight: expected.weight, ended: expected.ended },
            );
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("the changes", () => {
  it("tell of every version that became current, and of no other", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyDeliveries, async (all) => {
        const patient = await aFreshPatient();
        let present = 0;
        for (const lines of all) {
          const { created, updated } = await deliver(patient, lines);
          present += created + updated;
        }
        const changes = await house.db.query(sql<{ kind: string; entry: EntryId }>`
          select kind, entry from record.change
          where patient = ${entryIdOf(PRACTICE, "Patient", patient)} and entry <> patient order by seq`);
        expect(changes).toHaveLength(present);
        for (const [id, own] of Map.groupBy(changes, (one) => one.entry)) {
          const stored = (await storedOf(patient)).find((one) => one.id === id && one.current);
          expect(own.at(-1)?.kind === "ended").toBe(stored?.ended);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("are undone with the work that made them", async () => {
    const patient = await aFreshPatient();
    const work = house.db.inTransaction(async () => {
      await deliver(patient, [{ entry: 0, weight: 1, day: 1, ended: false }]);
      throw new Error("Something else went wrong.");
    });
    await expect(work).rejects.toThrow("Something else");
    const changes = await house.db.query(sql`
      select from record.change where patient = ${entryIdOf(PRACTICE, "Patient", patient)} and entry <> patient`);
    expect([changes.length, (await storedOf(patient)).length]).toEqual([0, 0]);
  });
});
