import { beforeAll, describe, expect, it } from "vitest";
import { actorId, odsCode } from "#base";
import type { StaffMember } from "#place";
import { createServer } from "#server";
import { aClock, aHouse, aPlace, COUNCIL, GOVERNANCE_LEAD, NURSE, PRACTICE, type House } from "../builders/house.ts";
import { signedInAs } from "../builders/signed-in.ts";

const time = aClock("2026-05-03T12:00:00Z");

const aMember = (id: string, also: Partial<StaffMember>): StaffMember => ({
  ...{ id: actorId(id), name: `${id} of the Team`, role: "therapist", organisation: odsCode(COUNCIL) },
  ...{ from: "2020-01-01", ...also },
});

const MEMBERS = [
  aMember("Moved", { role: "nurse", organisation: odsCode(PRACTICE), to: "2026-05-02" }),
  aMember("Moved", { from: "2026-05-03", team: "=Falls" }),
  aMember("Leaving", { to: "2026-05-20" }),
  aMember("Coming", { from: "2026-06-01" }),
];

let house: House;
let server: Awaited<ReturnType<typeof createServer>>;
beforeAll(async () => {
  const place = aPlace();
  house = await aHouse({ clock: time.clock, place: { ...place, staff: [...place.staff, ...MEMBERS] } });
  const ready = async () => ({ ready: true, words: "ready" });
  server = await createServer({ app: house, ready, log: () => undefined });
});

const seenBy = async (actor: typeof NURSE, url: string) =>
  server.inject({ url, cookies: await signedInAs(house, actor) });
const list = async (query = "") => (await seenBy(GOVERNANCE_LEAD, `/staff${query}`)).body;

describe("who works where", () => {
  it("is told as of today: in which role, on which team, and whose role ends soon", async () => {
    const body = await list();
    expect(body).toContain("1 role ends within 30 days");
    expect(body).toContain("Ends 20 May 2026");
    expect(body.match(/Moved of the Team/g)).toHaveLength(1);
    expect(body).toContain("=Falls");
    expect(body).not.toContain("Coming of the Team");
  });

  it("is told of earlier and later roles where they are asked for", async () => {
    const body = await list("?when=all");
    expect(body.match(/Moved of the Team/g)).toHaveLength(2);
    expect(body).toContain("Ended 2 May 2026");
    expect(body).toContain("Has not begun");
  });

  it("is told of one organisation alone, and says where nobody works there", async () => {
    const body = await list(`?organisation=${COUNCIL}`);
    expect(body).toContain("Leaving of the Team");
    expect(body).not.toContain("A Nurse");
    expect(await list("?organisation=X00000")).toContain("Nobody works there on the days that you chose");
  });

  it("is saved with the columns in which a list comes in, what is no formula kept from being one", async () => {
    const { headers, body } = await seenBy(GOVERNANCE_LEAD, `/staff.csv?organisation=${COUNCIL}&when=all`);
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    const [heading, ...rows] = body.trimEnd().split("\r\n");
    expect(heading).toBe("id,name,role,organisation,team,from,to");
    expect(rows).toContain(`Moved,Moved of the Team,therapist,${COUNCIL},'=Falls,2026-05-03,`);
    expect(rows).toContain(`Leaving,Leaving of the Team,therapist,${COUNCIL},,2020-01-01,2026-05-20`);
  });

  it("is not for those who care for people", async () => {
    for (const url of ["/staff", "/staff.csv"]) {
      const { statusCode, body } = await seenBy(NURSE, url);
      expect([url, statusCode]).toEqual([url, 403]);
      expect(body).not.toContain("of the Team");
    }
  });
});
