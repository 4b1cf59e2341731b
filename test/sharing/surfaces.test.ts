import type { Bundle } from "fhir/r4.js";
import { beforeAll, describe, expect, it } from "vitest";
import { entryIdOf, type NhsNumber, type OdsCode } from "#base";
import { timelineOf } from "#record";
import { PURPOSES, type Category, type Purpose, type Sensitivity } from "#sharing";
import type { House } from "../builders/house.ts";
import { aSharingPlace, entryName, WHO_ASKS, type AskedAbout, type WhoAsks } from "../builders/sharing-place.ts";
import {
  isPracticeOfTheWorld,
  PURPOSES_ASKED,
  SENSITIVITIES_ASKED,
  stateBetween,
  WORLD_ORGANISATIONS,
} from "../builders/sharing-world.ts";
import { CATEGORIES_ASKED, COPY_PROMISES, promiseFor } from "../spec/sharing.ts";

let house: House;
let people: readonly AskedAbout[];
beforeAll(async () => {
  ({ house, people } = await aSharingPlace());
}, 120_000);

const isPublic = ({ kind }: WhoAsks): boolean => kind === "self" || kind === "proxy";

/** Whether the table promises that it is open, on every surface that shows single people. */
function isPromised(
  who: WhoAsks,
  purpose: Purpose,
  { relationship, choice }: AskedAbout,
  fact: { source: OdsCode; category: Category; sensitivity: Sensitivity },
): boolean {
  if (PURPOSES[purpose].studiesGroups) return false;
  const { source, category, sensitivity } = fact;
  const agreement = stateBetween(source, isPublic(who) ? undefined : who.organisation);
  const own = isPublic(who) && relationship !== "current" ? "none" : relationship;
  return promiseFor({
    ...{ asker: who.kind, purpose, relationship: own, agreement, choice, sensitivity, category },
    fromPractice: isPracticeOfTheWorld(source),
  }).open;
}

/** Whether a source shares what is ordinary with whoever asks, under an agreement or because it is theirs. */
const isSharedWith = (who: WhoAsks, source: OdsCode): boolean =>
  ["own", "signed"].includes(stateBetween(source, isPublic(who) ? undefined : who.organisation));

const KINDS = CATEGORIES_ASKED.flatMap((category) =>
  SENSITIVITIES_ASKED.map((sensitivity) => ({ category, sensitivity })),
);
const FACTS = WORLD_ORGANISATIONS.flatMap((source) => KINDS.map((kind) => ({ source, ...kind })));

/** Entries by their ids, as the builder names them. */
const idOf = (nth: number, { source, category, sensitivity }: (typeof FACTS)[number]) =>
  entryIdOf(source, "Observation", `p${String(nth)}.${entryName(category, sensitivity)}`);

const everyone = function* (): Generator<{ who: WhoAsks; purpose: Purpose; one: AskedAbout; nth: number }> {
  for (const who of WHO_ASKS) {
    for (const purpose of PURPOSES_ASKED) for (const [nth, one] of people.entries()) yield { who, purpose, one, nth };
  }
};

/** Whom a search or a list shows by other sources than the table promises. */
async function differingInLists(who: WhoAsks, purpose: Purpose): Promise<readonly string[]> {
  const permit = await house.sharing.mayList({ actor: who.actor, purpose, what: "search" });
  if (!permit.ok) return [];
  const persons = people.map(({ person }) => person);
  const among = await house.sharing.among(permit.value, persons);
  const differing: string[] = [];
  for (const one of people) {
    const expected = WORLD_ORGANISATIONS.filter((source) =>
      isPromised(who, purpose, one, { source, category: "demographics", sensitivity: "normal" }),
    );
    const search = { by: "nhs-number", number: one.number as NhsNumber } as const;
    const found = await house.people.find(permit.value, search);
    const sources = found.persons.flatMap(({ registrations }) => registrations.map(({ source }) => source));
    for (const [surface, shown] of [
      ["search", sources] as const,
      ["list", among.shown.get(one.person) ?? []] as const,
    ]) {
      if ([...shown].sort().join() === [...expected].sort().join()) continue;
      differing.push(`${surface}: ${who.actor} ${purpose} ${one.relationship}, ${one.choice}`);
    }
  }
  return differing;
}

describe("on a small world with a person for each combination and an entry for each kind of fact", () => {
  it("a record shows exactly what the table promises, and who somebody is by no other source", async () => {
    const differing: string[] = [];
    let opened = 0;
    for (const { who, purpose, one, nth } of everyone()) {
      const where = `${who.actor} ${purpose} ${one.relationship}, ${one.choice}`;
      const permit = await house.sharing.mayRead({ actor: who.actor, purpose, what: "record" }, one.person);
      const promised = FACTS.filter((fact) => isPromised(who, purpose, one, fact));
      const wanted = { knownAt: undefined, resultsSince: undefined };
      const shown = permit.ok ? (await house.record.headings(permit.value, wanted)).headings : [];
      const observed = shown.filter(({ type }) => type === "Observation").map(({ id }) => id);
      const expected = promised.map((fact) => idOf(nth, fact));
      if (observed.sort().join() !== expected.sort().join()) differing.push(where);
      opened += observed.length;
      if (!permit.ok) continue;
      const identity = await house.people.get(permit.value);
      const sources = identity.ok ? identity.value.registrations.map(({ source }) => source) : [];
      const named = promised.filter((fact) => fact.category === "demographics" && fact.sensitivity === "normal");
      const expectedSources = named.map(({ source }) => source);
      if (sources.sort().join() !== expectedSources.sort().join()) differing.push(`${where}: who it is`);
    }
    expect(differing.slice(0, 5)).toEqual([]);
    expect(opened).toBeGreaterThan(10_000);
  }, 300_000);

  it("of each ordinary kind that its holders share, whoever reads is told whether it is closed to them, wholly or in part", async () => {
    const differing: string[] = [];
    let told = 0;
    for (const { who, purpose, one } of everyone()) {
      const permit = await house.sharing.mayRead({ actor: who.actor, purpose, what: "record" }, one.person);
      if (!permit.ok) continue;
      const expected = CATEGORIES_ASKED.flatMap((category) => {
        const facts = WORLD_ORGANISATIONS.map((source) => ({ source, category, sensitivity: "normal" as const }));
        const shared = facts.filter(({ source }) => isSharedWith(who, source));
        const open = shared.filter((fact) => isPromised(who, purpose, one, fact));
        return open.length < shared.length ? [`${category} ${open.length === 0 ? "wholly" : "in part"}`] : [];
      });
      const observed = permit.value.closedKinds
        .filter(({ category }) => CATEGORIES_ASKED.includes(category))
        .map(({ category, wholly }) => `${category} ${wholly ? "wholly" : "in part"}`);
      if (observed.sort().join() !== expected.sort().join()) {
        differing.push(`${who.actor} ${purpose} ${one.relationship}, ${one.choice}: ${observed.join()}`);
      }
      told += expected.length;
    }
    expect(differing.slice(0, 5)).toEqual([]);
    expect(told).toBeGreaterThan(100);
  }, 300_000);

  it("an entry with its history is shown where the table promises it, and else is not found", async () => {
    const differing: string[] = [];
    let turn = 0;
    for (const { who, purpose, one, nth } of everyone()) {
      const permit = await house.sharing.mayRead({ actor: who.actor, purpose, what: "entry" }, one.person);
      if (!permit.ok) continue;
      // One fact of each combination in its turn: all of them are asked for, again and again, over the whole.
      const fact = FACTS[(turn += 7) % FACTS.length];
      if (!fact) continue;
      const versions = await house.record.versions(permit.value, idOf(nth, fact));
      if (versions.ok !== isPromised(who, purpose, one, fact)) {
        differing.push(`${who.actor} ${purpose} ${one.relationship}, ${one.choice}: ${JSON.stringify(fact)}`);
      }
    }
    expect(turn).toBeGreaterThan(7 * FACTS.length);
    expect(differing.slice(0, 5)).toEqual([]);
  }, 300_000);

  it("a copy holds exactly what the table promises to those who may take one, in both its forms, and is for nobody else", async () => {
    const differing: string[] = [];
    let copied = 0;
    for (const { who, purpose, one, nth } of everyone()) {
      const where = `${who.actor} ${purpose} ${one.relationship}, ${one.choice}`;
      const permit = await house.sharing.mayCopy({ actor: who.actor, purpose }, one.person);
      const copy = COPY_PROMISES.find(({ asker, purpose: of }) => asker === who.kind && of === purpose);
      const promised = copy
        ? FACTS.filter((fact) => isPromised(who, purpose, one, fact) && !copy.without.includes(fact.sensitivity))
        : [];
      if (!permit.ok && promised.length > 0) differing.push(`${where}: refused`);
      if (permit.ok && promised.length === 0) differing.push(`${where}: not refused`);
      if (!permit.ok) continue;
      const { headings, bundle } = await house.record.copy(permit.value);
      let json = "";
      for await (const piece of bundle()) json += piece;
      const { entry = [] } = JSON.parse(json) as Bundle;
      const observed = entry.filter(({ resource }) => resource?.resourceType === "Observation");
      const expected = promised.map((fact) => idOf(nth, fact)).sort();
      if (
        observed
          .map(({ fullUrl }) => fullUrl?.slice("urn:uuid:".length))
          .sort()
          .join() !== expected.join()
      ) {
        differing.push(`${where}: the Bundle`);
      }
      const listed = timelineOf(headings, {}).map(({ id }) => id);
      if (listed.sort().join() !== expected.join()) differing.push(`${where}: the table`);
      copied += expected.length;
    }
    expect(differing.slice(0, 5)).toEqual([]);
    expect(copied).toBeGreaterThan(1000);
  }, 300_000);

  it("a search and a list show whom the table lets be named, by those sources alone, and nobody else", async () => {
    const differing: string[] = [];
    for (const who of WHO_ASKS) {
      for (const purpose of PURPOSES_ASKED) differing.push(...(await differingInLists(who, purpose)));
    }
    expect(differing.slice(0, 5)).toEqual([]);
  }, 300_000);

  it("whoever may nothing for a purpose is given no list for it", async () => {
    for (const who of WHO_ASKS) {
      for (const purpose of PURPOSES_ASKED) {
        const mayAnything = people.some((one) => FACTS.some((fact) => isPromised(who, purpose, one, fact)));
        const permit = await house.sharing.mayList({ actor: who.actor, purpose, what: "list" });
        if (permit.ok) expect([who.actor, purpose, mayAnything]).toEqual([who.actor, purpose, true]);
      }
    }
  });
});
