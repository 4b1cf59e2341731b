import { beforeAll, describe, expect, it } from "vitest";
import { actorId, mustSucceed, odsCode, type NhsNumber, type PersonId } from "#base";
import { sql } from "#db";
import type { Place } from "#place";
import { PURPOSES, type CohortPermit, type Purpose } from "#sharing";
import type { House } from "../builders/house.ts";
import { aSharingPlace, WHO_ASKS, type AskedAbout } from "../builders/sharing-place.ts";
import {
  ASKING,
  isPracticeOfTheWorld,
  PURPOSES_ASKED,
  SENSITIVITIES_ASKED,
  stateBetween,
  WORLD_ORGANISATIONS,
} from "../builders/sharing-world.ts";
import { CATEGORIES_ASKED, promiseFor } from "../spec/sharing.ts";

const STUDIES = PURPOSES_ASKED.filter((purpose) => PURPOSES[purpose].studiesGroups);
const ANALYST = actorId(`analyst-${ASKING.toLowerCase()}`);

let house: House;
let people: readonly AskedAbout[];
let numbers: ReadonlySet<NhsNumber>;
let withoutList: Place;

beforeAll(async () => {
  ({ house, people } = await aSharingPlace());
  withoutList = house.directory.place;
  const opted = people.filter(({ choice }) => choice === "national data opt-out");
  numbers = new Set(opted.map(({ number }) => number as NhsNumber));
}, 120_000);

/** From now on the place has this list; none: none. */
function listOf(dated: string | undefined): void {
  const nationalOptOuts = { file: "list.csv", lists: "opted-out" } as const;
  // A list that is kept must go first.
  house.directory.renew({ ...withoutList, nationalOptOuts: { ...nationalOptOuts, lists: "may-be-used" } });
  if (dated === undefined) house.directory.renew(withoutList);
  else {
    house.directory.renew({ ...withoutList, nationalOptOuts, optOutList: { numbers, dated: new Date(dated) } });
  }
}
const FRESH = "2026-05-01T09:00:00Z";

const ask = (purpose: Purpose, actor = ANALYST) => house.sharing.mayStudy({ actor, purpose, what: "study of a group" });
const mayStudy = async (purpose: Purpose): Promise<CohortPermit> => mustSucceed(await ask(purpose));
const refusalOf = async (purpose: Purpose, actor = ANALYST): Promise<string> => {
  const found = await ask(purpose, actor);
  return found.ok ? "" : found.problem.message;
};
const logged = () =>
  house.db.query(sql<{ kind: string; purpose: string; person: PersonId | null; what: string; reason: string }>`
    select kind, purpose, person, what, reason from sharing.access_event where kind in ('cohort', 'refusal')
    order by seq desc limit 1`);

describe("a study of a group", () => {
  it("counts whom the table of sharing promises, by those kinds of fact and sources, and nobody else", async () => {
    listOf(FRESH);
    const cells = new Map((await house.sharing.cells()).map((cell) => [cell.id, cell]));
    const differing: string[] = [];
    let counted = 0;
    for (const who of WHO_ASKS) {
      for (const purpose of STUDIES) {
        const permit = await ask(purpose, who.actor);
        for (const one of people) {
          const promised = WORLD_ORGANISATIONS.flatMap((source) =>
            CATEGORIES_ASKED.flatMap((category) =>
              SENSITIVITIES_ASKED.flatMap((sensitivity) => {
                const { open } = promiseFor({
                  ...{ asker: who.kind, purpose, relationship: one.relationship, choice: one.choice },
                  ...{ sensitivity, category, fromPractice: isPracticeOfTheWorld(source) },
                  agreement: stateBetween(source, who.organisation),
                });
                return open ? [`${source} ${category} ${sensitivity}`] : [];
              }),
            ),
          );
          const cohort = permit.ok ? await house.cohorts.cohort(permit.value, [one.person]) : undefined;
          const members = cohort === undefined ? [] : mustSucceed(cohort).members;
          const shown = members.flatMap((member) =>
            member.cells.flatMap((id) => {
              const { source, category, sensitivity } = cells.get(id)!;
              return CATEGORIES_ASKED.includes(category) ? [`${source} ${category} ${sensitivity}`] : [];
            }),
          );
          const sources = promised.flatMap((fact) => /^(\S+) demographics normal$/.exec(fact)?.[1] ?? []);
          if (shown.sort().join() !== promised.sort().join()) differing.push(`${who.actor} ${purpose} ${one.choice}`);
          expect(members.flatMap((member) => [...member.sources]).sort()).toEqual(sources.sort());
          counted += members.length;
        }
      }
    }
    expect(differing.slice(0, 5)).toEqual([]);
    expect(counted).toBeGreaterThan(100);
  }, 300_000);

  it("tells how many are left out on which ground, and logs that once, without a person", async () => {
    listOf(FRESH);
    const permit = await mayStudy("commissioning");
    const cohort = mustSucceed(await house.cohorts.cohort(permit, "everybody"));
    const each = people.length / 7;
    expect([...cohort.leftOut]).toEqual([
      ["not taking part", 0],
      ["no NHS number", 0],
      ["national opt-out", each],
      ["objection", 0],
      ["type 1", 0],
    ]);
    expect(cohort.members).toHaveLength(people.length - each);
    expect(await logged()).toEqual([
      {
        ...{ kind: "cohort", purpose: "commissioning", person: null, what: "study of a group" },
        reason:
          `Planning and paying for services, at Organisation ${ASKING}. 30 people were counted; ` +
          "left out were 5: they have a national data opt-out.",
      },
    ]);
  });

  it("gives nobody's id, and nothing by which two purposes could be joined", async () => {
    listOf(FRESH);
    const [planning, evaluation] = await Promise.all(
      (["commissioning", "evaluation"] as const).map(async (purpose) =>
        mustSucceed(await house.cohorts.cohort(await mayStudy(purpose), "everybody")),
      ),
    );
    const ofPlanning = planning!.members.map(({ pseudonym }) => pseudonym);
    const ofEvaluation = evaluation!.members.map(({ pseudonym }) => pseudonym);
    expect(new Set([...ofPlanning, ...ofEvaluation]).size).toBe(2 * ofPlanning.length);
    expect(ofPlanning).toEqual([...ofPlanning].sort());
    expect(JSON.stringify([planning, evaluation])).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    const again = mustSucceed(await house.cohorts.cohort(await mayStudy("commissioning"), "everybody"));
    expect(again.members).toEqual(planning!.members);
  });

  it("counts whoever is asked for twice once, and nobody whom nobody knows", async () => {
    listOf(FRESH);
    const one = people.find(({ choice }) => choice === "none")!.person;
    const nobody = "11111111-1111-4111-8111-111111111111" as PersonId;
    const cohort = mustSucceed(await house.cohorts.cohort(await mayStudy("commissioning"), [one, one, nobody]));
    expect([cohort.members.length, cohort.leftOut.get("not taking part")]).toEqual([1, 1]);
  });

  it("is refused where no list says who opted out, or an old one does, but for purposes that ask none", async () => {
    listOf(undefined);
    expect(await refusalOf("commissioning")).toContain("names no list of national data opt-outs");
    expect(await logged()).toMatchObject([{ kind: "refusal", purpose: "commissioning", person: null }]);
    expect(await refusalOf("risk-stratification")).toBe("");
    listOf("2026-04-01T09:00:00Z");
    expect(await refusalOf("evaluation")).toContain("older than 21 days");
    expect(await refusalOf("risk-stratification")).toBe("");
  });

  it("is refused where the list that a permit rested on is gone", async () => {
    listOf(FRESH);
    const permit = await mayStudy("commissioning");
    listOf(undefined);
    expect(await house.cohorts.cohort(permit, "everybody")).toMatchObject({ ok: false, problem: { kind: "refused" } });
  });

  it("is refused to whoever is no analyst, and for purposes that are about single people", async () => {
    listOf(FRESH);
    for (const { actor, kind } of WHO_ASKS.filter((one) => one.kind !== "analyst")) {
      expect([kind, await refusalOf("commissioning", actor)]).not.toEqual([kind, ""]);
    }
    expect(await refusalOf("direct-care")).toContain("about single people");
    expect(await refusalOf("commissioning", actorId("gp-x99101"))).toContain("Only analysts");
  });

  it("says which organisations take no part, and why", async () => {
    listOf(FRESH);
    const { notTakingPart } = await mayStudy("commissioning");
    expect(notTakingPart).toEqual([
      { why: "source has not signed", sources: [odsCode("X99102"), odsCode("X99104")] },
      { why: "agreement has ended", sources: [odsCode("X99105")] },
    ]);
  });
});
