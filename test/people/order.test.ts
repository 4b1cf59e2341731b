import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { beforeAll, describe, expect, it } from "vitest";
import { patientIdOf, type OdsCode, type PatientId } from "#base";
import { sql } from "#db";
import { emptied } from "../builders/governance.ts";
import { aClock, aHouse, COUNCIL, HOSPITAL, OTHER_PRACTICE, PRACTICE, type House } from "../builders/house.ts";
import { linkedAfresh, partitionOf } from "../builders/linked-afresh.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient, type PatientInMaking } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const GIVEN = [
  "Amina",
  "Joan",
  "Tunde",
  "Mei",
  "Rafiq",
  "Helen",
  "Omar",
  "Siobhan",
  "Daniel",
  "Ewa",
  "Alexander",
  "Ada",
];
const FAMILY = ["Whitfield", "Adebayo", "Chan", "Malik", "Thorne", "Haddad", "Rahman", "Kelly", "Osei", "Campbell"];
const STREETS = ["Mill Lane", "Oak Road", "High Street", "Station Road"];
const SOURCES = [PRACTICE, OTHER_PRACTICE, HOSPITAL, COUNCIL];

type Said = { readonly source: OdsCode; readonly says: PatientInMaking };

/**
 * People in households, each known to one to four sources, with slips, nicknames, former homes, numbers missing and
 * wrong: near enough to each other that who is who is not plain.
 */
function aTown(people: number, seed: number): readonly Said[] {
  const random = xoroshiro128plus(seed);
  const below = (count: number): number => uniformInt(random, 0, count - 1);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
  const slip = (text: string): string => {
    const at = 1 + below(text.length - 2);
    return below(4) === 0 ? text.slice(0, at) + text.slice(at + 1) : text;
  };
  const two = (number: number): string => String(number).padStart(2, "0");
  return Array.from({ length: people }, (_, person) => {
    const household = Math.floor(person / 3);
    const [given, family] = [pick(GIVEN, "Ada"), FAMILY[household % FAMILY.length] ?? "Osei"];
    const home = [
      `${String(1 + (household % 9))} ${pick(STREETS, "Oak Road")}`,
      `ZZ9${String(household % 7)} 3VZ`,
    ] as const;
    const [year, month, day] = [1930 + below(80), 1 + below(12), 1 + below(12)];
    return SOURCES.filter((_source, nth) => nth === 0 || below(2) === 0).map((source, nth): Said => {
      const swapped = below(12) === 0;
      const born = `${String(year)}-${two(swapped ? day : month)}-${two(swapped ? month : day)}`;
      const named = aPatient(`p${String(person)}-${String(nth)}`)
        .called(slip(given), slip(family))
        .born(born);
      const living = below(5) === 0 ? named.livingAt("9 Far Away", "ZZ99 9ZZ") : named.livingAt(...home);
      const number = madeUpNumber(person + 1);
      const says = below(3) === 0 ? living : source === COUNCIL ? living.giving(number) : living.tracedAs(number);
      return { source, says };
    });
  }).flat();
}

function shuffled<T>(all: readonly T[], seed: number): readonly T[] {
  const random = xoroshiro128plus(seed);
  const copy = [...all];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = uniformInt(random, 0, at);
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
}

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
let delivery = 0;
const TOWN = aTown(120, 7);
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});

/** Registers in batches of one to nine; a batch is of one source. */
async function register(all: readonly Said[], seed: number): Promise<void> {
  const random = xoroshiro128plus(seed);
  for (let from = 0; from < all.length;) {
    const size = uniformInt(random, 1, 9);
    for (const [source, own] of Map.groupBy(all.slice(from, from + size), (one) => one.source)) {
      delivery += 1;
      const entries = own.map(({ says }, nth) => supplied(says.resource, { recorded: time.clock(), line: nth + 1 }));
      await house.save(source, delivery, entries);
    }
    from += size;
  }
}

const linksNow = () =>
  house.db.query(
    sql<{ patient: PatientId; person: string; method: string }>`select patient, person, method from people.link`,
  );

describe("linking one after the other", () => {
  it("comes to the same people as linking all at once, in whatever order they come", { timeout: 240_000 }, async () => {
    await register(TOWN, 1);
    const { version, persons, registrations } = await house.people.learn();
    expect([version, registrations]).toEqual([1, TOWN.length]);
    expect(persons).toBeLessThan(TOWN.length);
    const atOnce = partitionOf(await linksNow());
    expect(partitionOf(await linkedAfresh(house.db))).toEqual(atOnce);
    for (let order = 1; order <= 10; order++) {
      await emptied(house);
      await register(shuffled(TOWN, order), order);
      expect(partitionOf(await linksNow())).toEqual(atOnce);
    }
  });

  it("learns the same from the same, and moves nobody the second time", { timeout: 60_000 }, async () => {
    const read = async (version: number) =>
      (await house.db.query(sql<{ content: unknown }>`select content from people.model where version = ${version}`))[0];
    const links = await linksNow();
    const { version } = await house.people.learn();
    const again = await house.people.learn();
    expect(await read(again.version)).toEqual(await read(version));
    expect(again).toMatchObject({ moved: 0, idsUnchanged: 1 });
    expect(partitionOf(await linksNow())).toEqual(partitionOf(links));
  });

  it("keeps a registration's former names and homes, in whatever order its versions come", async () => {
    const old = aPatient("m").called("Amina", "Bello").livingAt("4 Mill Lane", "ZZ99 3VZ");
    const young = aPatient("m").called("Amina", "Okafor").livingAt("9 Oak Road", "ZZ99 4AB");
    const said = async () => {
      const id = patientIdOf(COUNCIL, "m");
      const rows = await house.db.query(sql<{ said: string[][] }>`select said from people.patient where id = ${id}`);
      return rows[0]?.said.map((values) => [...values].sort());
    };
    const versions = [
      { says: old, recorded: "2026-01-01T00:00:00Z" },
      { says: young, recorded: "2026-02-01T00:00:00Z" },
    ];
    const both = [];
    for (const order of [versions, [...versions].reverse()]) {
      await emptied(house);
      for (const { says, recorded } of order) {
        delivery += 1;
        await house.save(COUNCIL, delivery, [supplied(says.resource, { recorded })]);
      }
      both.push(await said());
    }
    expect(both[0]).toEqual(both[1]);
    expect(both[0]?.[1]).toEqual(["bello", "okafor"]);
  });
});
