import { beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed, stoppedAt, type OdsCode } from "#base";
import type { Place, StaffRole } from "#place";
import { CATEGORIES, type Choosing, type Sight } from "#sharing";
import { aHouse, aPlace, COUNCIL, HOSPITAL, NURSE, OTHER_PRACTICE, PRACTICE, type House } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { aReferral, aRegistration, aStay, supplied } from "../builders/resources.ts";

const member = (role: StaffRole, organisation: OdsCode) => ({
  ...{ id: actorId(`a-${role}`), name: `A ${role}`, role, organisation, from: "2020-01-01" },
});

/** The hospital has not signed. Nobody who works at the other practice cares for people. */
function aPlaceThatShares(): Place {
  const place = aPlace();
  const [agreement] = place.agreements ?? [];
  if (!agreement) throw new Error("The place has an agreement.");
  const parties = agreement.parties.map((one) => (one.organisation === HOSPITAL ? { organisation: HOSPITAL } : one));
  return {
    ...place,
    agreements: [{ ...agreement, parties }],
    staff: [
      ...place.staff,
      member("social-worker", COUNCIL),
      member("therapist", HOSPITAL),
      { ...member("gp", OTHER_PRACTICE), to: "2026-05-02" },
    ],
  };
}

let house: House;
beforeEach(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z"), place: aPlaceThatShares() });
  const save = (source: OdsCode, ...all: readonly Parameters<typeof supplied>[0][]) =>
    house.save(
      source,
      1,
      all.map((one, nth) => supplied(one, { recorded: "2026-01-02", line: nth + 1 })),
    );
  await save(PRACTICE, aPatient("p1").born("1947-03-31").resource, aRegistration("r1", "p1", PRACTICE));
  await save(HOSPITAL, aPatient("h1").born("1930-01-01").resource);
  await save(COUNCIL, aPatient("c1").born("1931-01-01").resource);
});

const permit = async () => house.mayRead(await house.personOf(PRACTICE, "p1"));
const sights = async () => house.sharing.seenBy(await permit());
const sightOf = async (organisation: OdsCode): Promise<Sight> => {
  const found = (await sights()).find((one) => one.organisation === organisation);
  if (!found) throw new Error(`Nothing is said of ${organisation}.`);
  return found;
};
const choose = async (choosing: Choosing) => mustSucceed(await house.sharing.choose(await permit(), choosing));

describe("who can see what", () => {
  it("is said of every organisation of the place, with why and by which roles", async () => {
    expect((await sights()).map(({ organisation, because, roles }) => ({ organisation, because, roles }))).toEqual([
      { organisation: PRACTICE, because: ["registration"], roles: ["nurse"] },
      { organisation: OTHER_PRACTICE, because: [], roles: [] },
      { organisation: HOSPITAL, because: [], roles: ["therapist"] },
      { organisation: COUNCIL, because: [], roles: ["social-worker"] },
    ]);
  });

  it("names whose facts come, of which kinds, and who has not signed", async () => {
    expect(await sightOf(PRACTICE)).toMatchObject({
      sources: [COUNCIL],
      categories: Object.keys(CATEGORIES),
      sensitivities: ["normal", "sexual-health", "mental-health", "substances", "third-party"],
      kept: [],
      closed: [{ why: "source has not signed", sources: [HOSPITAL] }],
    });
    expect(await sightOf(HOSPITAL)).toMatchObject({
      sources: [],
      categories: [],
      closed: [{ why: "receiver has not signed", sources: [PRACTICE, COUNCIL] }],
    });
    expect((await sightOf(COUNCIL)).categories).not.toContain("vaccinations");
  });

  it("follows what the person chooses, and takes back", async () => {
    const before = await sights();
    await choose({ kind: "category", category: "medicines" });
    expect(await sightOf(PRACTICE)).toMatchObject({ sources: [COUNCIL], kept: ["medicines"] });
    await choose({ kind: "not-seen-by", organisation: COUNCIL });
    expect(await sightOf(COUNCIL)).toMatchObject({
      ...{ sources: [], categories: [] },
      closed: [
        { why: "source has not signed", sources: [HOSPITAL] },
        { why: "objection", sources: [PRACTICE] },
      ],
    });
    expect((await sightOf(PRACTICE)).sources).toEqual([COUNCIL]);
    for (const { id } of await house.sharing.choicesOf(await permit())) {
      mustSucceed(await house.sharing.takeBackChoice(await permit(), id));
    }
    expect(await sights()).toEqual(before);
  });

  it("says nothing of a relationship that is over, or that whoever reads may not see", async () => {
    const save = (delivery: number, sensitivity: "normal" | "safeguarding") =>
      house.save(PRACTICE, delivery, [
        supplied(aStay("s1", "p1", "2020-01-01", "2020-01-09"), { recorded: "2026-01-03" }),
        supplied(
          { ...aReferral("q1", "p1", COUNCIL), authoredOn: "2026-04-01" },
          { recorded: `2026-01-0${delivery}`, line: 2, sensitivity },
        ),
      ]);
    await save(2, "safeguarding");
    expect([(await sightOf(PRACTICE)).because, (await sightOf(COUNCIL)).because]).toEqual([["registration"], []]);
    await save(3, "normal");
    expect([(await sightOf(PRACTICE)).because, (await sightOf(COUNCIL)).because]).toEqual([
      ["registration"],
      ["referral"],
    ]);
  });
});

describe("what a person chooses", () => {
  it("is written down by those who care for them, and by nobody for another purpose", async () => {
    const asking = { actor: actorId("a-governance-lead"), purpose: "records-management", what: "sharing" } as const;
    const other = mustSucceed(await house.sharing.mayRead(asking, await house.personOf(PRACTICE, "p1")));
    const refused = { ok: false, problem: { kind: "refused" } };
    expect(await house.sharing.choose(other, { kind: "nothing-shared" })).toMatchObject(refused);
    await choose({ kind: "nothing-shared" });
    const [choice] = await house.sharing.choicesOf(await permit());
    expect(choice).toMatchObject({ choosing: { kind: "nothing-shared" }, madeBy: NURSE });
    expect(await house.sharing.takeBackChoice(other, choice?.id ?? 0)).toMatchObject(refused);
    expect(await house.sharing.choicesOf(await permit())).toHaveLength(1);
  });
});
